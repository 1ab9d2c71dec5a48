"""The plan of a merge, group by group: the side that is ticked stands; a conflict waits until one is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTreeWidgetItem, QWidget

from app.forms.wording import shortened
from app.ui.theme import colour
from app.ui.widgets.plan_rows import PlanTree
from app.ui.widgets.row_words import NO_BREAK

if TYPE_CHECKING:
    from app.declaration.sharing.plan import Action, Choice
    from app.declaration.sharing.showing import Shown

NAMES, BASE, OURS, THEIRS, WHO = range(5)
SHARES = (0.25, 0.17, 0.215, 0.215, 0.15)
HEADS = ["位置", "原来", "本机", "对方", "谁、何时填的"]
GROUPS: dict[Action, tuple[str, str]] = {
    "conflict": ("两边不同（要选定）", "勾选要留下的一边"),
    "take": ("采用对方的", "要保留本机的，勾选本机一边"),
    "keep": ("保留本机的", "对方没有改动这些地方"),
}
SIDES: dict[int, Choice] = {OURS: "ours", THEIRS: "theirs"}
SHOWN = Qt.ItemDataRole.UserRole
LONGEST = 60
"""Letters of an answer that are shown in a row; the pane below has all of them."""


class MergeTree(PlanTree):
    """One row a unit; `decided` tells that a side was ticked, `looked` brings the unit that the cursor is on."""

    decided = Signal()
    looked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.dress("两份草稿不同的地方", HEADS, SHARES, (NAMES, OURS, THEIRS))
        self.itemChanged.connect(self._ticked)
        self.currentItemChanged.connect(lambda item, _before: self.looked.emit(_shown(item)))

    def show_plan(self, rows: Sequence[Shown]) -> None:
        """Show a plan, no conflict chosen yet."""
        self.blockSignals(True)
        self.clear()
        for action, (name, meaning) in GROUPS.items():
            if found := [row for row in rows if row.unit.action == action]:
                heading = self.add_heading(f"{name}　{len(found)} 处　{meaning}")
                for row in found:
                    self._add(heading, row, action)
        self.blockSignals(False)
        self.fit()
        first = next(self.rows(), None)
        if first is not None:
            self.setCurrentItem(first)
        self.looked.emit(_shown(first))

    def choices(self) -> dict[str, Choice]:
        """The side that stands by its user's word, by unit: every conflict decided, and what was turned."""
        found: dict[str, Choice] = {}
        for item in self.rows():
            unit, side = item.data(NAMES, SHOWN).unit, _side(item)
            if side is not None and (unit.action == "conflict" or (unit.action == "take" and side == "ours")):
                found[unit.path] = side
        return found

    def choose(self, side: Choice) -> None:
        """Let `side` stand in every conflict that is still open or decided otherwise."""
        for item in self.rows():
            if item.data(NAMES, SHOWN).unit.action == "conflict":
                self._decide(item, side)
        self.decided.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right let one side stand; all else as in any list."""
        sides: dict[int, Choice] = {Qt.Key.Key_Left: "ours", Qt.Key.Key_Right: "theirs"}
        item, side = self.currentItem(), sides.get(event.key())
        if side is None or item is None:
            super().keyPressEvent(event)
        elif item.data(OURS, Qt.ItemDataRole.CheckStateRole) is not None:
            self._decide(item, side)
            self.decided.emit()

    def _ticked(self, item: QTreeWidgetItem, column: int) -> None:
        side = SIDES.get(column)
        if side is None:
            return
        other = THEIRS if column == OURS else OURS
        ticked = item.checkState(column) == Qt.CheckState.Checked
        taken = item.data(NAMES, SHOWN).unit.action == "take"
        self.blockSignals(True)
        if ticked or taken:  # what is taken by itself is never left open
            item.setCheckState(other, Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked)
        self.blockSignals(False)
        self.setCurrentItem(item)
        self.decided.emit()

    def _decide(self, item: QTreeWidgetItem, side: Choice) -> None:
        self.blockSignals(True)
        for column, name in SIDES.items():
            item.setCheckState(column, Qt.CheckState.Checked if name == side else Qt.CheckState.Unchecked)
        self.blockSignals(False)
        self.viewport().update()

    def _add(self, heading: QTreeWidgetItem, row: Shown, action: Action) -> None:
        where = f"{row.where}\n{row.unit.note}" if row.unit.note else row.where
        texts = (where, *(shortened(text.replace("\n", "；"), LONGEST) for text in (row.base, row.ours, row.theirs)))
        item = QTreeWidgetItem(heading, [*texts, row.who.replace(" ", NO_BREAK)])
        item.setData(NAMES, SHOWN, row)
        if row.unit.note:
            item.setForeground(NAMES, colour("advice"))
        item.setForeground(WHO, colour("muted"))
        if action != "keep":
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            for column, name in SIDES.items():
                taken = action == "take" and name == "theirs"
                item.setCheckState(column, Qt.CheckState.Checked if taken else Qt.CheckState.Unchecked)


def _shown(item: QTreeWidgetItem | None) -> Shown | None:
    shown: Shown | None = item.data(NAMES, SHOWN) if item is not None else None
    return shown


def _side(item: QTreeWidgetItem) -> Choice | None:
    ticked = (name for column, name in SIDES.items() if item.data(column, Qt.ItemDataRole.CheckStateRole) is not None
              and item.checkState(column) == Qt.CheckState.Checked)  # fmt: skip
    return next(ticked, None)
