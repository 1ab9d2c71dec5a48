"""Keeps the settings of one window as they change."""

from __future__ import annotations

from copy import deepcopy
from datetime import datetime
from threading import Lock
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from app.errors import AppError
from app.settings import Recent, Settings
from app.ui.message import show_failure
from app.ui.tasks import Task

if TYPE_CHECKING:
    from app.declaration.declaration import Declaration

QUIET = 1500
"""Milliseconds without another page turned after which the page is kept, so that it is known after a crash, too."""


class Remembering:
    """Writes the settings; that it cannot be done is told once, they are a comfort."""

    def __init__(self, window: QWidget, settings: Settings) -> None:
        self._window, self._settings = window, settings
        self._told = False
        self._turn, self._wished, self._kept = Lock(), 0, 0
        self._quiet = QTimer(window, singleShot=True, interval=QUIET)
        self._quiet.timeout.connect(self._save_beside)

    def turned(self, declaration: Declaration, page: str) -> None:
        """Keep the last page of a draft, once its user stays there."""
        self._settings.turned(declaration.file_id, page)
        self._quiet.start()

    def moved(self, declaration: Declaration, page: str) -> None:
        """Keep where a draft is now, and at which page, once what is being done is done."""
        now = datetime.now().isoformat(timespec="minutes")
        self._settings.opened(Recent(declaration.path, declaration.pack.title, now))
        self._settings.turned(declaration.file_id, page)
        QTimer.singleShot(0, self._window, self.save)

    def save(self) -> None:
        """Keep the settings as they are."""
        self._quiet.stop()
        self._wished += 1
        try:
            self._write(self._wished, self._settings)
        except AppError as failure:
            self._tell(failure)

    def _save_beside(self) -> None:
        """Keep them as they are now without keeping anyone waiting, who may be typing."""
        self._wished += 1
        number, settings = self._wished, deepcopy(self._settings)
        task = Task(lambda _task: self._write(number, settings))
        task.failed.connect(self._tell)
        task.start()

    def _write(self, number: int, settings: Settings) -> None:
        """Write them, unless later ones were written meanwhile."""
        with self._turn:
            if number > self._kept:
                settings.save()
                self._kept = number

    def _tell(self, failure: AppError) -> None:
        if not self._told:
            self._told = True
            show_failure(self._window, failure)
