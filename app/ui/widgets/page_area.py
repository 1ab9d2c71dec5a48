"""An area that scrolls and tells when it has another size, so that what stands in it can be as high as it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget


class PageArea(QScrollArea):
    """Tells `resized` once it has another size."""

    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell it."""
        super().resizeEvent(event)
        self.resized.emit()


class PageGround(QWidget):
    """What is scrolled; as high as its words need in the width that they have, where Qt asks in the least width."""

    def __init__(self, area: PageArea) -> None:
        super().__init__(area)
        self.setObjectName("clear")

    @property
    def needed(self) -> int:
        """Pixels of its height as it would be without what is spare."""
        return self.heightForWidth(self.width()) if self.hasHeightForWidth() else self.minimumSizeHint().height()

    def minimumSizeHint(self) -> QSize:
        """No height where that follows from the width."""
        hint = super().minimumSizeHint()
        return QSize(hint.width(), 0) if self.hasHeightForWidth() else hint


def area_around(widget: QWidget) -> PageArea | None:
    """The area in which a widget stands; None where there is none."""
    around = widget.parentWidget()
    while around is not None and not isinstance(around, PageArea):
        around = around.parentWidget()
    return around
