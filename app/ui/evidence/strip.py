"""At the foot of a page: each proof it demands, whether it is there, the way to it, and a place to drop files."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.forms.pack.section import Section
from app.forms.paths import FieldPath
from app.ui import icons
from app.ui.desk import Desk
from app.ui.evidence.state import state_of
from app.ui.evidence.taking.drop import dropped_files
from app.ui.message import restyle
from app.ui.theme import space
from app.ui.widgets.labels import evened


class EvidenceStrip(QFrame):
    """One line for each proof; `wanted` tells the proof that the user wants to see, `dropped` files for one."""

    wanted = Signal(object)
    dropped = Signal(object, list)

    def __init__(self, desk: Desk, section: Section, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._states: dict[FieldPath, QLabel] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, space.ROOMY, 0, 0)
        column.setSpacing(space.CLOSE)
        title = QLabel("证明材料", self)
        title.setProperty("type", "strong")
        column.addWidget(title)
        for item in section.evidence_items.values():
            column.addWidget(self._line(FieldPath(section.id, item.id), item.title))
        self.setVisible(bool(section.evidence_items))
        self.refresh()

    def refresh(self) -> None:
        """Show what is there."""
        for path, label in self._states.items():
            words, tone = state_of(self._desk, path)
            label.setText(words)
            restyle(label, tone)

    def _line(self, path: FieldPath, title: str) -> QFrame:
        line = DropLine(self)
        line.setAcceptDrops(not self._desk.read_only)
        line.dropped.connect(lambda files: self.dropped.emit(path, files))
        row = QHBoxLayout(line)
        row.setContentsMargins(space.APART, space.CLOSE, space.CLOSE, space.CLOSE)
        row.setSpacing(space.APART)
        row.addWidget(evened(title, line), 1)
        state = QLabel(line)
        self._states[path] = state
        row.addWidget(state)
        button = QPushButton("添加", line)
        icons.give(button, "attach", "accent")
        button.setProperty("link", True)
        button.setAccessibleName(f"添加或查看：{title}")
        button.clicked.connect(lambda: self.wanted.emit(path))
        row.addWidget(button)
        return line


class DropLine(QFrame):
    """The line of one proof; `dropped` tells the files and folders that were dropped on it."""

    dropped = Signal(list)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("bar")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and folders."""
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()
            restyle(self, "over")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show that nothing would be dropped here."""
        restyle(self, "")

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell what was dropped."""
        restyle(self, "")
        self.dropped.emit(dropped_files(event.mimeData()))
        event.acceptProposedAction()
