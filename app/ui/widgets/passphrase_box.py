"""A line for a passphrase, with a button that shows it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from app.drafts.spelling import groups
from app.ui import icons
from app.ui.theme import scaled, space
from app.ui.widgets.labels import wrapped

LABEL_WIDTH = 64
"""Pixels at 100 %, so that lines below one another begin at the same place."""


class PassphraseBox(QWidget):
    """A label, the line, and the eye; one `checked` shows with its passphrase the checks of a recovery sheet."""

    def __init__(self, name: str, parent: QWidget, *, checked: bool = True) -> None:
        super().__init__(parent)
        self._checked = checked
        label = QLabel(name, self)
        label.setMinimumWidth(scaled(LABEL_WIDTH))
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
        column.setSpacing(space.HAIR)
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
