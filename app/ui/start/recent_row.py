"""One recent draft on the first screen."""

from __future__ import annotations

import os
from datetime import datetime

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from app.files import as_text
from app.settings import Recent
from app.ui import icons
from app.ui.theme import colours, measure, scaled, space
from app.ui.widgets.labels import evened


class RecentRow(QFrame):
    """A card that opens its draft when clicked or entered."""

    wanted = Signal(object)
    forgotten = Signal(object)

    def __init__(self, draft: Recent, now: datetime, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setProperty("pressable", True)
        self.draft = draft
        there = os.path.exists(draft.path)  # also where the system cannot look
        stem = as_text(draft.path.stem)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"打开 {stem}，{draft.title}")
        words = QVBoxLayout()
        words.setSpacing(space.HAIR)
        name = evened(stem, self)
        name.setProperty("type", "strong")
        words.addWidget(name)
        for text, tone in ((draft.title, "muted"), (self._place(there), "faint" if there else "advice")):
            label = evened(text, self, tone)
            label.setVisible(bool(text))
            words.addWidget(label)
        forget = QToolButton(self)
        icons.give(forget, "close", "faint")
        forget.setToolTip("从列表中去掉（不删除文件）")
        forget.setAccessibleName(f"从列表中去掉 {stem}")
        forget.clicked.connect(lambda: self.forgotten.emit(draft.path))
        row = QHBoxLayout(self)
        row.setContentsMargins(space.ROOMY, space.APART, space.CLOSE, space.APART)
        row.setSpacing(space.APART)
        self._there, self._sheet = there, QLabel(self)
        row.addWidget(self._sheet, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        when = QLabel(when_words(draft.opened, now), self)
        when.setProperty("tone", "muted")
        row.addWidget(when, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(forget, 0, Qt.AlignmentFlag.AlignTop)

        self.repaint_icons()

    def repaint_icons(self) -> None:
        """Draw the icon anew after a change of theme."""
        shown = colours()
        name, colour = ("file", shown.accent) if self._there else ("warning", shown.advice)
        self._sheet.setPixmap(icons.picture(name, colour, scaled(measure.EMBLEM), self.devicePixelRatioF()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the draft."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint() + QPoint()):
            self.wanted.emit(self.draft.path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the draft."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.wanted.emit(self.draft.path)
        else:
            super().keyPressEvent(event)

    def _place(self, there: bool) -> str:
        folder = as_text(str(self.draft.path.parent))
        return folder if there else f"文件已不在原处：{folder}"


def when_words(opened: str, now: datetime) -> str:
    """A moment as people say it: 今天 14:03, 昨天, 3月9日; empty when it is not known."""
    try:
        moment = datetime.fromisoformat(opened)
    except ValueError:
        return ""
    days = (now.date() - moment.date()).days
    if days == 0:
        return f"今天 {moment:%H:%M}"
    if days == 1:
        return f"昨天 {moment:%H:%M}"
    year = "" if moment.year == now.year else f"{moment.year}年"
    return f"{year}{moment.month}月{moment.day}日"
