"""The program is started: its window is seen first, and what can wait comes after it."""

from __future__ import annotations

import sys
import time

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.declaration.declaration import Declaration
from app.settings import Settings
from app.ui.application import OnceSeen, run
from app.ui.main_window import MainWindow
from app.ui.start.passphrase import PassphraseDialog

PATIENCE = 20.0
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def test_what_can_wait_is_done_once_and_after_the_first_picture(qtbot: QtBot, settings: Settings) -> None:
    window = MainWindow(settings)
    qtbot.addWidget(window)
    done: list[bool] = []
    OnceSeen(window, lambda: done.append(window.isVisible()))
    qtbot.wait(50)
    assert done == []
    window.show()
    qtbot.waitUntil(lambda: done == [True])
    window.update()
    qtbot.wait(50)
    assert done == [True]


def test_actions_get_their_icons_when_a_menu_opens_or_a_declaration(
    empty_window: MainWindow, declaration: Declaration
) -> None:
    actions = empty_window.actions_
    assert actions["undo"].icon().isNull()
    empty_window.show_declaration(declaration)
    assert not actions["undo"].icon().isNull()


def test_a_draft_that_was_clicked_asks_for_its_passphrase(
    declaration: Declaration, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # the program has its own
    declaration.close()
    asked: list[str] = []
    end = time.monotonic() + PATIENCE

    def look() -> None:
        asking = [one for one in qapp.topLevelWidgets() if isinstance(one, PassphraseDialog) and one.isVisible()]
        for one in asking:
            asked.append(one.windowTitle())
            one.reject()
        if asking or time.monotonic() > end:
            qapp.closeAllWindows()

    looking = QTimer()
    looking.timeout.connect(look)
    looking.start(20)
    run([str(declaration.path)])
    looking.stop()
    assert len(asked) == 1
