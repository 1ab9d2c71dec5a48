"""One real declaration in one real window."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui.person import PASSPHRASE, User
from ui.watchdog import Watchdog

from app import collector
from app.declaration.declaration import Declaration
from app.declaration.packs import install_pack
from app.forms.pack.pack import Pack
from app.settings import Settings
from app.ui.application import make_application
from app.ui.form.view import FormView
from app.ui.main_window import MainWindow

HERE = Path(__file__).parent


@pytest.fixture(autouse=True, scope="module")
def rare_collections() -> None:
    """The collector works as it does for a user: how long a window keeps him waiting is measured."""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's data folder of one test."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("QIBEI_HOME", str(folder))
    return folder


@pytest.fixture(autouse=True)
def mouse_let_go() -> Iterator[None]:
    """A button of the mouse that one test leaves pressed changes what the next ones see: nothing follows the cursor."""
    yield
    assert QApplication.mouseButtons() == Qt.MouseButton.NoButton, "a button of the mouse was left pressed"


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


@pytest.fixture
def user(qtbot: QtBot, form: FormView) -> User:
    """The person at the desk."""
    return User(qtbot, form)


@pytest.fixture
def reopened(tmp_path: Path) -> Callable[[Declaration], Declaration]:
    """A function that opens the same draft once more, after it was closed."""
    return lambda declaration: Declaration.open(declaration.path, PASSPHRASE)


@pytest.fixture
def watchdog(qapp: QApplication) -> Iterator[Watchdog]:
    """What measures how long the event loop is kept from serving the user; collecting is done as `run` has it done."""
    collector.begin(0)  # what earlier tests left is looked at now
    collector.look_once()
    yield Watchdog()
    gc.callbacks.remove(collector._spare)
    gc.unfreeze()
    collector._spared = False
