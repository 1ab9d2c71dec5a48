"""A declaration is opened in turns, in which its user may want something already; one that was closed is deleted a
piece at a time, and does nothing meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid
from ui.person import PASSPHRASE, path

from app.declaration.declaration import Declaration
from app.ui.form.page import PageView
from app.ui.form.view import FormView
from app.ui.main_window import MainWindow


def test_pages_go_one_block_after_the_other_and_then_the_view(window: MainWindow, form: FormView, qtbot: QtBot) -> None:
    for section in form.desk.pack.sections:
        form.open(section.id)
        form.page(section.id).complete()
    pieces = [piece for page in form._pages.values() for piece in page.pieces()]
    assert len(pieces) > 2 * len(form.desk.pack.sections)
    assert window.close_form()
    left = set[int]()
    while isValid(form):
        qtbot.wait(1)
        left.add(sum(map(isValid, pieces)))
    assert not any(map(isValid, pieces))
    assert len(left) > 3, "it took more than a turn or two"


def test_what_was_answered_is_not_kept_after_it(window: MainWindow, form: FormView, qtbot: QtBot) -> None:
    session = form.desk.session
    form.desk.typed(path("applicant.name"), "甲公司")
    assert window.close_form()
    qtbot.waitUntil(lambda: not isValid(form))
    assert not list(session.answers.items())
    assert not session.history.can_undo


def test_a_page_that_is_being_built_is_built_no_further(window: MainWindow, form: FormView, qtbot: QtBot) -> None:
    page = form.page(form.desk.pack.sections[-1].id)
    assert window.close_form()
    count = len(page.pieces())
    qtbot.waitUntil(lambda: not isValid(form))
    assert not isValid(page)
    assert len(page._growth.built) + 1 == count


def test_a_declaration_that_is_closed_while_it_is_opened_stays_closed(
    window: MainWindow, form: FormView, qtbot: QtBot
) -> None:
    where = form.desk.declaration.path
    assert window.close_form()
    again = being_opened(window, Declaration.open(where, PASSPHRASE))
    assert again.section not in again._pages, "the page comes in a later turn"
    assert window.close_form()
    qtbot.waitUntil(lambda: not isValid(again))
    assert window.form is None
    assert window.pages.currentWidget() is window.start


def being_opened(window: MainWindow, declaration: Declaration) -> FormView:
    """The view of a declaration whose page comes in the turns that follow."""
    window.opening.opened.emit(declaration)
    assert window.form is not None
    return window.form


@pytest.mark.parametrize(
    ("key", "has_the_cursor"),
    [
        ("F5", lambda form: form.asides.checklist.rows),
        ("Shift+F5", lambda form: form.asides.checklist.attachments),
        ("F7", lambda form: form.preview.view),
        ("F9", lambda form: form.asides.progress),
        ("Ctrl+F", lambda form: form.tree.finder.box),
        ("Ctrl+G", lambda form: form.going.to),
        ("Ctrl+PgDown", lambda form: form.page("applicant")),
    ],
)
def test_what_is_wanted_while_a_declaration_is_opened_is_what_is_seen_in_the_end(
    empty_window: MainWindow,
    declaration: Declaration,
    qtbot: QtBot,
    key: str,
    has_the_cursor: Callable[[FormView], QWidget],
) -> None:
    form = being_opened(empty_window, declaration)
    combination = QKeySequence(key)[0]
    QTest.keyClick(empty_window.windowHandle(), combination.key(), combination.keyboardModifiers())
    qtbot.wait(100)
    wanted, cursor = has_the_cursor(form), QApplication.focusWidget()
    assert wanted is cursor or wanted.isAncestorOf(cursor)


def test_bars_that_are_clicked_while_a_declaration_is_opened_stay_and_lead_back(
    empty_window: MainWindow, declaration: Declaration, qtbot: QtBot
) -> None:
    form = being_opened(empty_window, declaration)
    form.status.progress_wanted.emit()
    qtbot.wait(100)
    assert form.middle.currentWidget() is form.asides.progress
    form.asides.leave()
    assert form.page("cover").isAncestorOf(QApplication.focusWidget())


def test_a_page_chosen_while_a_declaration_is_opened_is_not_left_again(
    empty_window: MainWindow, declaration: Declaration, qtbot: QtBot
) -> None:
    form = being_opened(empty_window, declaration)
    form.tree.chosen.emit("equipment")
    qtbot.wait(100)
    assert form.middle.currentWidget() is form.page("equipment")
    assert "cover" not in form.desk.opened


def test_the_first_screen_gives_way_in_a_turn_of_its_own_and_hears_nothing_till_then(
    empty_window: MainWindow, declaration: Declaration, qtbot: QtBot
) -> None:
    empty_window.start.findChildren(QAbstractButton)[0].setFocus()
    form = being_opened(empty_window, declaration)
    assert empty_window.pages.currentWidget() is empty_window.start
    assert empty_window.bar.isHidden()
    QTest.keyClick(empty_window.windowHandle(), Qt.Key.Key_Return)
    assert empty_window.form is form
    qtbot.waitUntil(lambda: form.page("cover").isAncestorOf(QApplication.focusWidget()))
    assert empty_window.pages.currentWidget() is form
    assert empty_window.bar.isVisible()


def test_a_page_that_is_left_while_it_is_built_is_not_built_for_that(
    window: MainWindow, form: FormView, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[QWidget | None] = []
    monkeypatch.setattr(PageView, "build_towards", lambda _page, here, *, forwards: asked.append(here))
    form.step(1)
    form.check()
    form.open(form.section)
    assert window.close_form()
    assert asked == []


def test_letters_typed_while_a_declaration_is_opened_look_for_nothing(
    empty_window: MainWindow, declaration: Declaration, qtbot: QtBot
) -> None:
    form = being_opened(empty_window, declaration)
    QTest.keyClick(empty_window.windowHandle(), Qt.Key.Key_X)
    qtbot.wait(100)
    assert form.tree.finder.box.text() == ""
    assert form.page("cover").isAncestorOf(QApplication.focusWidget())


def test_the_tour_of_a_sample_has_the_cursor_once_the_page_has_come(
    empty_window: MainWindow, declaration: Declaration, qtbot: QtBot
) -> None:
    empty_window.guide._opened(declaration, True)
    qtbot.wait(100)
    tour = empty_window.guide.tour
    assert tour is not None
    assert tour.next.hasFocus()
    tour.end()
