"""A form table with merged cells, drawn as the notice prints it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.forms.pack.blocks import Grid, GridCell
from app.ui.desk import Desk
from app.ui.form.blocks.cells import BlankCell, LabelCell, MixedCell
from app.ui.form.blocks.view import BlockView
from app.ui.theme import colour, colours

LEAST_ROW = 40
LEAST_COLUMN = 48
CHANGING = (QEvent.Type.LayoutRequest, QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.Show)
"""Events after which a cell may need another width than before."""
TIGHTEST = 2
"""Labels have two letters to a line then, however long they are: half a number is worth less than half a label."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a cell lies: its first row and column, how many it covers, and its widget."""

    row: int
    column: int
    rows: int
    columns: int
    widget: LabelCell | BlankCell | MixedCell


class GridView(BlockView):
    """The table; its cells hold words, blanks, or blocks, and are built one after the other while it grows."""

    def __init__(self, desk: Desk, section: str, grid: Grid, parent: QWidget) -> None:
        super().__init__(desk, parent)
        self._section = section
        self._table = _Table(grid, self)
        self.stack.addWidget(self._table)
        self.finish()

    def growing(self) -> Iterator[QWidget]:
        """Build the cells."""
        for place, cell in self._table.places:
            widget = _cell(self.desk, self._section, cell, self._table)
            if isinstance(widget, MixedCell):
                yield from widget.growing()
            self._table.put(Spot(*place, widget))
            self.blanks += widget.blanks
            yield widget


class _Table(QWidget):
    """Places the cells: column widths as the pack gives them, rows as high as they need."""

    def __init__(self, grid: Grid, parent: QWidget) -> None:
        super().__init__(parent)
        self._widths = grid.widths
        self.places = list(_places(grid))
        self.spots: list[Spot] = []
        self._known: dict[int, tuple[list[int], list[int]]] = {}
        self._row_count = max(row + rows for (row, _, rows, _), _ in self.places)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def put(self, spot: Spot) -> None:
        """One more cell."""
        self.spots.append(spot)
        self._known.clear()

    def hasHeightForWidth(self) -> bool:
        """The rows are higher in a narrower table."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all rows at `width` pixels."""
        return sum(self._laid(width)[1]) + 1

    def sizeHint(self) -> QSize:
        """A comfortable table."""
        return QSize(480, self.heightForWidth(max(self.width(), 480)))

    def minimumSizeHint(self) -> QSize:
        """As narrow as a window allows."""
        return QSize(300, LEAST_ROW)

    def event(self, event: QEvent) -> bool:
        """Place the cells anew when one of them has grown."""
        if event.type() in CHANGING:
            self._known.clear()
        if event.type() == QEvent.Type.LayoutRequest and len(self.spots) == len(self.places):
            self._place()
            self.updateGeometry()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the cells."""
        self._place()
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rules, and the quiet ground of the label cells."""
        painter = QPainter(self)
        shown = colours()
        for spot in self.spots:
            frame = spot.widget.geometry()
            ground = shown.sunken if isinstance(spot.widget, LabelCell) else shown.surface
            painter.fillRect(frame, QColor(ground))
        painter.setPen(QPen(colour("rule"), 1))
        for spot in self.spots:
            painter.drawRect(spot.widget.geometry().adjusted(-1, -1, 0, 0))
        painter.end()

    def _laid(self, width: int) -> tuple[list[int], list[int]]:
        """Where the columns begin, and the last ends, and how high the rows are, in a table of so many pixels.

        Qt asks for it many times over.
        """
        if width not in self._known:
            lefts = self._lefts(width)
            self._known[width] = lefts, self._heights(lefts)
        return self._known[width]

    def _lefts(self, width: int) -> list[int]:
        total, done, lefts = sum(widths := self._columns(width - 1)), 0.0, [0]
        for share in widths:
            done += share
            lefts.append(round((width - 1) * done / total))
        return lefts

    def _columns(self, width: int) -> list[float]:
        """The pack's column widths, the roomy ones giving way to those that would cut a typical answer."""
        shares: list[float] = []
        whole = -1
        for tight in range(TIGHTEST + 1):
            needs = self._needs(tight)
            given = self._given(width, needs)
            content = sum(has + 1 > need for has, need in zip(given, needs, strict=True))
            if content > whole:  # else labels would be broken for nothing
                shares, whole = given, content
            if sum(needs) <= width:
                break
        return shares

    def _given(self, width: int, needs: Sequence[float]) -> list[float]:
        """The pack's column widths, changed as far as they can be for these needs."""
        total = sum(self._widths)
        shares = [width * share / total for share in self._widths]
        lacking = [max(need - share, 0) for need, share in zip(needs, shares, strict=True)]
        spare = [max(share - need, 0) for need, share in zip(needs, shares, strict=True)]
        if not sum(lacking) or not sum(spare):
            return shares
        taken = _served(sum(spare), lacking)
        given = sum(taken) / sum(spare)
        return [share - more * given + less for share, more, less in zip(shares, spare, taken, strict=True)]

    def _needs(self, tight: int) -> list[float]:
        """The least width of each column; what a spanning cell needs beyond its columns goes to the last."""
        needs = [float(LEAST_COLUMN)] * len(self._widths)
        for spot in sorted(self.spots, key=lambda one: one.columns):
            last = spot.column + spot.columns
            missing = spot.widget.least_width(tight) - sum(needs[spot.column : last])
            if missing > 0:
                needs[last - 1] += missing
        return needs

    def _heights(self, lefts: Sequence[int]) -> list[int]:
        heights = [LEAST_ROW] * self._row_count
        for spot in sorted(self.spots, key=lambda one: one.rows):
            need = spot.widget.height_at(lefts[spot.column + spot.columns] - lefts[spot.column] - 1) + 1
            rows = range(spot.row, spot.row + spot.rows)
            missing = need - sum(heights[row] for row in rows)
            if missing > 0:
                heights[rows[-1]] += missing
        return heights

    def _place(self) -> None:
        lefts, heights = self._laid(self.width())
        tops = [0]
        for height in heights:
            tops.append(tops[-1] + height)
        for spot in self.spots:
            left, right = lefts[spot.column], lefts[spot.column + spot.columns]
            top, bottom = tops[spot.row], tops[spot.row + spot.rows]
            spot.widget.setGeometry(QRect(left + 1, top + 1, right - left - 1, bottom - top - 1))


Placing = tuple[int, int, int, int]  # row, column, rows, columns


def _served(room: float, wanted: Sequence[float]) -> list[float]:
    """What each gets of what it wants: who wants least comes first, since half a number is worth nothing."""
    parts = [0.0] * len(wanted)
    for place in sorted(range(len(wanted)), key=lambda place: wanted[place]):
        parts[place] = min(wanted[place], room)
        room -= parts[place]
    return parts


def _places(grid: Grid) -> Iterator[tuple[Placing, GridCell]]:
    """Where each cell lies; a list below the cells that stand beside it, and as wide as they and it together."""
    lowered = [number for number, row in enumerate(grid.rows) if any(cell.list for cell in row) and _beside(row)]

    def shown(number: int) -> int:
        return number + sum(one < number for one in lowered)

    for number, row in enumerate(grid.placed()):
        beside = _beside([cell for _, cell in row]) if number in lowered else []
        taken = 0  # columns that the list has left to the cells beside it
        for column, cell in row:
            top, rows = shown(number), shown(number + cell.rows - 1) - shown(number) + 1
            if beside and cell.list:
                width = cell.columns + sum(one.columns for one in beside)
                first = min(place for place, one in row if one.rows == 1)
                yield (top + 1, first, 1, width), cell
                taken = cell.columns
                continue
            given = next(one.columns for _, one in row if one.list) if beside and cell is beside[-1] else 0
            yield (top, column - taken, rows, cell.columns + given), cell


def _beside(row: Sequence[GridCell]) -> list[GridCell]:
    """The cells of a row that stand beside its list and nowhere else."""
    return [cell for cell in row if cell.rows == 1 and not cell.list]


def _cell(desk: Desk, section: str, cell: GridCell, parent: QWidget) -> LabelCell | BlankCell | MixedCell:
    if cell.blocks:
        return MixedCell(desk, section, cell, parent)
    if not cell.sentence.blanks:
        return LabelCell(desk, section, cell, parent)
    return BlankCell(desk, section, cell, parent)
