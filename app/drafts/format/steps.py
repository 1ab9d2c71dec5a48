"""The steps of a draft: each written once with its mac, read back checked (FORMAT.md, sections 4 and 5)."""

from __future__ import annotations

import hmac
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import cast, get_args

import apsw

from app.drafts import failures
from app.drafts.format import schema
from app.drafts.format.container import rows
from app.drafts.format.ledger import State
from app.drafts.format.seal import Part, added
from app.drafts.model import Change, Kind, StoredStep

_CHANGES = """
SELECT c.step, f.path, c.after,
  (SELECT e.after FROM change e WHERE e.field = c.field AND e.step < c.step ORDER BY e.step DESC LIMIT 1)
FROM change c JOIN field f ON f.id = c.field WHERE c.step BETWEEN ? AND ? ORDER BY c.step, f.path
"""
_HEADS = """
SELECT number, kind, replica, counter, by, at, mac FROM step JOIN writer ON writer.id = step.writer
WHERE number BETWEEN ? AND ? ORDER BY number
"""
Reason = tuple[str, int]
"""Why a step was made, and how many steps before it were brought from another copy."""
NO_REASON: Reason = ("", 0)


@dataclass(frozen=True, slots=True)
class Head:
    """Who made a step, when and why; `replica` and `counter` name it in every copy."""

    kind: Kind
    replica: bytes
    counter: int
    by: str
    at: str
    reason: Reason = NO_REASON


def append(db: apsw.Connection, state: State, head: Head, after: Sequence[tuple[int, str | None]]) -> State:
    """Write the step that follows all others: what each field, by its id, holds after it."""
    return _write(db, state, state.seal.steps + 1, head, after, 0)


def extend(db: apsw.Connection, state: State, head: Head, after: Sequence[tuple[int, str | None]]) -> State:
    """Write the newest step anew, with more changes and the next counter of its writer."""
    number = state.seal.steps
    former = db.execute("SELECT mac FROM step WHERE number = ?", (number,)).get
    db.execute("DELETE FROM step WHERE number = ?", (number,))
    return _write(db, state, number, head, after, int.from_bytes(former, "big"))


def newest(db: apsw.Connection, state: State) -> tuple[bytes, int, Kind, Reason] | None:
    """Replica, counter, kind and reason of the newest step of a draft of this format; None when there is none."""
    number = state.seal.steps
    reason = db.execute("SELECT why, brought FROM reason WHERE step = ?", (number,)).get or NO_REASON
    return next(((head[2], head[3], head[1], reason) for head in rows(db, _HEADS, number, number)), None)


def read(db: apsw.Connection, state: State, path: Path, first: int, last: int) -> Iterator[StoredStep]:
    """The steps from `first` to `last`; DraftDamaged when one is missing or is not what was sealed."""
    changes, reasons = _changes(db, first, last), _reasons(db, first, last)
    heads = rows(db, _HEADS, first, last)
    if len(heads) != max(0, min(last, state.seal.steps) - first + 1):
        raise failures.damaged(path, "修改历史缺少步骤")
    for *head, mac in heads:
        number, kind, replica, counter, by, at = head
        made, reason = changes.get(number, ()), reasons.get(number)
        if not hmac.compare_digest(state.sealer.step(tuple(head), made, reason or ()), mac):
            raise failures.damaged(path, f"修改历史第 {number} 步与封印不符")
        why, brought = reason or NO_REASON
        yield StoredStep(number, _known(kind), made, by, at, replica, counter, why, min(max(brought, 0), number - 1))


def verify(db: apsw.Connection, state: State, path: Path) -> None:
    """Check the mac of every step against its changes."""
    for start in range(1, state.seal.steps + 1, 1000):
        for _ in read(db, state, path, start, start + 999):
            pass


def of_field(db: apsw.Connection, state: State, path: Path, name: str) -> Iterator[StoredStep]:
    """The steps that changed the field `name`, oldest first, each checked."""
    query = "SELECT c.step FROM change c JOIN field f ON f.id = c.field WHERE f.path = ? ORDER BY c.step"
    for (number,) in rows(db, query, name):
        yield from read(db, state, path, number, number)


def seen(db: apsw.Connection) -> dict[bytes, int]:
    """The greatest counter of every replica whose steps are here: what this copy has seen."""
    query = "SELECT replica, max(counter) FROM step JOIN writer ON writer.id = step.writer GROUP BY replica"
    return dict(rows(db, query))


def _known(kind: str) -> Kind:
    """The kind of a step; one that there is not counts as a gesture."""
    return cast(Kind, kind if kind in get_args(Kind) else "do")


def _write(
    db: apsw.Connection, state: State, number: int, head: Head, after: Sequence[tuple[int, str | None]], former: int
) -> State:
    db.executemany("INSERT OR REPLACE INTO change VALUES (?, ?, ?)", [(number, field, text) for field, text in after])
    reason: tuple[Part, ...] = head.reason if head.reason != NO_REASON else ()
    if reason:
        db.execute("INSERT INTO reason VALUES (?, ?, ?)", (number, *head.reason))
    named: tuple[Part, ...] = (number, head.kind, head.replica, head.counter, head.by, head.at)
    mac = state.sealer.step(named, _changes(db, number, number).get(number, ()), reason)
    writer = _writer(db, head.replica)
    db.execute(
        "INSERT INTO step VALUES (?, ?, ?, ?, ?, ?, ?)",
        (number, head.kind, writer, head.counter, head.by, head.at, mac),
    )
    total = added(state.seal.step_sum, int.from_bytes(mac, "big"), -former)
    return replace(state, seal=replace(state.seal, steps=number, step_sum=total))


def _writer(db: apsw.Connection, replica: bytes) -> int:
    """The row of a replica, made when it writes for the first time."""
    known = db.execute("SELECT id FROM writer WHERE replica = ?", (replica,)).get
    if known is None:
        known = db.execute("INSERT INTO writer (replica) VALUES (?) RETURNING id", (replica,)).get
    return cast(int, known)


def _changes(db: apsw.Connection, first: int, last: int) -> dict[int, tuple[Change, ...]]:
    """The changes of each step from `first` to `last`, with what was there before, in order of their paths."""
    by_step = groupby(rows(db, _CHANGES, first, last), key=itemgetter(0))
    return {number: tuple(Change(path, before, after) for _, path, after, before in made) for number, made in by_step}


def _reasons(db: apsw.Connection, first: int, last: int) -> dict[int, Reason]:
    """The reasons of the steps that have one; a draft of format 1 knows none."""
    if schema.version_of(db) < 2:
        return {}
    found = rows(db, "SELECT step, why, brought FROM reason WHERE step BETWEEN ? AND ?", first, last)
    return {step: (why, brought) for step, why, brought in found}
