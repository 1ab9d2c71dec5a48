"""A list of rows with an icon, wrapped words and a note: the sections, the problems, what was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
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
from app.ui.theme import colours, measure, palettes, scaled, space
from app.ui.widgets.row_words import Face, Faces

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
ROW = Qt.ItemDataRole.UserRole
SIDE, GAP, ICON = space.APART, space.CLOSE, measure.MARK
HEADINGS = {1: (14, 6), 2: (10, 4), 3: (6, 3)}
"""Pixels above and below a heading of each level."""
ABOVE_DETAIL, KNOWN = 3, 4000
"""Pixels; rows of which it is remembered how they are laid out."""


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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the words anew in another width, as beside a new scroll bar; Qt does so in another height alone."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        """Draw one row anew where it is as high as it was; Qt would lay out and draw them all."""
        hint = partial(self.itemDelegate().sizeHint, QStyleOptionViewItem())
        if self.isVisible() and first == last and hint(first).height() == self._room(first):
            QAbstractItemView.dataChanged(self, first, last, roles)
        else:
            super().dataChanged(first, last, roles)

    def _room(self, index: Index) -> int:
        """How many pixels of height a row was given; its own rectangle tells how many it asks for now."""
        top, below = self.visualRect(index).top(), self._rows.index(index.row() + 1)
        end = self.visualRect(below).top() if below.isValid() else self.contentsSize().height() - self.verticalOffset()
        return end - top

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


@dataclass(frozen=True, slots=True)
class Laid:
    """A row in some width: its faces, where its words begin, their lines, those of the detail, how high it is."""

    face: Face
    small: Face
    left: int
    words: Sequence[str]
    detail: Sequence[str]
    above: int
    height: int


class RowDelegate(QStyledItemDelegate):
    """Measures and draws a row: icon, wrapped words, the note at the right, the detail below."""

    def __init__(self, view: RowsView) -> None:
        super().__init__(view)
        self._view = view
        self._faces = Faces(view)
        self._known: dict[tuple[Row, int, str], Laid] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the wrapped words need."""
        width = self._view.viewport().width()
        return QSize(width, self._laid(self._view.rows[index.row()], width).height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        row, shown = self._view.rows[index.row()], colours()
        rect: QRect = getattr(option, "rect")  # noqa: B009  # absent from the stubs, like `state`
        state: QStyle.StateFlag = getattr(option, "state")  # noqa: B009  # absent from the stubs
        laid = self._laid(row, rect.width())
        painter.save()
        painter.setClipRect(rect)  # a row whose height is only guessed yet covers no other
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        here = index.row() == self._view.currentIndex().row() and self._view.hasFocus()
        self._draw_ground(painter, rect, state, shown, alive=row.target is not None, here=here)
        top = rect.top() + laid.above
        self._draw_words(painter, row, QPoint(rect.left() + laid.left, top), laid, shown)
        if row.icon:
            self._draw_icon(painter, row, QPoint(rect.left() + SIDE, top), laid.face, shown)
        painter.setFont(laid.small.font)
        if row.note:
            painter.setPen(QColor(getattr(shown, row.tone)))
            box = QRect(rect.left(), top, rect.width() - SIDE, laid.face.spacing)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), row.note)
        painter.setPen(QColor(shown.muted))
        top += len(laid.words) * laid.face.spacing + ABOVE_DETAIL
        for number, line in enumerate(laid.detail):
            painter.drawText(rect.left() + laid.left, top + number * laid.small.spacing + laid.small.ascent, line)
        painter.restore()

    # -- measuring -----------------------------------------------------------------------------

    def _laid(self, row: Row, width: int) -> Laid:
        """Where everything of a row stands; found once, however often it is measured and drawn."""
        face, small = (self._faces.face(size, bold=row.level == 1) for size in ("body", "small"))
        asked = row, width, face.described
        if asked not in self._known:
            if len(self._known) > KNOWN:
                self._known.clear()
            self._known[asked] = self._laid_anew(row, width, face, small)
        return self._known[asked]

    def _laid_anew(self, row: Row, width: int, face: Face, small: Face) -> Laid:
        left = SIDE + (scaled(ICON) + GAP if row.icon else 0)
        note = round(small.width(row.note)) + GAP if row.note else 0
        star = round(face.width("*")) + 1 if row.text.endswith("*") else 0
        words = face.lines(row.text.removesuffix("*"), width - SIDE - left - note - star)
        detail = [line for words in row.detail.splitlines() for line in small.lines(words, width - SIDE - left)]
        high = len(words) * face.spacing + len(detail) * small.spacing + (ABOVE_DETAIL if detail else 0)
        above, below = HEADINGS.get(row.level, (7, 7))
        return Laid(face, small, left, words, detail, above, above + max(high, scaled(ICON)) + below)

    # -- drawing -------------------------------------------------------------------------------

    def _draw_ground(
        self,
        painter: QPainter,
        rect: QRect,
        state: QStyle.StateFlag,
        shown: palettes.Colours,
        *,
        alive: bool,
        here: bool,
    ) -> None:
        """What is chosen is filled; the current row has a ring while the list has the cursor, chosen or not."""
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        over = alive and bool(state & QStyle.StateFlag.State_MouseOver)
        if chosen or over:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(shown.accent_soft if chosen else shown.blank))
            painter.drawRoundedRect(rect.adjusted(4, 1, -4, -1), measure.SMALL_CORNER, measure.SMALL_CORNER)
        if here:
            painter.setPen(QColor(shown.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(4, 1, -5, -2), measure.SMALL_CORNER, measure.SMALL_CORNER)

    def _draw_words(self, painter: QPainter, row: Row, at: QPoint, laid: Laid, shown: palettes.Colours) -> None:
        quiet = shown.faint if row.tone == "faint" and not row.level else shown.text
        face, base = laid.face, at.y() + laid.face.ascent
        painter.setFont(face.font)
        painter.setPen(QColor(shown.muted if row.level > 1 else quiet))
        for number, line in enumerate(laid.words):
            painter.drawText(at.x(), base + number * face.spacing, line)
        if row.text.endswith("*"):
            painter.setPen(QColor(shown.blocking))
            last = base + (len(laid.words) - 1) * face.spacing
            painter.drawText(at.x() + round(face.width(laid.words[-1])) + 1, last, "*")

    def _draw_icon(self, painter: QPainter, row: Row, at: QPoint, face: Face, shown: palettes.Colours) -> None:
        size = scaled(ICON)
        pixmap = picture(row.icon, getattr(shown, row.tone), size, self._view.devicePixelRatioF(), shown.surface)
        painter.drawPixmap(at.x(), at.y() + (face.spacing - size) // 2, pixmap)
