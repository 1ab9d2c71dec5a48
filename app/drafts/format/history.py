"""Fields and the steps that changed them, written together (FORMAT.md, sections 4 and 5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import apsw

from app.drafts.format import steps
from app.drafts.format.container import rows
from app.drafts.format.ledger import State
from app.drafts.format.seal import added
from app.drafts.format.steps import NO_REASON, Head
from app.drafts.model import Change, Kind


@dataclass(frozen=True, slots=True)
class Gesture:
    """What one write brings: what each path holds afterwards, what kind of step it is, whose, and why."""

    after: Mapping[str, str | None]
    kind: Kind
    by: str
    at: str
    why: str = ""

    @classmethod
    def of(cls, changes: Sequence[Change], kind: Kind, by: str, at: str, why: str = "") -> Gesture:
        """The gesture of some changes; of two changes of one path the last counts."""
        return cls({change.path: change.after for change in changes}, kind, by, at, why)


def values(db: apsw.Connection) -> list[tuple[str, str]]:
    """Every path that holds a value, with its JSON text, in the order in which the paths were first used."""
    return rows(db, "SELECT path, value FROM field WHERE value IS NOT NULL ORDER BY id")


def values_below(db: apsw.Connection, beginning: str) -> list[tuple[str, str]]:
    """The same for the paths that begin so; no others are read, however many there are."""
    end = beginning[:-1] + chr(ord(beginning[-1]) + 1)
    query = "SELECT path, value FROM field WHERE path >= ? AND path < ? AND value IS NOT NULL ORDER BY +id"
    return rows(db, query, beginning, end)


def record(db: apsw.Connection, state: State, gesture: Gesture, replica: bytes, *, extends: bool) -> State:
    """Write the fields that really change and the step that says so; the same state when nothing does."""
    found = _current(db, gesture.after)
    after = {path: value for path, value in gesture.after.items() if value != found.get(path, (0, None))[1]}
    if not after:
        return state
    state, changed = _write_fields(db, state, after, found)
    newest = steps.newest(db, state)
    own = newest is not None and newest[0] == replica
    counter = newest[1] + 1 if newest is not None and own else 1
    head = Head(gesture.kind, replica, counter, gesture.by, gesture.at, (gesture.why, 0))
    if extends and own and newest is not None and newest[2:] == (gesture.kind, NO_REASON):
        return steps.extend(db, state, head, changed)
    return steps.append(db, state, head, changed)


def write_fields(
    db: apsw.Connection, state: State, after: Mapping[str, str | None]
) -> tuple[State, list[tuple[int, str | None]]]:
    """Write values by path, without the step that says so; the state, and each value by the id of its field."""
    return _write_fields(db, state, after, _current(db, after))


def _write_fields(
    db: apsw.Connection, state: State, after: Mapping[str, str | None], found: Mapping[str, tuple[int, str | None]]
) -> tuple[State, list[tuple[int, str | None]]]:
    """The same, where `found` says what the fields hold."""
    new = [path for path in after if path not in found]
    ids = {path: found[path][0] for path in after if path in found}
    ids |= {path: state.seal.fields + place for place, path in enumerate(new, 1)}
    known = [(after[path], ids[path]) for path in after if path in found]
    db.executemany("UPDATE field SET value = ? WHERE id = ?", known)
    db.executemany("INSERT INTO field VALUES (?, ?, ?)", [(ids[path], path, after[path]) for path in new])
    total = state.seal.field_sum
    for path, value in after.items():
        former = found.get(path, (0, None))[1]
        total = added(total, state.sealer.field(path, value), -state.sealer.field(path, former))
    seal = replace(state.seal, fields=state.seal.fields + len(new), field_sum=total)
    return replace(state, seal=seal), [(ids[path], value) for path, value in after.items()]


def _current(db: apsw.Connection, paths: Mapping[str, object]) -> dict[str, tuple[int, str | None]]:
    """The id and value of each of `paths` that was ever used."""
    found: dict[str, tuple[int, str | None]] = {}
    for path, row in ((path, db.execute("SELECT id, value FROM field WHERE path = ?", (path,)).get) for path in paths):
        if row is not None:
            found[path] = row
    return found
