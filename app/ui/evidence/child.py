"""The one child process in which an open declaration's proofs are looked into, asked beside the window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from threading import Thread
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.errors import AppError, EvidenceRefused
from app.evidence.apart.worker import Worker
from app.ui.tasks import Task

Request = Callable[[Worker], Any]


class Asked(QObject):
    """One request that waits or runs: `done` brings its result, `failed` an AppError; `drop` when nobody wants it."""

    done = Signal(object)
    failed = Signal(object)

    def __init__(self, request: Request, parent: QObject) -> None:
        super().__init__(parent)
        self.request = request
        self.dropped = False

    def drop(self) -> None:
        """Forget the request; when it runs already its result is not told."""
        self.dropped = True


class Child(QObject):
    """Asks one request after the other; the process is started with the first."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: list[Asked] = []
        self._running: Asked | None = None
        self._worker: Worker | None = None
        self._closed = False

    def ask(self, request: Request, *, first: bool = False) -> Asked:
        """Have `request` called with the worker, in a thread; `first` puts it before those that wait."""
        asked = Asked(request, self)
        self._waiting.insert(0 if first else len(self._waiting), asked)
        self._go_on()
        return asked

    @property
    def busy(self) -> bool:
        """Whether a request runs."""
        return self._running is not None

    def close(self) -> None:
        """Ask no more, and end the process; returns at once, though a request may still run."""
        self._closed = True
        self._waiting.clear()
        worker, self._worker = self._worker, None
        if worker is not None:
            Thread(target=worker.close, name="end of child").start()

    def _go_on(self) -> None:
        while self._running is None and self._waiting and not self._closed:
            asked = self._waiting.pop(0)
            if asked.dropped:
                asked.deleteLater()
                continue
            if self._worker is None:
                self._worker = Worker()
            self._running = asked
            task = Task(partial(self._perform, asked, self._worker))
            task.done.connect(self._done)
            task.failed.connect(self._failed)
            task.ended.connect(self._ended)
            task.start()

    def _done(self, result: object) -> None:
        if self._running is not None and not self._running.dropped and not self._closed:
            self._running.done.emit(result)

    def _failed(self, failure: AppError) -> None:
        if self._running is not None and not self._running.dropped and not self._closed:
            self._running.failed.emit(failure)

    def _ended(self) -> None:
        if self._running is not None:
            self._running.deleteLater()
            self._running = None
        self._go_on()

    def _perform(self, asked: Asked, worker: Worker, _task: Task) -> Any:
        """Call one request; in the thread."""
        try:
            return asked.request(worker)
        except Exception as failure:
            if self._closed:  # the process and the draft were closed under it, and nobody waits any more
                raise EvidenceRefused("申报书已关闭，材料没有显示。") from failure
            raise
