"""A list of rows with an icon, wrapped words and a note: the sections, the problems, what was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
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
from app.ui.theme import colours

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
ROW = Qt.ItemDataRole.UserRole
WRAP = int(Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere)
SIDE, GAP, ICON = 12, 8, 16
HEADINGS = {1: (14, 6), 2: (10, 4), 3: (6, 3)}
"""Pixels above and below a heading of each level."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row; a `level` above 0 makes it a heading, which cannot be chosen.

    `target` is what a click means; `tone` colours the icon and the note; a star at the end of the
    words is drawn red.
    """

    text: str
    target: object = None
    icon: str = ""
    tone: str = "muted"
    note: str = ""
    detail: str = ""
    level: int = 0

    @property
    def spoken(self) -> str:
        """The row as a screen reader says it."""
        return "，".join(part for part in (self.text, self.note, self.detail) if part)


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
        values = {Qt.ItemDataRole.DisplayRole: row.text, Qt.ItemDataRole.AccessibleTextRole: row.spoken, ROW: row}
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

    def _choose(self, index: QModelIndex) -> None:
        target = self.rows[index.row()].target
        if target is not None:
            self.chosen.emit(target)


class RowDelegate(QStyledItemDelegate):
    """Measures and draws a row: icon, wrapped words, the note at the right, the detail below."""

    def __init__(self, view: RowsView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the wrapped words need."""
        row: Row = index.data(ROW)
        width = self._view.viewport().width()
        words, detail = self._boxes(row, QRect(0, 0, width, 10_000))
        above, below = self._margins(row)
        extra = detail.height() + 2 if row.detail else 0
        return QSize(width, above + max(words.height(), ICON) + extra + below)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        row: Row = index.data(ROW)
        rect: QRect = getattr(option, "rect")  # noqa: B009  # absent from the stubs, like `state`
        state: QStyle.StateFlag = getattr(option, "state")  # noqa: B009
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_ground(painter, rect, state, row)
        words, detail = self._boxes(row, rect)
        self._draw_words(painter, row, words, chosen=bool(state & QStyle.StateFlag.State_Selected))
        if row.icon:
            self._draw_icon(painter, row, rect, words)
        if row.note:
            self._draw_note(painter, row, rect, words)
        if row.detail:
            painter.setFont(self._font(row, -1))
            painter.setPen(QColor(colours().muted))
            painter.drawText(detail, WRAP, row.detail)
        painter.restore()

    # -- measuring -----------------------------------------------------------------------------

    def _font(self, row: Row, more: float = 0) -> QFont:
        font = QFont(self._view.font())
        font.setPointSizeF(font.pointSizeF() + more - (0.5 if row.level > 1 else 0))
        font.setBold(row.level == 1)
        return font

    def _margins(self, row: Row) -> tuple[int, int]:
        return HEADINGS.get(row.level, (8, 8))

    def _boxes(self, row: Row, rect: QRect) -> tuple[QRect, QRect]:
        """Where the words and the detail stand."""
        left = rect.left() + SIDE + (ICON + GAP if row.icon else 0)
        metrics = QFontMetrics(self._font(row))
        note = QFontMetrics(self._font(row, -1)).horizontalAdvance(row.note) + GAP if row.note else 0
        width = max(rect.right() - SIDE - left - note, 60)
        top = rect.top() + self._margins(row)[0]
        words = metrics.boundingRect(QRect(left, top, width, 10_000), WRAP, row.text.removesuffix("*"))
        words = QRect(left, top, width, words.height())
        small = QFontMetrics(self._font(row, -1))
        below = QRect(left, words.bottom() + 3, width + note, 10_000)
        return words, small.boundingRect(below, WRAP, row.detail) if row.detail else QRect()

    # -- drawing -------------------------------------------------------------------------------

    def _draw_ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, row: Row) -> None:
        shown = colours()
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        over = bool(state & QStyle.StateFlag.State_MouseOver) and row.target is not None
        if chosen or over:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(shown.accent_soft if chosen else shown.blank))
            painter.drawRoundedRect(rect.adjusted(4, 1, -4, -1), 6, 6)
        if chosen and self._view.hasFocus():
            painter.setPen(QColor(shown.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(4, 1, -5, -2), 6, 6)

    def _draw_words(self, painter: QPainter, row: Row, box: QRect, *, chosen: bool) -> None:
        shown = colours()
        painter.setFont(self._font(row))
        painter.setPen(QColor(shown.muted if row.level > 1 else shown.text))
        if row.tone == "faint" and not row.level:
            painter.setPen(QColor(shown.faint))
        painter.drawText(box, WRAP, row.text.removesuffix("*"))
        if row.text.endswith("*") and not row.level:
            self._draw_star(painter, row, box)

    def _draw_star(self, painter: QPainter, row: Row, box: QRect) -> None:
        metrics = QFontMetrics(painter.font())
        plain = row.text.removesuffix("*")
        painter.setPen(QColor(colours().blocking))
        if metrics.horizontalAdvance(plain) <= box.width():
            painter.drawText(box.adjusted(metrics.horizontalAdvance(plain) + 1, 0, 12, 0), 0, "*")
        else:  # the words wrap: at the end of the last line
            last, width = "", box.width()
            for character in plain:
                last = character if metrics.horizontalAdvance(last + character) > width else last + character
            top = box.bottom() - metrics.lineSpacing() + 1
            painter.drawText(QRect(box.left() + metrics.horizontalAdvance(last) + 1, top, 14, metrics.height()), 0, "*")

    def _draw_icon(self, painter: QPainter, row: Row, rect: QRect, words: QRect) -> None:
        shown = colours()
        line = QFontMetrics(self._font(row)).lineSpacing()
        top = words.top() + (line - ICON) // 2
        scale = self._view.devicePixelRatioF()
        painter.drawPixmap(
            rect.left() + SIDE, top, picture(row.icon, getattr(shown, row.tone), ICON, scale, shown.surface)
        )

    def _draw_note(self, painter: QPainter, row: Row, rect: QRect, words: QRect) -> None:
        painter.setFont(self._font(row, -1))
        painter.setPen(QColor(getattr(colours(), row.tone)))
        line = QFontMetrics(self._font(row)).lineSpacing()
        box = QRect(rect.left(), words.top(), rect.width() - SIDE, line)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), row.note)
