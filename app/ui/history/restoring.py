"""恢复: what would change if a page stood again as it stood once; looked at before it is done."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QPushButton, QWidget

from app.declaration.history import Restoring, restoring_lines
from app.forms.moments import moment
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.labels import evened, titled

WIDTH, LOWEST, HIGHEST, FEW = 640, 240, 460, 3
"""Pixels, the height for a few lines and for many, and how many are few."""
HOW = "恢复是一次新的修改，记在修改历史里，按 Ctrl+Z 可以撤销；现在的内容也留在历史里。"


class RestoreDialog(Dialog):
    """Lists every blank, row and proof that would change; accepted when they shall."""

    def __init__(self, name: str, restoring: Restoring, parent: QWidget) -> None:
        super().__init__("恢复", parent)
        self.wish(WIDTH, HIGHEST if len(restoring.plan.units) + len(restoring.lost) > FEW else LOWEST)
        self.lines = QListWidget(self)
        self.lines.addItems(list(restoring_lines(restoring)))
        self.lines.setWordWrap(True)
        self.lines.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lines.setAccessibleName("将要改变的内容")
        self.ok, self.cancel = QPushButton("恢复", self), QPushButton("取消", self)
        changes = len(restoring.plan.units)
        then = moment(restoring.then.at)
        words = f"{name}恢复到 {then} 的状态，改变 {changes} 处。" if changes else f"{name}与 {then} 时没有不同。"
        column = self.column
        column.addWidget(titled(words, self))
        column.addWidget(self.lines, 1)
        column.addWidget(evened(HOW, self, "muted"))
        foot = QHBoxLayout()
        foot.addStretch(1)
        for button, slot in ((self.cancel, self.reject), (self.ok, self.accept)):
            button.setAccessibleName(button.text())
            button.clicked.connect(slot)
            foot.addWidget(button)
        self.set_foot(foot)
        self.ok.setEnabled(bool(changes))
        self.ok.setDefault(True)
