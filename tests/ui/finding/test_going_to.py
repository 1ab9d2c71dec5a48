"""Ctrl+G goes to a page or blank by number or name, by keyboard alone, and Esc gives the cursor back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from ui.person import User, path

from app.ui.finding.goto import GoTo
from app.ui.form.view import FormView

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def box(form: FormView, user: User) -> GoTo:
    user.line("cover.project").setFocus()
    user.press(Qt.Key.Key_G, CTRL)
    assert form.going.to.box.hasFocus()
    return form.going.to


def test_a_number_leads_to_its_page_with_the_cursor_in_its_first_blank(box: GoTo, form: FormView, user: User) -> None:
    user.bot.keyClicks(box.box, "1.1")
    user.press(Qt.Key.Key_Return)
    assert (form.section, box.isVisible()) == ("equipment", False)
    assert user.line("equipment.total").hasFocus()


def test_words_lead_to_a_blank_and_esc_back_to_where_the_cursor_was(box: GoTo, form: FormView, user: User) -> None:
    box.box.insert("加工")
    user.press(Qt.Key.Key_Return)
    assert user.line("equipment.processing").hasFocus()
    user.press(Qt.Key.Key_Escape)
    assert user.line("cover.project").hasFocus()


def test_a_blank_that_one_goes_to_is_not_called_empty_before_anything_is_typed(
    box: GoTo, form: FormView, user: User
) -> None:
    box.box.insert("加工")
    user.press(Qt.Key.Key_Return)
    assert not form.desk.shown("equipment")
    form.desk.go(path("equipment.running"))  # as from the list of what is missing
    assert list(form.desk.shown("equipment")) == [path("equipment.running")]


def test_the_arrows_choose_while_one_types(box: GoTo, form: FormView, user: User) -> None:
    assert box.rows.rows[box.rows.currentIndex().row()].target == path("cover.x")._replace(field="")
    user.press(Qt.Key.Key_Down)
    user.press(Qt.Key.Key_Down)
    assert box.box.hasFocus()
    user.press(Qt.Key.Key_Return)
    assert form.section == "equipment"


def test_esc_goes_nowhere(box: GoTo, form: FormView, user: User) -> None:
    user.bot.keyClicks(box.box, "1.1")
    user.press(Qt.Key.Key_Escape)
    assert (form.section, box.isVisible()) == ("cover", False)
    assert user.line("cover.project").hasFocus()


def test_what_is_nowhere_is_said_and_enter_stays(box: GoTo, form: FormView, user: User) -> None:
    user.bot.keyClicks(box.box, "zzz")
    assert [row.text for row in box.rows.rows] == ["没有这样的页面或栏目"]
    user.press(Qt.Key.Key_Return)
    assert box.isVisible()


def test_it_goes_away_when_its_user_looks_elsewhere(box: GoTo, user: User) -> None:
    user.line("cover.project").setFocus()
    assert not box.isVisible()
