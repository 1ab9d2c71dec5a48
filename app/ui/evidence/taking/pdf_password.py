"""Asking for the password that opens one PDF among those that are being attached."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.ui.theme import space
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.labels import evened
from app.ui.widgets.passphrase_box import PassphraseBox

KEPT = "密码和文件一起存放在加密的申报书里，导出时用来把内容印入书中；书中的页面不再有密码。"


class PdfPasswordDialog(Dialog):
    """Asks once; `given` brings the password, `skipped` leaves this file out."""

    given = Signal(str)
    skipped = Signal()

    def __init__(self, name: str, parent: QWidget, *, wrong: bool = False) -> None:
        super().__init__("PDF 的打开密码", parent)
        self.wish(420)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.password = PassphraseBox("密码", self, checked=False)
        self.ok = QPushButton("继续", self)
        self.skip = QPushButton("跳过这份", self)
        column = self.column
        title = evened(f"“{name}”设有打开密码", self)
        title.setProperty("type", "strong")
        self.failure = evened("刚才的密码打不开这份文件，请核对后重新输入。", self, "blocking")
        self.failure.setVisible(wrong)
        for widget in (title, self.password, self.failure, evened(KEPT, self, "muted")):
            column.addWidget(widget)
        column.addSpacing(space.TIGHT)
        self.set_foot(self._buttons())
        self.password.edit.textChanged.connect(lambda text: self.ok.setEnabled(bool(text)))
        self.password.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def accept(self) -> None:
        """Bring the password."""
        words = self.password.text()
        super().accept()
        self.given.emit(words)

    def reject(self) -> None:
        """Leave the file out."""
        super().reject()
        self.skipped.emit()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.skip)
        row.addWidget(self.ok)
        self.ok.setDefault(True)
        self.ok.setEnabled(False)
        self.skip.setAutoDefault(False)
        for button in (self.skip, self.ok):
            button.setAccessibleName(button.text())
        self.ok.clicked.connect(self.accept)
        self.skip.clicked.connect(self.reject)
        return row
