"""One way to begin, on the first screen: an icon, its name, and what it is for."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.ui import icons
from app.ui.theme import colours, measure, scaled, space
from app.ui.widgets.labels import evened, titled


class ActionCard(QFrame):
    """A card that is pressed by a click, Enter or the space bar; `leading` marks what most people want."""

    pressed = Signal()

    def __init__(self, name: str, meaning: str, icon: str, parent: QWidget, *, leading: bool = False) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setProperty("pressable", True)
        self.setProperty("leading", leading)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(name.rstrip("…"))
        self.setAccessibleDescription(meaning)
        self._icon, self._leading = icon, leading
        self._emblem = QLabel(self)
        self._title = titled(name, self)
        self._meaning = evened(meaning, self, "" if leading else "muted")
        words = QVBoxLayout()
        words.setSpacing(space.HAIR)
        words.addWidget(self._title)
        words.addWidget(self._meaning)
        row = QHBoxLayout(self)
        row.setContentsMargins(*space.CARD)
        row.setSpacing(space.APART)
        row.addWidget(self._emblem, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.repaint_icons()

    def repaint_icons(self) -> None:
        """Draw the icon anew after a change of theme."""
        shown = colours()
        colour = shown.on_accent if self._leading else shown.accent
        size = scaled(measure.EMBLEM)
        self._emblem.setPixmap(icons.picture(self._icon, colour, size, self.devicePixelRatioF()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Press it."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and the space bar press it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit()
        else:
            super().keyPressEvent(event)
