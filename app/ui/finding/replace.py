"""替换: words of the answers are replaced everywhere or on one page, after a look at what would change."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QLineEdit, QPushButton, QWidget

from app.declaration.finding.replacing import Replacement, Replacing, plan
from app.forms.paths import FieldPath
from app.forms.wording import shortened
from app.ui.desk import Desk
from app.ui.dialogs.busy import BusyDialog, foot_of
from app.ui.message import UNDO
from app.ui.tasks import Task
from app.ui.widgets.labels import evened
from app.ui.widgets.long_rows import LongRows
from app.ui.widgets.rows import Row

PAUSE, FIRST, MORE = 300, 100, 500
"""Milliseconds without a key before it is looked up; changes that are listed at once, and added on demand."""
SIZE = (720, 560)
SHOWN = 60
LENT = "借给别人的页不替换。"


class ReplaceDialog(BusyDialog):
    """Asks for the words; `agreed` tells the plan that its user has looked at and wants made."""

    agreed = Signal(object)

    def __init__(self, desk: Desk, words: str, parent: QWidget) -> None:
        super().__init__("替换", parent)
        self.wish(*SIZE)
        self._desk, self._session = desk, desk.session.snapshot()
        self._plan: Replacing | None = None
        self._listed = FIRST
        self._again = False
        self.old, self.new = QLineEdit(words, self), QLineEdit(self)
        self.exact = QCheckBox("区分大小写、全角半角", self)
        self.here = QCheckBox("只替换本页", self)
        self.summary = evened("", self)
        self.rows = LongRows("会改变的内容", self)
        self.ok, self.cancel = QPushButton("全部替换", self), QPushButton("取消", self)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._arrange()
        self._pause.timeout.connect(self.look)
        for box in (self.old, self.new):
            box.textChanged.connect(self._typed)
        for check in (self.exact, self.here):
            check.toggled.connect(self._typed)
        self.rows.chosen.connect(self._list_more)
        self.ok.clicked.connect(self._agree)
        self.cancel.clicked.connect(self.reject)
        self.look()

    def look(self) -> None:
        """Find out what would change, beside the window."""
        if self.busy:
            self._again = True
            return
        self._pause.stop()
        self._plan, self._listed = None, FIRST
        old, new, exact, sections = self.old.text(), self.new.text(), self.exact.isChecked(), self._sections()
        session = self._session
        if not old.strip():
            self._show()
            return

        def work(task: Task) -> Replacing | None:
            return plan(session, old, new, exact=exact, sections=sections, cancelled=task.cancelled)

        self.run_told(work, self._looked)

    def refresh(self) -> None:
        """The button works once it is known what would change."""
        ready = self._plan is not None and bool(self._plan.found) and not self._pause.isActive()
        self.ok.setEnabled(ready and not self.busy and not self._desk.read_only)

    def idle(self) -> None:
        """Look again where something else was typed meanwhile."""
        if self._again:
            self._again = False
            self.look()

    def _sections(self) -> list[str]:
        here = [self._desk.section] if self.here.isChecked() else [one.id for one in self._session.pack.sections]
        return [section for section in here if self._desk.loan_of(section) is None]

    def _typed(self) -> None:
        self._plan = None
        self.summary.setText("正在查找…")
        self._pause.start()
        self.refresh()

    def _looked(self, found: Replacing | None) -> None:
        self._plan = found
        self._show()

    def _show(self) -> None:
        found = self._plan
        self.summary.setText(_summary(found) if self.old.text().strip() else "请写要查找的内容。")
        self.rows.set_rows(list(self._rows(found)) if found is not None else [])
        self.refresh()

    def _rows(self, found: Replacing) -> Iterator[Row]:
        for one in found.found[: self._listed]:
            old, new = _around(one)
            yield Row(one.title, one.path, detail=f"原为：{old}\n改为：{new}")
        rest = len(found.found) - self._listed
        if rest > 0:
            yield Row(f"还有 {rest:,} 处，再列 {min(rest, MORE)} 处", "more", "opened", "accent")

    def _list_more(self, target: object) -> None:
        if not isinstance(target, FieldPath):
            self._listed += MORE
            self._show()

    def _agree(self) -> None:
        if self._plan is not None:
            planned = self._plan
            self.accept()
            self.agreed.emit(planned)

    def _arrange(self) -> None:
        column = self.column
        grid = QGridLayout()
        for row, (words, box) in enumerate((("查找", self.old), ("替换为", self.new))):
            grid.addWidget(QLabel(words, self), row, 0)
            grid.addWidget(box, row, 1)
            box.setAccessibleName(words)
        grid.addWidget(self.exact, 0, 2)
        grid.addWidget(self.here, 1, 2)
        self.new.setPlaceholderText("不写就是删去")
        column.addLayout(grid)
        column.addWidget(self.summary)
        column.addWidget(self.rows, 1)
        if self._desk.lent:
            column.addWidget(evened(LENT, self, "muted"))
        column.addWidget(self.words)
        column.addWidget(self.bar)
        self.set_foot(foot_of(self.cancel, self.ok))


def done_words(planned: Replacing) -> str:
    """What was done, and how to take it back."""
    what = f"替换为“{shortened(planned.new)}”" if planned.new else "删去"
    return f"已把 {planned.count:,} 处“{shortened(planned.words)}”{what}。{UNDO}"


def _summary(found: Replacing | None) -> str:
    if found is None:
        return ""
    others = f"另有 {found.others:,} 处在数字、日期、选项里，不替换。" if found.others else ""
    if not found.found:
        return f"没有可以替换的内容。{others}"
    return f"将替换 {found.count:,} 处，改动 {len(found.found):,} 个空，作为一步，可以一次撤销。{others}"


def _around(one: Replacement) -> tuple[str, str]:
    """What stands before and after, from a little before the first difference on."""
    pairs = zip(one.old, one.new, strict=False)
    same = next((place for place, (old, new) in enumerate(pairs) if old != new), min(len(one.old), len(one.new)))
    start = max(same - 12, 0)
    while start and (beside := one.old[start - 1 : start + 1]).isascii() and beside.isalnum():
        start -= 1  # not from the middle of a word
    lead = "…" if start else ""
    old, new = (lead + shortened(text[start:], SHOWN) for text in (one.old, one.new))
    return old, new or "（空）"
