"""Every dialog is as large as its words, fits the smallest screen at every size of text, and speaks Chinese."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox
from pytestqt.qtbot import QtBot
from ui.measuring import cut, foreign
from ui.proof_files import attach, write_picture

from app.declaration.declaration import Declaration
from app.drafts.keyring import backend
from app.settings import Settings
from app.ui import theme
from app.ui.dialogs.busy import BusyDialog
from app.ui.dialogs.settings.dialog import SettingsDialog
from app.ui.main_window import MainWindow
from app.ui.pictures.dialogs import SETTINGS, Stage
from app.ui.pictures.gallery import DIALOGS
from app.ui.widgets.dialog import Dialog

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # said of every dialog without a display
SCREEN = QRect(0, 0, 1024, 700 - 48)
"""The smallest screen, without a task bar."""
FRAME = 32
"""What the system draws above a window."""


@pytest.fixture
def stage(
    qtbot: QtBot, window: MainWindow, declaration: Declaration, settings: Settings, tmp_path: Path
) -> Iterator[Stage]:
    """The window with an open declaration that has one proof."""
    folder = tmp_path / "文件"
    folder.mkdir()
    assert window.form is not None
    attach(window.form, qtbot, write_picture(folder / "照片.png"))
    yield Stage(window, window.actions_, declaration, settings, folder)
    theme.apply(application(), Settings(settings.file))


def application() -> QApplication:
    """The one that runs."""
    running = QApplication.instance()
    assert isinstance(running, QApplication)
    return running


@pytest.mark.parametrize("percent", [100, 200])
def test_every_dialog_shows_all_its_words_on_the_smallest_screen(
    qtbot: QtBot, stage: Stage, monkeypatch: pytest.MonkeyPatch, percent: int
) -> None:
    monkeypatch.setattr(QScreen, "availableGeometry", lambda _self: SCREEN)
    stage.settings.text_size = percent
    theme.apply(application(), stage.settings)
    assert {name: wrong for name in DIALOGS if (wrong := faults(qtbot, stage, name))} == {}


def faults(qtbot: QtBot, stage: Stage, name: str) -> list[str]:
    """What is cut, foreign or too large in the dialog of that name."""
    dialog = DIALOGS[name](stage)
    dialog.open() if isinstance(dialog, QMessageBox) else dialog.show()
    qtbot.waitUntil(lambda: not getattr(dialog, "busy", False), timeout=20_000)
    qtbot.wait(20)
    large = dialog.width() > SCREEN.width() or dialog.height() > SCREEN.height() - FRAME
    found = [f"{dialog.width()}x{dialog.height()}"] if large else []
    found += cut(dialog) + foreign(dialog, f"{stage.folder} {stage.settings.file} backups {backend.in_words()}")
    dialog.close()
    return found


def test_no_dialog_is_forgotten(stage: Stage) -> None:
    ours = {kind for kind in _kinds(QDialog) if kind.__module__.startswith("app.")}
    shown = {type(make(stage)) for make in DIALOGS.values()}
    assert {kind.__name__ for kind in ours - shown - {Dialog, BusyDialog}} == set()
    assert {kind.__name__ for kind in ours - {Dialog} if not issubclass(kind, Dialog | QMessageBox)} == set()


def test_no_page_of_the_settings_is_forgotten(stage: Stage) -> None:
    dialog = DIALOGS["设置-1"](stage)
    assert isinstance(dialog, SettingsDialog)
    assert len(dialog.pages) == SETTINGS


def _kinds(kind: type) -> set[type]:
    return {kind} | {one for below in kind.__subclasses__() for one in _kinds(below)}
