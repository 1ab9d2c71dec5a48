"""A declaration that was closed is deleted a piece at a time, and does nothing meanwhile."""

from __future__ import annotations

from pytestqt.qtbot import QtBot
from shiboken6 import isValid
from ui.person import PASSPHRASE

from app.declaration.declaration import Declaration
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


def test_a_page_that_is_being_built_is_built_no_further(window: MainWindow, form: FormView, qtbot: QtBot) -> None:
    page = form.page(form.desk.pack.sections[-1].id)
    assert window.close_form()
    count = len(page.pieces())
    qtbot.waitUntil(lambda: not isValid(form))
    assert not isValid(page)
    assert len(page._built) + 1 == count


def test_a_declaration_that_is_closed_while_it_is_opened_stays_closed(
    window: MainWindow, form: FormView, qtbot: QtBot
) -> None:
    path = form.desk.declaration.path
    assert window.close_form()
    window.opening.opened.emit(Declaration.open(path, PASSPHRASE))
    again = window.form
    assert again is not None
    assert again.section not in again._pages, "the page comes in a later turn"
    assert window.close_form()
    qtbot.waitUntil(lambda: not isValid(again))
    assert window.form is None
    assert window.pages.currentWidget() is window.start
