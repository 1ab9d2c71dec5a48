"""Asking whether the office program of this computer shall make a PDF of what no reader here takes."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.ui.theme import space
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.labels import evened

OFFER = "本机装有 {}，可以把它转换成 PDF 后加入。"
HOW = (
    "转换在本机进行，不启用宏和外部链接。转换期间磁盘上有一份没有加密的临时副本，完成后立即删除。"
    "版面、字体可能与原来不同，加入后请逐页核对；要完全一致，请在原来的程序中另存为 PDF 再加入。"
)
OTHERS = "这一批里的其他同类文件也照此处理。"


class ConversionDialog(Dialog):
    """Asks once for all files of a batch; `answered` brings whether they shall be converted."""

    answered = Signal(bool)

    def __init__(self, name: str, reason: str, program: str, parent: QWidget, *, several: bool) -> None:
        super().__init__("转换成 PDF 后加入", parent)
        self.wish(460)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.convert = QPushButton("转换", self)
        self.refuse = QPushButton("不加入", self)
        column = self.column
        title = evened(f"“{name}”{reason}", self)
        title.setProperty("type", "strong")
        column.addWidget(title)
        column.addWidget(evened(OFFER.format(program) + (OTHERS if several else ""), self))
        column.addWidget(evened(HOW, self, "muted"))
        column.addSpacing(space.TIGHT)
        self.set_foot(self._buttons())

    def accept(self) -> None:
        """Convert."""
        super().accept()
        self.answered.emit(True)

    def reject(self) -> None:
        """Leave such files out."""
        super().reject()
        self.answered.emit(False)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        for button in (self.refuse, self.convert):
            button.setAccessibleName(button.text())
            row.addWidget(button)
        self.refuse.setAutoDefault(False)
        self.convert.setDefault(True)
        self.convert.clicked.connect(self.accept)
        self.refuse.clicked.connect(self.reject)
        return row
