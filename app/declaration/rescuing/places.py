"""Rows that lost their place: each gets a new one at the end, so that no cell is without its row."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from app.drafts.model import is_own
from app.forms.answers.ranks import is_rank, room
from app.forms.paths import FieldPath, entry_of


def placed(values: Mapping[str, str]) -> tuple[dict[str, str], list[FieldPath]]:
    """The values with a place for every row and entry that a value stands in, and the rows that were given one."""
    paths = [path for name in values if (path := parsed(name)) is not None]
    ranks = {path: rank for path in paths if _is_row(path) and (rank := _rank(values[str(path)])) is not None}
    homeless: dict[FieldPath, list[FieldPath]] = {}
    for row in dict.fromkeys(row for path in paths for row in _rows_of(path)):
        if row not in ranks:
            homeless.setdefault(row.whole, []).append(row)
    found = dict(values)
    for whole, rows in homeless.items():
        known = sorted(rank for row, rank in ranks.items() if row.whole == whole)
        for row, rank in zip(rows, room(known, len(known), len(rows)), strict=True):
            found[str(row)] = json.dumps(rank)
    return found, [row for rows in homeless.values() for row in rows]


def parsed(name: str) -> FieldPath | None:
    """The place of an answer; None for what is the program's own or no path of ours."""
    try:
        return None if is_own(name) else FieldPath.parse(name)
    except ValueError:
        return None


def proofs(values: Mapping[str, str]) -> Iterator[tuple[FieldPath, str]]:
    """Every row that names a file, and the file's SHA-256."""
    for name, text in values.items():
        path = parsed(name)
        if path is not None and path.column == "sha256":
            yield path.at(path.row), text.strip('"')


def _is_row(path: FieldPath) -> bool:
    return bool(path.row) and not path.column


def _rows_of(path: FieldPath) -> Iterable[FieldPath]:
    """The rows and entries that a value stands in."""
    entry = entry_of(path.section)
    return [*([entry] if entry is not None else []), *([path.at(path.row)] if path.row else [])]


def _rank(text: str) -> str | None:
    """The rank that a row's value is; None for what is none."""
    rank = text[1:-1]
    return rank if text == f'"{rank}"' and is_rank(rank) else None
