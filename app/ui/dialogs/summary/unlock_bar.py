"""The line that asks for the passphrases of drafts one after another."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.ui.theme import space
from app.ui.widgets.labels import evened
from app.ui.widgets.passphrase_box import PassphraseBox


class UnlockBar(QFrame):
    """Asks for one passphrase; `given` brings it, `skipped` leaves the draft out."""

    given = Signal(str)
    skipped = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self.words = evened("", self)
        self.passphrase = PassphraseBox("密码", self)
        self.ok, self.skip = QPushButton("打开", self), QPushButton("跳过这份", self)
        line = QHBoxLayout()
        line.addWidget(self.passphrase, 1)
        for button in (self.ok, self.skip):
            button.setAutoDefault(False)
            button.setAccessibleName(button.text())
            line.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(space.ROOMY, space.APART, space.ROOMY, space.APART)
        column.addWidget(self.words)
        column.addLayout(line)
        self.passphrase.edit.textChanged.connect(lambda text: self.ok.setEnabled(bool(text)))
        self.passphrase.edit.returnPressed.connect(self.ok.click)
        self.ok.clicked.connect(self._give)
        self.skip.clicked.connect(self.skipped)
        self.hide()

    def ask(self, draft: Path, *, again: bool) -> None:
        """Ask for the passphrase of `draft`; `again` after a wrong one."""
        wrong = "密码不对，请重新输入。" if again else "输入过的密码会先自动试用。"
        self.words.setText(f"“{draft.name}”需要它的密码。{wrong}")
        self.passphrase.edit.clear()
        self.ok.setEnabled(False)
        self.show()
        self.passphrase.edit.setFocus()

    def _give(self) -> None:
        self.given.emit(self.passphrase.text())
