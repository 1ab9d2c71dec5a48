"""导出给同事填写的 Word: which pages go out, and where the file goes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPushButton, QWidget

from app.forms.paths import is_entry
from app.ui.dialogs.busy import BusyDialog, foot_of
from app.ui.message import show_done
from app.ui.widgets.file_dialog import ask_folder
from app.ui.widgets.labels import evened, titled

if TYPE_CHECKING:
    from app.declaration.declaration import Declaration
    from app.declaration.returning.sending import Sent

SIZE = (560, 560)
PAGE = Qt.ItemDataRole.UserRole
HOW = (
    "勾选要请同事填写的页面。同事不用装齐备，用 Word、WPS 或 LibreOffice 填好发回后，"
    "在“协作”菜单中选“读回 Word 文件…”，逐处核对后再写进草稿。"
)
OPEN = "文件里是这些页面现在的内容，没有密码保护，请只发给应当看到的人。"


class SendDialog(BusyDialog):
    """Asks for the pages and writes the file beside the window."""

    def __init__(self, declaration: Declaration, parent: QWidget) -> None:
        super().__init__("导出给同事填写的 Word", parent)
        self.wish(*SIZE)
        self._declaration, self._window = declaration, parent
        self.list = QListWidget(self)
        self.list.setAccessibleName("页面")
        self.cancel, self.ok = QPushButton("取消", self), QPushButton("导出…", self)
        self._offer()
        self._arrange()
        self.list.itemChanged.connect(self.refresh)
        self.cancel.clicked.connect(self.reject)
        self.ok.clicked.connect(self._ask)
        self.refresh()

    def chosen(self) -> list[str]:
        """The pages that are ticked."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return [item.data(PAGE) for item in items if item.checkState() == Qt.CheckState.Checked]

    def send(self, folder: Path) -> None:
        """Write the file into `folder`."""
        names = self.chosen()

        def work() -> Sent:
            from app.declaration.returning.sending import send_sections

            return send_sections(self._declaration, folder, names)

        self.run(work, self._sent)

    def refresh(self) -> None:
        """Enable what can be done now."""
        self.ok.setEnabled(not self.busy and bool(self.chosen()))
        self.list.setEnabled(not self.busy)
        self.cancel.setEnabled(not self.busy)

    def _ask(self) -> None:
        start = str(self._declaration.path.parent)
        folder = ask_folder(self, "Word 文件存放在哪个文件夹", start)
        if folder:
            self.send(Path(folder))

    def _sent(self, sent: Sent) -> None:
        self.accept()
        show_done(self._window, f"已导出“{sent.file.name}”。", "".join(sent.notes))

    def _offer(self) -> None:
        """Every page on which something is asked in words."""
        for page in self._declaration.session.pack.sections:
            asked = [field for field in page.asked.values() if field.type != "evidence"]
            if asked and not is_entry(page.id):
                item = QListWidgetItem(page.name, self.list)
                item.setData(PAGE, page.id)
                item.setCheckState(Qt.CheckState.Unchecked)

    def _arrange(self) -> None:
        column = self.column
        column.addWidget(titled("请同事填写哪些页面", self))
        column.addWidget(evened(HOW, self, "muted"))
        column.addWidget(self.list, 1)
        column.addWidget(evened(OPEN, self, "advice"))
        column.addWidget(self.words)
        column.addWidget(self.bar)
        self.set_foot(foot_of(self.cancel, self.ok))
