"""A view that is no longer needed goes a piece at a time: all at once it would keep the window waiting."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget


class TakingApart(QObject):
    """Deletes the `pieces` of a `view`, one at a time between what its user does, and then the view."""

    def __init__(self, view: QWidget, pieces: Iterator[QWidget]) -> None:
        super().__init__(view)
        self._view, self._pieces = view, pieces
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(self._next)
        self._turn.start()

    def _next(self) -> None:
        piece = next(self._pieces, None)
        if piece is None:
            self._turn.stop()
        (piece or self._view).deleteLater()
