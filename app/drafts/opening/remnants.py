"""Reads on where pages are lost: rows one by one, paths from indexes, changes from either side of a hole.

Nothing here judges: what is read may be old or incomplete.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import apsw

from app.drafts.format import ledger
from app.drafts.format.ledger import LARGEST_COUNT, State
from app.drafts.format.seal import Sealer
from app.errors import DraftError

LARGEST_ROWS = 10_000_000
"""No draft is searched for more rows of a kind."""
LARGEST_GAP = 2000
"""When the number of rows is itself lost, the search ends after so many numbers without a row."""

Row = tuple[Any, ...]


@dataclass(slots=True)
class Remnants:
    """What can still be read, by number: rows of fields (path, value), heads and changes of steps, rows of evidence.

    `listed` are the fields that each step changed, as far as an index or the change itself says so; `counted` is
    whether the seal says how many rows there were.
    """

    state: State | None = None
    sealer: Sealer | None = None
    pack: tuple[str, int] | None = None
    counted: bool = False
    paths: dict[int, str] = field(default_factory=dict)
    fields: dict[int, Row] = field(default_factory=dict)
    heads: dict[int, Row] = field(default_factory=dict)
    changes: dict[int, dict[int, str | None]] = field(default_factory=lambda: defaultdict(dict))
    listed: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    reasons: dict[int, Row] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    evidence: dict[int, Row] = field(default_factory=dict)
    last: dict[str, int] = field(default_factory=dict)
    """The highest number known of "fields", "steps" and "evidences"."""


def read(db: apsw.Connection) -> Remnants:
    """Everything that can be read; never fails, whatever is damaged behind the first page."""
    found = Remnants()
    with suppress(apsw.Error, UnicodeDecodeError, DraftError):
        found.state = ledger.read(db, Path("draft"))
    key = first(db, "SELECT seal_key FROM draft WHERE length(seal_key) = 32")
    found.sealer = Sealer(key[0]) if key else None
    found.pack = first(db, "SELECT pack, edition FROM draft")
    counts = first(db, "SELECT fields, steps, evidences FROM seal")
    found.counted = counts is not None
    found.last = dict(zip(("fields", "steps", "evidences"), counts or (0, 0, 0), strict=True))
    found.paths = _named(db, "SELECT id, path FROM field INDEXED BY sqlite_autoindex_field_1 ORDER BY path")
    _read_changes(db, found)
    touched = [number for made in found.listed.values() for number in made]
    found.fields = _numbered(
        db, found, "fields", "SELECT path, value FROM field WHERE id = ?", (*found.paths, *touched)
    )
    found.paths |= {number: row[0] for number, row in found.fields.items()}
    _read_changes_of(db, found, range(1, found.last["fields"] + 1))
    _read_steps(db, found)
    found.names = _named(db, "SELECT id, sha256 FROM evidence INDEXED BY sqlite_autoindex_evidence_1 ORDER BY sha256")
    query = "SELECT sha256, size, typeof(bytes) = 'blob' FROM evidence WHERE id = ?"
    found.evidence = _numbered(db, found, "evidences", query, found.names)
    return found


def first(db: apsw.Connection, query: str, *values: apsw.SQLiteValue) -> Row | None:
    """The first row of a query, or None when there is none or it cannot be read."""
    with suppress(apsw.Error, UnicodeDecodeError):
        return next(iter(db.execute(query, values)), None)
    return None


def _read_changes(db: apsw.Connection, found: Remnants) -> None:
    """Every change up to the first hole, from both ends, of the table and of its index."""
    for order in ("step, field", "step DESC, field DESC"):
        with suppress(apsw.Error, UnicodeDecodeError):
            for step, of, after in db.execute(f"SELECT step, field, after FROM change ORDER BY {order}"):
                found.changes[int(str(step))][int(str(of))] = after
    for order in ("field, step", "field DESC, step DESC"):
        with suppress(apsw.Error, UnicodeDecodeError):
            for step, of in db.execute(f"SELECT step, field FROM change INDEXED BY change_of_field ORDER BY {order}"):
                found.listed[int(str(step))].add(int(str(of)))
    for step, made in found.changes.items():
        found.listed[step].update(made)


def _read_changes_of(db: apsw.Connection, found: Remnants, fields: Iterable[int]) -> None:
    """What lies between two holes: the index field by field, then each change that it lists and that is missing."""
    for number in fields:
        with suppress(apsw.Error, UnicodeDecodeError):
            for (step,) in db.execute("SELECT step FROM change INDEXED BY change_of_field WHERE field = ?", (number,)):
                found.listed[int(str(step))].add(number)
    for step, listed in found.listed.items():
        for number in listed - found.changes[step].keys():
            row = first(db, "SELECT after FROM change WHERE step = ? AND field = ?", step, number)
            if row is not None:
                found.changes[step][number] = row[0]


def _read_steps(db: apsw.Connection, found: Remnants) -> None:
    query = "SELECT number, kind, writer, counter, by, at, mac FROM step WHERE number = ?"
    heads = _numbered(db, found, "steps", query, found.listed)
    writers = _named(db, "SELECT id, replica FROM writer INDEXED BY sqlite_autoindex_writer_1 ORDER BY replica")
    for writer in {head[2] for head in heads.values()} - writers.keys():
        if row := first(db, "SELECT replica FROM writer WHERE id = ?", writer):
            writers[writer] = row[0]
    found.heads = {
        number: (*head[:2], writers[head[2]], *head[3:]) for number, head in heads.items() if head[2] in writers
    }
    for number in range(1, found.last["steps"] + 1):
        if row := first(db, "SELECT why, brought FROM reason WHERE step = ?", number):
            found.reasons[number] = row
        listed = found.listed[number]
        with suppress(apsw.Error, UnicodeDecodeError):
            for of, after in db.execute("SELECT field, after FROM change WHERE step = ?", (number,)):
                found.changes[number][int(str(of))] = after
        listed.update(found.changes[number])


def _numbered(db: apsw.Connection, found: Remnants, kind: str, query: str, hinted: Iterable[int]) -> dict[int, Row]:
    """The rows of a table whose numbers run from 1; notes the highest number there is any sign of."""
    rows: dict[int, Row] = {}
    known = max((found.last[kind], *hinted))
    last = min(known if 0 <= known <= LARGEST_COUNT else 0, LARGEST_ROWS)
    number = gap = 0
    while number < last or (not found.counted and gap < LARGEST_GAP):
        number += 1
        row = first(db, query, number)
        gap = 0 if row else gap + 1
        if row:
            rows[number] = row
    found.last[kind] = max((last, *rows))
    return rows


def _named(db: apsw.Connection, query: str) -> dict[int, Any]:
    """Names by number from an index, up to the first page of it that cannot be read, from both ends."""
    found: dict[int, Any] = {}
    for direction in ("", " DESC"):
        with suppress(apsw.Error, UnicodeDecodeError):
            for number, name in db.execute(query + direction):
                found[int(str(number))] = name
    return found
