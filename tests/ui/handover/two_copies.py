"""A declaration in the window, and a colleague's copy of it that was filled in elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidgetItem
from pytestqt.qtbot import QtBot
from ui.person import PASSPHRASE, path

from app.declaration.declaration import Declaration
from app.ui.handover.merging import MergeDialog
from app.ui.handover.plan_tree import NAMES, OURS, THEIRS, MergeTree
from app.ui.main_window import MainWindow

THEIR_PASSPHRASE = "给李工的另一句话"
PROJECT, PHONE, TOTAL, DETAILS = (
    path(name) for name in ("cover.project", "applicant.phone", "equipment.total", "equipment.details")
)
DEVICES, PROOF = path("rows.devices"), path("equipment.proof")


def copied(declaration: Declaration, target: Path, passphrase: str = THEIR_PASSPHRASE) -> Path:
    """A copy for somebody else."""
    declaration.copy_to(target, passphrase)
    return target


def edited(file: Path, work: Callable[[Declaration], object], passphrase: str = THEIR_PASSPHRASE) -> None:
    """The colleague opens the copy, does something, and closes it."""
    with Declaration.open(file, passphrase) as theirs:
        work(theirs)


def merging(qtbot: QtBot, window: MainWindow, file: Path, passphrase: str = THEIR_PASSPHRASE) -> MergeDialog:
    """The dialog with the plan of `file`, its passphrase typed."""
    window.sharing.take_back(file)
    (dialog,) = window.findChildren(MergeDialog)
    qtbot.waitUntil(lambda: not dialog.busy, timeout=20_000)
    if dialog.read is None and passphrase:
        dialog.passphrase.edit.setText(passphrase)
        dialog.ok.click()
        qtbot.waitUntil(lambda: not dialog.busy, timeout=20_000)
    return dialog


def agreed(qtbot: QtBot, window: MainWindow, dialog: MergeDialog) -> Declaration:
    """Press 确定; the declaration that the window shows then."""
    with qtbot.waitSignal(dialog.merged, timeout=20_000):
        dialog.ok.click()
    assert window.form is not None
    return window.form.desk.declaration


def rows(tree: MergeTree) -> dict[str, list[QTreeWidgetItem]]:
    """The rows of the plan by the first words of their headings."""
    headings = [tree.topLevelItem(place) for place in range(tree.topLevelItemCount())]
    return {
        heading.text(NAMES).split("　")[0]: [heading.child(row) for row in range(heading.childCount())]
        for heading in headings
        if heading is not None
    }


def row(tree: MergeTree, words: str) -> QTreeWidgetItem:
    """The one row of the plan whose place has these words."""
    (found,) = [item for items in rows(tree).values() for item in items if words in item.text(NAMES)]
    return found


def tick(item: QTreeWidgetItem, column: int) -> None:
    """Tick one side."""
    item.setCheckState(column, Qt.CheckState.Checked)


__all__ = ["OURS", "PASSPHRASE", "THEIRS", "agreed", "copied", "edited", "merging", "row", "rows", "tick"]
