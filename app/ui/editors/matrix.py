"""A matrix as a sheet: titles that stay in view, cells that are typed in and pasted into like Excel."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from app.forms.checks.problems import Problem
from app.forms.field_types import FIELD_TYPES
from app.forms.footnotes import words_with_marks
from app.forms.pack.fields import Field
from app.forms.pack.matrix.lines import MatrixLine
from app.forms.pack.matrix.matrix import Matrix
from app.forms.pack.matrix_table import NOT_ASKED, crossing_path
from app.forms.paths import FieldPath
from app.ui.desk import Desk
from app.ui.editors.blank import is_figure
from app.ui.editors.sheet import ROW_HEIGHT, SheetView
from app.ui.editors.sheet_model import Index, Look, Texts, told
from app.ui.theme import scaled, space

ROOT = QModelIndex()
NARROWEST, WIDEST_SIDE = 84, 200
BESIDE, AROUND_TITLE = 8, 22  # pixels on either side of a row's title, and beside that of a column
LEFT, RIGHT = (
    (side | Qt.AlignmentFlag.AlignVCenter).value for side in (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight)
)
Cells = tuple[tuple[int, FieldPath], ...]
"""The blanks of a row, each with its column."""
SIDE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap


class MatrixModel(QAbstractTableModel):
    """The crossings of one matrix; what is computed, not asked or not there yet cannot be edited."""

    def __init__(self, desk: Desk, section: str, matrix: Matrix, parent: QObject) -> None:
        super().__init__(parent)
        self.corner = matrix.corner
        self._desk = desk
        self._titles = {
            Qt.Orientation.Vertical: list(_titles(desk, section, matrix.rows)),
            Qt.Orientation.Horizontal: list(_titles(desk, section, matrix.columns)),
        }
        self._paths = [
            [crossing_path(matrix, section, row, column) for column in matrix.column_lines] for row in matrix.row_lines
        ]
        asked = desk.session.field
        self._fields = [[None if path is None else asked(path) for path in row] for row in self._paths]
        self._rows = [
            tuple((column, path) for column, path in enumerate(row) if path is not None) for row in self._paths
        ]
        self._found: dict[FieldPath, list[Problem]] = {}
        self._drawn = self._values()

    @property
    def paths(self) -> list[FieldPath]:
        """The blanks, row by row."""
        return [path for row in self._paths for path in row if path is not None]

    def cell(self, index: Index) -> FieldPath | None:
        """The blank in a cell; None where nothing is asked."""
        return self._paths[index.row()][index.column()]

    def field(self, index: Index) -> Field | None:
        """What a cell asks; None where nothing is asked."""
        return self._fields[index.row()][index.column()]

    def place(self, path: FieldPath) -> QModelIndex:
        """Where a blank stands; the first cell when it stands nowhere."""
        for number, row in enumerate(self._paths):
            if path in row:
                return self.index(number, row.index(path))
        return self.index(0, 0)

    # -- what the sheet shows ------------------------------------------------------------------

    def rowCount(self, parent: Index = ROOT) -> int:
        """The rows of the matrix."""
        return 0 if parent.isValid() else len(self._paths)

    def columnCount(self, parent: Index = ROOT) -> int:
        """The columns of the matrix."""
        return 0 if parent.isValid() else len(self._paths[0])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text of a cell, and what is found there."""
        path, field = self.cell(index), self.field(index)
        if path is None or field is None or path.section not in self._desk.pack.section:
            return NOT_ASKED if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.EditRole:
            return self._desk.session.text(path)
        if role == Qt.ItemDataRole.ToolTipRole:
            found = [one.message for one in self._found.get(path, [])]
            return "\n".join(filter(None, [field.label, self._desk.session.computed_from(path), field.help, *found]))
        return field.label if role == Qt.ItemDataRole.AccessibleTextRole else told(self.look(index), role)

    def look(self, index: Index) -> Look:
        """How a crossing is drawn."""
        path, field = self.cell(index), self.field(index)
        if path is None or field is None or path.section not in self._desk.pack.section:
            return Look(NOT_ASKED, LEFT, (), quiet=False)
        words = FIELD_TYPES[field.type].at_rest(self._desk.session.value(path), field.unit)
        return Look(words, RIGHT if is_figure(field) else LEFT, self._found.get(path, ()), not self._is_typed(path))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The titles of rows and columns, with the headings over them."""
        return self._titles[orientation][section] if role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What is asked here can be edited unless the draft is only read."""
        path = self.cell(index)
        typed = path is not None and self._is_typed(path) and not self._desk.read_only
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable if typed else super().flags(index)

    # -- what the user does --------------------------------------------------------------------

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what was typed into a cell."""
        path = self.cell(index)
        if role != Qt.ItemDataRole.EditRole or path is None or not self._is_typed(path):
            return False
        self._desk.typed(path, str(value))
        return True

    def paste(self, row: int, column: int, texts: Texts) -> tuple[int, str]:
        """Write a block of texts with its first cell there, as one step; how many rows, and in words what was not."""
        values: dict[FieldPath, Any] = {}
        left_out = sum(len(line) for line in texts[len(self._paths) - row :])
        for cells, line in zip(self._paths[row:], texts, strict=False):
            left_out += max(len(line) - (len(cells) - column), 0)
            for path, text in zip(cells[column:], line, strict=False):
                if path is not None and self._is_typed(path):
                    field = self._desk.session.field(path)
                    values[path] = FIELD_TYPES[field.type].parse(text, field)
        self._desk.do(lambda: self._desk.session.set(values))
        return len(texts), f"表外多出的 {left_out} 格没有粘贴" if left_out else ""

    def clear(self, rows: range, columns: range) -> None:
        """Empty these cells, as one step."""
        paths = [self._paths[row][column] for row in rows for column in columns]
        typed = [path for path in paths if path is not None and self._is_typed(path)]
        self._desk.do(lambda: self._desk.session.set(dict.fromkeys(typed)))

    def read(self, rows: range, columns: range, take: Callable[[Texts], object]) -> None:
        """Give the texts of these cells to `take`."""
        edit = Qt.ItemDataRole.EditRole
        take([[str(self.index(row, column).data(edit) or "") for column in columns] for row in rows])

    # -- what the session says -----------------------------------------------------------------

    def refresh(self) -> None:
        """Draw the cells anew whose answers have changed; a row in which nothing has is not looked at."""
        before, self._drawn = self._drawn, self._values()
        for row, (cells, earlier, now) in enumerate(zip(self._rows, before, self._drawn, strict=True)):
            if now is not earlier:
                for (column, _), was, stands in zip(cells, earlier, now, strict=True):
                    if was != stands:
                        index = self.index(row, column)
                        self.dataChanged.emit(index, index)

    def show_problems(self, found: dict[FieldPath, list[Problem]]) -> None:
        """Take what is found, by cell."""
        before, self._found = self._found, found
        for path in {path for path in before.keys() | found.keys() if before.get(path) != found.get(path)}:
            index = self.place(path)
            self.dataChanged.emit(index, index)

    def _values(self) -> list[list[object]]:
        """What stands in the cells of each row, and whether it is asked; the same list while that has not changed."""
        remembered = self._desk.session.circumstances.remembered
        return [remembered(("crossings", cells), partial(self._values_of, cells)) for cells in self._rows]

    def _values_of(self, cells: Cells) -> list[object]:
        """What stands in each of the cells, and whether it is asked; None where its page is no more."""
        session, there = self._desk.session, self._desk.pack.section
        return [(session.value(path), session.asked(path)) if path.section in there else None for _, path in cells]

    def _is_typed(self, path: FieldPath) -> bool:
        session = self._desk.session
        there = path.section in session.pack.section
        return there and path not in session.pack.computed and session.asked(path)


class MatrixTable(SheetView):
    """The cells of one matrix."""

    def __init__(self, desk: Desk, model: MatrixModel, name: str, parent: QWidget) -> None:
        super().__init__(desk, model, name, parent)
        self.cells = model
        self.setAlternatingRowColors(False)
        rows = self.verticalHeader()
        rows.setDefaultAlignment(SIDE)
        corner, parted = "／".join(model.corner), corner_lines(model.corner)
        half = (self._width_of(corner) + self.fontMetrics().maxWidth()) // 2  # of the words of the corner, on two lines
        least = half if parted == corner else self._width_of(parted)
        rows.setFixedWidth(min(WIDEST_SIDE, max(least, *map(self._width_of, self._row_titles)) + 2 * BESIDE))
        room = rows.width() - 2 * BESIDE
        if self._width_of(corner) > room:
            self.horizontalHeader().setMinimumHeight(2 * self.fontMetrics().height() + BESIDE)
        self._corner = QLabel(parted if self._width_of(parted) <= room < self._width_of(corner) else corner, self)
        self._corner.setContentsMargins(space.TIGHT, 0, space.TIGHT, 0)
        self._corner.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._corner.setWordWrap(True)
        self.horizontalHeader().geometriesChanged.connect(self._keep_corner)
        self.selectionModel().currentChanged.connect(self._entered)

    @property
    def row_heights(self) -> list[int]:
        """The height of each row, in which its title stands whole."""
        wide = self.verticalHeader().width() - BESIDE
        boxes = (self.fontMetrics().boundingRect(0, 0, wide, 10_000, int(SIDE), title) for title in self._row_titles)
        return [max(ROW_HEIGHT, box.height() + 10) for box in boxes]

    @property
    def _row_titles(self) -> list[str]:
        count = self.cells.rowCount()
        return [str(self.cells.headerData(place, Qt.Orientation.Vertical)) for place in range(count)]

    @property
    def _column_titles(self) -> list[str]:
        count = self.cells.columnCount()
        return [str(self.cells.headerData(place, Qt.Orientation.Horizontal)) for place in range(count)]

    def _width_of(self, title: str) -> int:
        return max(map(self.fontMetrics().horizontalAdvance, title.split("\n")))

    def _keep_corner(self) -> None:
        """Keep the words of the corner in it."""
        self._corner.setGeometry(1, 1, self.verticalHeader().width(), self.horizontalHeader().height())

    def go(self, path: FieldPath) -> None:
        """Put the cursor into a cell."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        index = self.cells.place(path)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among the columns, each wide enough for its title and a large figure."""
        super().resizeEvent(event)
        self._keep_corner()
        needs = [max(scaled(NARROWEST), self._width_of(title) + AROUND_TITLE) for title in self._column_titles]
        for place, width in enumerate(shared(self.viewport().width(), needs)):
            self.setColumnWidth(place, width)

    def _entered(self, current: QModelIndex) -> None:
        path = self.cells.cell(current)
        if path is not None and self.hasFocus():
            self._desk.entering(path)


def corner_lines(corner: Sequence[str]) -> str:
    """The words of the corner, parted before their unit."""
    name, bracket, unit = "／".join(corner).partition("（")
    return f"{name}\n{bracket}{unit}" if name and bracket else name + bracket + unit


def shared(room: int, needs: Sequence[int]) -> list[int]:
    """The width of each column: as wide as one another where what they need allows it, and all the room together."""
    level, widest = 0, sorted(needs, reverse=True)
    for place, need in enumerate(widest):
        level = (room - sum(widest[:place])) // (len(needs) - place)
        if need <= level:
            break
    widths = [max(need, level) for need in needs]
    return [*widths[:-1], max(widths[-1], min(room - sum(widths[:-1]), widths[-1] + len(needs)))]


def _titles(desk: Desk, section: str, lines: Sequence[MatrixLine], above: str = "") -> Iterator[str]:
    """The title of every line, below the headings that stand over it, with the marks of footnotes."""
    for line in lines:
        title = words_with_marks(desk.session, section, line.sentence)
        words = f"{above}\n{title}" if above else title
        if line.below:
            yield from _titles(desk, section, line.below, words)
        else:
            yield words
