"""What the dialogs with long work have in common: one task at a time, its bar, and its failure in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from app.errors import AppError
from app.ui.keyboard.kept import KeptCursor
from app.ui.message import restyle
from app.ui.tasks import Task
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.labels import evened


class BusyDialog(Dialog):
    """Runs its work beside the window and stays open until the work has ended; goes with all it knew when closed.

    Closing while it works stops the work where that can be stopped, and does nothing else.
    """

    stoppable = False

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(title, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.words: QLabel = evened("", self)
        self.words.hide()
        self.bar = QProgressBar(self)
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setProperty("busy", True)
        self.bar.setAccessibleName("正在处理，请稍候")
        self.bar.hide()
        self.busy = False
        self._cursor = KeptCursor(self)
        self._task: Task | None = None
        self._then: Callable[[Any], object] = _nothing

    def run(self, work: Callable[[], Any], done: Callable[[Any], object]) -> None:
        """Do `work` in a thread, then `done` with its result in the window's."""
        self.run_told(lambda _task: work(), done)

    def run_told(self, work: Callable[[Task], Any], done: Callable[[Any], object]) -> None:
        """Do `work`, which reports how far it is and may be stopped, in a thread, then `done` with its result."""
        self.say("")
        self.bar.setRange(0, 0)
        self._set_busy(True)
        self._then = done
        self._task = Task(work)
        self._task.progress.connect(self._progress)
        self._task.done.connect(self._has_done)
        self._task.failed.connect(self._has_failed)
        self._task.ended.connect(self._ended)
        self._task.start()

    def stop(self) -> None:
        """Ask the work to stop."""
        if self.busy and self._task is not None:
            self._task.cancel()
            self.say("正在停止…")

    def say(self, words: str, tone: str = "muted") -> None:
        """Say `words`, or nothing."""
        self.words.setText(words)
        restyle(self.words, tone)
        self.words.setVisible(bool(words))

    def fail(self, failure: AppError) -> None:
        """Tell a failure."""
        self.say(str(failure), "blocking")

    def refresh(self) -> None:
        """Enable what can be done now; asked for whenever work begins or ends."""
        raise NotImplementedError  # every dialog has buttons of its own

    def idle(self) -> None:
        """Go on after a piece of work, where there is more."""

    def reject(self) -> None:
        """Close, unless something is just being done."""
        if not self.busy:
            super().reject()
        elif self.stoppable:
            self.stop()

    def _progress(self, what: str, share: float) -> None:
        if self._task is None or not self._task.cancelled():
            self.say(f"{what}…")
        self.bar.setRange(0, 100)
        self.bar.setValue(round(share * 100))

    def _has_done(self, result: object) -> None:
        """Go on, every widget enabled again, so that it can be given the cursor."""
        self._set_busy(False)
        self._then(result)

    def _has_failed(self, failure: AppError) -> None:
        self._set_busy(False)
        self.fail(failure)

    def _ended(self) -> None:
        self._set_busy(False)
        self.idle()

    def _set_busy(self, busy: bool) -> None:
        self.busy = busy
        self.bar.setVisible(busy)
        with self._cursor.over(busy=busy):
            self.refresh()
            here = self.focusWidget()
            if busy and (here is None or not here.isEnabled()):
                self.bar.setFocus(Qt.FocusReason.OtherFocusReason)  # there is nothing else to be told of meanwhile


def foot_of(*buttons: QPushButton) -> QHBoxLayout:
    """The buttons at the foot of a dialog, at the right; Enter presses the last one."""
    row = QHBoxLayout()
    row.addStretch(1)
    for button in buttons:
        button.setAccessibleName(button.text().rstrip("…"))
        button.setAutoDefault(button is buttons[-1])
        row.addWidget(button)
    buttons[-1].setDefault(True)
    return row


def rename(button: QPushButton, words: str) -> None:
    """Give a button other words, also for who hears them."""
    button.setText(words)
    button.setAccessibleName(words.rstrip("…"))


def _nothing(_result: Any) -> None:
    """What is done with the result of no work."""
