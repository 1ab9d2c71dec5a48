"""One attached file: its name, pages and size, what it proves, and its place among the others."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from app.declaration.attachments import Attached
from app.forms.paths import FieldPath
from app.ui import icons
from app.ui.desk import Desk
from app.ui.editors.line import LineEditor


class FileView(QFrame):
    """One file below its proof."""

    def __init__(self, desk: Desk, item: FieldPath, row: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self.row = row
        self._desk, self._item = desk, item
        self._name = QLabel(self)
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        self._name.setWordWrap(True)
        self._facts = QLabel(self)
        self._facts.setProperty("tone", "muted")
        self.proves = LineEditor(desk, item.at(row, "proves"), self)
        self.proves.setPlaceholderText("证明内容")
        self._up = self._button("up", "上移", lambda: self._move(-1))
        self._down = self._button("down", "下移", lambda: self._move(1))
        self._remove = self._button("remove", "移除", self._take_out)
        self._place = 0
        self._arrange()

    def show_file(self, file: Attached, place: int, count: int) -> None:
        """Show the file, which is the one numbered `place` of `count`."""
        self._place = place
        self._name.setText(f"{place + 1}. {file.name}")
        pages = f"{file.pages} 页 · " if file.pages else ""
        self._facts.setText(f"{pages}{size_words(file.size)}")
        self.proves.setAccessibleName(f"{file.name} 的证明内容")
        if self._desk.typing != self.proves.path:
            self.proves.refresh()
        free = not self._desk.read_only
        self._up.setEnabled(free and place > 0)
        self._down.setEnabled(free and place < count - 1)
        self._remove.setEnabled(free)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 6, 8)
        column.setSpacing(4)
        column.addWidget(self._name)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._facts, 1)
        for button in (self._up, self._down, self._remove):
            row.addWidget(button)
        column.addLayout(row)
        column.addWidget(self.proves)

    def _button(self, icon: str, name: str, action: Callable[[], None]) -> QToolButton:
        button = QToolButton(self)
        icons.give(button, icon)
        button.setToolTip(name)
        button.setAccessibleName(f"{name}文件")
        button.clicked.connect(action)
        return button

    def _move(self, by: int) -> None:
        self._desk.do(lambda: self._desk.session.move_row(self._item, self.row, self._place + by))

    def _take_out(self) -> None:
        self._desk.do(lambda: self._desk.session.remove_rows(self._item, [self.row]))


def size_words(size: int) -> str:
    """A number of bytes as people say it."""
    if size < 1024 * 1024:
        return f"{max(round(size / 1024), 1)} KB"
    return f"{size / 1024 / 1024:.1f} MB"
