"""Asking which of a mail's words and attachments are to be attached."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QWidget

from app.evidence.intake import Member
from app.ui.theme import space
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.labels import evened

TALLEST = 260
KEPT = "邮件原件不存入申报书；正文印出主题、发件人、收件人、时间和文字。"


class MailDialog(Dialog):
    """Lists the files of a mail, all ticked; `chosen` brings those to read, `skipped` leaves the mail out."""

    chosen = Signal(list)
    skipped = Signal()

    def __init__(self, name: str, members: Sequence[Member], parent: QWidget) -> None:
        super().__init__("邮件的正文和附件", parent)
        self.wish(440)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._members = list(members)
        self.list = QListWidget(self)
        self.list.setAccessibleName("邮件里的文件，打勾的加入")
        for member in self._members:
            item = QListWidgetItem(member.name, self.list)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
        self.list.ensurePolished()
        self.list.setFixedHeight(min(TALLEST, self.list.sizeHintForRow(0) * len(self._members) + 2 * space.CLOSE))
        self.ok = QPushButton(self)
        self.skip = QPushButton("不加入", self)
        column = self.column
        title = evened(f"邮件“{name}”里的哪些要加入？", self)
        title.setProperty("type", "strong")
        for widget in (title, self.list, evened(KEPT, self, "muted")):
            column.addWidget(widget)
        column.addSpacing(space.TIGHT)
        self.set_foot(self._buttons())
        self.list.itemChanged.connect(self._count)
        self._count()

    def accept(self) -> None:
        """Bring those that are ticked."""
        chosen = self._ticked()
        super().accept()
        self.chosen.emit(chosen)

    def reject(self) -> None:
        """Leave the mail out."""
        super().reject()
        self.skipped.emit()

    def _ticked(self) -> list[Member]:
        rows = range(self.list.count())
        ticked = [self.list.item(row).checkState() == Qt.CheckState.Checked for row in rows]
        return [member for member, wanted in zip(self._members, ticked, strict=True) if wanted]

    def _count(self) -> None:
        count = len(self._ticked())
        self.ok.setText(f"加入 {count} 个")
        self.ok.setAccessibleName(self.ok.text())
        self.ok.setEnabled(bool(count))

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.skip)
        row.addWidget(self.ok)
        self.skip.setAccessibleName(self.skip.text())
        self.skip.setAutoDefault(False)
        self.ok.setDefault(True)
        self.ok.clicked.connect(self.accept)
        self.skip.clicked.connect(self.reject)
        return row
