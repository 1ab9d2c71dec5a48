"""Drafts of several shapes with their past: earlier states of the same file, and journals of its commits."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field
from pathlib import Path

from app.drafts.model import Change
from app.drafts.opening import journal
from app.drafts.store import Draft
from reliability.small_draft import PASSPHRASE, Content, Write, content_of, gesture

SHARES = (4, 1, 2, 1)
"""How often each shape is damaged; a large draft takes longer to look through."""


@dataclass(slots=True)
class Shape:
    """One draft: its bytes when closed, what it holds, what its file was before, and journals it had."""

    name: str
    path: Path
    key: bytes = b""
    whole: bytes = b""
    content: Content = field(default_factory=Content)
    copy_id: str = ""
    revision: int = 0
    tag: str = ""
    states: list[bytes] = field(default_factory=list)
    """What the file was at each revision, the last one too."""
    held: dict[int, str] = field(default_factory=dict)
    """The print of what it held at each revision."""
    journals: list[bytes] = field(default_factory=list)


def shapes(folder: Path, chance: random.Random) -> list[Shape]:
    """A draft of a few values, one of many with pages freed, one that is mostly proofs, one of long texts."""
    scans = Write(evidence=(chance.randbytes(90_000), chance.randbytes(20_000)))
    return [
        _grown(folder / "few.qibei", [_values(3, 10)], 4, chance),
        _grown(folder / "many.qibei", [_values(160, 40), _cleared(60, 160)], 6, chance),
        _grown(folder / "proofs.qibei", [scans], 6, chance),
        _grown(folder / "texts.qibei", [_values(6, 12_000), _values(2, 30_000)], 6, chance),
    ]


def _grown(path: Path, first: list[Write], gestures: int, chance: random.Random) -> Shape:
    shape = Shape(path.stem, path)
    with Draft.create(path, PASSPHRASE, pack="p", edition=1) as draft:
        for write in first:
            write.on(draft)
            shape.content = write.after(shape.content)
        shape.key = draft.key
        for _ in range(gestures):
            _note(shape, draft)
            shape.journals.append(_journal_of(draft))
            write = gesture(shape.content, chance)
            write.on(draft)
            shape.content = write.after(shape.content)
        _note(shape, draft)
        shape.copy_id, shape.revision = draft.info.copy_id, draft.info.revision
        shape.tag = draft._opened.state.tag.hex()
    shape.whole = shape.states[-1]
    return shape


def _note(shape: Shape, draft: Draft) -> None:
    if draft.info.revision not in shape.held:
        shape.states.append(draft.path.read_bytes())
        shape.held[draft.info.revision] = content_of(draft).print()


def _values(count: int, length: int) -> Write:
    text = "值" * length
    return Write(tuple(Change(f"s.list[r{number}].c", None, json.dumps(f"{text}{number}")) for number in range(count)))


def _cleared(first: int, last: int) -> Write:
    return Write(tuple(Change(f"s.list[r{number}].c", None, None) for number in range(first, last)))


def _journal_of(draft: Draft) -> bytes:
    """The journal of a commit that was begun now, as a crash leaves it; the commit is taken back."""
    db = draft._opened.db
    db.execute("PRAGMA cache_size=-16")
    db.execute("BEGIN IMMEDIATE")
    db.execute("UPDATE field SET value = '\"' || hex(zeroblob(500)) || '\"'")
    db.execute("UPDATE step SET by = by || 'x'")
    db.execute("UPDATE seal SET revision = revision + 1")
    db.cache_flush()
    found = journal.journal_path(draft.path).read_bytes()
    db.execute("ROLLBACK")
    db.execute("PRAGMA cache_size=-2000")
    return found
