"""The small picture of one file: a button that shows it larger on Enter or a double click."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.evidence.kinds import format_named
from app.ui.evidence.thumbs import BOX, fitted, has_no_picture
from app.ui.icons import picture
from app.ui.theme import colour, colours, measure

EDGE = 3
ICON = 32
ICONS = {"Word": "doc", "Excel": "sheet", "CSV": "sheet", "文本": "doc", "网页": "doc"}
"""The icons of files that have no picture of their own, by what people call them."""


class Thumb(QAbstractButton):
    """Shows the picture, or the icon of a kind that has none; `wanted` asks for the larger view."""

    wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._picture, self._waiting = QPixmap(), True
        self._name = ""
        self.setFixedSize(BOX + QSize(2 * EDGE, 2 * EDGE))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(self.wanted)

    @property
    def shows_picture(self) -> bool:
        """Whether the picture of the file itself is shown."""
        return not self._picture.isNull()

    @property
    def words(self) -> str:
        """What stands below the icon: what people call the file, or that its picture is not there yet."""
        known = format_named(self._name) if has_no_picture(self._name) else None
        return known.word if known else "…" if self._waiting else ""

    def show_file(self, name: str, shown: QPixmap | None) -> None:
        """Show the picture (None: not there yet, empty: there is none) of the file called `name`."""
        self._name, self._picture, self._waiting = name, shown or QPixmap(), shown is None
        self.setAccessibleName(f"{name}，按回车放大查看")
        self.setToolTip("双击或按回车放大查看")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sheet with the picture on it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = self.rect().adjusted(1, 1, -1, -1)
        painter.setPen(colour("accent" if self.hasFocus() else "line"))
        painter.setBrush(colour("surface"))
        painter.drawRoundedRect(ground, measure.SMALL_CORNER, measure.SMALL_CORNER)
        if self.shows_picture:
            self._draw_picture(painter, fitted(self._picture, self.devicePixelRatioF()))
        else:
            self._draw_icon(painter)

    def _draw_picture(self, painter: QPainter, shown: QPixmap) -> None:
        size = shown.deviceIndependentSize().toSize()
        place = QRect(QPoint(0, 0), size)
        place.moveCenter(self.rect().center())
        painter.drawPixmap(place.topLeft(), shown)

    def _draw_icon(self, painter: QPainter) -> None:
        words = self.words
        icon = ICONS.get(words, "file")
        drawn = picture(icon, colours().muted, ICON, self.devicePixelRatioF())
        left, top = (self.width() - ICON) // 2, (self.height() - ICON) // 2 - (10 if words else 0)
        painter.drawPixmap(left, top, drawn)
        painter.setPen(QColor(colours().muted))
        below = QRect(0, top + ICON + 2, self.width(), self.fontMetrics().height() + 2)
        painter.drawText(below, int(Qt.AlignmentFlag.AlignHCenter), words)

    def sizeHint(self) -> QSize:
        """The size of the sheet."""
        return BOX + QSize(2 * EDGE, 2 * EDGE)

    # A press only takes the focus and goes on to the file, which can be dragged by it.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Leave a press to the file."""
        event.ignore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Leave a release to the file."""
        event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Leave dragging to the file."""
        event.ignore()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask for the larger view."""
        self.wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter asks for the larger view, as the space bar does."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.wanted.emit()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()  # of a button these move the focus; here Alt with them moves the file
        else:
            super().keyPressEvent(event)
