"""读回 Word 文件: what a file that a colleague filled would change, and the choices where both sides changed it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.ui.dialogs.busy import BusyDialog, rename
from app.ui.dialogs.returning.plan_tree import ReturnTree
from app.ui.tasks import Task
from app.ui.widgets.choices import ask_to_drop
from app.ui.widgets.file_dialog import ask_open
from app.ui.widgets.labels import evened

if TYPE_CHECKING:
    from app.declaration.declaration import Declaration
    from app.declaration.returning.plan import ReturnPlan

SIZE = (900, 600)


class ReturnDialog(BusyDialog):
    """Reads one file beside the window and shows its plan; `agreed` brings it, the conflicts and comments chosen."""

    stoppable = True
    agreed = Signal(object, object, object)

    def __init__(self, declaration: Declaration, parent: QWidget) -> None:
        super().__init__("读回 Word 文件", parent)
        self.wish(*SIZE)
        self._declaration = declaration
        self._file: Path | None = None
        self.plan: ReturnPlan | None = None
        self.summary = evened("", self)
        self.tree = ReturnTree(self)
        self.notes = evened("", self, "advice")
        self.other, self.copy = QPushButton("换一个文件…", self), QPushButton("复制没有读回的文字", self)
        self.cancel, self.ok = QPushButton("取消", self), QPushButton("读回", self)
        self._arrange()
        self.tree.itemChanged.connect(self.refresh)
        self.other.clicked.connect(self._choose)
        self.copy.clicked.connect(self._copy)
        self.cancel.clicked.connect(self.reject)
        self.ok.clicked.connect(self._agree)
        self.refresh()

    def read(self, file: Path) -> None:
        """Read `file` and show what it would change."""
        self._file, self.plan = file, None
        self.tree.clear()
        self.notes.setText("")

        def work(task: Task) -> ReturnPlan:
            from app.declaration.returning.planning import plan_returning

            return plan_returning(self._declaration, file, task.cancelled)

        self.run_told(work, self._show)

    def refresh(self) -> None:
        """Enable what can be done now, and say what would be done."""
        count, notes = self._count(), len(self.tree.notes())
        self.ok.setEnabled(not self.busy and count + notes > 0)
        remarked = f"批注 {notes} 条" if notes else ""
        self.ok.setText("，".join(part for part in (f"读回 {count} 处" if count else "", remarked) if part) or "读回")
        self.ok.setAccessibleName(self.ok.text())
        self.other.setEnabled(not self.busy)
        self.copy.setVisible(self.plan is not None and bool(self.plan.unread))
        self.notes.setVisible(bool(self.notes.text()))
        rename(self.cancel, "停止" if self.busy else "取消" if count + notes else "关闭")
        self.summary.setText(self._words(count))

    def reject(self) -> None:
        """Close; what was chosen is not dropped without a question."""
        chosen = len(self.tree.chosen()) if self.plan is not None and not self.busy else 0
        if chosen:
            ask_to_drop(self, f"已勾选 {chosen} 处，还没有读回。")
        else:
            super().reject()

    def _count(self) -> int:
        return len(self.plan.of("take")) + len(self.tree.chosen()) if self.plan is not None else 0

    def _words(self, count: int) -> str:
        if self.plan is None:
            return f"正在读“{self._file.name}”…" if self.busy and self._file is not None else ""
        by = f"，最后由“{self.plan.by}”保存" if self.plan.by else ""
        said = f"文件“{self.plan.file}”{by}。"
        if not self.plan.differences:
            return f"{said}填写的内容与草稿没有不同。"
        waiting = len(self.plan.of("conflict")) - len(self.tree.chosen())
        kept = f"有 {waiting} 处两边都改过，没有勾选，保留草稿的内容。" if waiting else ""
        return f"{said}将读回 {count} 处，可以一次撤销。{kept}" if count else f"{said}没有要读回的内容。{kept}"

    def _show(self, plan: ReturnPlan) -> None:
        self.plan = plan
        self.tree.blockSignals(True)
        self.tree.show_plan(self._declaration.session, plan)
        self.tree.blockSignals(False)
        self.notes.setText("\n".join(plan.notes))
        self.tree.setFocus()
        self.refresh()

    def _choose(self) -> None:
        folder = str(self._file.parent) if self._file is not None else ""
        name = ask_open(self, "读回哪个 Word 文件", folder, "Word 文件 (*.docx *.doc *.wps *.odt)")
        if name:
            self.read(Path(name))

    def _copy(self) -> None:
        assert self.plan is not None, "the button is shown only then"
        QGuiApplication.clipboard().setText("\n".join(f"{one.place}：{one.text}" for one in self.plan.unread))
        self.say("没有读回的文字已复制，可以粘贴到要填的栏目里。")

    def _agree(self) -> None:
        plan, chosen, notes = self.plan, self.tree.chosen(), self.tree.notes()
        self.accept()
        self.agreed.emit(plan, chosen, notes)

    def _arrange(self) -> None:
        column = self.column
        column.addWidget(self.summary)
        column.addWidget(self.tree, 1)
        column.addWidget(self.notes)
        column.addWidget(self.words)
        column.addWidget(self.bar)
        row = QHBoxLayout()
        row.addWidget(self.other)
        row.addWidget(self.copy)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.ok)
        self.set_foot(row)
        self.ok.setDefault(True)
        for button in (self.other, self.copy, self.cancel):
            button.setAutoDefault(False)
            button.setAccessibleName(button.text().rstrip("…"))
