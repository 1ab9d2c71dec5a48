"""Fields and the steps that changed them: written together, read back for undo (FORMAT.md, sections 4 and 5)."""

from __future__ import annotations

import hmac
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import cast

import apsw

from app.drafts import failures
from app.drafts.format.container import rows
from app.drafts.format.ledger import State
from app.drafts.format.seal import Part, added
from app.drafts.model import Change, Kind, StoredStep

_CHANGES = """
SELECT c.step, f.path, c.after,
  (SELECT e.after FROM change e WHERE e.field = c.field AND e.step < c.step ORDER BY e.step DESC LIMIT 1)
FROM change c JOIN field f ON f.id = c.field WHERE c.step BETWEEN ? AND ? ORDER BY c.step, f.path
"""


@dataclass(frozen=True, slots=True)
class Gesture:
    """What one write brings: what each path holds afterwards, what kind of step it is, and whose."""

    after: Mapping[str, str | None]
    kind: Kind
    by: str
    at: str

    @classmethod
    def of(cls, changes: Sequence[Change], kind: Kind, by: str, at: str) -> Gesture:
        """The gesture of some changes; of two changes of one path the last counts."""
        return cls({change.path: change.after for change in changes}, kind, by, at)


def values(db: apsw.Connection) -> list[tuple[str, str]]:
    """Every path that holds a value, with its JSON text, in the order in which the paths were first used."""
    return rows(db, "SELECT path, value FROM field WHERE value IS NOT NULL ORDER BY id")


def record(db: apsw.Connection, state: State, gesture: Gesture, replica: bytes, *, extends: bool) -> State:
    """Write the fields that really change and the step that says so; the same state when nothing does."""
    found = _current(db, gesture.after)
    after = {path: value for path, value in gesture.after.items() if value != found.get(path, (0, None))[1]}
    if not after:
        return state
    ids = _write_fields(db, state.seal.fields, found, after)
    total = state.seal.field_sum
    for path, value in after.items():
        total = added(total, state.sealer.field(path, value), -state.sealer.field(path, found.get(path, (0, None))[1]))
    fields = state.seal.fields + sum(path not in found for path in after)
    state = replace(state, seal=replace(state.seal, fields=fields, field_sum=total))
    return _write_step(db, state, gesture, replica, [(ids[path], value) for path, value in after.items()], extends)


def steps(db: apsw.Connection, state: State, path: Path, limit: int) -> list[StoredStep]:
    """The newest `limit` steps, oldest first; DraftDamaged when one is not what was sealed."""
    first = max(1, state.seal.steps - limit + 1)
    return list(_read_steps(db, state, path, first, state.seal.steps))


def verify(db: apsw.Connection, state: State, path: Path) -> None:
    """Check the mac of every step against its changes."""
    for start in range(1, state.seal.steps + 1, 1000):
        for _ in _read_steps(db, state, path, start, start + 999):
            pass


def _read_steps(db: apsw.Connection, state: State, path: Path, first: int, last: int) -> Iterator[StoredStep]:
    changes = _changes(db, first, last)
    heads = rows(
        db,
        "SELECT number, kind, replica, counter, by, at, mac FROM step JOIN writer ON writer.id = step.writer"
        " WHERE number BETWEEN ? AND ? ORDER BY number",
        first,
        last,
    )
    if len(heads) != max(0, min(last, state.seal.steps) - first + 1):
        raise failures.damaged(path, "修改历史缺少步骤")
    for *head, mac in heads:
        number, kind, _, _, by, at = head
        made = changes.get(number, ())
        if not hmac.compare_digest(state.sealer.step(tuple(head), made), mac):
            raise failures.damaged(path, f"修改历史第 {number} 步与封印不符")
        yield StoredStep(number, kind, made, by, at)


def _current(db: apsw.Connection, paths: Mapping[str, object]) -> dict[str, tuple[int, str | None]]:
    """The id and value of each of `paths` that was ever used."""
    found: dict[str, tuple[int, str | None]] = {}
    for path, row in ((path, db.execute("SELECT id, value FROM field WHERE path = ?", (path,)).get) for path in paths):
        if row is not None:
            found[path] = row
    return found


def _write_fields(
    db: apsw.Connection, used: int, found: Mapping[str, tuple[int, str | None]], after: Mapping[str, str | None]
) -> dict[str, int]:
    """Write the values; the id of each path, new ones numbered from `used` + 1."""
    new = [path for path in after if path not in found]
    ids = {path: found[path][0] for path in after if path in found}
    ids |= {path: used + place for place, path in enumerate(new, 1)}
    old = [(after[path], ids[path]) for path in after if path in found]
    db.executemany("UPDATE field SET value = ? WHERE id = ?", old)
    db.executemany("INSERT INTO field VALUES (?, ?, ?)", [(ids[path], path, after[path]) for path in new])
    return ids


def _write_step(
    db: apsw.Connection,
    state: State,
    gesture: Gesture,
    replica: bytes,
    after: list[tuple[int, str | None]],
    extends: bool,
) -> State:
    writer = _writer(db, replica)
    newest = db.execute("SELECT number, writer, counter, kind, mac FROM step ORDER BY number DESC LIMIT 1").get
    number, last_writer, last_counter, last_kind, last_mac = newest or (0, 0, 0, "", b"")
    counter = last_counter + 1 if last_writer == writer else 1
    if extends := extends and last_writer == writer and last_kind == gesture.kind:
        db.execute("DELETE FROM step WHERE number = ?", (number,))
    else:
        number, last_mac = number + 1, b""
    db.executemany("INSERT OR REPLACE INTO change VALUES (?, ?, ?)", [(number, field, text) for field, text in after])
    head: tuple[Part, ...] = (number, gesture.kind, replica, counter, gesture.by, gesture.at)
    mac = state.sealer.step(head, _changes(db, number, number)[number])
    row = (number, gesture.kind, writer, counter, gesture.by, gesture.at, mac)
    db.execute("INSERT INTO step VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    total = added(state.seal.step_sum, int.from_bytes(mac, "big"), -int.from_bytes(last_mac, "big"))
    return replace(state, seal=replace(state.seal, steps=number, step_sum=total))


def _writer(db: apsw.Connection, replica: bytes) -> int:
    """The row of this opening's replica, made when it writes for the first time."""
    db.execute("INSERT OR IGNORE INTO writer (replica) VALUES (?)", (replica,))
    return cast(int, db.execute("SELECT id FROM writer WHERE replica = ?", (replica,)).get)


def _changes(db: apsw.Connection, first: int, last: int) -> dict[int, tuple[Change, ...]]:
    """The changes of each step from `first` to `last`, with what was there before, in order of their paths."""
    by_step = groupby(rows(db, _CHANGES, first, last), key=itemgetter(0))
    return {number: tuple(Change(path, before, after) for _, path, after, before in made) for number, made in by_step}
