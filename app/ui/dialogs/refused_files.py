"""Some of the files that were to be attached cannot be proofs: which, why, and whether to add the others."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.errors import EvidenceRefused
from app.ui.blocks.view import wrapped
from app.ui.rows_view import Row, RowsView

TALLEST = 300


class RefusedDialog(QDialog):
    """Lists what was refused; `agreed` means: add those that are sound."""

    agreed = Signal()

    def __init__(self, refused: Sequence[EvidenceRefused], sound: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("有文件不能作为证明材料")
        self.setMinimumWidth(520)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(10)
        title = wrapped(f"{len(refused)} 个文件不能加入，其余 {sound} 个完好，还没有加入", self)
        font = title.font()
        font.setBold(True)
        title.setFont(font)
        column.addWidget(title)
        self.rows = RowsView("不能加入的文件及原因", self)
        self.rows.set_rows([Row(one.message, None, "advice", "advice", detail=one.hint) for one in refused])
        self.rows.setFixedHeight(min(TALLEST, 76 * len(refused) + 12))
        column.addWidget(self.rows)
        self.cancel = QPushButton("取消，全部不加", self)
        self.rest = QPushButton(f"只加入其余 {sound} 个", self)
        column.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        for button in (self.cancel, self.rest):
            button.setAccessibleName(button.text())
            row.addWidget(button)
        self.rest.setDefault(True)
        self.cancel.clicked.connect(self.reject)
        self.rest.clicked.connect(self.accept)
        self.accepted.connect(self.agreed)
        return row
