"""The edits that make, move and take out rows of a list."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence

from app.forms.answers.answers import Answers, Edit
from app.forms.answers.ranks import room
from app.forms.paths import FieldPath
from app.forms.values import Value

Cells = Mapping[str, Value | None]


def insertion(answers: Answers, path: FieldPath, position: int, rows: Sequence[Cells]) -> tuple[list[Edit], list[str]]:
    """The edits that put `rows` before `position`, and the ids they get."""
    ids = new_ids(answers, path, len(rows))
    ranks = room(answers.ranks(path), position, len(rows))
    edits: list[Edit] = []
    for row, rank, cells in zip(ids, ranks, rows, strict=True):
        edits.append(Edit(path.at(row), None, rank))
        edits += [Edit(path.at(row, name), None, value) for name, value in cells.items() if value is not None]
    return edits, ids


def removal(answers: Answers, path: FieldPath, row: str, columns: Iterable[str]) -> list[Edit]:
    """The edits that take one row out, its cells first."""
    cells = [path.at(row, name) for name in columns]
    found = ((cell, answers.get(cell)) for cell in (*cells, path.at(row)))
    return [Edit(cell, value, None) for cell, value in found if value is not None]


def moves(answers: Answers, path: FieldPath, rows: Sequence[str], position: int) -> list[Edit]:
    """The edits that put `rows`, in this order, before `position`, counted without these rows themselves."""
    moved = set(rows)
    before = dict(zip(answers.rows(path), answers.ranks(path), strict=True))
    left = [rank for row, rank in before.items() if row not in moved]
    ranks = room(left, position, len(rows))
    return [Edit(path.at(row), before[row], rank) for row, rank in zip(rows, ranks, strict=True)]


def new_ids(answers: Answers, path: FieldPath, count: int) -> list[str]:
    """Ids that no row of the list has."""
    taken = set(answers.rows(path))
    ids: list[str] = []
    while len(ids) < count:
        row = secrets.token_hex(5)
        if row not in taken:
            taken.add(row)
            ids.append(row)
    return ids
