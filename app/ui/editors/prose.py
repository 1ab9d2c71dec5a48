"""The editor of a long text: grows with what is written, counts 字 as Word does."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QContextMenuEvent, QPalette, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from app.forms.pack.fields import Field
from app.forms.paths import FieldPath
from app.ui.broken import units
from app.ui.desk import Desk
from app.ui.editors.text import TextBlank, may_paste, offer

FEWEST_LINES, MOST_LINES = 5, 400
AROUND = 16
"""Pixels of padding and border above and below the text."""


class ProseEditor(TextBlank, QPlainTextEdit):
    """One long text; `on_text` is called with the words whenever they are others, never while composing."""

    def __init__(self, desk: Desk, path: FieldPath, on_text: Callable[[str], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._on_text = on_text
        self._told: str | None = None
        self._showing = False
        self._dress(self._serve(desk, path))
        self.textChanged.connect(self._edited)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self.refresh()
        self._grow()

    def _dress(self, field: Field) -> None:
        self.setToolTip(field.help)
        self.setReadOnly(self._desk.read_only)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setBackgroundRole(QPalette.ColorRole.NoRole)

    def _show(self, text: str) -> None:
        if text != self.toPlainText():
            place = self.textCursor().position()
            self._showing = True
            self.setPlainText(text)
            self._showing = False
            cursor = self.textCursor()
            cursor.setPosition(min(place, units(text)) if self.hasFocus() else 0)
            self.setTextCursor(cursor)
        self._tell(text)

    def take_focus(self, path: FieldPath) -> None:
        """Put the cursor behind what is written."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.moveCursor(QTextCursor.MoveOperation.End)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste; what is longer than a draft may hold is refused whole, and said."""
        if may_paste(self, source.text()):
            super().insertFromMimeData(source)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer cut, copy and paste, and what belongs to a blank."""
        offer(self.createStandardContextMenu(), event.globalPos(), self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew, and be as high as they need."""
        super().resizeEvent(event)
        self._grow()

    def _edited(self) -> None:
        if self._composing or self._showing:
            return
        text = self.toPlainText()
        self._desk.typed(self.path, text)
        self._tell(text)

    def _tell(self, text: str) -> None:
        if text != self._told:
            self._told = text
            self._on_text(text)

    def _grow(self) -> None:
        layout, block, tall = self.document().documentLayout(), self.document().begin(), 0.0
        while block.isValid():
            tall += layout.blockBoundingRect(block).height()  # which also breaks the lines of what was not yet seen
            block = block.next()
        spacing = self.fontMetrics().lineSpacing()
        lines = max(FEWEST_LINES * spacing, min(round(tall), MOST_LINES * spacing))
        height = lines + AROUND + round(2 * self.document().documentMargin())
        policy = Qt.ScrollBarPolicy
        long = tall > MOST_LINES * spacing
        self.setVerticalScrollBarPolicy(policy.ScrollBarAsNeeded if long else policy.ScrollBarAlwaysOff)
        if height != self.height() or self.minimumHeight() != height:
            self.setFixedHeight(height)
