"""A page is built as far as Tab goes, also where it comes back from behind its blanks."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.forms.pack.blocks import Grid
from app.ui.editors.line import LineEditor
from app.ui.form import growth
from app.ui.form.blocks.cells import BlankCell
from app.ui.form.blocks.grid import GridView
from app.ui.form.blocks.view import BlockView
from app.ui.form.page import PageView
from app.ui.form.view import FormView


@pytest.fixture
def page(form: FormView, monkeypatch: pytest.MonkeyPatch) -> PageView:
    """A page with proofs of which only the first block is built yet."""
    monkeypatch.setattr(growth, "AT_ONCE", 0.0)
    section = next(one for one in form.desk.pack.sections if one.evidence_items and len(one.shown) > 2)
    made = PageView(form.desk, section, (), form)
    made.appear()
    made._growth._slice.start(1_000_000)  # nothing is built meanwhile
    assert len(made._growth.built) == 1
    return made


def test_tab_builds_no_more_than_to_the_next_blank(page: PageView) -> None:
    page.build_towards(None, forwards=True)
    some = len(page._growth.built)
    page.complete()
    assert some < len(page._growth.built)


def test_back_from_the_proofs_all_blanks_are_there(page: PageView) -> None:
    proofs = next(one for one in page._strip.findChildren(QWidget))
    page.build_towards(proofs, forwards=False)
    built = len(page._growth.built)
    page.complete()
    assert built == len(page._growth.built) > 1


def test_back_from_a_blank_nothing_is_built(page: PageView) -> None:
    blank = page._growth.built[0]
    page.build_towards(blank, forwards=False)
    assert len(page._growth.built) == 1


def test_nothing_is_built_between_two_keys_and_all_once_its_user_pauses(page: PageView, qtbot: QtBot) -> None:
    blank = next(blank for view in page._growth.each() for blank in view.blanks if isinstance(blank, LineEditor))
    page._growth._slice.start(0)  # as it would go on now
    built = len(page._growth.built)
    for key in ("1", "12", "123"):
        page._desk.typed(blank.path, key)
        page.refresh()
        qtbot.wait(1)
        assert len(page._growth.built) == built, key
    qtbot.waitUntil(lambda: not page._growth.goes_on)
    assert len(page._growth.built) > built


@pytest.fixture
def grid_page(form: FormView, monkeypatch: pytest.MonkeyPatch) -> PageView:
    """A page that begins with a form table, of which some cells are built."""
    monkeypatch.setattr(growth, "AT_ONCE", 0.0)
    section = next(one for one in form.desk.pack.sections if any(isinstance(block, Grid) for block in one.shown))
    made = PageView(form.desk, section, (), form)
    made._growth._slice.start(1_000_000)
    while not made.findChildren(BlankCell):
        assert made._growth.build(0.0)
    return made


def test_a_form_table_is_part_of_the_page_once_all_its_cells_are_there(grid_page: PageView) -> None:
    table = next(one for one in grid_page.findChildren(GridView))
    assert table not in grid_page._growth.built
    assert table.isHidden()
    some = len(table.blanks)
    assert grid_page._growth.build(0.0)
    grid_page.complete()
    assert table in grid_page.views
    assert not table.isHidden()
    assert some < len(table.blanks)


def test_what_was_answered_while_a_form_table_grew_is_shown_in_it(grid_page: PageView, form: FormView) -> None:
    blank = grid_page.findChildren(BlankCell)[0].blanks[0]
    form.desk.session.set({blank.path: "甲公司"})
    grid_page.refresh()
    grid_page.complete()
    assert isinstance(blank, LineEditor)
    assert blank.text() == "甲公司"


def test_who_asks_for_the_blocks_while_one_is_built_gets_those_that_are_there(
    form: FormView, monkeypatch: pytest.MonkeyPatch
) -> None:
    section = next(one for one in form.desk.pack.sections if len(one.shown) > 2)
    asked: list[int] = []
    add = PageView._add

    def asking(page: PageView, view: BlockView) -> None:
        asked.append(len(page.views))
        add(page, view)

    monkeypatch.setattr(PageView, "_add", asking)
    made = PageView(form.desk, section, (), form)
    count = len(made.views)
    assert asked == list(range(count))
