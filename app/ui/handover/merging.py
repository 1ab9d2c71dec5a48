"""收回或合并另一份: what another copy of the open declaration would change, decided side by side, then done."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QWidget

from app.errors import AppError, NotPublished, WrongPassphrase
from app.ui.dialogs.busy import BusyDialog, rename
from app.ui.handover.plan_tree import MergeTree
from app.ui.handover.proof_look import ProofLook
from app.ui.handover.texts import SideTexts
from app.ui.message import UNDO
from app.ui.widgets.choices import ask_to_drop
from app.ui.widgets.labels import evened
from app.ui.widgets.passphrase_box import PassphraseBox

if TYPE_CHECKING:
    from app.declaration.declaration import Declaration
    from app.declaration.sharing.loans import Loan
    from app.declaration.sharing.merging import Merging
    from app.declaration.sharing.others import OtherCopy
    from app.declaration.sharing.plan import Choices
    from app.declaration.sharing.showing import Shown

ASKING, SIZE = 560, (980, 640)
"""How wide it is while it asks for a passphrase, and how large with a plan."""
PART = "merge"
"""Under which it is remembered how plan and texts share their room."""
SHARES = [330, 150]
"""Pixels that they get at first."""
HOW = "按 ← 保留本机的，按 → 采用对方的；时间以各自电脑的时钟为准。"


@dataclass(frozen=True, slots=True)
class Read:
    """Another copy that was read: what it would change, and the loan that it is."""

    other: OtherCopy
    merging: Merging
    loan: Loan | None
    rows: tuple[Shown, ...]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to do with it."""
        return self.merging.idle and (self.loan is None or not self.loan.out)


class MergeDialog(BusyDialog):
    """Reads one file beside the window, then merges; `merged` brings the declaration on the result, and the words."""

    merged = Signal(object, str)

    def __init__(self, declaration: Declaration, parent: QWidget, parts: dict[str, list[int]] | None = None) -> None:
        super().__init__("收回或合并另一份", parent)
        self.wish(ASKING)
        self._declaration, self._behind = declaration, parent.window()
        self._file: Path | None = None
        self._parts = parts if parts is not None else {}
        self.read: Read | None = None
        self.summary = evened("", self)
        self.passphrase = PassphraseBox("密码", self)
        self.tree, self.texts = MergeTree(self), SideTexts(self)
        self.both = QSplitter(self)
        self.how = evened(HOW, self, "muted")
        self.all_ours, self.all_theirs = QPushButton("全部保留本机的", self), QPushButton("全部采用对方的", self)
        self.cancel, self.ok = QPushButton("取消", self), QPushButton("确定", self)
        self._arrange()
        self.tree.decided.connect(self.refresh)
        self.look = ProofLook(self.texts, self)
        self.tree.looked.connect(self._look)
        self.all_ours.clicked.connect(lambda: self.tree.choose("ours"))
        self.all_theirs.clicked.connect(lambda: self.tree.choose("theirs"))
        self.passphrase.edit.textChanged.connect(self.refresh)
        self.cancel.clicked.connect(self.reject)
        self.ok.clicked.connect(self._go_on)
        self.finished.connect(self._put_back)
        self.refresh()

    def open_file(self, file: Path, passphrase: str | None = None) -> None:
        """Read `file` and show what it would change; ask for its passphrase where no key is at hand."""
        self._file = file
        declaration = self._declaration

        def work() -> Read | None:
            return _read(declaration, file, passphrase)

        self.run(work, self._show)

    def refresh(self) -> None:
        """Enable what can be done now, and say what would be done."""
        read = self.read
        asks = read is None and not self.passphrase.isHidden()
        waiting = len(read.merging.plan.open(self.tree.choices())) if read is not None else 0
        empty = read is not None and read.empty
        self.summary.setText(self._words(waiting))
        self.both.setVisible(read is not None and bool(read.rows))
        self.how.setVisible(self.both.isVisibleTo(self))
        for button in (self.all_ours, self.all_theirs):
            button.setVisible(read is not None and bool(read.merging.plan.conflicts))
            button.setEnabled(not self.busy)
        for widget in (self.tree, self.passphrase, self.cancel):
            widget.setEnabled(not self.busy)
        ready = bool(self.passphrase.text().strip()) if asks else read is not None and not waiting
        self.ok.setVisible(not empty)
        self.ok.setEnabled(ready and not self.busy)
        self.ok.setText("打开" if asks else "确定")
        rename(self.cancel, "关闭" if empty else "取消")
        for button in (self.ok, self.cancel):
            button.setAccessibleName(button.text())

    def fail(self, failure: AppError) -> None:
        """Tell a failure; a wrong passphrase is typed again."""
        super().fail(failure)
        if isinstance(failure, WrongPassphrase):
            self.passphrase.edit.setFocus()
            self.passphrase.edit.selectAll()

    def reject(self) -> None:
        """Close; sides that were chosen are not dropped without a question."""
        chosen = len(self.tree.choices()) if self.read is not None and not self.busy else 0
        if chosen:
            ask_to_drop(self, f"已选定 {chosen} 处，还没有合并。")
        else:
            super().reject()

    def _words(self, waiting: int) -> str:
        read, name = self.read, self._file.name if self._file is not None else ""
        if read is None:
            return f"正在核对“{name}”…" if self.busy else f"请输入“{name}”的密码。" if name else ""
        who = f"{read.loan.to or '对方'}交回的“{name}”" if read.loan is not None else f"“{name}”"
        if read.empty:
            return f"{who}没有带来新的内容，什么都没有改动。"
        from app.declaration.sharing.report import records_words

        records = records_words(read.merging.plan)
        if not read.rows:
            done = "确定后记为已收回。" if read.loan is not None else "确定后只并入对方的修改历史。"
            return f"{who}与本机的内容没有不同。{records}{done}"
        counts = {action: sum(row.unit.action == action for row in read.rows) for action in ("take", "conflict")}
        left = f"还有 {waiting} 处要选定。" if waiting else "可以确定了。" if counts["conflict"] else ""
        return (
            f"{who}：采用对方的 {counts['take']} 处，两边不同 {counts['conflict']} 处。{records}{left}"
            "确定之前两份草稿都不改动；没有采用的内容也留在修改历史里。"
        )

    def _show(self, read: Read | None) -> None:
        self.read = read
        self.passphrase.setVisible(read is None)
        if read is None:
            self.passphrase.edit.setFocus()
        else:
            self._grow()
            self.tree.show_plan(read.rows)
            self.tree.setFocus()
        self.refresh()

    def _grow(self) -> None:
        """Make room for the plan, in the middle of the window."""
        self.wish(*SIZE)
        self.adjustSize()
        self.move(self._behind.frameGeometry().center() - self.rect().center())

    def _look(self, shown: Shown | None) -> None:
        """Show a unit in full; of proofs also a small picture."""
        self.texts.show_unit(shown)
        if self.read is not None:
            self.look.show(shown, self._declaration.evidence_bytes, self.read.other.draft.evidence)

    def _go_on(self) -> None:
        if self.read is None:
            if self._file is not None:
                self.open_file(self._file, self.passphrase.text())
        else:
            self._merge(self.read, self.tree.choices())

    def _merge(self, read: Read, choices: Choices) -> None:
        declaration = self._declaration

        def work() -> tuple[Declaration, str]:
            from app.declaration.keeping.opened_pages import looked_through
            from app.declaration.sharing.lending import take_back

            result = take_back(declaration, read.merging, choices, read.loan)
            return looked_through(result), _done_words(read, choices) + _rejoined(result, read.other)

        self.run(work, self._merged)
        self.say("正在合并，请稍候…")

    def _merged(self, result: tuple[Declaration, str]) -> None:
        with self.giving_way():
            self.merged.emit(*result)

    def _put_back(self) -> None:
        """Close the other copy, and end what looks at proofs."""
        self.look.close()
        if self.read is not None:
            self.read.other.close()

    def _arrange(self) -> None:
        column = self.column
        self.both.setOrientation(Qt.Orientation.Vertical)
        self.both.setChildrenCollapsible(False)
        self.both.addWidget(self.tree)
        self.both.addWidget(self.texts)
        self.both.setSizes(self._parts.get(PART) or SHARES)
        self.both.splitterMoved.connect(lambda: self._parts.update({PART: self.both.sizes()}))
        self.both.setHandleWidth(3)
        column.addWidget(self.summary)
        column.addWidget(self.passphrase)
        column.addWidget(self.both, 1)
        for widget in (self.how, self.words, self.bar):
            column.addWidget(widget)
        column.addStretch(0)
        row = QHBoxLayout()
        row.addWidget(self.all_ours)
        row.addWidget(self.all_theirs)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.ok)
        self.set_foot(row)
        self.passphrase.hide()
        self.ok.setDefault(True)
        for button in (self.all_ours, self.all_theirs, self.cancel):
            button.setAutoDefault(False)
            button.setAccessibleName(button.text())


def _read(declaration: Declaration, file: Path, passphrase: str | None) -> Read | None:
    """What the copy in `file` would change; None means: ask for its passphrase."""
    from app.declaration.sharing.lending import plan_take_back
    from app.declaration.sharing.others import open_other
    from app.declaration.sharing.report import Telling
    from app.declaration.sharing.showing import side_by_side

    other = open_other(declaration, file, passphrase)
    if other is None:
        return None
    try:
        merging, loan = plan_take_back(declaration, other.draft)
        rows = tuple(side_by_side(merging.plan, Telling(merging.ours, merging.theirs)))
    except BaseException:
        other.close()
        raise
    return Read(other, merging, loan, rows)


def _done_words(read: Read, choices: Choices) -> str:
    """What was done, for the line above the page."""
    actions = {row.unit.path: row.unit.action for row in read.rows}
    taken = sum(
        choices.get(path, "theirs" if action == "take" else "ours") == "theirs" for path, action in actions.items()
    )
    chosen = len(choices.keys() & actions.keys())
    name = f"“{read.other.draft.path.name}”"
    what = f"已收回 {read.loan.to or '对方'} 交回的{name}" if read.loan is not None else f"已合并{name}"
    if not taken and not chosen:
        return f"{what}：内容没有不同。" if not read.rows else f"{what}：没有要采用的内容。"
    by_hand = f"，{chosen} 处由您选定" if chosen else ""
    return f"{what}：采用 {taken} 处{by_hand}。{UNDO}"


def _rejoined(result: Declaration, other: OtherCopy) -> str:
    """Put the result in the place of the draft where the other copy lay there; what to say when that must wait."""
    from app.declaration.sharing.others import rejoin
    from app.errors import DraftInUse

    try:
        rejoin(result, other)
    except (NotPublished, DraftInUse) as failure:
        return f"合并的结果已存在本机，还没有写回原处：{failure}"
    return ""
