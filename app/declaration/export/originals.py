"""Originals that go beside the book: those with an electronic signature, which lives in the file and not on paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from app.declaration.book.proof_files import proof_files
from app.declaration.declaration import Declaration
from app.declaration.export.disc_words import Held
from app.evidence.prepared import Prepared
from app.export.compose.evidence import index_of

FOLDER = "证明材料"


def signed_originals(declaration: Declaration, prepared: Mapping[str, Prepared]) -> dict[Held, Callable[[], bytes]]:
    """The bound files that bear an electronic signature, numbered as in the book, and how to get their bytes."""
    index = index_of(declaration.session, prepared)
    found: dict[Held, Callable[[], bytes]] = {}
    for file in proof_files(declaration):
        entry = index.entry(file.sha256)
        if entry is not None and prepared[file.sha256].signed:
            words = f"证明材料{entry.number}的原始文件，电子签名（签章）只在这个文件中有效"
            held = Held(f"{FOLDER}/{entry.number} {file.name}", words)
            found[held] = partial(declaration.evidence_bytes, file.sha256)
    return found
