"""另存为 of a declaration that can only be read: its user goes on in the copy, or lays it aside."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QMessageBox
from pytestqt.qtbot import QtBot
from ui.person import PASSPHRASE, User, path

from app.declaration.declaration import Declaration
from app.ui.dialogs.saving_as import SaveAsDialog
from app.ui.form.view import FormView
from app.ui.main_window import MainWindow

NAME = path("cover.project")
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # what the plugin without a display says of every dialog


@pytest.fixture
def reading(empty_window: MainWindow, declaration: Declaration) -> MainWindow:
    """The window with a declaration that can only be read, at its second page."""
    declaration.session.set({NAME: "theirs"})
    declaration.close()
    empty_window.show_declaration(Declaration.open(declaration.path, PASSPHRASE, read_only=True))
    form_of(empty_window).open("applicant")
    return empty_window


def form_of(window: MainWindow) -> FormView:
    assert window.form is not None
    return window.form


def save_elsewhere(qtbot: QtBot, window: MainWindow, place: Path, *, go_on: bool) -> None:
    """Save it as `place`; whoever does not want to go on there says so."""
    window.actions_["save_as"].trigger()
    dialog = next(one for one in window.findChildren(SaveAsDialog) if one.isVisible())
    dialog.file.show_path(place)
    dialog.known.edit.setText(PASSPHRASE)
    if not go_on:
        dialog.go_on.click()
    with qtbot.waitSignal(dialog.saved, timeout=20_000):
        dialog.ok.click()


def test_its_user_goes_on_in_the_copy_at_the_same_page(
    qtbot: QtBot, reading: MainWindow, declaration: Declaration, tmp_path: Path
) -> None:
    copy = tmp_path / "我的.qibei"
    save_elsewhere(qtbot, reading, copy, go_on=True)
    form_of(reading).arrive()
    assert (reading.windowTitle(), form_of(reading).section) == ("我的 — 齐备", "applicant")
    told = [label.text() for label in form_of(reading).banner.findChildren(QLabel)]
    assert told == ["已另存为“我的.qibei”。现在打开的就是它，可以接着填写。"]
    User(qtbot, form_of(reading)).type("cover.project", "mine")
    assert reading.close_form()
    assert reading.settings.recent[0].path == copy
    with Declaration.open(copy, PASSPHRASE) as mine, Declaration.open(declaration.path, PASSPHRASE) as theirs:
        assert (mine.session.text(NAME), theirs.session.text(NAME)) == ("mine", "theirs")


def test_whoever_only_wants_a_copy_goes_on_reading(qtbot: QtBot, reading: MainWindow, tmp_path: Path) -> None:
    save_elsewhere(qtbot, reading, tmp_path / "我的.qibei", go_on=False)
    assert (reading.windowTitle(), form_of(reading).desk.read_only) == ("试 — 齐备", True)
    for box in reading.findChildren(QMessageBox):
        box.accept()
    Declaration.open(tmp_path / "我的.qibei", PASSPHRASE).close()
