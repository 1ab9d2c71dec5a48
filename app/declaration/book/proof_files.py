"""The files that stand in the book of a declaration."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.declaration.attachments import attached
from app.declaration.declaration import Declaration
from app.evidence.prepared import Layout
from app.forms.session import FormSession


@dataclass(frozen=True, slots=True)
class ProofFile:
    """One attached file: where it was first attached, its name, the password that opens it, how it stands if long.

    `notes` is what was said of it when it was taken.
    """

    item: str
    name: str
    sha256: str
    password: str
    layout: Layout = ""
    notes: str = ""


def proof_files(declaration: Declaration, session: FormSession | None = None) -> list[ProofFile]:
    """Every file that stands in the book, once, in reading order; what is not asked for is left out."""
    files: dict[str, ProofFile] = {}
    for file in _attached(declaration, session or declaration.session):
        files.setdefault(file.sha256, file)
    return list(files.values())


def _attached(declaration: Declaration, session: FormSession) -> Iterator[ProofFile]:
    for item in declaration.evidence_items():
        if session.asked(item):
            for one in attached(session.answers, item):
                password = session.text(item.at(one.row, "password"))
                yield ProofFile(session.field(item).label, one.name, one.sha256, password, one.layout, one.notes)
