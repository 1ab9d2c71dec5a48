"""A row in two parts, which become two rows where it is too short for both."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from app.ui.theme import space


class PartedRow(QWidget):
    """`start` at the left, the widgets of `end` at the right; else these below it."""

    def __init__(self, start: QWidget, end: Sequence[QWidget], parent: QWidget) -> None:
        super().__init__(parent)
        self._start, self._end = start, QHBoxLayout()
        for widget in end:
            self._end.addWidget(widget)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(space.CLOSE)
        self._box.addWidget(start, 1)
        self._box.addLayout(self._end)
        self._box.setAlignment(self._end, Qt.AlignmentFlag.AlignRight)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be one row or two."""
        super().resizeEvent(event)
        room = self._box.contentsRect().width()
        wanted = self._start.sizeHint().width() + self._box.spacing() + self._end.sizeHint().width()
        ways = QBoxLayout.Direction
        self._box.setDirection(ways.LeftToRight if wanted <= room else ways.TopToBottom)
