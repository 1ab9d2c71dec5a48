"""加密副本: a copy that only the chosen colleagues open, under a passphrase of its own."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)

from app.declaration.address_book import AddressBook
from app.declaration.declaration import Declaration
from app.declaration.sealed import SUFFIX, seal_copy, sealed_name
from app.drafts.sealing import recipients
from app.files import free_path
from app.ui.dialogs.busy import BusyDialog, foot_of, rename
from app.ui.theme import space
from app.ui.widgets.file_dialog import ask_open, ask_save
from app.ui.widgets.file_line import PlaceLine
from app.ui.widgets.labels import evened, titled
from app.ui.widgets.new_passphrase import NewPassphrase

SEEN = 4
"""Colleagues that are seen at a time."""
NOBODY = "通讯录里还没有同事。请在“文件—设置…—同事与公钥”中加入，或在下面粘贴公钥。"
TWO_LOCKS = (
    "副本上了两道锁：只有选中的同事能解开，解开之后还要输入下面的密码。"
    "这个密码请当面或打电话告诉对方，不要和副本一起发送；可以与现在的密码相同。"
)


class SealDialog(BusyDialog):
    """Asks for whom, under which passphrase and where; the copy is made beside the window."""

    def __init__(self, declaration: Declaration, parent: QWidget) -> None:
        super().__init__("加密副本", parent)
        self.wish(560)
        self._declaration = declaration
        self.people = QListWidget(self)
        self.more = QLineEdit(self)
        self._from_file = QPushButton("从文件…", self)
        self.new = NewPassphrase("副本密码", self)
        self.first, self.second = self.new.first, self.new.second
        self.file = PlaceLine(str(free_path(sealed_name(declaration.path))), self)
        self._browse = QPushButton("浏览…", self)
        self.ok, self.cancel = QPushButton("生成副本", self), QPushButton("取消", self)
        self._offer(AddressBook.load())
        self._arrange()
        self._connect()
        self.refresh()

    def wishes(self) -> list[str]:
        """The public keys, or files of such, that were chosen."""
        items = (self.people.item(row) for row in range(self.people.count()))
        chosen = [
            str(item.data(Qt.ItemDataRole.UserRole)) for item in items if item.checkState() == Qt.CheckState.Checked
        ]
        return [*chosen, *([self.more.text().strip()] if self.more.text().strip() else [])]

    def make(self) -> None:
        """Write the copy, beside the window."""
        wishes, words = self.wishes(), self.first.text()
        target = sealed_name(Path(self.file.text().strip()))

        def work() -> tuple[Path, int]:
            keys = recipients.named(wishes)
            seal_copy(self._declaration, words, target, keys)
            return target, len(keys)

        self.run(work, self._made)
        self.say("正在生成加密副本…")

    def refresh(self) -> None:
        """Enable what can be done now."""
        self.ok.setEnabled(self.new.ready and bool(self.wishes()) and bool(self.file.text().strip()) and not self.busy)
        for widget in (self.people, self.more, self._from_file, self.new, self.file, self._browse):
            widget.setEnabled(not self.busy)
        self.cancel.setEnabled(not self.busy)

    def setVisible(self, visible: bool) -> None:
        """Have some of the colleagues in sight before it is seen, none of them by half; the others are scrolled."""
        if visible:
            self.people.ensurePolished()
            seen = min(self.people.count(), SEEN)
            row = self.people.sizeHintForRow(0) if seen else 0
            self.people.setFixedHeight(seen * row + 2 * (space.TIGHT + 1))
        super().setVisible(visible)

    def _made(self, result: tuple[Path, int]) -> None:
        target, count = result
        self.say(f"已生成“{target.name}”，{count} 位收件人可以解开。副本密码请当面或打电话告诉对方。", "done")
        self.new.clear()
        self.file.setText(str(free_path(target)))
        rename(self.cancel, "关闭")

    def _offer(self, book: AddressBook) -> None:
        for colleague in book.colleagues:
            item = QListWidgetItem(colleague.name, self.people)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            item.setData(Qt.ItemDataRole.UserRole, colleague.key)
            item.setToolTip(colleague.key)

    def _pick_recipients(self) -> None:
        name = ask_open(self, "选择收件人文件", str(self._declaration.path.parent), "文本文件 (*)")
        if name:
            self.more.setText(name)

    def _pick(self) -> None:
        kinds = f"加密副本 (*{SUFFIX})"
        name = ask_save(self, "加密副本存放在哪里", self.file.text(), kinds, replaces=False)
        if name:
            self.file.setText(str(sealed_name(Path(name))))

    def _connect(self) -> None:
        self.people.itemChanged.connect(self.refresh)
        self.new.changed.connect(self.refresh)
        for line in (self.more, self.file):
            line.textChanged.connect(self.refresh)
        self._from_file.clicked.connect(self._pick_recipients)
        self._browse.clicked.connect(self._pick)
        self.ok.clicked.connect(lambda: self.new.agreed(self.make))
        self.cancel.clicked.connect(self.reject)

    def _arrange(self) -> None:
        self.people.setAccessibleName("收件的同事")
        self.more.setPlaceholderText("另外的公钥（age1…），或每行一个公钥的文件")
        self.more.setAccessibleName("另外的公钥或收件人文件")
        self.file.setAccessibleName("加密副本的位置")
        self._browse.setAccessibleName("选择加密副本的位置")
        self._from_file.setAccessibleName("从文件选择收件人")
        column = self.column
        column.addWidget(titled("给谁", self))
        column.addWidget(self.people if self.people.count() else evened(NOBODY, self, "muted"))
        self.people.setVisible(bool(self.people.count()))
        column.addLayout(_beside(self.more, self._from_file))
        column.addWidget(titled("副本的密码", self))
        for widget in (evened(TWO_LOCKS, self, "muted"), self.new):
            column.addWidget(widget)
        column.addWidget(titled("存放在哪里", self))
        column.addLayout(_beside(self.file, self._browse))
        column.addWidget(self.words)
        column.addWidget(self.bar)
        self.set_foot(foot_of(self.cancel, self.ok))


def _beside(line: QLineEdit, button: QPushButton) -> QHBoxLayout:
    button.setAutoDefault(False)
    row = QHBoxLayout()
    row.addWidget(line, 1)
    row.addWidget(button)
    return row
