"""Tab, Shift+Tab, Ctrl+Enter and Esc, in every kind of blank and on every page of every notice."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QTableView, QToolButton, QWidget
from pytestqt.qtbot import QtBot
from ui.form.walking import NOTICES, focused, notice_open, place_of, press_tab, reads_backwards
from ui.person import User, path

from app.ui.editors.choice import ChoiceEditor
from app.ui.form.page import PageView
from app.ui.form.view import FormView
from app.ui.main_window import MainWindow

CONTROL = Qt.KeyboardModifier.ControlModifier


def walk(qtbot: QtBot, form: FormView, page: PageView) -> list[QWidget]:
    """What Tab alone comes to on a page, from its first blank to the step at the foot; lists are left by Ctrl+Enter."""
    here, found = focused(), [focused()]
    while page.isAncestorOf(here):
        if isinstance(here, QTableView):
            qtbot.keyClick(here, Qt.Key.Key_Return, CONTROL)
            here = focused()
        else:
            here = press_tab(qtbot)
        assert here not in found, "Tab runs in a circle"
        found.append(here)
    return found


@pytest.mark.parametrize("notice", NOTICES)
def test_tab_reads_every_page_as_a_person_does_and_leaves_no_blank_out(
    qtbot: QtBot, empty_window: MainWindow, tmp_path: Path, notice: str
) -> None:
    with notice_open(empty_window, tmp_path, notice) as form:
        for section in form.desk.pack.sections:
            form.open(section.id)
            page = form.page(section.id)
            form.tree.view.setFocus()
            press_tab(qtbot)
            if not page.isAncestorOf(focused()):
                assert focused() is form.foot.next  # a page that is only read
                continue
            *stops, last = walk(qtbot, form, page)
            for one, other in pairwise(stops):
                backwards = reads_backwards(place_of(one, page), place_of(other, page))
                assert not backwards, (section.id, one.accessibleName(), other.accessibleName())
            steps = (form.foot.next, form.foot.previous)
            assert last is next(step for step in steps if step.isVisible()), section.id
            assert press_tab(qtbot, back=True) is stops[-1], section.id
            assert left_out(form, page, set(stops)) == []


def left_out(form: FormView, page: PageView, came: set[QWidget]) -> list[str]:
    """The blanks of a page that are asked and that Tab did not come to."""
    missing = []
    for blank in (blank for view in page.views for blank in view.blanks):
        editors = blank.buttons if isinstance(blank, ChoiceEditor) else [blank]
        typed = form.desk.session.asked(blank.path) and blank.path not in form.desk.pack.computed
        if typed and isinstance(editors[0], QWidget) and not came & set(editors):
            missing.append(str(blank.path))
    return missing


def test_tab_never_comes_to_the_buttons_at_the_top(qtbot: QtBot, user: User, form: FormView) -> None:
    user.line("equipment.total").setFocus()
    came = {focused()}
    while press_tab(qtbot) not in came:
        came.add(focused())
    bar = form.window().bar  # type: ignore[attr-defined]
    assert not any(bar.isAncestorOf(widget) for widget in came)
    assert {form.foot.next, form.tree.view} <= came
    assert bar.findChildren(QToolButton)


def test_ctrl_enter_leaves_every_kind_of_blank(qtbot: QtBot, user: User, form: FormView) -> None:
    for name in ("applicant.name", "applicant.profile", "applicant.mode", "equipment.details"):
        blank = user.blank(name)
        blank.take_focus(path(name))
        before, text = focused(), form.desk.session.text(path(name))
        qtbot.keyClick(before, Qt.Key.Key_Return, CONTROL)
        assert focused() is not before, name
        assert form.page(form.section).isAncestorOf(focused()), name
        assert form.desk.session.text(path(name)) == text


def test_ctrl_enter_leaves_a_list_and_what_was_typed_in_it_stays(qtbot: QtBot, user: User, form: FormView) -> None:
    form.desk.go(path("rows.devices"))
    table = focused()
    for letter in "Robot":
        qtbot.keyClicks(focused(), letter)
    qtbot.keyClick(focused(), Qt.Key.Key_Return, CONTROL)
    assert focused() is not table
    assert not table.isAncestorOf(focused())
    rows = form.desk.session.answers.rows(path("rows.devices"))
    assert [form.desk.session.text(path("rows.devices").at(row, "name")) for row in rows] == ["Robot"]


@pytest.mark.parametrize("name", ["applicant.name", "applicant.profile", "equipment.total"])
def test_the_keys_of_the_window_work_in_every_blank(
    qtbot: QtBot, user: User, form: FormView, window: MainWindow, name: str
) -> None:
    asked: list[str] = []
    window.actions_["export"].triggered.disconnect()
    window.actions_["export"].triggered.connect(lambda: asked.append(name))
    user.blank(name).take_focus(path(name))
    qtbot.keyClick(focused(), Qt.Key.Key_E, CONTROL)
    assert asked == [name]


def test_the_arrows_go_from_box_to_box_and_space_ticks(qtbot: QtBot, user: User, form: FormView) -> None:
    mode = user.blank("applicant.mode")
    assert isinstance(mode, ChoiceEditor)
    mode.take_focus(mode.path)
    qtbot.keyClick(focused(), Qt.Key.Key_Right)
    assert focused() is mode.buttons[1]
    assert form.desk.session.value(mode.path) is None
    qtbot.keyClick(focused(), Qt.Key.Key_Space)
    assert form.desk.session.value(mode.path) == "合作"
    assert press_tab(qtbot) is user.line("applicant.partner")
    assert press_tab(qtbot, back=True) is mode.buttons[1]


def test_esc_brings_the_cursor_back_to_the_blank_it_came_from(qtbot: QtBot, user: User, form: FormView) -> None:
    blank = user.line("equipment.running")
    blank.setFocus()
    for elsewhere in (form.tree.view, form.foot.next, form.panel.tabs):
        elsewhere.setFocus()
        assert QApplication.focusWidget() is elsewhere
        qtbot.keyClick(elsewhere, Qt.Key.Key_Escape)
        assert focused() is blank
