"""What stands in the place of the page for a while: the check list, the 自评."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget


class InsteadOfPage(QWidget):
    """A view that goes back to the page with Esc or its button; `closed` says so."""

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
