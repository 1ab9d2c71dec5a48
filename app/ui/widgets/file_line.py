"""A line for the place of a file, with a button to pick it and a drop of the file itself."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QStyle, QStyleOptionFrame, QWidget

from app.files import DRAFT_SUFFIX, as_draft

MARGIN = 2
"""Pixels that Qt leaves beside the words of a line."""


class PlaceLine(QLineEdit):
    """A line for a place; where it is too narrow, the end is told, with “…” before it while the cursor is elsewhere."""

    def at_rest(self) -> str:
        """The words that are shown while the cursor is elsewhere."""
        room = self._room(self._panel()).width()
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideLeft, room)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what there is room for, no letter by halves."""
        words, panel = self.at_rest(), self._panel()
        if self.hasFocus() or words == self.text():
            super().paintEvent(event)
            return
        with QPainter(self) as painter:
            self.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, panel, painter, self)
            painter.setPen(self.palette().color(self.foregroundRole()))
            painter.drawText(self._room(panel), int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)

    def _panel(self) -> QStyleOptionFrame:
        panel = QStyleOptionFrame()
        self.initStyleOption(panel)
        return panel

    def _room(self, panel: QStyleOptionFrame) -> QRect:
        inside = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, panel, self)
        return inside.adjusted(MARGIN, 0, -MARGIN, 0)


class FileLine(QWidget):
    """Where a draft is, or with `new` where one is to be made."""

    def __init__(self, name: str, parent: QWidget, *, folder: Path, new: bool = False) -> None:
        super().__init__(parent)
        self._name, self._folder, self._new = name, folder, new
        self.setAcceptDrops(not new)
        self.edit = PlaceLine(self)
        self.edit.setAccessibleName(name)
        self.edit.setAcceptDrops(False)
        browse = QPushButton("浏览…", self)
        browse.setAutoDefault(False)
        browse.setAccessibleName(f"选择{name}")
        browse.clicked.connect(self._pick)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.edit, 1)
        row.addWidget(browse)
        self.setFocusProxy(self.edit)

    @property
    def path(self) -> Path | None:
        """The place, with the ending of drafts when it is to be made; None while nothing is written."""
        text = self.edit.text().strip()
        if not text:
            return None
        return as_draft(Path(text)) if self._new else Path(text)

    def show_path(self, path: Path) -> None:
        """Write `path` into the line."""
        self.edit.setText(str(path))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a draft file."""
        if drafts_in(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the place of the file that was dropped."""
        for path in drafts_in(event)[:1]:
            self.show_path(path)

    def _pick(self) -> None:
        kinds = f"申报书 (*{DRAFT_SUFFIX})"
        start = self.edit.text().strip() or str(self._folder)
        from app.ui.widgets.file_dialog import ask_open, ask_save

        ask = ask_save if self._new else ask_open
        name = ask(self, self._name, start, kinds)
        if name:
            self.show_path(Path(name))


def files_in(event: QDropEvent) -> list[Path]:
    """The local files that are being dropped."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


def drafts_in(event: QDropEvent) -> list[Path]:
    """The drafts among them."""
    return [file for file in files_in(event) if file.suffix == DRAFT_SUFFIX]
