"""A page of the settings: a title, what stands on it, and work that is done beside the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.errors import AppError
from app.settings import Settings
from app.ui.message import restyle
from app.ui.tasks import Task
from app.ui.theme import space
from app.ui.widgets.labels import evened


class SettingsPage(QWidget):
    """One page; `title` and `icon` stand in the list of pages.  `open` is called whenever it comes to the front."""

    title, icon = "", ""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(*space.NONE)
        self.column.setSpacing(space.APART)
        self.words: QLabel = evened("", self)
        self.words.hide()
        self.busy = False
        self._then: Callable[[Any], object] = _nothing
        self._task: Task | None = None

    def open(self) -> None:
        """Show what is so now."""

    def leave(self) -> None:
        """Keep what was typed; called whenever another page comes to the front, and at the end."""

    def keep(self, settings: Settings) -> None:
        """Write the settings; tell where that cannot be."""
        try:
            settings.save()
        except AppError as failure:
            self.fail(failure)

    def refresh(self) -> None:
        """Enable what can be done now; asked for whenever work begins or ends."""

    def idle(self) -> None:
        """Go on after a piece of work, where there is more."""

    def say(self, words: str, tone: str = "muted") -> None:
        """Say `words`, or nothing."""
        self.words.setText(words)
        restyle(self.words, tone)
        self.words.setVisible(bool(words))

    def fail(self, failure: AppError) -> None:
        """Tell a failure."""
        self.say(str(failure), "blocking")

    def run(self, work: Callable[[], Any], then: Callable[[Any], object]) -> None:
        """Do `work` in a thread, then `then` with its result; a page that is gone by then is told nothing."""
        self._then, self.busy = then, True
        self.refresh()
        self._task = Task(lambda _task: work())
        self._task.done.connect(self._has_done)
        self._task.failed.connect(self.fail)
        self._task.ended.connect(self._has_ended)
        self._task.start()

    def _has_done(self, result: object) -> None:
        self._then(result)

    def _has_ended(self) -> None:
        self.busy = False
        self.refresh()
        self.idle()


def _nothing(_result: Any) -> None:
    """What is done with the result of no work."""
