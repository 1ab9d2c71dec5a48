"""备份 in the window: a copy of the day is made beside it, follows the work, and is said when it cannot be made."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from ui.person import PASSPHRASE, User

from app.declaration.declaration import Declaration
from app.declaration.keeping.backups import backup_folder, backups_of
from app.settings import Settings
from app.ui.dialogs.settings.backups_page import BackupsPage
from app.ui.dialogs.settings.dialog import SettingsDialog
from app.ui.main_window import MainWindow


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
