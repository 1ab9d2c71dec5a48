"""What is shared with colleagues from the window: pages lent, copies taken back or merged, and who has what."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.errors import AppError
from app.files import DRAFT_SUFFIX
from app.ui.message import show_failure

if TYPE_CHECKING:
    from app.declaration.sharing.loans import Loan
    from app.ui.actions import Actions
    from app.ui.desk import Desk
    from app.ui.handover.guard import Guard


class Sharing(QObject):
    """Serves one window, for the declaration that is open there; `merged` brings the one on the result, and words.

    `parts` is where it is remembered how widgets share their room.
    """

    merged = Signal(object, str)

    def __init__(self, window: QWidget, folder: Path, parts: dict[str, list[int]]) -> None:
        super().__init__(window)
        self._window, self.folder, self._parts = window, folder, parts
        self._desk: Desk | None = None
        self._guard: Guard | None = None

    def reactions(self) -> dict[str, Callable[[], object]]:
        """What is done here, by the names of the actions."""
        return {"lend": self.lend, "take_back": self.pick, "loans": self.show_loans}

    def attend(self, desk: Desk | None, actions: Actions) -> None:
        """Serve the declaration on `desk`, or none; enable what it allows, and mark what is out."""
        new = desk is not self._desk
        self._desk = desk
        for name in ("lend", "take_back"):
            actions[name].setEnabled(desk is not None and not desk.read_only)
        actions["loans"].setEnabled(desk is not None)
        if desk is not None and new:
            self._watch(desk)

    def lend(self, again: Loan | None = None) -> None:
        """Ask which pages go to whom; those of an earlier loan are ticked where one is given."""
        from app.ui.handover.lending import LendDialog

        desk = self._desk
        if desk is None or desk.read_only:
            return
        desk.settle()
        declaration = desk.declaration
        beside = declaration.publisher is None and declaration.path.parent.is_dir()
        try:
            dialog = LendDialog(declaration, self._window, declaration.path.parent if beside else self.folder, again)
        except AppError as failure:
            show_failure(self._window, failure)
            return
        dialog.lent.connect(self.refresh)
        dialog.open_next_turn()

    def pick(self) -> None:
        """Ask for the other copy, and show what it would change."""
        kinds = f"申报书 (*{DRAFT_SUFFIX})"
        from app.ui.widgets.file_dialog import ask_open

        name = ask_open(self._window, "收回或合并哪一份", str(self.folder), kinds)
        if name:
            self.take_back(Path(name))

    def take_back(self, file: Path) -> None:
        """Show what the copy in `file` would change in the open declaration."""
        from app.ui.handover.merging import MergeDialog

        desk = self._desk
        if desk is not None and not desk.read_only:
            desk.settle()
            dialog = MergeDialog(desk.declaration, self._window, self._parts)
            dialog.merged.connect(self.merged)
            dialog.open_next_turn()
            dialog.open_file(file)

    def show_loans(self) -> None:
        """Show who has which pages."""
        from app.declaration.sharing.loans import loans
        from app.ui.handover.calendar import LoansDialog

        desk = self._desk
        if desk is None:
            return
        try:
            found = loans(desk.declaration)
        except AppError as failure:
            show_failure(self._window, failure)
            return
        dialog = LoansDialog(desk.declaration, found, self._window)
        dialog.changed.connect(self.refresh)
        dialog.take_back_wanted.connect(self.pick)
        dialog.lend_wanted.connect(self.lend)
        dialog.open_next_turn()

    def refresh(self) -> None:
        """Mark anew which pages are out."""
        from app.declaration.sharing.loans import loans, out_now, own_loan

        desk = self._desk
        if desk is None:
            return
        try:
            own = own_loan(desk.declaration)
            own = own if own is not None and own.out else None
            others = [loan for loan in loans(desk.declaration) if own is None or loan.id != own.id]
        except AppError as failure:
            show_failure(self._window, failure)
            return
        desk.show_loans(out_now(others), own)

    def _watch(self, desk: Desk) -> None:
        from app.ui.handover.guard import Guard

        guard = self._guard = self._guard or Guard(self._window)
        desk.guard = lambda section: guard(desk, section)
        self.refresh()
        own, pages = desk.own_loan, desk.pack.section
        lent = next((page for page in own.sections if page in pages), "") if own is not None else ""
        if lent and desk.section == desk.pack.sections[0].id:  # whoever was asked for a few pages begins with them
            desk.section = lent
