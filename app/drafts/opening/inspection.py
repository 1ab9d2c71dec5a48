"""What can still be read of a damaged draft, and what is lost, by name.

Rows have consecutive numbers and are fetched one by one, so that one bad page costs only its own rows.  Paths and
hashes are also in the indexes, and values also in the history: most of what one page held is found twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import apsw

LARGEST_ROWS = 10_000_000
"""No draft is searched for more rows of a kind."""
LARGEST_GAP = 2000
"""When the number of rows is itself lost, the search ends after so many numbers without a row."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What a damaged draft still holds: the pack, values by path, paths whose value is lost, evidence kept and lost.

    `nameless` counts the fields of which not even the path is left; `evidence` gives the row of each SHA-256.
    """

    pack: str
    edition: int
    values: dict[str, str]
    lost_paths: tuple[str, ...]
    nameless: int
    evidence: dict[str, int]
    lost_evidence: tuple[str, ...]


def survey(db: apsw.Connection) -> Survey:
    """Read all that can be read; never fails, whatever is damaged behind the first page."""
    values, lost, nameless = _fields(db)
    pack, edition = _first(db, "SELECT pack, edition FROM draft") or ("", 0)
    listed = _evidence(db)
    whole = {sha256: number for sha256, number in listed.items() if content(db, number, sha256) is not None}
    gone = tuple(sha256 for sha256 in listed if sha256 not in whole)
    return Survey(pack, edition, values, tuple(lost), nameless, whole, gone)


def content(db: apsw.Connection, number: int, sha256: str) -> bytes | None:
    """The bytes of the evidence file in row `number`, found without an index; None when they are not what they were."""
    row = _first(db, "SELECT bytes FROM evidence WHERE id = ?", number)
    whole = row and isinstance(row[0], bytes) and hashlib.sha256(row[0]).hexdigest() == sha256
    return row[0] if row and whole else None


def _fields(db: apsw.Connection) -> tuple[dict[str, str], list[str], int]:
    """The values that can be had by path, the paths without, and how many fields have not even a path."""
    values: dict[str, str] = {}
    lost: list[str] = []
    nameless = 0
    names = _names(db, "SELECT id, path FROM field ORDER BY path")
    for number, row in _rows(db, "SELECT path, value FROM field WHERE id = ?", _count(db, "fields")):
        name, value, known = (*row, True) if row else (names.get(number), *_last_value(db, number))
        if name is None:
            nameless += 1
        elif not known:
            lost.append(name)
        elif value is not None:
            values[name] = value
    return values, lost, nameless


def _last_value(db: apsw.Connection, field: int) -> tuple[str | None, bool]:
    """What the history says the field held last, and whether it says anything."""
    row = _first(db, "SELECT after FROM change WHERE field = ? ORDER BY step DESC LIMIT 1", field)
    return (row[0], True) if row else (None, False)


def _evidence(db: apsw.Connection) -> dict[str, int]:
    """The hash and row of every file that is or should be there; a damaged list is completed from the index."""
    found: dict[str, int] = {}
    names = _names(db, "SELECT id, sha256 FROM evidence ORDER BY sha256")
    query = "SELECT sha256, typeof(bytes) = 'blob' FROM evidence WHERE id = ?"
    for number, row in _rows(db, query, _count(db, "evidences")):
        sha256, present = row or (names.get(number), True)
        if sha256 and present:
            found[sha256] = number
    return found


def _rows(db: apsw.Connection, query: str, count: int | None) -> Iterator[tuple[int, tuple[Any, ...] | None]]:
    """Each number with its row, or None where the row cannot be read; numbers past the end are left out."""
    number, gap = 0, 0
    while number < count if count is not None else gap < LARGEST_GAP:
        number += 1
        row = _first(db, query, number)
        gap = 0 if row else gap + 1
        if row or count is not None:
            yield number, row


def _names(db: apsw.Connection, query: str) -> dict[int, str]:
    """Names by number from an index, up to the first page of it that cannot be read, from both ends."""
    found: dict[int, str] = {}
    for direction in ("", " DESC"):
        with suppress(apsw.Error):
            for number, name in db.execute(query + direction):
                found[int(str(number))] = str(name)
    return found


def _count(db: apsw.Connection, column: str) -> int | None:
    row = _first(db, f"SELECT {column} FROM seal")
    return min(int(row[0]), LARGEST_ROWS) if row else None


def _first(db: apsw.Connection, query: str, *values: apsw.SQLiteValue) -> tuple[Any, ...] | None:
    """The first row of a query, or None when there is none or it cannot be read."""
    with suppress(apsw.Error):
        return next(iter(db.execute(query, values)), None)
    return None
