"""The look that is chosen holds at once; the window, the last page and the folders are found again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from ui.person import PASSPHRASE, path

from app.declaration.declaration import Declaration
from app.settings import MOST_PAGES, Settings
from app.ui import theme
from app.ui.dialogs.export import ExportDialog
from app.ui.dialogs.saving_as import SaveAsDialog
from app.ui.dialogs.settings.appearance_page import AppearancePage
from app.ui.dialogs.settings.dialog import SettingsDialog
from app.ui.dialogs.settings.folders_page import FoldersPage
from app.ui.dialogs.settings.name_page import NamePage
from app.ui.dialogs.shortcuts import ShortcutsDialog
from app.ui.form.view import FormView
from app.ui.main_window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # said of every dialog without a display


@pytest.fixture
def dialog(window: MainWindow, settings: Settings) -> Iterator[SettingsDialog]:
    """设置, open."""
    window.actions_["settings"].trigger()
    yield window.findChildren(SettingsDialog)[-1]
    settings.text_size, settings.strong, settings.appearance = 100, False, "system"
    window.looks.follow()


def page(dialog: SettingsDialog, kind: type) -> object:
    """The page of that kind, in front."""
    (row,) = [row for row, one in enumerate(dialog.pages) if isinstance(one, kind)]
    dialog.list.setCurrentRow(row)
    return dialog.pages[row]


def test_text_grows_at_once_and_is_remembered(dialog: SettingsDialog, form: FormView, settings: Settings) -> None:
    label = next(one for one in form.page(form.section).findChildren(QLabel) if one.property("type") == "title")
    label.ensurePolished()
    before, menu = label.fontMetrics().height(), form.window().menuBar().fontMetrics().height()  # type: ignore[attr-defined]
    shown = page(dialog, AppearancePage)
    assert isinstance(shown, AppearancePage)
    shown.sizes[200].click()
    assert label.fontMetrics().height() > 1.8 * before
    assert form.window().menuBar().fontMetrics().height() > 1.8 * menu  # type: ignore[attr-defined]
    assert Settings.load(settings.file).text_size == 200


def test_stronger_contrast_holds_at_once(dialog: SettingsDialog, settings: Settings) -> None:
    shown = page(dialog, AppearancePage)
    assert isinstance(shown, AppearancePage)
    shown.strong.click()
    assert theme.colours() in (theme.palettes.LIGHT_STRONG, theme.palettes.DARK_STRONG)
    assert Settings.load(settings.file).strong


def test_the_history_bears_the_name_that_was_chosen(
    dialog: SettingsDialog, declaration: Declaration, qtbot: QtBot
) -> None:
    shown = page(dialog, NamePage)
    assert isinstance(shown, NamePage)
    shown.name.setText("  王 敏 ")
    dialog.accept()
    assert Settings.load().user_name == "王 敏"
    assert declaration.user == "王 敏"


def test_a_folder_that_is_not_there_is_told_and_not_taken(
    dialog: SettingsDialog, settings: Settings, tmp_path: Path
) -> None:
    shown = page(dialog, FoldersPage)
    assert isinstance(shown, FoldersPage)
    line = shown.lines["export_folder"]
    line.setText(str(tmp_path / "没有"))
    line.editingFinished.emit()
    assert "没有“" in shown.words.text()
    assert settings.export_folder == ""
    line.setText(str(tmp_path))
    line.editingFinished.emit()
    assert Settings.load(settings.file).export_folder == str(tmp_path)
    assert shown.words.text() == ""


def test_the_folders_are_where_exporting_and_saving_as_begin(
    window: MainWindow, settings: Settings, tmp_path: Path
) -> None:
    (folder := tmp_path / "成果").mkdir()
    settings.export_folder = settings.drafts_folder = str(folder)
    window.access.settings_closed.emit()
    window.actions_["export"].trigger()
    assert window.findChildren(ExportDialog)[-1].folder.text() == str(folder)
    window.actions_["save_as"].trigger()
    saving = window.findChildren(SaveAsDialog)[-1]
    assert saving.file.path is not None
    assert saving.file.path.parent == folder


def test_the_last_page_of_a_draft_is_opened_again_and_no_answer_is_remembered(
    empty_window: MainWindow, declaration: Declaration, settings: Settings
) -> None:
    empty_window.show_declaration(declaration)
    assert empty_window.form is not None
    empty_window.form.desk.session.set({path("cover.project"): "四川示例公司"})
    empty_window.form.open("applicant")
    assert empty_window.close_form()
    assert Settings.load(settings.file).pages == {declaration.file_id: "applicant"}
    assert "四川示例公司" not in settings.file.read_text("utf-8")
    with Declaration.open(declaration.path, PASSPHRASE) as again:
        empty_window.show_declaration(again)
        assert empty_window.form.section == "applicant"
        empty_window.close_form()


def test_a_program_that_is_killed_knows_its_last_page_and_one_killed_again_too(
    qtbot: QtBot, empty_window: MainWindow, declaration: Declaration, settings: Settings
) -> None:
    for page in ("applicant", "rows"):
        empty_window.show_declaration(declaration)
        assert empty_window.form is not None
        empty_window.form.open(page)
        kept = {declaration.file_id: page}
        qtbot.waitUntil(lambda kept=kept: Settings.load(settings.file).pages == kept)
        killed, empty_window.form = empty_window.form, None  # as good as killed: nothing is put in order
        killed.close_down()
        settings.pages = Settings.load(settings.file).pages


def test_a_draft_that_got_another_passphrase_is_opened_at_its_last_page(
    empty_window: MainWindow, declaration: Declaration, settings: Settings
) -> None:
    empty_window.show_declaration(declaration)
    assert empty_window.form is not None
    empty_window.form.open("applicant")
    declaration.change_passphrase("另一句足够长的话")
    assert empty_window.close_form()
    with Declaration.open(declaration.path, "另一句足够长的话") as again:
        empty_window.show_declaration(again)
        assert empty_window.form.section == "applicant"
        empty_window.close_form()


def test_only_so_many_pages_are_remembered(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    for number in range(MOST_PAGES + 5):
        settings.turned(str(number), "cover")
    assert len(settings.pages) == MOST_PAGES
    assert "0" not in settings.pages


def test_the_window_stands_where_it_was_left(qtbot: QtBot, settings: Settings) -> None:
    first = MainWindow(settings)
    qtbot.addWidget(first)
    first.show()
    first.setGeometry(QRect(QPoint(40, 60), first.minimumSize()))
    first.close()
    again = MainWindow(Settings.load(settings.file))
    qtbot.addWidget(again)
    again.show()
    assert (again.size(), again.geometry().top()) == (first.size(), 60)


def test_a_window_left_on_a_screen_that_is_gone_is_brought_back(qtbot: QtBot, settings: Settings) -> None:
    first = MainWindow(settings)
    qtbot.addWidget(first)
    first.show()
    first.setGeometry(QRect(QPoint(9000, 9000), first.minimumSize()))
    first.close()
    again = MainWindow(Settings.load(settings.file))
    qtbot.addWidget(again)
    again.show()
    assert QApplication.primaryScreen().availableGeometry().intersects(again.geometry())


def test_a_place_that_is_no_place_gives_the_usual_size(qtbot: QtBot, settings: Settings) -> None:
    settings.place = "nonsense€"
    window = MainWindow(settings)
    qtbot.addWidget(window)
    assert (window.width(), window.height()) == settings.window


def test_the_shortcuts_are_those_of_the_actions(window: MainWindow) -> None:
    window.actions_["shortcuts"].trigger()
    words = [one.text() for one in window.findChildren(ShortcutsDialog)[-1].findChildren(QLabel)]
    for name in ("undo", "check", "find", "shortcuts"):
        action = window.actions_[name]
        assert action.text().rstrip("…") in words
        assert action.shortcut().toString() in words
