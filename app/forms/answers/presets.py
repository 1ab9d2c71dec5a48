"""The rows of a list that the notice prints itself: what they hold, whether they are there, what is left of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.forms.answers.answers import Answers
from app.forms.field_types import FIELD_TYPES
from app.forms.pack.blocks import ListTable
from app.forms.paths import FieldPath
from app.forms.values import Value, same

Row = Mapping[str, Value]


def preset_rows(table: ListTable) -> tuple[dict[str, Value], ...]:
    """What each of them holds, by column."""
    return tuple(_cells(table, texts) for texts in table.preset)


def _cells(table: ListTable, texts: Sequence[str]) -> dict[str, Value]:
    cells: dict[str, Value] = {}
    for column, text in zip(table.columns, texts, strict=False):
        value = FIELD_TYPES[column.type].parse(text, column.as_field)
        if value is not None:
            cells[column.id] = value
    return cells


def is_preset(table: ListTable, answers: Answers, cell: FieldPath) -> bool:
    """Whether the notice prints what stands in the cell."""
    return any(cell.column in row and _holds(answers, cell, row) for row in preset_rows(table))


def missing_presets(table: ListTable, answers: Answers, path: FieldPath) -> tuple[str, ...]:
    """The first words of the rows that the list at `path` should have and has not."""
    rows = [path.at(row) for row in answers.rows(path)] if table.preset else []
    printed = zip(table.preset, preset_rows(table), strict=True)
    return tuple(texts[0] for texts, row in printed if not any(_holds(answers, one, row) for one in rows))


def only_presets(table: ListTable, answers: Answers, path: FieldPath) -> bool:
    """Whether the list at `path` has nothing but the rows that the notice prints, as it prints them."""
    rows = [path.at(row) for row in answers.rows(path)]
    printed = preset_rows(table)
    if not printed or len(rows) != len(printed):
        return False
    return all(
        _holds(answers, row, cells)
        and all(answers.get(row.at(row.row, name)) is None for name in table.column.keys() - cells.keys())
        for row, cells in zip(rows, printed, strict=True)
    )


def _holds(answers: Answers, row: FieldPath, cells: Row) -> bool:
    return all(same(answers.get(row.at(row.row, name)), value) for name, value in cells.items())
