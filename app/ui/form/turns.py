"""Steps that would keep the window waiting if they were taken all at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from PySide6.QtCore import QObject, QTimer


class Turns(QObject):
    """Takes the `steps`, each in a turn of the event loop's own, as long as its `owner` is there."""

    def __init__(self, owner: QObject, steps: Iterable[Callable[[], object]]) -> None:
        super().__init__(owner)
        self.over = self._begun = False
        self._steps: Iterator[Callable[[], object]] = iter(steps)
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(self._next)
        self._turn.start()

    def stop(self) -> None:
        """Take no further step."""
        if not self.over:
            self.over = True
            self._turn.stop()
            self.deleteLater()

    def finish(self) -> None:
        """Take all that are left at once."""
        while not self.over:
            self._next()

    def break_off(self) -> None:
        """Take no further step than the first, which is taken at all events."""
        if not self._begun:
            self._next()
        self.stop()

    def _next(self) -> None:
        self._begun = True
        step = next(self._steps, None)
        if step is None:
            self.stop()
        else:
            step()
