"""A row that says more than before takes its room from the rows below it, and gives it back."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from pytestqt.qtbot import QtBot

from app.ui.widgets.rows import SIDE, Row, RowsView

ROWS = [Row(f"第{number}页", number, "done") for number in range(1, 6)]


@pytest.fixture
def view(qtbot: QtBot) -> RowsView:
    """Some rows that are seen."""
    shown = RowsView("各页", None)  # type: ignore[arg-type]  # a list that stands alone
    qtbot.addWidget(shown)
    shown.resize(260, 400)
    shown.set_rows(ROWS)
    shown.show()
    qtbot.waitExposed(shown)
    qtbot.wait(10)
    return shown


def overlapping(view: RowsView) -> list[int]:
    """The rows that reach into the one below them."""
    places = [view.visualRect(view.model().index(row, 0)) for row in range(len(view.rows))]
    return [row for row, (one, below) in enumerate(pairwise(places)) if one.bottom() >= below.top()]


@pytest.mark.parametrize("row", [0, 2, 4])
def test_a_line_below_a_name_covers_no_other_row(qtbot: QtBot, view: RowsView, row: int) -> None:
    high = view.visualRect(view.model().index(row, 0)).height()
    view.set_rows([replace(one, detail="2 条批注") if place == row else one for place, one in enumerate(ROWS)])
    qtbot.wait(10)
    assert view.visualRect(view.model().index(row, 0)).height() > high
    assert overlapping(view) == []
    view.set_rows(ROWS)
    qtbot.wait(10)
    assert view.visualRect(view.model().index(row, 0)).height() == high
    assert [one.height() for one in (view.visualRect(view.model().index(place, 0)) for place in range(5))] == [high] * 5


def test_the_last_row_is_reached_whole_when_it_has_grown(qtbot: QtBot, view: RowsView) -> None:
    view.resize(260, 100)
    qtbot.wait(10)
    before = view.verticalScrollBar().maximum()
    view.set_rows([*ROWS[:-1], replace(ROWS[-1], detail="已借出给 李工\n2 条批注")])
    qtbot.wait(10)
    assert view.verticalScrollBar().maximum() > before


def test_a_note_that_breaks_the_name_covers_no_other_row(qtbot: QtBot, view: RowsView) -> None:
    rows = [replace(one, text="填报单位意见及真实性承诺书", note="未开始") for one in ROWS]
    view.set_rows(ROWS[:1] + rows[1:])
    qtbot.wait(10)
    assert overlapping(view) == []


def test_rows_that_a_scroll_bar_makes_narrower_cover_none(qtbot: QtBot, view: RowsView) -> None:
    words = "工业互联网平台基本信息"
    view.resize(view.fontMetrics().horizontalAdvance(words) + 2 * SIDE + 4, 300)
    view.set_rows([Row(words, place) for place in range(40)])
    qtbot.waitUntil(lambda: view.verticalScrollBar().isVisible())
    qtbot.waitUntil(lambda: not overlapping(view) and view.visualRect(view.model().index(0, 0)).height() > 40)


def test_a_name_that_breaks_in_a_narrower_list_covers_no_other_row(qtbot: QtBot, view: RowsView) -> None:
    view.set_rows([replace(one, text=f"第{place}页 自研杀手锏工业应用情况") for place, one in enumerate(ROWS)])
    qtbot.wait(10)
    high = view.visualRect(view.model().index(1, 0)).height()
    view.resize(170, view.height())
    qtbot.wait(10)
    assert view.visualRect(view.model().index(1, 0)).height() > high
    assert overlapping(view) == []
    view.resize(260, view.height())
    qtbot.wait(10)
    assert [view.visualRect(view.model().index(place, 0)).top() for place in range(5)] == [
        place * high for place in range(5)
    ]
