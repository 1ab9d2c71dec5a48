"""A small dialog over the window while something large is worked out: what, that it goes on, and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from app.ui.widgets.dialog import Dialog

WIDTH = 340
"""Pixels at least."""


class WorkingDialog(Dialog):
    """Keeps the window from being changed; `stopped` tells that its user gave up."""

    stopped = Signal()

    def __init__(self, words: str, parent: QWidget | None) -> None:
        super().__init__("请稍候", parent)
        self.wish(WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.words = QLabel(words, self)
        bar = QProgressBar(self)
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setProperty("busy", True)
        bar.setAccessibleName(words)
        self.stop = QPushButton("停止", self)
        self.stop.setAccessibleName("停止，什么都不改动")
        self.stop.setAutoDefault(False)
        self.stop.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.stop)
        self.column.addWidget(self.words)
        self.column.addWidget(bar)
        self.set_foot(foot)

    def reject(self) -> None:
        """Stop; what was being done is let go of, and nothing has changed."""
        self.stop.setEnabled(False)
        self.words.setText("正在停止…")
        self.stopped.emit()
