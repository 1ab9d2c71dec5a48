"""Keys do what they promise wherever the cursor is: Enter, Tab, Esc, and all that the list of shortcuts names."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from ui.person import User, path
from ui.watchdog import Watchdog
from ui.whole_job.keyboard import Keyboard, here

from app.declaration.declaration import Declaration
from app.declaration.history import EVERYTHING, past, records
from app.settings import Settings
from app.ui.dialogs.export import ExportDialog
from app.ui.dialogs.shortcuts import IN_PAGES, ShortcutsDialog, keys_of
from app.ui.form.view import FormView
from app.ui.handover.merging import MergeDialog
from app.ui.keyboard.kept import KeptCursor
from app.ui.keyboard.reading_order import beyond, stops
from app.ui.main_window import MainWindow
from app.ui.widgets.areas import QuietArea
from app.ui.widgets.rows import Row, RowsView

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # what one without a display says of dialogs


@pytest.fixture
def keys(watchdog: Watchdog) -> Keyboard:
    """The keyboard."""
    return Keyboard(watchdog)


# -- Enter -----------------------------------------------------------------------------------------


def test_enter_in_a_dialog_presses_the_button_with_the_cursor(keys: Keyboard, window: MainWindow) -> None:
    keys.press("Ctrl+E")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ExportDialog)
    keys.tab_to("取消")
    keys.press("Return")
    assert not dialog.busy
    assert QApplication.activeModalWidget() is None


def test_enter_in_a_line_of_a_dialog_presses_the_button_that_it_is_meant_for(
    keys: Keyboard, window: MainWindow
) -> None:
    keys.press("Ctrl+/")
    assert isinstance(QApplication.activeModalWidget(), ShortcutsDialog)
    keys.press("Return")
    assert QApplication.activeModalWidget() is None


def test_enter_presses_the_steps_at_the_foot(keys: Keyboard, form: FormView) -> None:
    before = form.section
    form.foot.next.setFocus()
    keys.press("Return")
    assert form.section != before


def test_a_key_that_is_held_down_presses_once(keys: Keyboard, form: FormView, qtbot: QtBot) -> None:
    pressed: list[bool] = []
    button = QPushButton("做", form)
    button.clicked.connect(lambda: pressed.append(True))
    button.show()
    button.setFocus()
    QTest.sendKeyEvent(QTest.KeyAction.Press, button, Qt.Key.Key_Return, "", Qt.KeyboardModifier.NoModifier)
    assert pressed == [True]


def test_enter_ticks_a_box_and_unticks_it(keys: Keyboard, user: User, form: FormView) -> None:
    mode = user.blank("applicant.mode")
    mode.take_focus(mode.path)
    keys.press("Return")
    assert form.desk.session.value(mode.path) == "自建"
    keys.press("Return")
    assert form.desk.session.value(mode.path) is None


def test_enter_unfolds_a_choice_of_the_window(keys: Keyboard, form: FormView) -> None:
    box = QComboBox(form)
    box.addItems(["甲", "乙"])
    box.show()
    box.setFocus()
    keys.press("Return")
    assert QApplication.activePopupWidget() is not None
    keys.press("Esc")


# -- the list of shortcuts -------------------------------------------------------------------------


def test_every_key_in_the_list_does_what_the_list_says(keys: Keyboard, form: FormView, window: MainWindow) -> None:
    done: list[str] = []
    shown = [action for _, actions in window.actions_.by_menu() for action in actions if action.isVisible()]
    named = [action for action in shown if action.shortcuts()]
    for action in named:
        action.triggered.disconnect()
        action.triggered.connect(partial(_note, done, action))
        action.setEnabled(True)
    for action in named:
        for key in action.shortcuts():
            done.clear()
            keys.press(key.toString())
            assert done == [action.text()], (keys_of(action), done)


def test_every_line_about_pages_in_the_list_is_true(keys: Keyboard, user: User, form: FormView) -> None:
    told = {words for words, _ in IN_PAGES}
    known: dict[str, Callable[[], None]] = {
        "下一个空、上一个空": lambda: goes_on_and_back(keys, user),
        "离开清单或长文本": lambda: leaves(keys, user),
        "填“无”": lambda: says_nil(keys, user, form),
        "回到刚才的空": lambda: comes_back(keys, user, form),
        "菜单": lambda: opens_menus(keys, form),
        "按下光标所在的按钮": lambda: presses(keys, form),
        "预览：纸上的上一个空、下一个空": lambda: None,  # `test_the_whole_job_is_done_by_keys_alone` does so
        "关闭对话框": lambda: closes(keys),
    }
    assert known.keys() == told
    for check in known.values():
        check()


def goes_on_and_back(keys: Keyboard, user: User) -> None:
    user.line("applicant.name").setFocus()
    first = here()
    assert keys.tab() is not first
    assert keys.tab(back=True) is first


def leaves(keys: Keyboard, user: User) -> None:
    text = user.blank("equipment.details")
    text.take_focus(text.path)
    keys.press("Ctrl+Return")
    assert here() is not text


def says_nil(keys: Keyboard, user: User, form: FormView) -> None:
    line = user.line("equipment.total")
    line.setFocus()
    keys.press("Alt+0")
    assert form.desk.session.text(line.path) == "无"
    keys.press("Ctrl+Z")


def comes_back(keys: Keyboard, user: User, form: FormView) -> None:
    line = user.line("applicant.name")
    line.setFocus()
    form.tree.view.setFocus()
    keys.press("Esc")
    assert here() is line


def opens_menus(keys: Keyboard, form: FormView) -> None:
    for key in ("Alt+F", "Alt+E", "Alt+C", "Alt+M", "Alt+V", "Alt+H", "F10"):
        keys.press(key)
        assert QApplication.activePopupWidget() is not None, key
        keys.press("Esc")
        if QApplication.activePopupWidget() is not None:
            keys.press("Esc")
    keys.press("Esc")


def presses(keys: Keyboard, form: FormView) -> None:
    for key in ("Return", "Space"):
        before = form.section
        form.foot.next.setFocus()
        keys.press(key)
        assert form.section != before


def closes(keys: Keyboard) -> None:
    keys.press("Ctrl+,")
    assert QApplication.activeModalWidget() is not None
    keys.press("Esc")
    assert QApplication.activeModalWidget() is None


def _note(done: list[str], action: QAction) -> None:
    done.append(action.text())


# -- where the cursor is ---------------------------------------------------------------------------


def test_what_lies_beyond_a_stop_is_what_follows_it_on_the_page(form: FormView) -> None:
    for section in form.desk.pack.sections:
        form.open(section.id)
        page = form.page(section.id)
        page.complete()
        QApplication.processEvents()
        every = list(stops(page))
        assert list(stops(page, forwards=False)) == every[::-1], section.id
        for place, one in enumerate(every):
            assert list(beyond(one, page, forwards=True)) == every[place + 1 :], section.id
            assert list(beyond(one, page, forwards=False)) == every[:place][::-1], section.id


def test_what_gets_the_cursor_from_outside_is_scrolled_into_sight(qtbot: QtBot, empty_window: MainWindow) -> None:
    area, content = QuietArea(empty_window), QWidget()
    column = QVBoxLayout(content)
    lines = [QLineEdit(content) for _ in range(60)]
    for line in lines:
        column.addWidget(line)
    area.setWidget(content)
    area.resize(200, 120)
    area.show()
    for line in (lines[-1], lines[0], lines[30]):
        line.setFocus()
        assert not line.visibleRegion().isEmpty()
    assert isinstance(area, QScrollArea)


def test_a_list_shows_that_it_has_the_cursor_though_nothing_is_chosen(form: FormView, qtbot: QtBot) -> None:
    for rows in ([Row("甲", "a"), Row("乙", "b")], [Row("没有问题。", level=2)]):
        view = RowsView("各项", form)
        view.set_rows(rows)
        view.resize(200, 100)
        view.show()
        before = view.grab().toImage()
        form.window().activateWindow()
        view.setFocus(Qt.FocusReason.TabFocusReason)
        qtbot.waitUntil(view.hasFocus)
        view.selectionModel().clearSelection()
        assert view.grab().toImage() != before
        view.hide()


def test_the_cursor_comes_back_when_work_has_ended_unless_its_user_went_on(
    qtbot: QtBot, empty_window: MainWindow
) -> None:
    view = QWidget(empty_window)
    column = QVBoxLayout(view)
    one, two, three = (QLineEdit(view) for _ in range(3))
    for line in (one, two, three):
        column.addWidget(line)
    view.show()
    kept = KeptCursor(view)
    for goes_on in (False, True):
        two.setFocus()
        with kept.over(busy=True):
            two.setEnabled(False)
        assert not two.hasFocus()
        if goes_on:
            one.setFocus()
        with kept.over(busy=False):
            two.setEnabled(True)
        assert (one if goes_on else two).hasFocus()


# -- what is remembered ----------------------------------------------------------------------------


def test_another_name_holds_as_soon_as_the_settings_are_closed(
    keys: Keyboard, declaration: Declaration, form: FormView, user: User, settings: Settings
) -> None:
    keys.press("Ctrl+,")
    settings.user_name = "王会计"
    settings.save()
    keys.press("Esc")
    user.type("applicant.name", "ACME")
    user.leave()
    form.desk.settle()
    declaration.saver.flush()
    told = records(declaration.draft, past(declaration.draft, EVERYTHING), EVERYTHING)
    assert [one.step.by for one in told][-1] == "王会计"


def test_how_plan_and_texts_share_their_room_is_remembered(declaration: Declaration, window: MainWindow) -> None:
    parts: dict[str, list[int]] = {}
    first = MergeDialog(declaration, window, parts)
    first.both.splitterMoved.emit(200, 1)
    assert parts["merge"] == first.both.sizes()
    first.both.setSizes([100, 380])
    first.both.splitterMoved.emit(100, 1)
    assert MergeDialog(declaration, window, parts)._parts["merge"] == first.both.sizes()
    assert path("applicant.name").section in declaration.pack.section
