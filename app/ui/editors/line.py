"""The editor of a short blank: one line of text inside the printed sentence."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFontMetricsF,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from app.forms.checks.problems import Problem
from app.forms.paths import FieldPath
from app.ui.desk import Desk
from app.ui.editors.blank import is_figure, room, show_fault, spoken_name

HINTS = {"date": "年-月-日", "month": "年-月", "year": "年"}
OWN_UNDO = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class LineEditor(QLineEdit):
    """One blank of one line; the session is told of each key, the blank is checked when it is left."""

    def __init__(self, desk: Desk, path: FieldPath, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path = path
        self._desk = desk
        self._composing = False
        field = desk.session.field(path)
        self.setProperty("blank", True)
        self.setAccessibleName(spoken_name(field))
        self.setPlaceholderText(HINTS.get(field.type, ""))
        self._help = field.help
        self.setReadOnly(desk.read_only)
        if is_figure(field):
            self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.natural_width = room(field, QFontMetricsF(self.font()))
        self.stretches = field.type in ("text", "email", "url") and field.room is None
        self.textEdited.connect(self._edited)
        self.returnPressed.connect(self._next)
        self.refresh()

    def refresh(self) -> None:
        """Show the session's text, unless an input method is composing here."""
        self.setEnabled(self._desk.session.asked(self.path))
        text = self._desk.session.text(self.path)
        if text != self.text() and not self._composing:
            self.setText(text)
            if not self.hasFocus():
                self.setCursorPosition(0)

    def show_problems(self, problems: list[Problem]) -> None:
        """Underline the blank."""
        show_fault(self, problems)

    def take_focus(self, path: FieldPath) -> None:
        """Put the cursor into the blank."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.selectAll()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Note whether an input method is composing: nothing may be rewritten then."""
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the cursor is here."""
        super().focusInEvent(event)
        self._desk.entering(self.path)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Have the blank checked once the cursor has gone elsewhere in the program."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._composing = False
            self._desk.left(self.path)
            self.refresh()

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the whole declaration."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_undo(event):
            event.ignore()
            return False
        if event.type() == QEvent.Type.ToolTip:
            self.setToolTip("\n".join(part for part in (self._clipped(), self._help) if part))
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep the line's own undo from running beside the declaration's."""
        if _is_undo(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer cut, copy and paste; undo belongs to the whole declaration."""
        menu = self.createStandardContextMenu()
        without_undo(menu)
        menu.exec(event.globalPos())
        menu.deleteLater()

    def _clipped(self) -> str:
        """The whole answer, where the blank is too narrow to show it."""
        wide = self.fontMetrics().horizontalAdvance(self.text()) > self.width() - 12
        return self.text() if wide else ""

    def _edited(self, text: str) -> None:
        if not self._composing:
            self._desk.typed(self.path, text)

    def _next(self) -> None:
        self.focusNextChild()


def _is_undo(event: QKeyEvent) -> bool:
    return any(event.matches(key) for key in OWN_UNDO)


def without_undo(menu: QMenu) -> None:
    """Take an editor's own undo and redo out of its menu, with the line below them."""
    actions = menu.actions()
    own = [action for action in actions if action.objectName() in ("edit-undo", "edit-redo")]
    for action in own:
        menu.removeAction(action)
    if own and menu.actions() and menu.actions()[0].isSeparator():
        menu.removeAction(menu.actions()[0])
