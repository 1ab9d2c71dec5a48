"""What the lines and texts that are typed in have in common: when the desk is told, and which keys are not theirs."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QFocusEvent, QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QMenu, QPlainTextEdit, QWidget

from app.errors import AppError
from app.forms.checks.problems import Problem
from app.forms.pack.fields import Field
from app.forms.paths import FieldPath
from app.forms.values import LONGEST_TEXT
from app.ui.desk import Desk
from app.ui.editors.blank import show_fault, spoken_name
from app.ui.message import show_failure
from app.ui.theme import part_keys

OF_A_BLANK = ("remark", "blank_history")
"""The window's actions that belong to the blank with the cursor."""
TOO_LONG = "剪贴板里的原文还在。请分到几处填写，或作为证明材料附上。"
OWN_UNDO = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)

if TYPE_CHECKING:
    _Editor = QWidget
else:
    _Editor = object  # the Qt class stands beside this one in the editor's bases


class WithoutUndo(_Editor):
    """An editor whose undo and redo belong to the whole declaration; goes before the Qt class in the bases.

    So do all keys of the window: on Linux a line of Qt's own would take Ctrl+E to go to its end.
    """

    def event(self, event: QEvent) -> bool:
        """Leave the window's keys to the window."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_windows(self, event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep the editor's own undo from running beside the declaration's."""
        if _is_undo(event):
            event.ignore()
        else:
            super().keyPressEvent(event)


class EntryLine(WithoutUndo, QLineEdit):
    """A line to type in, in a cell or on the page; holds what a draft holds, and says when something longer came."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(LONGEST_TEXT)
        self.inputRejected.connect(self._refused)

    def _refused(self) -> None:
        words = f"粘贴的文字太长，一空最多放 {LONGEST_TEXT // 10_000} 万字，后面的没有放进来。"
        show_failure(self, AppError(words, TOO_LONG))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer cut, copy and paste; in a blank of the page what belongs to it too."""
        offer(self.createStandardContextMenu(), event.globalPos(), self if isinstance(self, TextBlank) else None)


class TextBlank(WithoutUndo):
    """The half of a text editor that knows its blank; goes before the Qt class in the bases.

    The desk is told when the cursor comes and goes.  `_composing` while an input method is at work: nothing may be
    checked, counted, saved or rewritten then.
    """

    path: FieldPath
    _desk: Desk
    _composing: bool

    def _serve(self, desk: Desk, path: FieldPath) -> Field:
        """Take over the blank at `path`; what is asked there."""
        self.path, self._desk, self._composing = path, desk, False
        field = desk.session.field(path)
        self.setProperty("blank", True)
        self.setAccessibleName(spoken_name(field))
        return field

    def refresh(self) -> None:
        """Show the session's text, unless an input method is composing here; nothing once the page is gone."""
        if self.path.section not in self._desk.pack.section:
            return
        self.setEnabled(self._desk.session.asked(self.path))
        if not self._composing:
            self._show(self._desk.session.text(self.path))

    @abstractmethod
    def _show(self, text: str) -> None:
        """Put `text` into the editor, unless it stands there."""

    def show_problems(self, problems: list[Problem]) -> None:
        """Underline the blank."""
        show_fault(self, problems)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Note whether an input method is composing."""
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


def offer(menu: QMenu, place: QPoint, blank: QWidget | None = None) -> None:
    """Show an editor's own menu at `place`, without its undo; with what the window can do for a `blank`."""
    without_undo(menu)
    found = [blank.window().findChild(QAction, name) for name in OF_A_BLANK] if blank is not None else []
    if actions := [action for action in found if action is not None]:
        menu.addSeparator()
        menu.addActions(actions)
    part_keys(menu)
    menu.exec(place)
    menu.deleteLater()


def may_paste(editor: QPlainTextEdit, text: str) -> bool:
    """Whether a draft could hold what would stand in `editor` with `text` pasted; says so where it could not."""
    standing = editor.document().characterCount() - len(editor.textCursor().selectedText())
    fits = standing + len(text) <= LONGEST_TEXT
    if not fits:
        words = f"粘贴的文字太长，一空最多放 {LONGEST_TEXT // 10_000} 万字，没有粘贴，原来的内容没有变。"
        show_failure(editor, AppError(words, TOO_LONG))
    return fits


def without_undo(menu: QMenu) -> None:
    """Take an editor's own undo and redo out of its menu, with the line below them."""
    own = [action for action in menu.actions() if action.objectName() in ("edit-undo", "edit-redo")]
    for action in own:
        menu.removeAction(action)
    if own and menu.actions() and menu.actions()[0].isSeparator():
        menu.removeAction(menu.actions()[0])


def _is_windows(editor: QWidget, event: QKeyEvent) -> bool:
    """Whether a key is one of undo and redo, or of any other action of the window."""
    if not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier and not event.key() >= Qt.Key.Key_F1:
        return False
    pressed = QKeySequence(event.keyCombination())
    return _is_undo(event) or any(pressed in action.shortcuts() for action in editor.window().actions())


def _is_undo(event: QKeyEvent) -> bool:
    return any(event.matches(key) for key in OWN_UNDO)
