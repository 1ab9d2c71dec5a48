"""What makes paper of the open declaration, and what becomes of it: preview, export, print, 定稿, 核对."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QDialog, QWidget

    from app.declaration.declaration import Declaration
    from app.ui.main_window import MainWindow


class Paperwork(QObject):
    """The paper of one window's declaration."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def preview(self) -> None:
        """Show the book, or go back to the page."""
        if self._window.form is not None:
            self._window.form.preview.toggle()

    def export(self) -> None:
        """Ask what shall be written, and where."""
        from app.ui.dialogs.export import ExportDialog

        self._open(ExportDialog)

    def print(self) -> None:
        """Ask which sheets shall be printed."""
        from app.ui.dialogs.printing import PrintingDialog

        self._open(PrintingDialog)

    def freeze(self) -> None:
        """Show the fixed versions, and fix one more."""
        from app.ui.dialogs.versions.freeze import FreezeDialog

        self._open(FreezeDialog)

    def verify(self) -> None:
        """Ask which PDF shall be compared with a fixed version."""
        from app.ui.dialogs.versions.verify import VerifyDialog

        self._open(VerifyDialog)

    def _open(self, kind: Callable[[Declaration, QWidget], QDialog]) -> None:
        form = self._window.form
        if form is not None:
            form.desk.settle()
            kind(form.desk.declaration, self._window).open()
