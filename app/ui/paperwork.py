"""What makes paper of the open declaration, and what becomes of it: export, print, 定稿, 核对; and its history."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from app.declaration.declaration import Declaration
    from app.ui.desk import Desk
    from app.ui.widgets.dialog import Dialog


def export(desk: Desk, window: QWidget, folder: str = "") -> None:
    """Ask what shall be written, and where, beginning in `folder`, or beside the draft."""
    from app.ui.dialogs.export import ExportDialog

    desk.settle()
    ExportDialog(desk.declaration, window, desk.ready, folder).open_next_turn()


def print_sheets(desk: Desk, window: QWidget) -> None:
    """Ask which sheets shall be printed."""
    from app.ui.dialogs.printing import PrintingDialog

    desk.settle()
    PrintingDialog(desk.declaration, window, desk.ready).open_next_turn()


def send_pages(desk: Desk, window: QWidget) -> None:
    """Ask which pages a colleague shall fill in Word."""
    from app.ui.dialogs.returning.sending import SendDialog

    _open(SendDialog, desk, window)


def freeze(desk: Desk, window: QWidget) -> None:
    """Show the fixed versions, and fix one more."""
    from app.ui.dialogs.versions.freeze import FreezeDialog

    desk.settle()
    FreezeDialog(desk.declaration, window, desk.ready).open_next_turn()


def verify(desk: Desk, window: QWidget) -> None:
    """Ask which PDF shall be compared with a fixed version."""
    from app.ui.dialogs.versions.verify import VerifyDialog

    _open(VerifyDialog, desk, window)


def history(desk: Desk, window: QWidget, blank: str = "") -> None:
    """Show who changed what, when, of one `blank` or of all; bring back what is wanted as it once stood."""
    from app.declaration.history import restore
    from app.ui.history.dialog import HistoryDialog

    desk.settle()
    dialog = HistoryDialog(desk.declaration, window, blank)
    dialog.wanted.connect(lambda restoring: desk.agreed(lambda: restore(desk.declaration, restoring)))
    dialog.open_next_turn()


def blank_history(desk: Desk, window: QWidget) -> None:
    """Show the history of the blank with the cursor; of all where the cursor is in none."""
    here = desk.blank if desk.blank is not None and desk.blank.section == desk.section else None
    history(desk, window, str(here or ""))


REACTIONS = {
    "print": print_sheets,
    "send_word": send_pages,
    "freeze": freeze,
    "verify": verify,
    "history": history,
    "blank_history": blank_history,
}
"""What is shown for the open declaration, by the names of the actions."""


def _open(kind: Callable[[Declaration, QWidget], Dialog], desk: Desk, window: QWidget) -> None:
    desk.settle()
    kind(desk.declaration, window).open_next_turn()
