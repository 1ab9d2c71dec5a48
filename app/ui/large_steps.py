"""Large steps of a declaration: worked out beside the window on a twin of the session, and taken over when done.

While one is worked out a small dialog keeps the window from being changed; the step can be stopped, and then
nothing has happened.  Small steps are made at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.collector import kept_away
from app.forms.answers.answers import Edit
from app.forms.paths import FieldPath
from app.forms.session import Changes, FormSession
from app.forms.tables.totals import totals_of
from app.ui.tasks import Task, next_turn
from app.ui.widgets.working import WorkingDialog

LARGE = 1_500
"""Edits from which a step is worked out beside the window."""
Way = Callable[[FormSession], Changes | None]


def making(build: Callable[[FormSession], Sequence[Edit]], why: str = "") -> Way:
    """The way to make a step of the edits that `build` gives for a session."""
    return lambda session: session.apply(build(session), why)


class LargeStep(QObject):
    """One large step under way; `ended` tells what it changed, None when it was stopped or changed nothing."""

    ended = Signal(object)

    def __init__(self, session: FormSession, way: Way, words: str, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._way = session, way
        self._stopped = False
        window = parent.parent()
        self._dialog = WorkingDialog(words, window if isinstance(window, QWidget) else None)
        self._dialog.stopped.connect(self._stop)

    def begin(self, then: Callable[[Changes | None], object]) -> None:
        """Show the dialog, and in another turn begin; `then` is called with what came of it."""
        self.ended.connect(then)
        next_turn()  # what asked for it has its own, as the clipboard that was read
        self._dialog.open()
        QTimer.singleShot(0, self, self._work)

    def _work(self) -> None:
        twin = self._session.twin()
        task = Task(lambda _task: (twin, _worked_out(twin, self._way)))
        task.done.connect(self._done)
        task.failed.connect(self._failed)
        task.start()

    def _done(self, found: tuple[FormSession, Changes | None]) -> None:
        twin, changes = found
        if not self._stopped and changes is not None and not self._session.adopt(twin, changes):
            self._work()  # proofs came meanwhile, or a merge: once more, on what there is now
            return
        self._end(changes if not self._stopped else None)

    def _failed(self, failure: Exception) -> None:
        self._end(None)
        raise failure

    def _stop(self) -> None:
        self._stopped = True

    def _end(self, changes: Changes | None) -> None:
        self._dialog.accept()
        self.ended.emit(changes)
        self.deleteLater()


def _worked_out(twin: FormSession, way: Way) -> Changes | None:
    """What the step changes, with everything found that will be asked for once it is taken over."""
    with kept_away(spare=True):
        changes = way(twin)
        for section in changes.sections & twin.pack.section.keys() if changes is not None else ():
            twin.problems(section)
            for name in twin.pack.section[section].lists:
                totals_of(twin, FieldPath(section, name))
    return changes
