"""Rows of lists as proofs and findings name them, and for which rows an attached file is."""

from __future__ import annotations

from collections.abc import Iterable

from app.forms.answers.answers import Answers
from app.forms.field_types import FIELD_TYPES
from app.forms.pack.pack import Pack
from app.forms.paths import FieldPath
from app.forms.wording import one_line, shortened

ROWS = "rows"
"""The column of a proof that keeps the rows a file is for, by their ids."""
NAME_WIDTH = 30


def row_name(pack: Pack, answers: Answers, path: FieldPath) -> str:
    """What lists call a row: 第 3 行, or its number where the pack numbers the rows by a pattern."""
    table = pack.section[path.section].lists.get(path.field)
    place = answers.place(path)
    patterned = table is not None and not isinstance(table.numbered, bool)
    return table.number(place) if table is not None and patterned else f"第 {place + 1} 行"


def row_title(pack: Pack, answers: Answers, path: FieldPath) -> str:
    """What its first column says of a row; empty when nothing stands there."""
    first = pack.section[path.section].lists[path.field].columns[0]
    value = answers.get(path.at(path.row, first.id))
    return one_line(FIELD_TYPES[first.type].typed(value))


def row_words(pack: Pack, answers: Answers, path: FieldPath) -> str:
    """A row by its number and its first column: 第 3 行“数控机床”, IP03“一种夹具”."""
    title = row_title(pack, answers, path)
    return row_name(pack, answers, path) + (f"“{shortened(title, NAME_WIDTH)}”" if title else "")


def rows_kept(answers: Answers, file: FieldPath) -> tuple[str, ...]:
    """The ids of the rows that the file at `file` is said to be for, those that are gone among them."""
    return tuple(str(answers.get(file.at(file.row, ROWS)) or "").split())


def rows_proved(answers: Answers, file: FieldPath, listed: FieldPath) -> tuple[FieldPath, ...]:
    """The rows of the list `listed` that the file is for, in the order of the list."""
    there = [listed.at(row) for row in rows_kept(answers, file) if answers.get(listed.at(row)) is not None]
    return tuple(sorted(there, key=answers.place))


def kept_as(rows: Iterable[str]) -> str | None:
    """The ids of rows as a proof keeps them; None for none."""
    return " ".join(rows) or None
