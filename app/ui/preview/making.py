"""The book of the preview made beside the window, again after every pause in the changes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from app.declaration.book.open_book import OpenBook
from app.declaration.book.proof_files import proof_files
from app.declaration.book.proofs import is_known, prepare_proofs
from app.declaration.book.ready import ReadyProofs
from app.declaration.book.setting import Setting
from app.declaration.declaration import Declaration
from app.evidence.apart.crew import Crew
from app.evidence.prepared import Prepared
from app.forms.session import FormSession
from app.ui.tasks import Task

PAUSE = 90
"""Milliseconds without a change after which the book is set again while it is looked at."""
REST = 1500
"""The same while nobody looks: only the numbers of pages are told then."""
SWITCH = 0.0005
"""Seconds after which a thread lets another one go on, while a book is made."""


@dataclass(frozen=True)
class Made:
    """A book as the declaration stood; `awaited` proofs are not in it yet, so that pages will move."""

    book: OpenBook
    awaited: int = 0


class _Dropped(Exception):
    """The declaration is another by now."""


class BookMaking(QObject):
    """Makes the book of one declaration; a change drops what is being made, and a pause begins it anew.

    `made` brings a `Made`: without the proofs that are still being prepared, as often as it must, and with all of them.
    `failed` brings the AppError that kept it from being made, `working` what is being done ("" when nothing is),
    `stale` tells that the declaration is another now than the last book.
    """

    made = Signal(object)
    failed = Signal(object)
    working = Signal(str)
    stale = Signal()

    def __init__(self, declaration: Declaration, ready: ReadyProofs, parent: QObject) -> None:
        super().__init__(parent)
        self._declaration, self._ready = declaration, ready
        self._crew = Crew()
        self._proofs: dict[str, Prepared] = {}
        self._setting = Setting(self._pause_work)
        self._stopped: Callable[[], bool] = lambda: False
        self._task: Task | None = None
        self._preparing: Task | None = None
        self._is_stale = True
        self._wanted = self._closed = False
        self._usual = sys.getswitchinterval()
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self.make)

    # -- when it is made -----------------------------------------------------------------------

    def look(self, looked_at: bool) -> None:
        """The book is looked at, or is not: it is made at once, or when there is time."""
        self._timer.setInterval(PAUSE if looked_at else REST)
        if looked_at:
            self._proofs = {name: proof for name, proof in self._proofs.items() if not proof.failure}
            self.make()

    def changed(self) -> None:
        """The declaration is another now; what is being made of it is dropped."""
        if self._wanted and not self._closed:
            if self._task is not None:
                self._task.cancel()
            self._is_stale = True
            self.stale.emit()
            self._timer.start()

    def make(self) -> None:
        """Make the book as the declaration stands, unless it was made or is being made."""
        self._wanted = True
        if not self._is_stale or self._task is not None or self._closed:
            return
        self._is_stale = False
        session = self._declaration.session.snapshot()
        self._task = Task(lambda task: self._set(task, session))
        self._task.done.connect(self._made)
        self._task.failed.connect(self.failed)
        self._task.ended.connect(self._ended)
        sys.setswitchinterval(SWITCH)
        self._task.start()

    # -- its pages -----------------------------------------------------------------------------

    def _set(self, task: Task, session: FormSession) -> Made | None:
        """In a thread: the book with the proofs that are at hand; None when it was dropped."""
        files = proof_files(self._declaration, session)
        known = {**self._proofs, **self._ready.among(files)}
        self._stopped = task.cancelled
        try:
            book = self._setting.opened(session, known)
        except _Dropped:
            return None
        awaited = sum(not is_known(file, known) for file in files)
        return Made(book, awaited)

    def _pause_work(self) -> None:
        """Between two small pieces of work, in the thread: stop where the user typed on."""
        if self._stopped():
            raise _Dropped

    def _made(self, made: Made | None) -> None:
        if made is not None and not self._closed and not self._is_stale:
            self.made.emit(made)
            if made.awaited:
                self._prepare()

    def _ended(self) -> None:
        self._task = None
        sys.setswitchinterval(self._usual)
        if self._is_stale and not self._closed and not self._timer.isActive():
            self._timer.start()

    # -- its proofs ----------------------------------------------------------------------------

    def _prepare(self) -> None:
        """Make the proofs ready that are not, beside everything else; the book is made again with them."""
        if self._preparing is not None:
            return
        session = self._declaration.session.snapshot()
        self._preparing = Task(lambda task: self._prepared(task, session))
        self._preparing.progress.connect(lambda words, _share: self.working.emit(words))
        self._preparing.done.connect(self._take)
        self._preparing.failed.connect(self.failed)
        self._preparing.ended.connect(self._has_prepared)
        self._preparing.start()

    def _prepared(self, task: Task, session: FormSession) -> dict[str, Prepared]:
        return prepare_proofs(
            self._declaration,
            self._crew,
            session=session,
            known=self._proofs,
            ready=self._ready,
            progress=task.report,
            cancelled=task.cancelled,
            stand_in=True,
        )

    def _take(self, proofs: dict[str, Prepared]) -> None:
        self._proofs = proofs
        self._is_stale = True
        self.make()

    def _has_prepared(self) -> None:
        self._preparing = None
        self.working.emit("")

    def close(self) -> None:
        """Stop what is being done and end the child processes."""
        self._closed = True
        self._timer.stop()
        for task in filter(None, (self._task, self._preparing)):
            task.cancel()
        self._crew.close()
