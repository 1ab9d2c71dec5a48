"""Makes the copies by day of the declaration that is open, beside the window."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import AppError
from app.files import is_sample
from app.settings import Settings
from app.ui.tasks import Task

if TYPE_CHECKING:
    from app.declaration.declaration import Declaration

SOON = 5_000
"""Milliseconds after opening: whoever just looks in is not kept waiting."""
AGAIN = 20 * 60_000
"""Milliseconds between two looks whether today's copy is behind."""


class Backups(QObject):
    """Follows one declaration at a time; `failed` says once for each that there is no copy of today."""

    failed = Signal(str)
    made = Signal(object)

    def __init__(self, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._settings = settings
        self._declaration: Declaration | None = None
        self._told = False
        self._task: Task | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.make)

    def follow(self, declaration: Declaration | None) -> None:
        """Keep copies of this declaration, or of none."""
        self._declaration, self._told = declaration, False
        if declaration is not None and not declaration.read_only and not is_sample(declaration.path):
            self._timer.start(SOON)
        else:
            self._timer.stop()

    def make(self) -> None:
        """Bring today's copy up to date."""
        from app.declaration.keeping.backups import back_up

        self._timer.setInterval(AGAIN)
        declaration, most = self._declaration, self._settings.backups
        folder = Path(chosen) if (chosen := self._settings.backup_folder) else None
        if declaration is None or self._task is not None or most == 0:
            return
        self._task = Task(lambda _task: back_up(declaration, folder, most, date.today()))
        self._task.done.connect(self._done)
        self._task.failed.connect(lambda failure: self._fail(declaration, failure))
        self._task.ended.connect(self._ended)
        self._task.start()

    def _done(self, copy: Path) -> None:
        self.made.emit(copy)

    def _fail(self, declaration: Declaration, failure: AppError) -> None:
        if declaration is self._declaration and not self._told:  # that of one just closed is no news
            self._told = True
            self.failed.emit(str(failure))

    def _ended(self) -> None:
        self._task = None
