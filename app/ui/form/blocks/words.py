"""Blocks that are only read: notes, headings, and the places for seals and signatures."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.forms.pack.blocks import HeadingWords, Note, Seal
from app.ui.desk import Desk
from app.ui.form.blocks.view import BlockView
from app.ui.icons import picture
from app.ui.theme import colour, colours, measure, scaled, space
from app.ui.widgets.labels import wrapped

ICON = measure.ICON
PLACES = {
    "seal": "此处盖章",
    "signature": "此处签字或签章",
    "date": "此处手写日期",
    "edge_seal": "此处盖骑缝章",
    "photo": "此处贴照片",
}


class NoteView(BlockView):
    """Printed words of explanation."""

    def __init__(self, desk: Desk, note: Note, parent: QWidget) -> None:
        super().__init__(desk, parent)
        label = wrapped(note.text, self, "muted")
        label.setProperty("type", "small")
        self.stack.addWidget(label)


class HeadingView(BlockView):
    """A printed heading inside a page."""

    def __init__(self, desk: Desk, heading: HeadingWords, parent: QWidget) -> None:
        super().__init__(desk, parent)
        label = wrapped(heading.text, self)
        label.setProperty("type", "heading")
        self.stack.setContentsMargins(0, space.ROOMY, 0, space.HAIR)
        self.stack.addWidget(label)


class SealView(BlockView):
    """A place that is stamped, signed or dated by hand, on paper."""

    def __init__(self, desk: Desk, seal: Seal, parent: QWidget) -> None:
        super().__init__(desk, parent)
        self.stack.addWidget(_Place(seal, self))


class _Place(QWidget):
    """The dashed frame of such a place."""

    def __init__(self, seal: Seal, parent: QWidget) -> None:
        super().__init__(parent)
        upright = seal.what == "photo"  # in a cell that is narrow and high
        row: QBoxLayout = QVBoxLayout(self) if upright else QHBoxLayout(self)
        row.setContentsMargins(space.APART, space.CLOSE, space.APART, space.CLOSE)
        row.setSpacing(space.APART)
        words = seal.words.strip("　 ")
        if words and seal.what != "date":
            row.addWidget(wrapped(words, self) if upright else QLabel(words, self))
        self._icon = QLabel(self)
        self._icon.setFixedSize(scaled(ICON), scaled(ICON))
        row.addWidget(self._icon)
        place = f"（{PLACES[seal.what]}，打印后完成{'：' + seal.who if seal.who else ''}）"
        row.addWidget(wrapped(place, self, "muted"), 1)
        self._name = "hand" if seal.what in ("date", "signature", "photo") else "seal"

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the dashed frame."""
        scale = self.devicePixelRatioF()
        pixmap = picture(self._name, colours().muted, scaled(ICON), scale)
        if self._icon.pixmap().cacheKey() != pixmap.cacheKey():
            self._icon.setPixmap(pixmap)
            self._icon.setFixedSize(scaled(ICON), scaled(ICON))  # the text may have become larger
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("blank_line"), 1.0, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), measure.CORNER, measure.CORNER)
        painter.end()
