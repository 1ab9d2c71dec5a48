"""An area that scrolls and tells when it has another size, so that what stands in it can be as high as it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from app.ui.widgets.areas import Ground


class PageArea(QScrollArea):
    """Tells `resized` once it has another size."""

    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell it."""
        super().resizeEvent(event)
        self.resized.emit()


class PageGround(Ground):
    """What is scrolled in it."""

    @property
    def needed(self) -> int:
        """Pixels of its height as it would be without what is spare."""
        return self.heightForWidth(self.width()) if self.hasHeightForWidth() else self.minimumSizeHint().height()


def area_around(widget: QWidget) -> PageArea | None:
    """The area in which a widget stands; None where there is none."""
    around = widget.parentWidget()
    while around is not None and not isinstance(around, PageArea):
        around = around.parentWidget()
    return around
