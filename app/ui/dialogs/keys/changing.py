"""更改密码: the old passphrase, the new one twice, and what becomes of what this computer remembers."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from app.declaration.declaration import Declaration
from app.errors import AppError, WrongPassphrase
from app.ui.dialogs.busy import BusyDialog, foot_of, rename
from app.ui.widgets.labels import evened, titled
from app.ui.widgets.new_passphrase import WARNING, NewPassphrase
from app.ui.widgets.passphrase_box import PassphraseBox

ASKING = "正在询问本机的密码保管程序…"
WORKING = "正在用新密码重写申报书，请稍候…"
REMEMBERED = "这台电脑记得这份申报书的密码，所以不用输入原密码。"
COPIES = "以前拷给别人的副本、备份仍然用原来的密码打开；以前的恢复单作废。"


class ChangePassphraseDialog(BusyDialog):
    """Asks for the old passphrase unless this computer keeps the key; `changed` when the draft has the new one."""

    changed = Signal()

    def __init__(self, declaration: Declaration, parent: QWidget) -> None:
        super().__init__("更改密码", parent)
        self.wish(480)
        self._declaration = declaration
        self._done = False
        self.old = PassphraseBox("原密码", self)
        self.new = NewPassphrase("新密码", self)
        self.first, self.second = self.new.first, self.new.second
        self._kept = evened(REMEMBERED, self, "muted")
        self._warning = evened(WARNING, self, "advice")
        self.ok, self.cancel = QPushButton("更改密码", self), QPushButton("取消", self)
        self._arrange()
        self.ok.clicked.connect(lambda: self.new.agreed(self.change))
        self.cancel.clicked.connect(self.reject)
        self.old.edit.textChanged.connect(self.refresh)
        self.new.changed.connect(self.refresh)
        self.refresh()
        if declaration.key_is_noted:
            self.run(declaration.key_is_remembered, self._ask_old)
            self.say(ASKING)

    def change(self) -> None:
        """Write the draft anew, beside the window."""
        old, new = (self.old.text() if self.old.isVisibleTo(self) else None), self.first.text()

        def work() -> bool:
            if old is not None and not self._declaration.accepts(old):
                raise WrongPassphrase("原密码不正确，密码没有更改。", "请检查大小写和输入法后重新输入。")
            return self._declaration.change_passphrase(new)

        self.run(work, self._changed)
        self.say(WORKING)

    def refresh(self) -> None:
        """Enable what can be done now."""
        known = not self.old.isVisibleTo(self) or bool(self.old.text().strip())
        usable = self.new.ready and known
        self.ok.setEnabled(usable and not self.busy and not self._done)
        for widget in (self.old, self.new):
            widget.setEnabled(not self.busy and not self._done)
        self.cancel.setEnabled(not self.busy)

    def fail(self, failure: AppError) -> None:
        """Tell a failure, at the blank that is to be mended."""
        super().fail(failure)
        if isinstance(failure, WrongPassphrase):
            self.old.edit.selectAll()

    def idle(self) -> None:
        """Put the cursor where the user goes on."""
        target = self.cancel if self._done else self.old if self.old.isVisibleTo(self) else self.new
        target.setFocus()

    def _ask_old(self, remembered: bool) -> None:
        self.say("")
        self.old.setVisible(not remembered)
        self._kept.setVisible(remembered)
        self.adjustSize()

    def _changed(self, renewed: bool) -> None:
        self._done = True
        self.old.edit.clear()
        self.new.clear()
        for widget in (self.old, self.new, self._kept, self._warning):
            widget.hide()
        if renewed:
            self.say(f"密码已更改。{COPIES}", "done")
        else:
            why = self._declaration.not_remembered
            self.say(f"密码已更改，但这台电脑没有记住新密码：{why}。下次打开时请输入新密码。{COPIES}", "advice")
        self.ok.hide()
        rename(self.cancel, "关闭")
        self.cancel.setDefault(True)
        self.adjustSize()
        self.changed.emit()

    def _arrange(self) -> None:
        column = self.column
        column.addWidget(titled(self._declaration.path.name, self, "heading"))
        self._kept.hide()
        for widget in (self.old, self._kept, self.new, self._warning):
            column.addWidget(widget)
        column.addWidget(self.words)
        column.addWidget(self.bar)
        self.set_foot(foot_of(self.cancel, self.ok))
        self.old.setFocus()
