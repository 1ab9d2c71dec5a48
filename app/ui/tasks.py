"""Long work beside the window: one function in a thread, its progress and its end as signals."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, Qt, QThread, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.errors import AppError


class Task(QObject):
    """One piece of long work; lives until it has ended, whoever began it.

    `work` is called in a thread with the task, and may call `report` and `cancelled`.  `done` and
    `failed` (an AppError) arrive in the window's thread, then `ended`; any other exception is
    raised there, for the crash dialog.
    """

    progress = Signal(str, float)
    done = Signal(object)
    failed = Signal(object)
    ended = Signal()
    _returned = Signal(object)

    def __init__(self, work: Callable[[Task], Any]) -> None:
        super().__init__(QCoreApplication.instance())
        self._work = work
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._perform, name="task", daemon=True)
        self._returned.connect(self._finish, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def report(self, what: str, share: float) -> None:
        """Say what is being done, and how much of the whole is (0 to 1)."""
        self.progress.emit(what, share)

    def cancel(self) -> None:
        """Ask the work to stop."""
        self._stop.set()

    def cancelled(self) -> bool:
        """Whether the user asked to stop."""
        return self._stop.is_set()

    def _perform(self) -> None:
        """Do the work; in the thread, whose last act is the one signal home."""
        self._returned.emit(_Outcome.of(partial(self._work, self)))

    def _finish(self, outcome: _Outcome) -> None:
        """Tell the end; in the window's thread.

        The other thread may still be inside its last signal: it is waited for, else the task could be deleted under it.
        """
        self._thread.join()
        try:
            if outcome.failure is None:
                self.done.emit(outcome.result)
            elif isinstance(outcome.failure, AppError):
                self.failed.emit(outcome.failure)
        finally:
            self.ended.emit()
            self.deleteLater()
        if outcome.failure is not None and not isinstance(outcome.failure, AppError):
            raise outcome.failure  # a bug is told by the crash dialog, not lost in a thread


def next_turn() -> None:
    """Come back in the next turn of the event loop, lest two things done in one keep the window waiting.

    What is drawn is drawn between them; keys and clicks wait.  Where no loop runs there is none to come back in: a
    loop begun there would delete what is still handling its own click.
    """
    if QThread.currentThread().loopLevel() == 0:
        return
    loop, turn = QEventLoop(), QTimer(interval=0, singleShot=True)
    turn.timeout.connect(loop.quit)
    turn.start()
    loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)


def drawn_next_turn(shown: QWidget) -> None:
    """Have what changes in `shown` drawn in a turn of its own; till then what is drawn there stays.

    A timer, and no single shot of Qt's: of no time at all, that is an event which is served before this turn ends.
    """
    if shown.isVisible() and shown.updatesEnabled():
        shown.setUpdatesEnabled(False)
        turn = QTimer(shown, interval=0, singleShot=True)
        turn.timeout.connect(lambda: shown.setUpdatesEnabled(True))
        turn.timeout.connect(turn.deleteLater)
        turn.start()


@dataclass(frozen=True)
class _Outcome:
    """What the work gave, or how it failed."""

    result: Any = None
    failure: Exception | None = None

    @classmethod
    def of(cls, work: Callable[[], Any]) -> _Outcome:
        try:
            return cls(work())
        except Exception as failure:
            return cls(failure=failure)
