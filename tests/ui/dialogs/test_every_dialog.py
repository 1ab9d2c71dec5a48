"""Every dialog is as large as its words, fits the smallest screen at every size of text, and speaks Chinese."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QDialog,
    QHeaderView,
    QListView,
    QMessageBox,
    QTreeView,
)
from pytestqt.qtbot import QtBot
from ui.measuring import cut, foreign
from ui.person import path
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
from app.ui.widgets.areas import QuietArea
from app.ui.widgets.dialog import Dialog

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # said of every dialog without a display
SCREEN = QRect(0, 0, 1024, 700 - 48)
"""The smallest screen, without a task bar."""
FRAME = 32
"""What the system draws above a window."""
USUAL = 100
"""The size of text at which nothing need be scrolled."""
LISTS = {"快捷键", "收回", "汇总", "导入清单", "修改历史"}
"""Dialogs that are little but lists: those shrink, so that the whole is scrolled at no size of text."""
SHOWS: dict[str, Callable[[Any], object]] = {
    "定稿": lambda dialog: dialog.table.rowCount(),
    "核对": lambda dialog: dialog.sheets.count(),
    "另存完好的内容": lambda dialog: dialog.lost.toPlainText(),
    "读回": lambda dialog: dialog.plan.of("conflict"),
    "沿用-1": lambda dialog: dialog.source.ready,
    "沿用-2": lambda dialog: dialog.target.cards,
    "沿用-3": lambda dialog: dialog.plan.filled(),
    "长图": lambda dialog: dialog.picture.shape,
}
"""What some of the dialogs are for; it is there before they are shown."""


@pytest.fixture
def stage(
    qtbot: QtBot, window: MainWindow, declaration: Declaration, settings: Settings, tmp_path: Path
) -> Iterator[Stage]:
    """The window with an open declaration that has one proof and one answer."""
    folder = tmp_path / "文件"
    folder.mkdir()
    assert window.form is not None
    attach(window.form, qtbot, write_picture(folder / "照片.png"))
    declaration.session.answer(path("cover.project"), "智能工厂平台")
    declaration.session.insert_rows(path("rows.devices"), 0, [{"name": "掘进机"}])
    yield Stage(
        window, window.actions_, declaration, settings, folder, lambda there: qtbot.waitUntil(there, timeout=20_000)
    )
    theme.apply(application(), Settings(settings.file))


def application() -> QApplication:
    """The one that runs."""
    running = QApplication.instance()
    assert isinstance(running, QApplication)
    return running


@pytest.mark.parametrize("percent", [USUAL, 150, 200])
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
    prints = [version.short for version in stage.declaration.versions()]
    known = f"{stage.folder} {stage.settings.file} backups {backend.in_words()} {prints}"
    found += cut(dialog) + foreign(dialog, known) + empty(dialog)
    found += sideways(dialog) + squeezed(dialog)
    found += scrolled(dialog) if stage.settings.text_size == USUAL or name in LISTS else []
    dialog.close()
    return found


def scrolled(dialog: QDialog) -> list[str]:
    """Whether the whole of it is scrolled."""
    around = dialog.findChild(QuietArea)
    hidden = around.verticalScrollBar().maximum() if around is not None else 0
    return [f"{hidden} pixels scrolled away"] if hidden else []


def sideways(dialog: QDialog) -> list[str]:
    """What is scrolled sideways, but for the rows of a file, of which there may be as many columns as one likes."""
    areas = [area for area in dialog.findChildren(QAbstractScrollArea) if area.isVisibleTo(dialog)]
    wide = [area for area in areas if area.horizontalScrollBar().maximum() and area.window() is dialog]
    return [f"{area.accessibleName()!r} scrolls sideways" for area in wide if area.accessibleName() != "导入后的样子"]


def squeezed(dialog: QDialog) -> list[str]:
    """Lists of which not four rows are seen, though there are more."""
    if not isinstance(dialog, Dialog):
        return []  # Qt's own
    kinds = QTreeView | QListView
    views = [view for view in dialog.findChildren(QAbstractItemView) if view.isVisibleTo(dialog)]
    views = [view for view in views if isinstance(view, kinds) and view.window() is dialog]
    return [f"{view.accessibleName()!r}: {view.height()} high" for view in views if not _seen(view)]


def _seen(view: QAbstractItemView) -> bool:
    """Whether the first four lines of words have room."""
    fixed = view.maximumHeight() == view.minimumHeight()
    return fixed or view.viewport().height() >= 4 * view.fontMetrics().lineSpacing()


def empty(dialog: QDialog) -> list[str]:
    """What is there to show something, and shows nothing."""
    views = [view for view in dialog.findChildren(QAbstractItemView) if view.isVisibleTo(dialog)]
    views = [view for view in views if not isinstance(view, QHeaderView)]
    return [f"{type(view).__name__} {view.accessibleName()!r}: empty" for view in views if not view.model().rowCount()]


def test_no_dialog_is_forgotten_and_each_shows_what_it_is_for(stage: Stage) -> None:
    made = {name: make(stage) for name, make in DIALOGS.items()}
    ours = {kind for kind in _kinds(QDialog) if kind.__module__.startswith("app.")}
    assert {kind.__name__ for kind in ours - set(map(type, made.values())) - {Dialog, BusyDialog}} == set()
    assert {kind.__name__ for kind in ours - {Dialog} if not issubclass(kind, Dialog | QMessageBox)} == set()
    assert {name: found for name, shows in SHOWS.items() if not (found := shows(made[name]))} == {}


def test_no_page_of_the_settings_is_forgotten(stage: Stage) -> None:
    dialog = DIALOGS["设置-1"](stage)
    assert isinstance(dialog, SettingsDialog)
    assert len(dialog.pages) == SETTINGS


def _kinds(kind: type) -> set[type]:
    return {kind} | {one for below in kind.__subclasses__() for one in _kinds(below)}
