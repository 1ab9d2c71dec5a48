"""The readers of proofs as tests ask them: by name and bytes, for what each test looks at."""

from __future__ import annotations

from app.evidence.office import proof as office
from app.evidence.pictures import proof as pictures
from app.evidence.prepared import Piece, ReadOptions, Sheet

PLAIN = ReadOptions()


def examine_picture(name: str, data: bytes) -> tuple[str, int]:
    examined = pictures.examine(name, data, PLAIN)
    return examined.kind, examined.pages


def picture_pdf(name: str, data: bytes, max_dpi: int | None) -> tuple[bytes, tuple[Sheet, ...]]:
    prepared = pictures.prepare(name, data, ReadOptions(max_dpi=max_dpi))
    return prepared.pdf, prepared.sheets


def examine_office(name: str, data: bytes) -> tuple[str, int]:
    examined = office.examine(name, data, PLAIN)
    return examined.kind, examined.pages


def office_content(name: str, data: bytes, _kind: str = "") -> tuple[Piece, ...]:
    return office.prepare(name, data, PLAIN).content


def left_out(name: str, data: bytes, _kind: str = "") -> tuple[str, ...]:
    return office.prepare(name, data, PLAIN).removed
