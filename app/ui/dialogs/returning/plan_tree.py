"""What a filled Word file would change, group by group; where both sides changed a blank, a box chooses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidgetItem, QWidget

from app.declaration.returning.commented import UNSIGNED
from app.declaration.returning.report import content_words, name_of, note_place
from app.forms.paths import FieldPath
from app.forms.wording import shortened
from app.ui.widgets.plan_rows import PlanTree

if TYPE_CHECKING:
    from app.declaration.returning.plan import Action, Difference, ReturnPlan
    from app.forms.session import FormSession

NAMES, OURS, THEIRS = range(3)
SHARES = (0.36, 0.32, 0.32)
GROUPS: dict[Action, tuple[str, str]] = {
    "conflict": ("两边都改过", "勾选的用 Word 的，不勾选的保留草稿的"),
    "take": ("只在 Word 中改过", "读回"),
    "keep": ("只在草稿中改过", "保留草稿的"),
    "same": ("两边改得一样", "不用改动"),
}
DIFFERENCE = Qt.ItemDataRole.UserRole
NOTE = Qt.ItemDataRole.UserRole + 1
LONGEST = 120
"""Letters of an answer that are shown; the tip has all of them."""


class ReturnTree(PlanTree):
    """The differences, and below them all of the file that answers no blank."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.dress("Word 文件带回的内容", ["栏目", "草稿中", "Word 中"], SHARES)

    def show_plan(self, session: FormSession, plan: ReturnPlan) -> None:
        """Show a plan, no conflict chosen yet."""
        self.clear()
        for action, (name, meaning) in GROUPS.items():
            if found := plan.of(action):
                heading = self.add_heading(f"{name}　{len(found)} 处　{meaning}")
                for one in found:
                    self._add(heading, session, one)
        for words, rows in _others(session, plan):
            heading = self.add_heading(words)
            for row in rows:
                self._row(heading, row)
        self._add_notes(session, plan)
        self.fit()

    def notes(self) -> frozenset[int]:
        """The places in the plan of the comments that become remarks."""
        items = (item for item in self.rows() if item.data(NAMES, NOTE) is not None)
        return frozenset(item.data(NAMES, NOTE) for item in items if item.checkState(NAMES) == Qt.CheckState.Checked)

    def chosen(self) -> frozenset[FieldPath]:
        """The conflicts that go the way of the file."""
        items = (item for item in self.rows() if item.data(NAMES, DIFFERENCE) is not None)
        return frozenset(
            item.data(NAMES, DIFFERENCE).path for item in items if item.checkState(NAMES) == Qt.CheckState.Checked
        )

    def _add(self, heading: QTreeWidgetItem, session: FormSession, one: Difference) -> None:
        row = one.path.row and not one.path.column
        ours = "没有这一行" if row and one.ours is None else content_words(session, one.path, one.ours)
        theirs = "没有这一行" if row and one.theirs is None else content_words(session, one.path, one.theirs)
        item = self._row(heading, (name_of(session, one.path), ours, theirs))
        item.setData(NAMES, DIFFERENCE, one if one.action == "conflict" else None)
        if one.action == "conflict":
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(NAMES, Qt.CheckState.Unchecked)

    def _add_notes(self, session: FormSession, plan: ReturnPlan) -> None:
        """The comments in the margin; those that the draft can take are ticked."""
        if not plan.comments:
            return
        heading = self.add_heading(f"Word 里的批注　{len(plan.comments)} 条　勾选的加为草稿的批注")
        for place, note in enumerate(plan.comments):
            item = self._row(heading, (note_place(session, note), "", f"{note.by or UNSIGNED}：{note.text}"))
            if note.path and not note.known:
                item.setData(NAMES, NOTE, place)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(NAMES, Qt.CheckState.Checked)

    def _row(self, heading: QTreeWidgetItem, words: Sequence[str]) -> QTreeWidgetItem:
        item = QTreeWidgetItem(heading, [shortened(text, LONGEST) for text in words])
        for column, text in enumerate(words):
            item.setToolTip(column, text)
        return item


def _others(session: FormSession, plan: ReturnPlan) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """What answers no blank: headings, and for each thing its place and words."""
    if plan.unread:
        rows = [(one.place or "文件开头", "", one.text) for one in plan.unread]
        yield f"没有读回的文字　{len(rows)} 处　请看看是否要填到哪个栏目里", rows
    if plan.missing:
        rows = [(name_of(session, FieldPath.parse(path)), "保持不变", "") for path in plan.missing]
        yield f"文件里找不到的栏目　{len(rows)} 处　草稿中的内容保持不变", rows
