"""The place of the page: an area that tells when it has another size, and what stands there instead for a while."""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QScrollArea, QWidget

from app.ui.theme import show_as
from app.ui.widgets.areas import Ground

PASSES = 3
"""In which a page is laid out before it is shown: a text may stand in a cell of a table of the page."""


class PageArea(QScrollArea):
    """Scrolls the page; tells `resized` once it has another size, so that what stands in it can be as high as it.

    The bar has its place also while there is nothing to scroll, and is not seen then: a page is laid out in one width,
    and does not move aside when it becomes longer than its place.
    """

    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._passes = 0
        bar = self.verticalScrollBar()
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        show_as(bar, "idle", True)
        bar.rangeChanged.connect(self._show_bar)

    def lay_out_ahead(self) -> bool:
        """While it is hidden in a stack, take the size that it will have and lay everything out; whether it had not.

        Qt would do so when it is shown, and keep its user waiting for it; it also does when it draws what is hidden.
        """
        place = self.parentWidget()
        if self.isVisible() or place is None or self.size() == place.size():
            return False
        self.resize(place.size())
        self._passes = PASSES
        self._settle()
        return True

    @property
    def settled(self) -> bool:
        """Whether nothing is left to be laid out before it is shown."""
        return self._passes == 0

    def _settle(self) -> None:
        """What is within something else follows in turns: each asks for its room once it has its width."""
        if not self.isVisible() and self._passes:
            self.grab(QRect(0, 0, 1, 1))
            self._passes -= 1
            QTimer.singleShot(0, self, self._settle)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell it."""
        super().resizeEvent(event)
        self.resized.emit()

    def _show_bar(self, least: int, most: int) -> None:
        """Show the bar where there is something to scroll; asked for anew, as what Python kept of it may be gone."""
        with suppress(RuntimeError):
            show_as(self.verticalScrollBar(), "idle", least == most)


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


class InsteadOfPage(QWidget):
    """A view in its place, such as the check list, that goes back to it with Esc or its button; `closed` says so."""

    closed = Signal()

    def back_button(self) -> QPushButton:
        """The button that leads back to the page."""
        back = QPushButton("返回页面", self)
        back.setToolTip("返回页面（Esc）")
        back.setAccessibleName("返回页面")
        back.clicked.connect(self.closed)
        return back

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the page."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
