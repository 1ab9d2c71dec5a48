"""The person at the desk, for the tests of the window: what is typed and clicked, and the words that open a draft."""

from __future__ import annotations

from declaration.prepared import PASSPHRASE
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.forms.paths import FieldPath
from app.ui.editors.choice import ChoiceEditor
from app.ui.editors.line import LineEditor
from app.ui.editors.prose import ProseEditor
from app.ui.form.view import FormView

__all__ = ["PASSPHRASE", "User", "path"]


def path(text: str) -> FieldPath:
    """A path from its text."""
    return FieldPath.parse(text)


class User:
    """Types, clicks and goes about as a person would."""

    def __init__(self, qtbot: QtBot, form: FormView) -> None:
        self.bot, self.form = qtbot, form

    def blank(self, name: str) -> LineEditor | ProseEditor | ChoiceEditor:
        """The editor of the blank called `section.field`, on its page."""
        wanted = path(name)
        if self.form.section != wanted.section:
            self.form.open(wanted.section)
        found = [
            blank for view in self.form.page(wanted.section).views for blank in view.blanks if blank.path == wanted
        ]
        assert len(found) == 1, name
        assert isinstance(found[0], LineEditor | ProseEditor | ChoiceEditor)
        return found[0]

    def line(self, name: str) -> LineEditor:
        """The one-line editor of a blank."""
        editor = self.blank(name)
        assert isinstance(editor, LineEditor)
        return editor

    def type(self, name: str, text: str) -> LineEditor | ProseEditor:
        """Put the cursor into a blank and type."""
        editor = self.blank(name)
        assert isinstance(editor, LineEditor | ProseEditor)
        editor.setFocus()
        editor.selectAll()
        self.bot.keyClicks(editor, text)
        return editor

    def leave(self) -> None:
        """Go to the next blank with Tab."""
        focused = self.form.focusWidget()
        assert isinstance(focused, QWidget)
        self.bot.keyClick(focused, Qt.Key.Key_Tab)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key wherever the cursor is."""
        focused = self.form.window().focusWidget()
        self.bot.keyClick(focused or self.form, key, modifiers)
