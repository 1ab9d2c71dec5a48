"""Going about the window: pages, check list, undo, find, keys, states."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from ui.person import PASSPHRASE, User, path

from app.declaration.declaration import Declaration
from app.declaration.saver import SaveState
from app.errors import NoSpace
from app.settings import Settings
from app.ui.dialogs.settings.appearance_page import AppearancePage
from app.ui.form.status_strip import deadline_words
from app.ui.form.view import FormView
from app.ui.main_window import MainWindow
from app.ui.widgets.rows import Row

CTRL = Qt.KeyboardModifier.ControlModifier


def row(rows: list[Row], words: str) -> Row:
    """The row whose text holds `words`."""
    return next(one for one in rows if words in one.text)


def test_the_sections_are_marked_in_words_and_the_finished_ones_counted(user: User, form: FormView) -> None:
    assert row(form.tree.view.rows, "封面").note == "未开始"
    assert form.tree._total.text() == "已完成 0 / 7"
    user.type("cover.project", "x")
    user.leave()
    assert row(form.tree.view.rows, "封面").note == ""
    assert "已完成" in row(form.tree.view.rows, "封面").spoken
    assert form.tree._total.text() == "已完成 1 / 7"
    user.type("equipment.total", "x")
    user.leave()
    assert row(form.tree.view.rows, "1.1 设备数量*").note == "1 处待修正"


def test_a_starred_page_says_how_many_figures_it_owes(form: FormView) -> None:
    form.open("equipment")
    words = form.page("equipment")._header._owed.text()
    assert words.startswith("还缺 3 项数据（连接设备数量、运行设备、加工设备）")
    assert "没有的填“无”" in words


def test_f5_lists_what_is_missing_with_its_clause_and_what_only_people_can_check(user: User, form: FormView) -> None:
    user.press(Qt.Key.Key_F5)
    assert form.middle.currentWidget() is form.asides.checklist
    rows = form.asides.checklist.rows.rows
    clause = row(rows, "说明3")
    assert (clause.level, clause.detail) == (2, "带*的据实填写并提供证明材料，没有的填“无”。")
    assert rows.index(row(rows, "连接设备数量")) > rows.index(clause)
    assert row(rows, "公章").target is None
    assert row(rows, "双面打印").target is None


def test_enter_on_a_finding_puts_the_cursor_into_its_blank(user: User, form: FormView) -> None:
    form.check()
    form.asides.checklist.rows.mark(path("equipment.running"))
    user.bot.keyClick(form.asides.checklist.rows, Qt.Key.Key_Return)
    assert form.section == "equipment"
    editor = user.line("equipment.running")
    assert editor.hasFocus()
    assert editor.property("fault") == "blocking"


def test_a_finding_in_a_list_leads_to_its_cell(user: User, form: FormView) -> None:
    rows = form.desk.session.insert_rows(path("rows.devices"), 0, [{"name": "甲", "quantity": 1}, {"quantity": 2}])
    form.check()
    target = path("rows.devices").at(rows[1], "name")
    form.asides.checklist.rows.chosen.emit(row(form.asides.checklist.rows.rows, "第 2 行").target)
    view = form.page("rows").views[0]
    assert view.table.hasFocus()  # type: ignore[attr-defined]
    assert view.model.cell(view.table.currentIndex()) == target  # type: ignore[attr-defined]


def test_undo_reaches_across_pages_and_shows_where(user: User, form: FormView) -> None:
    user.type("cover.project", "x")
    user.type("equipment.total", "7")
    user.type("applicant.name", "y")
    user.press(Qt.Key.Key_Z, CTRL)
    assert (form.section, user.line("applicant.name").text()) == ("applicant", "")
    user.press(Qt.Key.Key_Z, CTRL)
    assert form.section == "equipment"
    assert user.line("equipment.total").text() == ""
    assert user.line("equipment.total").hasFocus()
    user.press(Qt.Key.Key_Y, CTRL)
    assert user.line("equipment.total").text() == "7"
    assert form.desk.session.text(path("cover.project")) == "x"


def test_undo_reaches_into_an_earlier_session(qtbot: QtBot, empty_window: MainWindow, declaration: Declaration) -> None:
    declaration.session.answer(path("cover.project"), "x")
    declaration.close()
    again = Declaration.open(declaration.path, PASSPHRASE)
    empty_window.show_declaration(again)
    assert empty_window.actions_["undo"].isEnabled()
    assert empty_window.form is not None
    empty_window.form.desk.undo()
    assert again.session.value(path("cover.project")) is None


def test_ctrl_page_down_goes_page_by_page(user: User, form: FormView) -> None:
    seen = [form.section]
    for _ in range(4):
        user.press(Qt.Key.Key_PageDown, CTRL)
        seen.append(form.section)
    assert seen == ["cover", "applicant", "equipment", "bounds", "rows"]
    user.press(Qt.Key.Key_PageUp, CTRL)
    assert form.section == "bounds"


def test_ctrl_f_finds_labels_and_answers_and_goes_there(user: User, form: FormView) -> None:
    user.type("applicant.name", "Jinjiang Cloud")
    user.press(Qt.Key.Key_F, CTRL)
    finder = form.tree.finder
    assert finder.box.hasFocus()
    user.bot.keyClicks(finder.box, "jiang")
    user.bot.waitUntil(finder.results.isVisible)
    assert row(finder.results.rows, "名称").detail == "企业信息\nJinjiang Cloud"
    finder.box.clear()
    finder.box.insert("加工")
    user.press(Qt.Key.Key_Return)
    assert user.line("equipment.processing").hasFocus()


def test_ctrl_s_says_that_everything_is_saved_already(
    user: User, form: FormView, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr("app.ui.form.status_strip.QToolTip.showText", lambda _at, words, _widget: said.append(words))
    user.press(Qt.Key.Key_S, CTRL)
    assert said == ["填写内容随时自动保存，不需要手动保存。"]


def test_the_foot_of_the_window_tells_that_it_is_saved(user: User, form: FormView, qtbot: QtBot) -> None:
    user.type("cover.project", "x")
    qtbot.waitUntil(lambda: form.status.saved.text().startswith("已保存 "), timeout=5000)


def test_what_cannot_be_written_is_visibly_unsaved(form: FormView) -> None:
    form.status.show_state(SaveState("unsaved", None, NoSpace("磁盘空间已满")))
    assert form.status.saved.text() == "尚未存盘，内容仍在，正在重试"
    assert form.status.saved.toolTip() == "磁盘空间已满"
    assert form.status.saved.property("tone") == "blocking"


@pytest.mark.parametrize(
    ("days", "words"), [(12, "距报送截止 12 天"), (0, "今天是报送截止日"), (-3, "报送截止：2022年3月21日（已过）")]
)
def test_the_deadline_is_counted_in_days(days: int, words: str) -> None:
    assert deadline_words(days, date(2022, 3, 21)) == words


def test_the_deadline_of_the_pack_is_shown(form: FormView) -> None:
    form.status.show_deadline(date(2022, 3, 9))
    assert form.status._deadline.text() == "距报送截止 12 天"


def test_closing_and_reopening_keeps_everything(
    user: User, window: MainWindow, declaration: Declaration, qtbot: QtBot
) -> None:
    user.type("cover.project", "x")
    user.type("equipment.total", "about")
    assert window.close_form()
    assert window.pages.currentWidget() is window.start
    assert [one.draft.path for one in window.start.rows] == [declaration.path]
    again = Declaration.open(declaration.path, PASSPHRASE)
    window.show_declaration(again)
    assert window.form is not None
    other = User(qtbot, window.form)
    assert other.line("cover.project").text() == "x"
    assert other.line("equipment.total").text() == "about"
    assert other.line("equipment.total").property("fault") == "blocking"


def test_a_read_only_declaration_says_so_and_takes_nothing(
    qtbot: QtBot, empty_window: MainWindow, declaration: Declaration
) -> None:
    declaration.close()
    empty_window.show_declaration(Declaration.open(declaration.path, PASSPHRASE, read_only=True))
    form = empty_window.form
    assert form is not None
    assert form.banner.isVisible()
    user = User(qtbot, form)
    user.type("cover.project", "x")
    assert form.desk.session.value(path("cover.project")) is None
    assert form.status.saved.text() == "只读，不会改动"


@pytest.mark.parametrize("section", ["cover", "applicant", "equipment", "bounds", "rows"])
def test_everything_that_takes_the_focus_has_a_name(window: MainWindow, form: FormView, section: str) -> None:
    form.open(section)
    form.desk.session.insert_rows(path("equipment.proof"), 0, [{"name": "图.png", "sha256": "0" * 64, "size": 1}])
    assert nameless(window) == []


def test_everything_on_the_first_screen_has_a_name(empty_window: MainWindow) -> None:
    empty_window.new()
    assert nameless(empty_window) == []


def nameless(root: QWidget) -> list[str]:
    """The widgets below `root` that take the focus and have no name for a screen reader."""
    takes = [one for one in root.findChildren(QWidget) if one.focusPolicy() != Qt.FocusPolicy.NoFocus]
    assert takes
    return [f"{type(one).__name__} in {type(one.parent()).__name__}" for one in takes if not one.accessibleName()]


def test_the_menus_of_an_editor_are_chinese_and_leave_undo_to_the_window(user: User) -> None:
    from app.ui.editors.text import without_undo

    menu = user.line("cover.project").createStandardContextMenu()
    without_undo(menu)
    words = [action.text() for action in menu.actions() if action.text()]
    assert words
    assert all(any(character >= "\u4e00" for character in word) for word in words), words
    assert not any("撤" in word or "恢复" in word for word in words)
    menu.deleteLater()


def test_folding_the_panel_is_remembered(window: MainWindow, form: FormView, settings: Settings) -> None:
    window.actions_["panel"].trigger()
    assert not form.panel.isVisible()
    assert Settings.load(settings.file).panel is False


@pytest.mark.qt_log_ignore("propagateSizeHints")  # said of every dialog without a display
@pytest.mark.parametrize("appearance", ["dark", "light", "system"])
def test_the_appearance_can_be_chosen_and_is_remembered(
    window: MainWindow, settings: Settings, appearance: str
) -> None:
    window.access.configure()
    page = window.findChild(AppearancePage)
    assert isinstance(page, AppearancePage)
    page.appearances[appearance].click()
    assert Settings.load(settings.file).appearance == appearance


@pytest.mark.parametrize("section", ["cover", "applicant", "equipment", "bounds", "rows"])
def test_at_the_smallest_window_nothing_is_cut_off(form: FormView, qtbot: QtBot, section: str) -> None:
    form.window().resize(1024, 700)
    form.open(section)
    qtbot.wait(20)
    page = form.page(section)
    assert page.widget().width() <= page.viewport().width()
    for editor in page.sheet.findChildren(QLineEdit):
        if editor.isVisible():
            place = editor.mapTo(page.sheet, editor.rect().bottomRight())
            assert place.x() < page.sheet.width(), editor.accessibleName()
            assert editor.width() >= 36, editor.accessibleName()


@pytest.mark.qt_log_ignore("propagateSizeHints")  # the plugin without a display says it of every dialog
def test_a_draft_named_on_the_command_line_is_asked_for(
    qtbot: QtBot, empty_window: MainWindow, declaration: Declaration
) -> None:
    from app.ui.start.passphrase import PassphraseDialog

    declaration.close()
    empty_window.open_draft(Path(declaration.path))
    qtbot.waitUntil(lambda: bool(empty_window.findChildren(PassphraseDialog)), timeout=8000)
    dialog = empty_window.findChildren(PassphraseDialog)[0]
    dialog.passphrase.edit.setText("falsch")
    dialog.start()
    qtbot.waitUntil(dialog.failure.isVisible, timeout=8000)
    assert "密码不正确" in dialog.failure.text()
    dialog.passphrase.edit.setText(PASSPHRASE)
    dialog.start()
    qtbot.waitUntil(lambda: empty_window.form is not None, timeout=8000)
