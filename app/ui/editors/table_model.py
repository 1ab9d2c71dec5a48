"""A list of the form as a table model: rows and cells come from the session when they are looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.forms.answers.answers import Edit
from app.forms.answers.presets import is_preset
from app.forms.answers.row_edits import Cells
from app.forms.checks.problems import Problem
from app.forms.field_types import FIELD_TYPES
from app.forms.pack.blocks import ListTable
from app.forms.pack.fields import Alignment, Field
from app.forms.paths import FieldPath
from app.forms.session import FormSession
from app.ui.desk import Desk
from app.ui.editors.blank import ALIGNED
from app.ui.theme import colour

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
PROBLEMS = Qt.ItemDataRole.UserRole + 1
"""The role of the problems of a cell: a list of `Problem`."""


class ListModel(QAbstractTableModel):
    """The rows of one list; below them, while it may be changed, an empty one that becomes a row when filled."""

    def __init__(self, desk: Desk, path: FieldPath, table: ListTable, parent: QObject) -> None:
        super().__init__(parent)
        self.path = path
        self._list = table
        self.columns = list(table.asked_columns)
        self._number = str if isinstance(table.numbered, bool) else lambda place: table.number(place - 1)
        self._desk = desk
        self._rows = desk.session.answers.rows(path)
        self._found: dict[FieldPath, list[Problem]] = {}
        self._found_in: dict[str, list[Problem]] = {}

    # -- where ---------------------------------------------------------------------------------

    @property
    def rows(self) -> list[str]:
        """The ids of the rows, in order."""
        return self._rows

    def cell(self, index: Index) -> FieldPath | None:
        """The path of a cell; None in the empty row below the last."""
        if index.row() >= len(self._rows):
            return None
        return self.path.at(self._rows[index.row()], self.columns[index.column()].id)

    def field(self, index: Index) -> Field:
        """What the cells of a column ask."""
        return self.columns[index.column()].as_field

    def place(self, path: FieldPath) -> QModelIndex:
        """Where a row or cell stands; the first cell when it is no longer there."""
        row = self._rows.index(path.row) if path.row in self._rows else 0
        names = [column.id for column in self.columns]
        return self.index(row, names.index(path.column) if path.column in names else 0)

    # -- what the table shows ------------------------------------------------------------------

    def rowCount(self, parent: Index = ROOT) -> int:
        """The rows, and the empty one below them."""
        return 0 if parent.isValid() else len(self._rows) + (not self._desk.read_only)

    def columnCount(self, parent: Index = ROOT) -> int:
        """The columns of the pack."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text of a cell, and what is found there."""
        path = self.cell(index)
        if path is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._desk.session.text(path).replace("\n", " ")
        if role == Qt.ItemDataRole.EditRole:
            return self._desk.session.text(path)
        if role == PROBLEMS:
            return self.problems_at(path) or self.problems_at(path.at(path.row))
        if role == Qt.ItemDataRole.ToolTipRole:
            found = [one.message for one in self.problems_at(path)]
            words = [self._desk.session.text(path), self._desk.session.computed_from(path), *found]
            return "\n".join(filter(None, words)) or None
        if role == Qt.ItemDataRole.BackgroundRole:
            return None if self._is_typed(path) else colour("sunken")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            column = self.columns[index.column()]
            usual: Alignment = "right" if column.as_field.is_figure else "left"
            return ALIGNED[column.align or usual] | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The columns' labels with their units; the rows' numbers."""
        if orientation == Qt.Orientation.Vertical:
            new = section >= len(self._rows)
            return ("＊" if new else self._number(section + 1)) if role == Qt.ItemDataRole.DisplayRole else None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{column.label}（{column.unit}）" if column.unit else column.label
        return column.help or None if role == Qt.ItemDataRole.ToolTipRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What is asked can be edited unless the draft is only read; computed cells never."""
        path, flags = self.cell(index), super().flags(index)
        typed = self._is_typed(path) if path is not None else self.field(index).computed is None
        return flags | Qt.ItemFlag.ItemIsEditable if typed and not self._desk.read_only else flags

    # -- what the user does --------------------------------------------------------------------

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what was typed into a cell; typed below the last row it makes a new one."""
        if role != Qt.ItemDataRole.EditRole:
            return False
        path = self.cell(index)
        if path is not None:
            if self._is_typed(path):
                self._desk.typed(path, str(value))
        elif str(value).strip():
            self._begin_row(index.column(), str(value))
        return True

    def _begin_row(self, place: int, text: str) -> None:
        if not self._desk.begin(self.path.at("new")):
            return
        rows = self._desk.session.insert_rows(self.path, len(self._rows), [self._cells({place: text})], typing=True)
        self._desk.typing = self.path.at(rows[0], self.columns[place].id)

    def paste(self, at: Index, table: Sequence[Sequence[str]]) -> int:
        """Write a block of texts with its first cell at `at`, as one step; how many rows it has.

        What is computed stays as it is.
        """
        row, column = at.row(), at.column()
        size = sum(map(len, table)) + len(table)
        self._desk.apply(
            lambda session: self._pasted(session, row, column, table), size, f"正在粘贴 {len(table):,} 行…"
        )
        return len(table)

    def _pasted(self, session: FormSession, first: int, column: int, table: Sequence[Sequence[str]]) -> list[Edit]:
        rows = session.answers.rows(self.path)
        edits: list[Edit] = []
        for row, texts in zip(rows[first:], table, strict=False):
            for name, value in self._cells(dict(enumerate(texts, column))).items():
                path = self.path.at(row, name)
                edits.append(Edit(path, session.answers.get(path), value))
        edits = [edit for edit in edits if edit.before != edit.after]
        below = [self._cells(dict(enumerate(texts, column))) for texts in table[max(len(rows) - first, 0) :]]
        if below:
            edits.append(Edit(self.path, session.answers.get(self.path), None))
            edits += session.row_edits(self.path, len(rows), below)[0]
        return edits

    def clear(self, indexes: Sequence[Index]) -> None:
        """Empty these cells, as one step."""
        paths = [path for index in indexes if (path := self.cell(index)) is not None and self._is_typed(path)]
        self._desk.do(lambda: self._desk.session.set(dict.fromkeys(paths)))

    def _cells(self, texts: dict[int, str]) -> Cells:
        known = {place: text for place, text in texts.items() if place < len(self.columns)}
        known = {place: text for place, text in known.items() if self.columns[place].computed is None}
        return {self.columns[place].id: self._value(place, text) for place, text in known.items()}

    def _is_typed(self, path: FieldPath) -> bool:
        session = self._desk.session
        if session.pack.computes(path) or not session.asked(path):
            return False
        return not self._list.preset or not is_preset(self._list, session.answers, path)

    def _value(self, place: int, text: str) -> Any:
        field = self.columns[place].as_field
        return FIELD_TYPES[field.type].parse(text, field)

    # -- what the session says -----------------------------------------------------------------

    def refresh(self) -> None:
        """Follow the session's rows: what stayed keeps its place, the rest comes and goes."""
        new, old = self._desk.session.answers.rows(self.path), self._rows
        if new == old:
            return
        head = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
        most = min(len(old), len(new)) - head
        tail = next((n for n in range(most) if old[-1 - n] != new[-1 - n]), most)
        if len(old) > head + tail:
            self.beginRemoveRows(ROOT, head, len(old) - tail - 1)
            self._rows = old[:head] + old[len(old) - tail :]
            self.endRemoveRows()
        if len(new) > head + tail:
            below = (
                1 if head == len(self._rows) and not self._desk.read_only else 0
            )  # the empty row becomes the first new one
            self.beginInsertRows(ROOT, head + below, len(new) - tail - 1 + below)
            self._rows = new
            self.endInsertRows()

    def show_problems(self, found: dict[FieldPath, list[Problem]]) -> None:
        """Take what is found of the list as a whole; what is found in its rows is looked up as they are drawn."""
        self._found = found
        self._found_in.clear()

    def problems_at(self, path: FieldPath) -> list[Problem]:
        """What is to be shown of a row or a cell."""
        if path.row not in self._found_in:
            self._found_in[path.row] = self._desk.shown_in(path)
        return [*self._found.get(path, ()), *(one for one in self._found_in[path.row] if one.path == path)]
