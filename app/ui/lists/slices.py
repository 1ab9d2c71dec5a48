"""Work on many rows in the window's own thread, in slices between which everything else goes on."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QObject, QTimer

SLICE = 0.012
"""Seconds of one slice."""


class Slices(QObject):
    """Takes an iterator to its end; begun anew, what was under way is let go of."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._work: Iterator[Any] = iter(())
        self._done: Callable[[list[Any]], object] = lambda _found: None
        self._found: list[Any] = []
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._go_on)

    def run(self, work: Iterator[Any], done: Callable[[list[Any]], object]) -> None:
        """Give all that `work` gives to `done`; at once where it is little."""
        self._work, self._done, self._found = work, done, []
        self._timer.start()
        self._go_on()

    def stop(self) -> None:
        """Let go of what is under way."""
        self._timer.stop()

    def _go_on(self) -> None:
        until = time.perf_counter() + SLICE
        for one in self._work:
            self._found.append(one)
            if time.perf_counter() > until:
                return
        self._timer.stop()
        self._done(self._found)
