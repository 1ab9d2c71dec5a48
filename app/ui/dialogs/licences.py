"""许可: every part that the program is made of at the left, and its licence at the right, to be read offline."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QPlainTextEdit, QPushButton, QWidget

from app.errors import AppError
from app.licences import Component, words_of
from app.ui.dialogs.busy import foot_of
from app.ui.theme import space
from app.ui.widgets.dialog import Dialog

_SIZE = (920, 600)
_CONTENTS = 248


class LicencesDialog(Dialog):
    """Shows the licence of the part that is chosen."""

    def __init__(self, parts: tuple[Component, ...], parent: QWidget) -> None:
        super().__init__("许可", parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.wish(*_SIZE)
        self._parts = parts
        self.list, self.text = QListWidget(self), QPlainTextEdit(self)
        self.list.addItems([part.name for part in parts])
        self._arrange()
        self.list.currentRowChanged.connect(self._show)
        self.list.setCurrentRow(0)
        self.list.setFocus()

    def _show(self, row: int) -> None:
        try:
            words = words_of(self._parts[row])
        except AppError as failure:
            words = str(failure)
        self.text.setPlainText(words)

    def _arrange(self) -> None:
        self.list.setObjectName("places")
        self.list.setAccessibleName("程序的组成部分")
        self.list.setFixedWidth(self.narrow(_CONTENTS))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text.setAccessibleName("许可文本")
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.document().setDocumentMargin(space.ROOMY)
        row = QHBoxLayout()
        row.setSpacing(space.APART)
        row.addWidget(self.list)
        row.addWidget(self.text, 1)
        self.column.addLayout(row, 1)
        close = QPushButton("关闭", self)
        close.clicked.connect(self.accept)
        self.set_foot(foot_of(close))
