"""定稿: what it is, which versions there are, and one more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QWidget

from app.declaration.declaration import Declaration
from app.declaration.remarks.telling import open_words
from app.errors import AppError
from app.ui.dialogs.busy import BusyDialog, foot_of, rename
from app.ui.dialogs.versions.table import VersionsTable
from app.ui.tasks import Task
from app.ui.widgets.labels import evened

if TYPE_CHECKING:
    from app.declaration.book.ready import ReadyProofs
    from app.declaration.version import Version
    from app.declaration.versions.freezing import Frozen

SIZE = (720, 420)
HINT = (
    "定稿会记下现在的内容和每一页印出来的样子。以后用“核对 PDF”就能知道一份文件是不是这一版，"
    "不是时要更换哪几张纸。定稿之后仍可修改，改后再定稿就是新的一版。"
)
NONE_YET = "还没有定稿。"


class FreezeDialog(BusyDialog):
    """Fixes a version beside the window; it can be stopped."""

    stoppable = True

    def __init__(self, declaration: Declaration, parent: QWidget, ready: ReadyProofs | None = None) -> None:
        super().__init__("定稿", parent)
        self.wish(*SIZE)
        self._declaration, self._ready = declaration, ready
        self.table = VersionsTable(self)
        self.none_yet = evened(NONE_YET, self, "muted")
        self.warning = evened("", self, "advice")
        self.ok, self.cancel = QPushButton("定稿", self), QPushButton("关闭", self)
        self.ok.clicked.connect(self.start)
        self.cancel.clicked.connect(self.reject)
        self._arrange()
        self._warn()
        self.show_versions()

    def show_versions(self) -> None:
        """List the versions that there are."""
        try:
            versions: list[Version] = self._declaration.versions()
        except AppError as failure:
            versions = []
            self.fail(failure)
        self.table.show_versions(versions, self._declaration.fingerprint())
        self.table.setVisible(bool(versions))
        self.none_yet.setVisible(not versions)

    def start(self) -> None:
        """Begin to fix a version."""
        from app.declaration.versions.freezing import freeze  # the writers are loaded when a book is made

        def work(task: Task) -> Frozen:
            return freeze(self._declaration, task.report, task.cancelled, self._ready)

        self.run_told(work, self._done)

    def refresh(self) -> None:
        """Enable what can be done now."""
        self.ok.setEnabled(not self.busy and not self._declaration.read_only)
        rename(self.cancel, "停止" if self.busy else "关闭")

    def _done(self, frozen: Frozen) -> None:
        version = frozen.version
        if frozen.new:
            self.say(f"已记录{version.name}，共 {version.pages} 页，指纹 {version.short}。", "done")
        else:
            self.say(f"内容和页面与{version.name}完全相同，没有记录新的版本。", "done")
        self.show_versions()

    def _warn(self) -> None:
        """Say what stands against it: the draft is only read, or something blocks stamping."""
        blocking = self._declaration.session.checklist().blocking
        words = f"齐备检查还有 {blocking} 处必须处理；现在也可以定稿，但处理之后要重新定稿。" if blocking else ""
        words += open_words(self._declaration)
        if self._declaration.read_only:
            words = "这份申报书是以只读方式打开的，不能定稿。"
        self.warning.setText(words)
        self.warning.setVisible(bool(words))
        self.refresh()

    def _arrange(self) -> None:
        column = self.column
        column.addWidget(evened(HINT, self))
        column.addWidget(self.none_yet)
        column.addWidget(self.table, 1)
        column.addStretch(0)
        for widget in (self.warning, self.words, self.bar):
            column.addWidget(widget)
        self.set_foot(foot_of(self.cancel, self.ok))
