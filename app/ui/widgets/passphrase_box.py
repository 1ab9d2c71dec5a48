"""A line for a passphrase, with a button that shows it, and how good a new one is."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from app.drafts.spelling import groups
from app.drafts.strength import WORDS, Strength, strength_of
from app.ui import icons
from app.ui.widgets.labels import wrapped

WARNING = "密码是打开申报书的唯一钥匙：忘记密码无法恢复，任何人都不能代为找回。请另行妥善记下。"
_TONES: dict[Strength, str] = {"blank": "muted", "weak": "blocking", "fair": "advice", "good": "done"}
_LABEL_WIDTH = 64


class PassphraseBox(QWidget):
    """A label, the line, and the eye; one `checked` shows with its passphrase the checks of a recovery sheet."""

    def __init__(self, name: str, parent: QWidget, *, checked: bool = True) -> None:
        super().__init__(parent)
        self._checked = checked
        label = QLabel(name, self)
        label.setMinimumWidth(_LABEL_WIDTH)
        self.edit = QLineEdit(self)
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.setAccessibleName(name)
        self.edit.textChanged.connect(self._check)
        label.setBuddy(self.edit)
        self.eye = QToolButton(self)
        self.eye.setCheckable(True)
        self.eye.setToolTip("显示密码，以及与恢复单核对用的校验数" if checked else "显示密码")
        self.eye.setAccessibleName(f"显示{name}")
        icons.give(self.eye, "eye")
        self.eye.toggled.connect(self._show)
        self.checks = wrapped("", self, "muted")
        self.checks.hide()
        row = QHBoxLayout()
        row.addWidget(label)
        row.addWidget(self.edit, 1)
        row.addWidget(self.eye)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.checks)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self.edit)

    def text(self) -> str:
        """What was typed."""
        return self.edit.text()

    def _show(self, shown: bool) -> None:
        self.edit.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self._check()

    def _check(self) -> None:
        shown = self._checked and self.eye.isChecked() and bool(self.text())
        told = (
            "　".join(f"{number} 组 {one.check}" for number, one in enumerate(groups(self.text()), 1)) if shown else ""
        )
        self.checks.setText(f"恢复单校验：{told}" if told else "")
        self.checks.setVisible(bool(told))


def strength(passphrase: str) -> tuple[str, str]:
    """How good a new passphrase is, in words, and the tone of the words."""
    found = strength_of(passphrase)
    return WORDS[found], _TONES[found]


def pair_state(first: str, second: str) -> tuple[str, str]:
    """What is to be said of a new passphrase that is typed twice, and the tone of the words."""
    if second and first != second:
        return "两次输入的密码不一致。", "blocking"
    return strength(first)
