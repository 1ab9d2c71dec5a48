"""A draft on its way into the window: opened with the key that this computer keeps, or with its passphrase."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.files import DRAFT_SUFFIX
from app.ui.tasks import Task

if TYPE_CHECKING:
    from app.declaration.declaration import Declaration


class Opening(QObject):
    """Opens drafts for one window, beside it; `opened` brings the declaration."""

    opened = Signal(object)

    def __init__(self, window: QWidget, folder: Path) -> None:
        super().__init__(window)
        self._window, self._folder = window, folder
        self._task: Task | None = None

    def pick(self) -> Path | None:
        """Let the user pick a draft; None when there was a change of mind."""
        kinds = f"申报书 (*{DRAFT_SUFFIX})"
        name, _ = QFileDialog.getOpenFileName(self._window, "打开申报书", str(self._folder), kinds)
        return Path(name) if name else None

    def open(self, path: Path) -> None:
        """Open a draft with the key this computer keeps, or ask for its passphrase."""
        self._task = Task(lambda _task: _remembered(path))
        self._task.done.connect(lambda declaration: self._opened_or_ask(path, declaration))
        self._task.failed.connect(lambda _failure: self._ask(path))
        self._task.start()

    def _opened_or_ask(self, path: Path, declaration: Declaration | None) -> None:
        if declaration is None:
            self._ask(path)
        else:
            self.opened.emit(declaration)

    def _ask(self, path: Path) -> None:
        from app.ui.start.passphrase import PassphraseDialog

        dialog = PassphraseDialog(path, self._window)
        dialog.opened.connect(self.opened)
        dialog.open()


def _remembered(path: Path) -> Declaration | None:
    from app.declaration.declaration import Declaration

    return Declaration.open_remembered(path)
