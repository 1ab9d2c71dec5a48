"""Long work beside the window: one function in a thread, its progress and its end as signals."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QRunnable, QThreadPool, Signal

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
    _crashed = Signal(object)

    def __init__(self, work: Callable[[Task], Any]) -> None:
        super().__init__(QCoreApplication.instance())
        self._work = work
        self._stop = threading.Event()
        self._crashed.connect(self._raise)
        self.ended.connect(self.deleteLater)

    def start(self) -> None:
        """Begin."""
        QThreadPool.globalInstance().start(_Run(self))

    def report(self, what: str, share: float) -> None:
        """Say what is being done, and how much of the whole is (0 to 1)."""
        self.progress.emit(what, share)

    def cancel(self) -> None:
        """Ask the work to stop."""
        self._stop.set()

    def cancelled(self) -> bool:
        """Whether the user asked to stop."""
        return self._stop.is_set()

    def perform(self) -> None:
        """Do the work and tell its end; called in the thread."""
        try:
            result = self._work(self)
        except AppError as failure:
            self.failed.emit(failure)
        except Exception as failure:  # a bug is told by the crash dialog, not lost in a thread
            self._crashed.emit(failure)
        else:
            self.done.emit(result)
        self.ended.emit()

    def _raise(self, failure: Exception) -> None:
        raise failure


class _Run(QRunnable):
    """Carries a task into the thread pool."""

    def __init__(self, task: Task) -> None:
        super().__init__()
        self._task = task

    def run(self) -> None:
        self._task.perform()
