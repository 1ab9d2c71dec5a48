"""A small draft under work: random gestures on it, what it must hold afterwards, and what it does hold."""

from __future__ import annotations

import hashlib
import json
import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from app.drafts import keys
from app.drafts.model import Change
from app.drafts.store import Draft

PASSPHRASE = "一句只有自己知道的话"
QUICK = keys.Cost(memory_kib=64, passes=1, lanes=1)


@contextmanager
def quick_keys() -> Iterator[None]:
    """Passphrases cost next to nothing meanwhile; nothing here guesses them."""
    real, keys.COST = keys.COST, QUICK
    try:
        yield
    finally:
        keys.COST = real


@contextmanager
def in_memory() -> Iterator[Path]:
    """A folder that costs no disk where the system has such; for what does not ask how a disk behaves."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as place:
        yield Path(place)


@dataclass(slots=True)
class Content:
    """What a draft holds: values by path, evidence by SHA-256."""

    values: dict[str, str] = field(default_factory=dict)
    evidence: set[str] = field(default_factory=set)

    def print(self) -> str:
        """A short name for exactly this content."""
        whole = json.dumps([sorted(self.values.items()), sorted(self.evidence)])
        return hashlib.sha256(whole.encode()).hexdigest()[:16]


def content_of(draft: Draft) -> Content:
    """Everything a draft holds, each file read and compared with its hash, the history read to its beginning."""
    for sha256 in draft.evidence_hashes():
        draft.evidence(sha256)
    draft.steps(1 << 30)
    return Content(dict(draft.values()), set(draft.evidence_hashes()))


@dataclass(frozen=True, slots=True)
class Write:
    """One gesture, as the draft takes it."""

    changes: tuple[Change, ...] = ()
    evidence: tuple[bytes, ...] = ()
    removed: tuple[str, ...] = ()

    def on(self, draft: Draft) -> None:
        """Make it; when this returns it is acknowledged."""
        if self.removed:
            draft.remove_evidence(self.removed)
        else:
            draft.write(
                self.changes, by="王芳", evidence={hashlib.sha256(data).hexdigest(): data for data in self.evidence}
            )

    def after(self, content: Content) -> Content:
        """What a draft of this content must hold afterwards."""
        values, evidence = dict(content.values), set(content.evidence)
        for change in self.changes:
            values.pop(change.path, None)
            if change.after is not None:
                values[change.path] = change.after
        evidence |= {hashlib.sha256(data).hexdigest() for data in self.evidence}
        return Content(values, evidence - set(self.removed))


def gesture(content: Content, chance: random.Random) -> Write:
    """What somebody might do next: type, fill or clear rows, attach, delete for good."""
    kind = chance.choice(("type", "type", "rows", "clear", "attach", "remove"))
    if kind == "attach":
        data = chance.randbytes(chance.choice((300, 9_000, 70_000)))
        name = f"a.proof[r{chance.randrange(40)}].file"
        return Write((Change(name, None, json.dumps(hashlib.sha256(data).hexdigest())),), (data,))
    if kind == "remove" and content.evidence:
        return Write(removed=(chance.choice(sorted(content.evidence)),))
    if kind == "clear" and content.values:
        count = min(len(content.values), chance.randint(1, 6))
        return Write(tuple(Change(path, None, None) for path in chance.sample(sorted(content.values), count)))
    text = chance.choice(("改", "一段长文字。" * 200)) + chance.randbytes(4).hex()
    names = [f"a.rows[r{chance.randrange(60)}].name" for _ in range(12 if kind == "rows" else 1)]
    return Write(
        tuple(Change(name, None, json.dumps(text + name, ensure_ascii=False)) for name in dict.fromkeys(names))
    )


def make(path: Path, chance: random.Random, gestures: int = 12) -> Content:
    """A draft after some gestures, closed; what it holds."""
    content = Content()
    with Draft.create(path, PASSPHRASE, pack="p", edition=1) as draft:
        for _ in range(gestures):
            write = gesture(content, chance)
            write.on(draft)
            content = write.after(content)
    return content
