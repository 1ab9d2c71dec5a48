"""What is shared with colleagues from the window: pages lent, copies taken back or merged, and who has what."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.files import DRAFT_SUFFIX

if TYPE_CHECKING:
    from app.ui.actions import Actions
    from app.ui.desk import Desk


class Sharing(QObject):
    """Serves one window, for the declaration that is open there; `merged` brings the one on the result, and words."""

    merged = Signal(object, str)

    def __init__(self, window: QWidget, folder: Path) -> None:
        super().__init__(window)
        self._window, self._folder = window, folder
        self._desk: Desk | None = None

    def reactions(self) -> dict[str, Callable[[], object]]:
        """What is done here, by the names of the actions."""
        return {"take_back": self.pick}

    def attend(self, desk: Desk | None, actions: Actions) -> None:
        """Serve the declaration on `desk`, or none; enable what it allows."""
        self._desk = desk
        for name in ("take_back",):
            actions[name].setEnabled(desk is not None and not desk.read_only)

    def pick(self) -> None:
        """Ask for the other copy, and show what it would change."""
        kinds = f"申报书 (*{DRAFT_SUFFIX})"
        name, _ = QFileDialog.getOpenFileName(self._window, "收回或合并哪一份", str(self._folder), kinds)
        if name:
            self.take_back(Path(name))

    def take_back(self, file: Path) -> None:
        """Show what the copy in `file` would change in the open declaration."""
        from app.ui.handover.merging import MergeDialog

        desk = self._desk
        if desk is not None and not desk.read_only:
            desk.settle()
            dialog = MergeDialog(desk.declaration, self._window)
            dialog.merged.connect(self.merged)
            dialog.open()
            dialog.open_file(file)
