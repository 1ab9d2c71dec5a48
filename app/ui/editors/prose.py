"""The editor of a long text: grows with what is written, counts 字 as Word does."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QPalette,
    QResizeEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from app.forms.checks.problems import Problem
from app.forms.paths import FieldPath
from app.ui.desk import Desk
from app.ui.editors.blank import show_fault, spoken_name
from app.ui.editors.line import _is_undo, without_undo

FEWEST_LINES, MOST_LINES = 5, 400
AROUND = 16
"""Pixels of padding and border above and below the text."""


class ProseEditor(QPlainTextEdit):
    """One long text; `on_text` is called with the words as they stand, never while composing."""

    def __init__(self, desk: Desk, path: FieldPath, on_text: Callable[[str], None], parent: QWidget) -> None:
        super().__init__(parent)
        self.path = path
        self._desk = desk
        self._on_text = on_text
        self._composing = False
        self._showing = False
        self._dress()
        self.textChanged.connect(self._edited)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self.refresh()
        self._grow()

    def _dress(self) -> None:
        field = self._desk.session.field(self.path)
        self.setProperty("blank", True)
        self.setAccessibleName(spoken_name(field))
        self.setToolTip(field.help)
        self.setReadOnly(self._desk.read_only)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setBackgroundRole(QPalette.ColorRole.NoRole)

    def refresh(self) -> None:
        """Show the session's text, unless an input method is composing here."""
        self.setEnabled(self._desk.session.asked(self.path))
        text = self._desk.session.text(self.path)
        if text != self.toPlainText() and not self._composing:
            self._show(text)
        self._on_text(text)

    def _show(self, text: str) -> None:
        place = self.textCursor().position()
        self._showing = True
        self.setPlainText(text)
        self._showing = False
        cursor = self.textCursor()
        cursor.setPosition(min(place, len(text)) if self.hasFocus() else 0)
        self.setTextCursor(cursor)

    def show_problems(self, problems: list[Problem]) -> None:
        """Underline the text."""
        show_fault(self, problems)

    def take_focus(self, path: FieldPath) -> None:
        """Put the cursor behind what is written."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.moveCursor(QTextCursor.MoveOperation.End)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Note whether an input method is composing: nothing is counted, saved or rewritten then."""
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the cursor is here."""
        super().focusInEvent(event)
        self._desk.entering(self.path)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Have the text checked once the cursor has gone elsewhere in the program."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._composing = False
            self._desk.left(self.path)

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the whole declaration."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_undo(event):
            event.ignore()
            return False
        return super().event(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer cut, copy and paste; undo belongs to the whole declaration."""
        menu = self.createStandardContextMenu()
        without_undo(menu)
        menu.exec(event.globalPos())
        menu.deleteLater()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew, and be as high as they need."""
        super().resizeEvent(event)
        self._grow()

    def _edited(self) -> None:
        if self._composing or self._showing:
            return
        text = self.toPlainText()
        self._desk.typed(self.path, text)
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
