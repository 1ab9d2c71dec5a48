"""A small declaration at work: random gestures through the session, as the window makes them, and what it holds."""

from __future__ import annotations

import hashlib
import random
from pathlib import Path

from declaration.small_desk import AMOUNT, NAME, PROOF, ROWS, TOTAL, WORDS, install

from app.declaration.declaration import Declaration
from app.declaration.packs import find_pack
from app.evidence.intake import EvidenceFile
from reliability.small_draft import PASSPHRASE

LATEST = 40
"""Rows and proofs beyond so many are taken away again, so that drafts stay small."""


def make(folder: Path) -> Path:
    """A new draft of the tiny pack below `folder`, closed."""
    install(folder)
    path = folder / "草稿.qibei"
    with Declaration.create(find_pack("tiny"), path, PASSPHRASE) as made:
        made.session.answer(NAME, "华东机械有限公司")
    return path


def print_of(declaration: Declaration) -> str:
    """A short name for exactly what is answered, rows and proofs among it."""
    said = sorted((str(path), repr(value)) for path, value in declaration.session.answers.items())
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def is_whole(declaration: Declaration) -> None:
    """Read every proof that is attached; DraftDamaged when one cannot be."""
    for attached in declaration.evidence(PROOF):
        declaration.evidence_bytes(attached.sha256)


def gesture(declaration: Declaration, chance: random.Random) -> None:
    """Type, put rows in, take rows out, attach, take a proof away, undo, redo."""
    session = declaration.session
    kind = chance.choice(("type", "type", "type", "rows", "attach", "out", "unproved", "undo", "redo"))
    if kind == "type":
        path, text = chance.choice(((NAME, "某公司"), (WORDS, "说明文字。" * 100), (TOTAL, ""), (AMOUNT, "")))
        session.answer(path, f"{text}{chance.randrange(10_000)}")
    elif kind == "rows":
        count = chance.randint(1, 20)
        session.insert_rows(ROWS, 0, [{"name": "设备" * 20, "n": chance.randrange(1000)} for _ in range(count)])
    elif kind == "attach":
        declaration.add_evidence(PROOF, [_scan(chance)], "证明")
    elif kind in ("out", "unproved"):
        listed = ROWS if kind == "out" else PROOF
        rows = session.answers.rows(listed)
        count = len(rows) - LATEST if len(rows) > LATEST else min(len(rows), chance.randint(1, 3))
        session.remove_rows(listed, chance.sample(rows, count))
    elif kind == "undo":
        session.undo()
    else:
        session.redo()


def _scan(chance: random.Random) -> EvidenceFile:
    data = b"%PDF-1.7 " + chance.randbytes(chance.choice((500, 9_000, 60_000)))
    name = f"证明{chance.randrange(100)}.pdf"
    return EvidenceFile(name, "pdf", 1, hashlib.sha256(data).hexdigest(), data)
