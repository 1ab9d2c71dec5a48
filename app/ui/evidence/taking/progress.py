"""How far the files are that are being read for a proof, and the button that stops it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.ui.theme import space
from app.ui.widgets.labels import evened

WIDEST_NAME = 24


@dataclass(frozen=True, slots=True)
class Progress:
    """What is being done, and how much of the whole is (0 to 1; below 0 when that is not known)."""

    words: str
    share: float


class ProgressView(QFrame):
    """The words, the bar, and 停止; takes no room when nothing is read."""

    stopped = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.words = evened("", self, "muted")
        self.bar = QProgressBar(self)
        self.bar.setProperty("busy", True)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("读取证明材料的进度")
        self.stop = QPushButton("停止", self)
        self.stop.setProperty("slim", True)
        self.stop.setAccessibleName("停止读取证明材料")
        self.stop.clicked.connect(self.stopped)
        row = QHBoxLayout()
        row.setSpacing(space.CLOSE)
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.HAIR)
        column.addWidget(self.words)
        column.addLayout(row)
        self.hide()

    def tell(self, progress: Progress | None) -> None:
        """Show the progress, or nothing."""
        if progress is not None:
            self.words.setText(progress.words)
            known = progress.share >= 0
            self.bar.setRange(0, 1000 if known else 0)
            self.bar.setValue(round(progress.share * 1000) if known else 0)
        self.setVisible(progress is not None)


def short_name(name: str) -> str:
    """A file name that is short enough for two lines of the panel."""
    return name if len(name) <= WIDEST_NAME else f"{name[: WIDEST_NAME - 9]}…{name[-8:]}"
