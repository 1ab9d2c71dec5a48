"""One real declaration in one real window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.declaration.declaration import Declaration
from app.declaration.packs import install_pack
from app.forms.pack import Pack
from app.forms.paths import FieldPath
from app.settings import Settings
from app.ui.application import make_application
from app.ui.editors.choice import ChoiceEditor
from app.ui.editors.line import LineEditor
from app.ui.editors.prose import ProseEditor
from app.ui.form_view import FormView
from app.ui.main_window import MainWindow

PASSPHRASE = "一句只有自己知道的话"
HERE = Path(__file__).parent


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's data folder of one test."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("QIBEI_HOME", str(folder))
    return folder


@pytest.fixture
def pack(home: Path) -> Pack:
    """A small pack with every kind of block."""
    return install_pack(HERE / "small_pack.yaml")


@pytest.fixture
def declaration(pack: Pack, tmp_path: Path) -> Iterator[Declaration]:
    """An empty declaration."""
    made = Declaration.create(pack, tmp_path / "试.qibei", PASSPHRASE)
    yield made
    made.close()


@pytest.fixture
def settings(home: Path) -> Settings:
    """The settings of one test."""
    return Settings.load()


@pytest.fixture
def empty_window(qtbot: QtBot, settings: Settings) -> Iterator[MainWindow]:
    """The window with its first screen."""
    make_application(settings)
    window = MainWindow(settings)
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    yield window
    window.close()


@pytest.fixture
def window(empty_window: MainWindow, declaration: Declaration) -> MainWindow:
    """The window with the declaration open."""
    empty_window.show_declaration(declaration)
    return empty_window


@pytest.fixture
def form(window: MainWindow) -> FormView:
    """The open declaration in the window."""
    assert window.form is not None
    return window.form


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


@pytest.fixture
def user(qtbot: QtBot, form: FormView) -> User:
    """The person at the desk."""
    return User(qtbot, form)


@pytest.fixture
def reopened(tmp_path: Path) -> Callable[[Declaration], Declaration]:
    """A function that opens the same draft once more, after it was closed."""
    return lambda declaration: Declaration.open(declaration.path, PASSPHRASE)
