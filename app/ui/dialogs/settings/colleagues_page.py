"""同事与公钥: the address book for sealed copies, and the user's own key."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.declaration.address_book import AddressBook
from app.drafts.sealing import identities
from app.errors import AppError
from app.ui.dialogs.settings.page import SettingsPage
from app.ui.theme import space
from app.ui.widgets.areas import QuietArea
from app.ui.widgets.file_dialog import ask_open, ask_save
from app.ui.widgets.labels import evened, titled

WHAT = "“加密副本”只有指定的同事能解开。请把自己的公钥发给同事，并在这里记下同事的公钥；公钥不是秘密，可以用邮件发送。"
NO_KEY = "还没有。生成一个，或者选择以前生成的密钥文件。"
KEEP = "密钥文件就是私钥：只能自己保管，不要发给任何人；请另存一份备用，丢了就解不开别人发来的副本。"


class ColleaguesPage(SettingsPage):
    """What is entered holds at once."""

    title, icon = "同事与公钥", "people"

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.book = AddressBook.load()
        self.own = QLineEdit(self)
        self.copy, self.make = QPushButton("复制公钥", self), QPushButton("生成密钥…", self)
        self.choose = QPushButton("选择密钥文件…", self)
        self.name, self.key = QLineEdit(self), QLineEdit(self)
        self.add = QPushButton("加入", self)
        self.removals: dict[str, QPushButton] = {}
        self._area = QuietArea(self)
        self._where = evened("", self, "muted")
        self._arrange()
        self._connect()

    def open(self) -> None:
        """Show the address book and the public key that belongs to the user's own file."""
        self._show_book()
        self._show_own()

    def make_identity(self, file: Path) -> None:
        """Make a private key in the new file `file`, and use it."""
        try:
            identities.new_identity(file)
        except AppError as failure:
            self.fail(failure)
        else:
            self.use_identity(file)
            self.say(f"已生成“{file.name}”。{KEEP}", "done")

    def use_identity(self, file: Path) -> None:
        """Open sealed copies with the private key in `file`."""
        try:
            identities.public_keys(file)
            self.book.identity = file
            self.book.save()
        except AppError as failure:
            self.fail(failure)
        else:
            self.say("")
            self._show_own()

    def enter(self) -> None:
        """Enter the colleague that was typed."""
        known = {one.name: one.key for one in self.book.colleagues}
        try:
            entered = self.book.add(self.name.text(), self.key.text())
            self.book.save()
        except AppError as failure:
            self.fail(failure)
        else:
            other = known.get(entered.name, entered.key) != entered.key
            self.say(f"“{entered.name}”原来的公钥已换成新的。" if other else "", "done")
            self.name.clear()
            self.key.clear()
            self.name.setFocus()
            self._show_book()

    def remove(self, name: str) -> None:
        """Take a colleague out."""
        self.book.remove(name)
        try:
            self.book.save()
        except AppError as failure:
            self.fail(failure)
        self._show_book()

    def _show_own(self) -> None:
        file = self.book.identity
        try:
            public = identities.public_keys(file)[0] if file is not None else ""
            where = f"密钥文件：{file}" if file is not None else NO_KEY
        except AppError as failure:
            public, where = "", str(failure)
        self.own.setText(public)
        self.own.setCursorPosition(0)
        self.copy.setEnabled(bool(public))
        self._where.setText(where)

    def _show_book(self) -> None:
        ground = self._area.ground()
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.TIGHT)
        self.removals = {}
        for colleague in self.book.colleagues:
            row = QHBoxLayout()
            row.setSpacing(space.APART)
            row.addWidget(QLabel(colleague.name, ground))
            key = QLabel(f"{colleague.key[:14]}…{colleague.key[-6:]}", ground)
            key.setProperty("tone", "muted")
            key.setToolTip(colleague.key)
            row.addStretch(1)
            row.addWidget(key)
            button = QPushButton("去掉", ground)
            button.setAccessibleName(f"去掉 {colleague.name}")
            button.setAutoDefault(False)
            button.clicked.connect(partial(self.remove, colleague.name))
            self.removals[colleague.name] = button
            row.addWidget(button)
            column.addLayout(row)
        if not self.book.colleagues:
            empty = QLabel("还没有同事。", ground)
            empty.setProperty("tone", "muted")
            column.addWidget(empty)
        column.addStretch(1)
        self._area.setWidget(ground)

    def _pick_new(self) -> None:
        start = str(Path.home() / f"我的齐备密钥{identities.SUFFIX}")
        name = ask_save(self, "密钥文件存放在哪里", start, "密钥文件 (*.txt)", replaces=False)
        if name:
            self.make_identity(Path(name))

    def _pick(self) -> None:
        name = ask_open(self, "选择密钥文件", str(Path.home()), "密钥文件 (*.txt);;所有文件 (*)")
        if name:
            self.use_identity(Path(name))

    def _connect(self) -> None:
        self.copy.clicked.connect(lambda: QApplication.clipboard().setText(self.own.text()))
        self.make.clicked.connect(self._pick_new)
        self.choose.clicked.connect(self._pick)
        self.add.clicked.connect(self.enter)
        for line in (self.name, self.key):
            line.returnPressed.connect(self.enter)

    def _arrange(self) -> None:
        self.own.setReadOnly(True)
        self.own.setAccessibleName("我的公钥")
        self.own.setPlaceholderText("没有公钥")
        self.name.setPlaceholderText("姓名")
        self.name.setAccessibleName("同事的姓名")
        self.name.setMaximumWidth(120)
        self.key.setPlaceholderText("公钥（age1…）")
        self.key.setAccessibleName("同事的公钥")
        for button in (self.copy, self.make, self.choose, self.add):
            button.setAutoDefault(False)
            button.setAccessibleName(button.text().rstrip("…"))
        self.column.addWidget(evened(WHAT, self))
        self.column.addWidget(titled("我的公钥", self))
        for widgets in ((self.own, self.copy), (self._where,), (self.make, self.choose, None)):
            self.column.addLayout(_row(*widgets))
        self.column.addWidget(titled("同事", self))
        self.column.addWidget(self._area, 1)
        self.column.addLayout(_row(self.name, self.key, self.add))
        self.column.addWidget(self.words)


def _row(*widgets: QWidget | None) -> QHBoxLayout:
    """Widgets beside one another; None takes the room that is left."""
    row = QHBoxLayout()
    for widget in widgets:
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget)
    return row
