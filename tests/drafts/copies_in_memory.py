"""Copies of one draft in memory: the same tables and the same seal, without a file or a key."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from pathlib import Path

import apsw

from app.drafts import merging
from app.drafts.format import history, ledger, schema, steps
from app.drafts.format.history import Gesture
from app.drafts.format.ledger import State
from app.drafts.model import StoredStep

NOWHERE = Path("memory.qibei")


class Copy:
    """One copy of a draft, written by one person at a time."""

    def __init__(self, origin: Copy | None = None) -> None:
        self.db = apsw.Connection(":memory:")
        self.replica = secrets.token_bytes(16)
        if origin is None:
            schema.create(self.db)
            ledger.begin(self.db, "pack", 1)
        else:
            self.db.deserialize("main", origin.db.serialize("main"))

    def opened_anew(self) -> None:
        """What is written from here on is written by another opening."""
        self.replica = secrets.token_bytes(16)

    def write(self, after: Mapping[str, str | None], at: str, *, extends: bool = False) -> None:
        gesture = Gesture(after, "do", "王工", at)
        state = history.record(self.db, self.state, gesture, self.replica, extends=extends)
        ledger.write(self.db, ledger.following(state))

    @property
    def state(self) -> State:
        return ledger.read(self.db, NOWHERE)

    @property
    def values(self) -> dict[str, str]:
        return dict(history.values(self.db))

    @property
    def steps(self) -> list[StoredStep]:
        return list(steps.read(self.db, self.state, NOWHERE, 1, self.state.seal.steps))

    def read(self) -> merging.Copy:
        return merging.read_copy(self.db, self.steps)

    def compared(self, other: Copy) -> merging.Comparison:
        return merging.compare(self.read(), other.read())

    def merged(self, other: Copy) -> Copy:
        """What becomes of this copy and the other; where both changed a path, the greater value."""
        result = Copy(self)
        found = self.compared(other)
        values = {one.path: decided(one) for one in found.differences}
        both = {one.path for one in found.differences if one.side == "both" and one.ours.value != one.theirs.value}
        merged = merging.Merged(values, both, (), lambda _sha256: b"", "赵", "合并")
        state = merging.take_in(result.db, result.state, found.unseen, merged, result.replica)
        ledger.write(result.db, state)
        return result

    def check(self) -> None:
        """DraftDamaged unless the seal, every mac and every field agree with the history."""
        steps.verify(self.db, ledger.verify(self.db, NOWHERE), NOWHERE)
        latest: dict[str, str | None] = {}
        for step in self.steps:
            latest.update((change.path, change.after) for change in step.changes)
        assert {path: value for path, value in latest.items() if value is not None} == self.values


def decided(one: merging.Difference) -> str | None:
    """A choice that does not depend on which copy is asked."""
    if one.side != "both":
        return one.ours.value if one.side == "ours" else one.theirs.value
    return max((one.ours.value, one.theirs.value), key=lambda value: (value is not None, value or ""))
