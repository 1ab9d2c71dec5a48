"""What a hand does to the cells and rows of a list as in a spreadsheet: each as the edits of one step.

Rows are given by their ids, so that rows that are not seen are never changed; what is computed, or printed by the
notice, stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from app.forms.answers.answers import Edit
from app.forms.answers.presets import is_preset
from app.forms.answers.ranks import between
from app.forms.answers.row_edits import Cells, moves
from app.forms.field_types import FIELD_TYPES
from app.forms.pack.blocks import ListTable
from app.forms.pack.fields import Column
from app.forms.paths import FieldPath
from app.forms.session import FormSession
from app.forms.values import Month, Value, same

Texts = Sequence[Sequence[str]]


class ListSheet:
    """One list of a session as a sheet of cells."""

    def __init__(self, session: FormSession, path: FieldPath) -> None:
        self._session, self._path = session, path
        self.table: ListTable = session.pack.section[path.section].lists[path.field]
        self.columns: tuple[Column, ...] = self.table.asked_columns
        self._fields = [column.as_field for column in self.columns]

    def is_typed(self, cell: FieldPath) -> bool:
        """Whether a cell is asked and typed: neither computed nor printed by the notice."""
        column = self.table.column[cell.column]
        if column.computed is not None or not self._session.asked(cell):
            return False
        return not self.table.preset or not is_preset(self.table, self._session.answers, cell)

    def pasted(self, rows: Sequence[str], column: int, texts: Texts) -> list[Edit]:
        """The texts over the cells of `rows` from a column on; those that are more make rows at the end."""
        edits = [edit for row, line in zip(rows, texts, strict=False) for edit in self._over(row, column, line)]
        below = [self._cells(column, line) for line in texts[len(rows) :]]
        if below:
            edits += self.appended(below)
        return edits

    def appended(self, rows: Sequence[Cells]) -> list[Edit]:
        """The rows behind all others, in place of 无."""
        count = self._session.answers.row_count(self._path)
        stated = Edit(self._path, self._session.answers.get(self._path), None)
        return [stated, *self._session.row_edits(self._path, count, rows)[0]]

    def cleared(self, rows: Sequence[str], columns: range) -> list[Edit]:
        """These cells without anything in them."""
        return [Edit(cell, before, None) for cell, before in self._held(rows, columns) if before is not None]

    def filled_down(self, rows: Sequence[str], columns: range) -> list[Edit]:
        """The cells of the first row in all those below it."""
        answers, first = self._session.answers, self._path.at(rows[0])
        wanted = {place: answers.get(first.at(first.row, self.columns[place].id)) for place in columns}
        places = {self.columns[place].id: place for place in columns}
        held = ((cell, before, wanted[places[cell.column]]) for cell, before in self._held(rows[1:], columns))
        return [Edit(cell, before, after) for cell, before, after in held if not same(before, after)]

    def duplicated(self, rows: Sequence[str]) -> tuple[list[Edit], list[str]]:
        """The rows once more behind the last of them, and the ids of the new ones."""
        answers = self._session.answers
        names = [column.id for column in self.columns if column.computed is None]
        copies = [{name: answers.get(self._path.at(row, name)) for name in names} for row in rows]
        place = max(answers.place(self._path.at(row)) for row in rows) + 1
        return self._session.row_edits(self._path, place, copies)

    def removed(self, rows: Sequence[str]) -> list[Edit]:
        """The rows taken out."""
        return [edit for row in rows for edit in self._session.removal(self._path, row)]

    def moved(self, rows: Sequence[str], position: int) -> list[Edit]:
        """The rows together before `position`, counted without them."""
        return moves(self._session.answers, self._path, rows, position)

    def sorted(self, column: int, rows: Sequence[str], *, descending: bool = False) -> list[Edit]:
        """These rows among themselves in the order of what stands in a column, all others where they are.

        Those with nothing there come last, equal ones stay as they were.
        """
        answers, name, chosen = self._session.answers, self.columns[column].id, set(rows)
        every, ranks = answers.rows(self._path), answers.ranks(self._path)
        before = [row for row in every if row in chosen]
        values = {row: self._session.value(self._path.at(row, name)) for row in before}
        filled = [row for row in before if values[row] is not None]
        filled.sort(key=lambda row: order_of(values[row]), reverse=descending)
        order = iter([*filled, *(row for row in before if values[row] is None)])
        after = [next(order) if row in chosen else row for row in every]
        fresh = ranks if len(set(ranks)) == len(ranks) else between("", "", len(ranks))  # a merge can make equal ones
        old = dict(zip(every, ranks, strict=True))
        pairs = zip(after, fresh, strict=True)
        return [Edit(self._path.at(row), old[row], rank) for row, rank in pairs if old[row] != rank]

    def texts(self, rows: Sequence[str], columns: range) -> Iterator[list[str]]:
        """The cells as they are typed, row by row."""
        kinds = [FIELD_TYPES[self.columns[place].type] for place in columns]
        names = [self.columns[place].id for place in columns]
        value = self._session.value if self._computes else self._session.answers.get
        for row in rows:
            yield [kind.typed(value(self._path.at(row, name))) for kind, name in zip(kinds, names, strict=True)]

    @property
    def _computes(self) -> bool:
        return any(column.computed is not None for column in self.columns)

    def _held(self, rows: Sequence[str], columns: range) -> Iterator[tuple[FieldPath, Value | None]]:
        """The cells that may be typed in, with what stands there."""
        answers = self._session.answers
        for row in rows:
            for place in columns:
                cell = self._path.at(row, self.columns[place].id)
                if self.is_typed(cell):
                    yield cell, answers.get(cell)

    def _over(self, row: str, column: int, line: Sequence[str]) -> Iterator[Edit]:
        for place, text in enumerate(line[: len(self.columns) - column], column):
            cell = self._path.at(row, self.columns[place].id)
            before, after = self._session.answers.get(cell), self._value(place, text)
            if not same(before, after) and self.is_typed(cell):
                yield Edit(cell, before, after)

    def _cells(self, column: int, line: Sequence[str]) -> Cells:
        places = enumerate(line[: len(self.columns) - column], column)
        typed = ((place, text) for place, text in places if self.columns[place].computed is None)
        return {self.columns[place].id: self._value(place, text) for place, text in typed}

    def _value(self, place: int, text: str) -> Value | None:
        field = self._fields[place]
        return FIELD_TYPES[field.type].parse(text, field)


def order_of(value: Value | None) -> tuple[int, Decimal | bytes]:
    """Where a value stands among others: figures by size, days by time, words as a Chinese dictionary has them."""
    match value:
        case bool():
            return 0, Decimal(not value)
        case int() | Decimal():
            return 0, Decimal(value)
        case date():
            return 0, Decimal(value.toordinal())
        case Month():
            return 0, Decimal(value.year * 12 + value.month)
    words = FIELD_TYPES["choices"].typed(value) if isinstance(value, tuple) else FIELD_TYPES["text"].typed(value)
    return 1, words.encode("gb18030", "replace")  # GB 2312 has its ideographs in the order of pinyin
