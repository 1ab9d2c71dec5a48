"""A line for a passphrase, with a button that shows it, and how good a new one is."""

from __future__ import annotations

import unicodedata

from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from app.ui import icons

WARNING = "密码是打开申报书的唯一钥匙：忘记密码无法恢复，任何人都不能代为找回。请另行妥善记下。"
GOOD, FAIR = 12, 8
"""Characters, weighed by how many kinds are mixed, from which a passphrase is good or fair."""


class PassphraseBox(QWidget):
    """A label, the line, and the eye."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        label = QLabel(name, self)
        label.setMinimumWidth(64)
        self.edit = QLineEdit(self)
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.setAccessibleName(name)
        label.setBuddy(self.edit)
        eye = QToolButton(self)
        eye.setCheckable(True)
        eye.setToolTip("显示密码")
        eye.setAccessibleName(f"显示{name}")
        icons.give(eye, "eye")
        eye.toggled.connect(self._show)
        row.addWidget(label)
        row.addWidget(self.edit, 1)
        row.addWidget(eye)
        self.setFocusProxy(self.edit)

    def text(self) -> str:
        """What was typed."""
        return self.edit.text()

    def _show(self, shown: bool) -> None:
        self.edit.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)


def strength(passphrase: str) -> tuple[str, str]:
    """How good a new passphrase is, in words, and the tone of the words."""
    if not passphrase.strip():
        return "建议 12 个字符以上；一句只有自己知道的话最好记。", "muted"
    kinds = {unicodedata.category(character)[0] + str(character.isupper()) for character in passphrase}
    weight = len(passphrase) + 2 * (len(kinds) - 1) + sum(character > "\u2e80" for character in passphrase)
    if len(set(passphrase)) < 5 or weight < FAIR:
        return "太弱：容易被猜到，请写长一些。", "blocking"
    if weight < GOOD:
        return "一般：再长一些更稳妥。", "advice"
    return "强度好。", "done"


def pair_state(first: str, second: str) -> tuple[str, str]:
    """What is to be said of a new passphrase that is typed twice, and the tone of the words."""
    if second and first != second:
        return "两次输入的密码不一致。", "blocking"
    return strength(first)
