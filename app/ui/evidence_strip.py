"""At the foot of a page: each proof it demands, whether it is there, and the way to it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.forms.paths import FieldPath
from app.forms.section import Section
from app.ui import icons
from app.ui.blocks.view import wrapped
from app.ui.desk import Desk
from app.ui.evidence_view import state_of
from app.ui.message import restyle


class EvidenceStrip(QFrame):
    """One line for each proof; `wanted` tells the proof that the user wants to see."""

    wanted = Signal(object)

    def __init__(self, desk: Desk, section: Section, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._states: dict[FieldPath, QLabel] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 14, 0, 0)
        column.setSpacing(6)
        title = QLabel("证明材料", self)
        font = title.font()
        font.setBold(True)
        title.setFont(font)
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
        line = QFrame(self)
        line.setObjectName("bar")
        row = QHBoxLayout(line)
        row.setContentsMargins(12, 6, 6, 6)
        row.setSpacing(10)
        row.addWidget(wrapped(title, line), 1)
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
