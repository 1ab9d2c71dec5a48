"""A list of the form as a table model: rows and cells come from the session when they are looked at."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from app.forms.answers.answers import Edit
from app.forms.checks.problems import Problem
from app.forms.field_types import FIELD_TYPES
from app.forms.pack.blocks import ListTable
from app.forms.pack.fields import Alignment, Field
from app.forms.paths import FieldPath
from app.forms.session import FormSession
from app.forms.tables.headings import are_headings
from app.forms.tables.sheet import ListSheet
from app.ui.desk import Desk
from app.ui.editors.blank import ALIGNED
from app.ui.editors.sheet_model import PROBLEMS, Index, Look, Texts, told
from app.ui.tasks import Task

ROOT = QModelIndex()
_ROLE = Qt.ItemDataRole
TOLD = frozenset(
    {_ROLE.DisplayRole, _ROLE.EditRole, _ROLE.ToolTipRole, _ROLE.BackgroundRole, _ROLE.TextAlignmentRole, PROBLEMS}
)
"""What is said of a cell; whoever draws it asks for much more."""
READ = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
TYPED = READ | Qt.ItemFlag.ItemIsEditable
ON_HEAD = "单击选中整列，点右键排序、查找。"
MUCH = 4_000
"""Cells from which they are read beside the window."""
Build = Callable[[ListSheet], Sequence[Edit]]


class ListModel(QAbstractTableModel):
    """The rows of one list; below them, while it may be changed, an empty one that becomes a row when filled.

    Rows that are `hidden` by a filter are not in it, and nothing that is done here changes them; `filtered` tells that
    others are.
    """

    filtered = Signal()

    def __init__(self, desk: Desk, path: FieldPath, table: ListTable, parent: QObject) -> None:
        super().__init__(parent)
        self.path = path
        self._list = table
        self.columns = list(table.asked_columns)
        self._fields = [column.as_field for column in self.columns]
        self._kinds = [FIELD_TYPES[column.type] for column in self.columns]
        self._sides = [_side(column.align, field) for column, field in zip(self.columns, self._fields, strict=True)]
        self._number = str if isinstance(table.numbered, bool) else lambda place: table.number(place - 1)
        self._desk = desk
        self.sheet = ListSheet(desk.session, path)
        self.hidden: Collection[str] = frozenset()
        self.all_rows = desk.session.answers.rows(path)
        self._rows = self.all_rows
        self._found: dict[FieldPath, list[Problem]] = {}
        self._found_in: dict[str, list[Problem]] = {}

    # -- where ---------------------------------------------------------------------------------

    @property
    def rows(self) -> list[str]:
        """The ids of the rows that are shown, in order."""
        return self._rows

    def cell(self, index: Index) -> FieldPath | None:
        """The path of a cell; None in the empty row below the last."""
        if index.row() >= len(self._rows):
            return None
        return self.path.at(self._rows[index.row()], self.columns[index.column()].id)

    def field(self, index: Index) -> Field:
        """What the cells of a column ask."""
        return self._fields[index.column()]

    def place(self, path: FieldPath) -> QModelIndex:
        """Where a row or cell stands; the first cell when it is no longer there, or not shown."""
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
        path = self.cell(index) if role in TOLD else None
        if path is None:
            return None
        if role == Qt.ItemDataRole.EditRole:
            return self._kinds[index.column()].typed(self._desk.session.value(path))
        if role == Qt.ItemDataRole.ToolTipRole:
            found = [one.message for one in self.problems_at(path)]
            words = [self._desk.session.text(path), self._desk.session.computed_from(path), *found]
            return "\n".join(filter(None, words)) or None
        return told(self.look(index), role)

    def look(self, index: Index) -> Look:
        """How a cell is drawn; the empty row below the last has nothing to say."""
        path, place = self.cell(index), index.column()
        if path is None:
            return Look("", self._sides[place], (), quiet=False)
        found = self.problems_at(path) or self.problems_at(path.at(path.row))
        return Look(self._words(path, place), self._sides[place], found, not self.sheet.is_typed(path))

    def words(self, column: int, most: int) -> Iterator[str]:
        """What the first cells of a column say."""
        name = self.columns[column].id
        return (self._words(self.path.at(row, name), column) for row in self._rows[:most])

    def _words(self, path: FieldPath, column: int) -> str:
        value = self._desk.session.value(path)
        return self._kinds[column].at_rest(value, self.columns[column].unit).replace("\n", " ")

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The columns' labels with their units, what they ask and what the mouse does there; the rows' numbers."""
        if orientation == Qt.Orientation.Vertical:
            return self._numbered(section) if role == Qt.ItemDataRole.DisplayRole else None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{column.label}（{column.unit}）" if column.unit else column.label
        return f"{column.help}\n{ON_HEAD}".lstrip() if role == Qt.ItemDataRole.ToolTipRole else None

    def _numbered(self, section: int) -> str:
        if section >= len(self._rows):
            return "＊"
        if not self.hidden:
            return self._number(section + 1)
        return self._number(self._desk.session.row_number(self.path.at(self._rows[section])))

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What is asked can be edited unless the draft is only read; computed cells never."""
        path = self.cell(index)
        typed = self.sheet.is_typed(path) if path is not None else self.field(index).computed is None
        return TYPED if typed and not self._desk.read_only else READ

    # -- what the user does --------------------------------------------------------------------

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what was typed into a cell; typed below the last row it makes a new one."""
        if role != Qt.ItemDataRole.EditRole:
            return False
        path = self.cell(index)
        if path is not None:
            if self.sheet.is_typed(path):
                self._desk.typed(path, str(value))
        elif str(value).strip():
            self._begin_row(index.column(), str(value))
        return True

    def _begin_row(self, place: int, text: str) -> None:
        if not self._desk.begin(self.path.at("new")):
            return
        value = self._kinds[place].parse(text, self._fields[place])
        session, name = self._desk.session, self.columns[place].id
        rows = session.insert_rows(self.path, len(self.all_rows), [{name: value}], typing=True)
        self._desk.typing = self.path.at(rows[0], name)

    def make(self, build: Build, cells: int, words: str) -> bool:
        """Make one step of what `build` does to the list, which touches about so many cells; `words` say what it is."""
        path = self.path
        return self._desk.apply(lambda session: build(ListSheet(session, path)), cells, f"正在{words}…")

    def paste(self, row: int, column: int, texts: Texts) -> tuple[int, str]:
        """Write a block of texts with its first cell there, as one step; rows that are more come at the end.

        The names of the columns, copied with what stands below them, are no row.
        """
        headed = are_headings(self.columns[column:], texts[0])
        texts = texts[headed:]
        rows, width = self._rows[row : row + len(texts)], len(self.columns) - column
        cells = sum(map(len, texts)) + len(texts)
        self.make(lambda sheet: sheet.pasted(rows, column, texts), cells, f"粘贴 {len(texts):,} 行")
        beyond = max(map(len, texts), default=0) - width
        computed = any(one.computed is not None for one in self.columns[column:])
        said = ["第一行是列名，没有粘贴"] if headed else []
        said += [f"右边多出的 {beyond} 列没有粘贴"] if beyond > 0 else []
        return len(texts), "；".join([*said, *(["计算的列仍由程序计算"] if computed else [])])

    def clear(self, rows: range, columns: range) -> None:
        """Empty these cells, as one step."""
        chosen = self._rows[rows.start : rows.stop]
        self.make(lambda sheet: sheet.cleared(chosen, columns), len(chosen) * len(columns), "清空")

    def read(self, rows: range, columns: range, take: Callable[[Texts], object]) -> None:
        """Give the texts of these cells to `take`; of very many when they are read beside the window."""
        chosen = self._rows[rows.start : rows.stop]
        if len(chosen) * len(columns) < MUCH:
            take(list(self.sheet.texts(chosen, columns)))
            return
        task = Task(_reading(self._desk.session.twin(), self.path, chosen, columns))
        task.done.connect(take)
        task.start()

    # -- what the session says -----------------------------------------------------------------

    def refresh(self) -> None:
        """Follow the session's rows: what stayed keeps its place, the rest comes and goes."""
        every = self._desk.session.answers.rows(self.path)
        if every == self.all_rows:
            return
        self.all_rows = every
        self._follow([row for row in every if row not in self.hidden] if self.hidden else every)

    def hide(self, hidden: Collection[str]) -> None:
        """Show all rows but these; those that come later are shown, too."""
        self.beginResetModel()
        self.hidden = hidden
        self._rows = [row for row in self.all_rows if row not in hidden] if hidden else self.all_rows
        self.endResetModel()
        self.filtered.emit()

    def _follow(self, new: list[str]) -> None:
        old = self._rows
        if len(new) == len(old) and sorted(new) == sorted(old):
            self._reorder(new)
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

    def _reorder(self, new: list[str]) -> None:
        """The same rows in another order: what is selected goes with its row."""
        self.layoutAboutToBeChanged.emit()
        before, old = self.persistentIndexList(), self._rows
        places = {row: place for place, row in enumerate(new)} | {None: len(new)}
        rows = [old[index.row()] if index.row() < len(old) else None for index in before]
        self._rows = new
        after = [self.index(places[row], index.column()) for row, index in zip(rows, before, strict=True)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def show_problems(self, found: dict[FieldPath, list[Problem]]) -> None:
        """Take what is found of the list as a whole; what is found in its rows is looked up as they are drawn."""
        self._found = found
        self._found_in.clear()

    def problems_at(self, path: FieldPath) -> list[Problem]:
        """What is to be shown of a row or a cell."""
        if path.row not in self._found_in:
            self._found_in[path.row] = self._desk.shown_in(path)
        there, in_row = self._found.get(path, ()), self._found_in[path.row]
        return [*there, *(one for one in in_row if one.path == path)] if there or in_row else []


def _side(align: Alignment | None, field: Field) -> int:
    return (ALIGNED[align or ("right" if field.is_figure else "left")] | Qt.AlignmentFlag.AlignVCenter).value


def _reading(
    session: FormSession, path: FieldPath, rows: Sequence[str], columns: range
) -> Callable[[Task], list[list[str]]]:
    return lambda _task: list(ListSheet(session, path).texts(rows, columns))
