"""备份 in the window: a copy of the day is made beside it, follows the work, and is said when it cannot be made."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from ui.person import PASSPHRASE, User

from app.declaration.declaration import Declaration
from app.declaration.keeping.backups import backup_folder, backups_of
from app.errors import ReadOnlyPlace
from app.settings import Settings
from app.ui.dialogs.saving_as import SaveAsDialog
from app.ui.dialogs.settings.backups_page import BackupsPage
from app.ui.dialogs.settings.dialog import SettingsDialog
from app.ui.main_window import MainWindow
from app.ui.start.passphrase import PassphraseDialog

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # said of every dialog without a display


def settings_page(window: MainWindow) -> BackupsPage:
    """The page of the settings."""
    dialog = SettingsDialog(window.settings, list, window)
    dialog.list.setCurrentRow(next(n for n, page in enumerate(dialog.pages) if isinstance(page, BackupsPage)))
    return next(page for page in dialog.pages if isinstance(page, BackupsPage))


def test_an_open_declaration_is_copied_and_the_copy_opens(
    qtbot: QtBot, window: MainWindow, declaration: Declaration
) -> None:
    with qtbot.waitSignal(window.backups.made, timeout=10_000) as made:
        window.backups.make()
    assert [one.path for one in backups_of(declaration, backup_folder())] == made.args
    with Declaration.open(made.args[0], PASSPHRASE, read_only=True) as copy:
        assert copy.info == declaration.info


def test_nothing_is_copied_when_no_backups_are_wanted(window: MainWindow, declaration: Declaration) -> None:
    page = settings_page(window)
    page.daily.click()
    assert Settings.load().backups == 0
    assert not page.most.isEnabled()
    window.backups.make()
    assert not backup_folder().exists()
    page.daily.click()
    assert Settings.load().backups == page.most.value()


def test_copies_go_where_the_user_chose_and_back_again(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    page = settings_page(window)
    page.put_in(tmp_path / "别处")
    page.most.setValue(3)
    assert Settings.load().backup_folder == str(tmp_path / "别处")
    assert Settings.load().backups == 3
    with qtbot.waitSignal(window.backups.made, timeout=10_000) as made:
        window.backups.make()
    assert made.args is not None
    assert made.args[0].parent == tmp_path / "别处"
    page.usual.click()
    assert Settings.load().backup_folder == ""
    assert made.args[0].exists()


def test_that_there_is_no_copy_is_said_once_above_the_page(
    qtbot: QtBot, window: MainWindow, user: User, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "挡路").write_text("", "utf-8")
    settings.backup_folder = tmp_path / "挡路"
    with qtbot.waitSignal(window.backups.failed, timeout=10_000):
        window.backups.make()
    assert user.form.banner.isVisible()
    assert "今天的备份没有做成" in user.form.banner.findChild(QLabel).text()
    qtbot.waitUntil(lambda: window.backups._task is None)
    with qtbot.assertNotEmitted(window.backups.failed):
        window.backups.make()
        qtbot.waitUntil(lambda: window.backups._task is None)


def test_whoever_opens_a_copy_reads_it_and_is_offered_to_save_it_elsewhere(
    qtbot: QtBot, window: MainWindow, declaration: Declaration, tmp_path: Path
) -> None:
    with qtbot.waitSignal(window.backups.made, timeout=10_000) as made:
        window.backups.make()
    copy = made.args[0]
    assert window.close_form()
    with pytest.raises(ReadOnlyPlace, match="这是自动备份"):
        Declaration.open(copy, PASSPHRASE)
    window.leaving.folder = tmp_path
    window.open_draft(copy)
    qtbot.waitUntil(lambda: bool(window.findChildren(PassphraseDialog)), timeout=10_000)
    dialog = window.findChildren(PassphraseDialog)[-1]
    dialog.passphrase.edit.setText(PASSPHRASE)
    dialog.ok.click()
    qtbot.waitUntil(lambda: window.form is not None, timeout=20_000)
    form = window.form
    assert form is not None
    assert form.desk.read_only
    qtbot.waitUntil(lambda: "这是自动备份" in form.banner._words.text(), timeout=10_000)
    form.banner._button.click()
    place = window.findChildren(SaveAsDialog)[-1].file.path
    assert place is not None
    assert place.parent == tmp_path


def test_a_copy_that_was_put_elsewhere_is_filled_in_like_any_draft(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    with qtbot.waitSignal(window.backups.made, timeout=10_000) as made:
        window.backups.make()
    elsewhere = tmp_path / made.args[0].name
    shutil.copyfile(made.args[0], elsewhere)
    with Declaration.open(elsewhere, PASSPHRASE) as declaration:
        assert not declaration.read_only
