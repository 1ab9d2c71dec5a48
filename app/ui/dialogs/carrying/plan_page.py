"""What a carry-over would do, group by group; what must be confirmed has a box."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QPushButton,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.declaration.carrying.report import GROUPS, entry_names, entry_values
from app.ui.theme import colour, space
from app.ui.widgets.labels import evened
from app.ui.widgets.plan_rows import PlanTree

if TYPE_CHECKING:
    from app.declaration.carrying.carry_over import Carrying
    from app.forms.carrying.plan import CarryPlan, Entry, Group
    from app.forms.paths import FieldPath

MEANING: dict[Group, str] = {
    "carried": "照原样填入",
    "changed": "换成现在的单位或写法后填入",
    "stale": "勾选的才填入，填入后请核对",
    "new": "旧草稿中没有，留空待填",
    "dropped": "现在不要求，不填入",
    "conflict": "保留现在的内容",
    "unfit": "不能确切对应，不填入",
}
DOUBTED = ("沿用，请核对", "照原样填入，请核对是否仍是现在的数据")
"""The heading of what is stale and arrives without being confirmed."""
NAMES, VALUES, REASON = range(3)
SHARES = (0.4, 0.32, 0.28)
ENTRY = Qt.ItemDataRole.UserRole


class CarryPlanPage(QWidget):
    """The plan; `changed` when a box is ticked."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._carrying: Carrying | None = None
        self.summary = evened("", self)
        self.tree = PlanTree(self)
        self._notes = evened("", self, "muted")
        self._jumps = QHBoxLayout()
        self.jumps: list[QPushButton] = []
        self.tree.dress("沿用的各项", ["要填的内容", "旧草稿的内容 → 填入的内容", "说明"], SHARES)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.CLOSE)
        column.addWidget(self.summary)
        column.addLayout(self._jumps)
        column.addWidget(self.tree, 1)
        column.addWidget(self._notes)
        self.tree.itemChanged.connect(self._ticked)

    def begin(self) -> None:
        """Put the cursor on the first line of the plan."""
        first = self.tree.topLevelItem(0)
        if first is not None and self.tree.currentItem() is None:
            self.tree.setCurrentItem(first)
        self.tree.setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def carrying(self) -> Carrying:
        """The plan that is shown."""
        assert self._carrying is not None, "nothing is shown yet"
        return self._carrying

    def show_plan(self, carrying: Carrying) -> None:
        """Show a plan with nothing confirmed."""
        self._carrying = carrying
        self.tree.blockSignals(True)
        self.tree.clear()
        self._clear_jumps()
        for heading, meaning, entries in _parts(carrying.plan):
            self._add_group(heading, meaning, entries)
        self.tree.blockSignals(False)
        self.tree.setColumnHidden(REASON, not any(entry.reason for entry in carrying.plan.entries))
        self.tree.fit()
        self._jumps.addStretch(1)
        self._notes.setText("\n".join(carrying.notes))
        self._tell()

    def confirmed(self) -> frozenset[FieldPath]:
        """The blanks whose boxes are ticked."""
        found: set[FieldPath] = set()
        for item in self._items():
            entry: Entry = item.data(NAMES, ENTRY)
            if entry.awaits and item.checkState(NAMES) == Qt.CheckState.Checked:
                found |= {arrival.path for arrival in entry.arrivals}
        return frozenset(found)

    def filled(self) -> int:
        """How many blanks and lists would be filled now."""
        return len({arrival.path.whole for arrival in self.carrying.plan.arrivals(self.confirmed())})

    def _items(self) -> list[QTreeWidgetItem]:
        groups = [self.tree.topLevelItem(place) for place in range(self.tree.topLevelItemCount())]
        return [group.child(place) for group in groups if group for place in range(group.childCount())]

    def _ticked(self) -> None:
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        filled, waiting = self.filled(), len(self.carrying.plan.awaiting - self.confirmed())
        words = f"将填入 {filled} 处。" if filled else "没有可以填入的内容。"
        if waiting:
            words += f"另有 {waiting} 处的数据年份与现在要求的不同，确认仍可用的请勾选。"
        self.summary.setText(words)

    # -- building ------------------------------------------------------------------------------

    def _add_group(self, name: str, meaning: str, entries: Sequence[Entry]) -> None:
        heading = QTreeWidgetItem(self.tree, [f"{name}　{len(entries)} 项　{meaning}"])
        heading.setFirstColumnSpanned(True)
        font = heading.font(NAMES)
        font.setBold(True)
        heading.setFont(NAMES, font)
        heading.setBackground(NAMES, colour("sunken"))
        for entry in entries:
            self._add_entry(heading, entry)
        if all(entry.awaits for entry in entries):
            heading.setFlags(heading.flags() | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsAutoTristate)
            heading.setCheckState(NAMES, Qt.CheckState.Unchecked)
        else:
            heading.setFlags(heading.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
        heading.setExpanded(True)
        self._add_jump(f"{name} {len(entries)}", heading)

    def _add_jump(self, words: str, heading: QTreeWidgetItem) -> None:
        button = QPushButton(words, self)
        button.setProperty("filter", True)
        button.setAutoDefault(False)
        button.setAccessibleName(f"看{words} 项")
        button.clicked.connect(partial(self._go_to, heading))
        self._jumps.addWidget(button)
        self.jumps.append(button)

    def _clear_jumps(self) -> None:
        while self._jumps.takeAt(0) is not None:
            pass
        for button in self.jumps:
            button.deleteLater()
        self.jumps = []

    def _go_to(self, heading: QTreeWidgetItem) -> None:
        self.tree.setCurrentItem(heading)
        self.tree.scrollToItem(heading, QAbstractItemView.ScrollHint.PositionAtTop)
        self.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_entry(self, heading: QTreeWidgetItem, entry: Entry) -> None:
        words = [entry_names(self.carrying, entry), entry_values(self.carrying, entry), entry.reason]
        item = QTreeWidgetItem(heading, words)
        item.setData(NAMES, ENTRY, entry)
        for column, text in enumerate(words):
            item.setToolTip(column, text)
        if entry.awaits:
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(NAMES, Qt.CheckState.Unchecked)


def _parts(plan: CarryPlan) -> Iterator[tuple[str, str, list[Entry]]]:
    """The groups that have entries, with their headings; what is stale in two, because only some of it has boxes."""
    for group, name in GROUPS.items():
        entries = plan.of(group)
        asked = [entry for entry in entries if entry.awaits or group != "stale"]
        doubted = [entry for entry in entries if not entry.awaits and group == "stale"]
        if doubted:
            yield *DOUBTED, doubted
        if asked:
            yield name, MEANING[group], asked
