"""A list of rows with an icon, wrapped words and a note: the sections, the problems, what was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.ui.icons import picture
from app.ui.theme import colours, measure, scaled, space
from app.ui.widgets.row_words import Face, Faces

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
ROW = Qt.ItemDataRole.UserRole
SIDE, GAP, ICON = space.APART, space.CLOSE, measure.MARK
HEADINGS = {1: (14, 6), 2: (10, 4), 3: (6, 3)}
"""Pixels above and below a heading of each level."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row; a `level` above 0 makes it a heading, which cannot be chosen.

    `target` is what a click means; `tone` colours the icon and the note; a star at the end of the
    words is drawn red.  `detail` stands below, line by line.  What the icon says is `said` to those who cannot see it.
    """

    text: str
    target: object = None
    icon: str = ""
    tone: str = "muted"
    note: str = ""
    detail: str = ""
    level: int = 0
    said: str = ""

    @property
    def spoken(self) -> str:
        """The row as a screen reader says it."""
        return "，".join(part for part in (self.text, self.said, self.note, self.detail) if part)


class RowsModel(QAbstractListModel):
    """The rows; setting the same rows with other notes keeps the place in the list."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows."""
        if [(row.target, row.level) for row in rows] == [(row.target, row.level) for row in self.rows]:
            changed = [place for place, (a, b) in enumerate(zip(self.rows, rows, strict=True)) if a != b]
            self.rows = list(rows)
            for place in changed:
                self.dataChanged.emit(self.index(place), self.index(place))
            return
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words, the row itself, or how it is spoken."""
        row = self.rows[index.row()]
        values: dict[int, object] = {
            Qt.ItemDataRole.DisplayRole: row.text,
            Qt.ItemDataRole.AccessibleTextRole: row.spoken,
            ROW: row,
        }
        return values.get(role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        chosen = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return chosen if self.rows[index.row()].target is not None else Qt.ItemFlag.NoItemFlags


class RowsView(QListView):
    """The list; `chosen` tells the target of a row that was clicked or entered."""

    chosen = Signal(object)

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = RowsModel(self)
        self.setModel(self._rows)
        self.setItemDelegate(RowDelegate(self))
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.clicked.connect(self._choose)

    @property
    def rows(self) -> list[Row]:
        """The rows that are shown."""
        return self._rows.rows

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows."""
        self._rows.set_rows(rows)

    def mark(self, target: object) -> None:
        """Show the row of `target` as the current one."""
        place = next((place for place, row in enumerate(self.rows) if row.target == target), None)
        if place is not None and self.currentIndex().row() != place:
            self.setCurrentIndex(self._rows.index(place))
            self.scrollTo(self._rows.index(place))

    def choose_first(self) -> None:
        """Choose the current row, or the first that can be chosen."""
        index = self.currentIndex()
        if not index.isValid():
            place = next((place for place, row in enumerate(self.rows) if row.target is not None), None)
            if place is None:
                return
            index = self._rows.index(place)
        self._choose(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses the current row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._choose(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows; a ring around them all where the cursor is here and no row can have it."""
        super().paintEvent(event)
        if self.hasFocus() and not self.currentIndex().isValid():
            with QPainter(self.viewport()) as painter:
                painter.setPen(QColor(colours().accent))
                corner = measure.SMALL_CORNER
                painter.drawRoundedRect(self.viewport().rect().adjusted(0, 0, -1, -1), corner, corner)

    def _choose(self, index: QModelIndex) -> None:
        target = self.rows[index.row()].target
        if target is not None:
            self.chosen.emit(target)


class RowDelegate(QStyledItemDelegate):
    """Measures and draws a row: icon, wrapped words, the note at the right, the detail below."""

    def __init__(self, view: RowsView) -> None:
        super().__init__(view)
        self._view = view
        self._faces = Faces(view)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the wrapped words need."""
        row: Row = index.data(ROW)
        width = self._view.viewport().width()
        _, words, detail = self._laid(row, width)
        height = len(words) * self._face(row).spacing + len(detail) * self._small(row).spacing + (3 if detail else 0)
        return QSize(width, sum(self._margins(row)) + max(height, scaled(ICON)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        row: Row = index.data(ROW)
        rect: QRect = getattr(option, "rect")  # noqa: B009  # absent from the stubs, like `state`
        state: QStyle.StateFlag = getattr(option, "state")  # noqa: B009  # absent from the stubs
        painter.save()
        painter.setClipRect(rect)  # a row whose height is only guessed yet covers no other
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_ground(painter, rect, state, row, here=index.row() == self._view.currentIndex().row())
        left, words, detail = self._laid(row, rect.width())
        top = rect.top() + self._margins(row)[0]
        self._draw_words(painter, row, rect.left() + left, top, words)
        if row.icon:
            self._draw_icon(painter, row, rect.left() + SIDE, top)
        if row.note:
            self._draw_note(painter, row, rect, top)
        small = self._small(row)
        painter.setFont(small.font)
        painter.setPen(QColor(colours().muted))
        top += len(words) * self._face(row).spacing + 3
        for number, line in enumerate(detail):
            painter.drawText(rect.left() + left, top + number * small.spacing + small.ascent, line)
        painter.restore()

    # -- measuring -----------------------------------------------------------------------------

    def _face(self, row: Row) -> Face:
        return self._faces.face("body", bold=row.level == 1)

    def _small(self, row: Row) -> Face:
        return self._faces.face("small", bold=row.level == 1)

    def _margins(self, row: Row) -> tuple[int, int]:
        return HEADINGS.get(row.level, (7, 7))

    def _laid(self, row: Row, width: int) -> tuple[int, Sequence[str], Sequence[str]]:
        """The left edge of the words, their lines, and the lines of the detail."""
        small = self._small(row)
        left = SIDE + (scaled(ICON) + GAP if row.icon else 0)
        note = round(small.width(row.note)) + GAP if row.note else 0
        face = self._face(row)
        star = round(face.width("*")) + 1 if row.text.endswith("*") else 0
        words = face.lines(row.text.removesuffix("*"), width - SIDE - left - note - star)
        detail = [line for words in row.detail.splitlines() for line in small.lines(words, width - SIDE - left)]
        return left, words, detail

    # -- drawing -------------------------------------------------------------------------------

    def _draw_ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, row: Row, *, here: bool) -> None:
        """What is chosen is filled; the current row has a ring while the list has the cursor, chosen or not."""
        shown = colours()
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        over = bool(state & QStyle.StateFlag.State_MouseOver) and row.target is not None
        if chosen or over:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(shown.accent_soft if chosen else shown.blank))
            painter.drawRoundedRect(rect.adjusted(4, 1, -4, -1), measure.SMALL_CORNER, measure.SMALL_CORNER)
        if here and self._view.hasFocus():
            painter.setPen(QColor(shown.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(4, 1, -5, -2), measure.SMALL_CORNER, measure.SMALL_CORNER)

    def _draw_words(self, painter: QPainter, row: Row, left: int, top: int, lines: Sequence[str]) -> None:
        shown = colours()
        quiet = shown.faint if row.tone == "faint" and not row.level else shown.text
        face = self._face(row)
        painter.setFont(face.font)
        painter.setPen(QColor(shown.muted if row.level > 1 else quiet))
        for number, line in enumerate(lines):
            painter.drawText(left, top + number * face.spacing + face.ascent, line)
        if row.text.endswith("*"):
            painter.setPen(QColor(shown.blocking))
            baseline = top + (len(lines) - 1) * face.spacing + face.ascent
            painter.drawText(left + round(face.width(lines[-1])) + 1, baseline, "*")

    def _draw_icon(self, painter: QPainter, row: Row, left: int, top: int) -> None:
        shown = colours()
        pixmap = picture(
            row.icon, getattr(shown, row.tone), scaled(ICON), self._view.devicePixelRatioF(), shown.surface
        )
        painter.drawPixmap(left, top + (self._face(row).spacing - scaled(ICON)) // 2, pixmap)

    def _draw_note(self, painter: QPainter, row: Row, rect: QRect, top: int) -> None:
        painter.setFont(self._small(row).font)
        painter.setPen(QColor(getattr(colours(), row.tone)))
        box = QRect(rect.left(), top, rect.width() - SIDE, self._face(row).spacing)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), row.note)
