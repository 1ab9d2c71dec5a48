"""At every size of text the edges of the window say all that they have room for, and nothing by halves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QToolButton
from pytestqt.qtbot import QtBot
from ui.person import path

from app.settings import Settings
from app.ui.editors.table import ListTableView
from app.ui.finding.view import FindView
from app.ui.form.foot import FURTHER
from app.ui.form.header import PageHeader
from app.ui.form.view import FormView
from app.ui.main_window import MainWindow
from app.ui.theme import measure, scaled

LARGE = 200


@pytest.fixture
def grow(window: MainWindow, settings: Settings, qtbot: QtBot) -> Iterator[Callable[[], None]]:
    """Makes the text twice as large."""

    def make() -> None:
        settings.text_size = LARGE
        window.looks.follow()
        qtbot.wait(50)

    yield make
    settings.text_size = 100
    window.looks.follow()


def icons_in(line: QLineEdit) -> list[int]:
    """How wide the icons in a line may be drawn."""
    return [button.width() for button in line.findChildren(QToolButton)]


def test_the_icons_of_a_search_box_grow_with_its_text(form: FormView, grow: Callable[[], None]) -> None:
    box = form.findChildren(FindView)[0].box
    before = icons_in(box)
    grow()
    after = icons_in(box)
    assert len(before) == 2  # a magnifier, and a cross for what was written
    assert all(wide >= scaled(measure.MARK) > measure.MARK for wide in after)
    assert all(new > old for old, new in zip(before, after, strict=True))


def test_a_page_built_ahead_says_that_it_was_opened(form: FormView) -> None:
    ahead = form.page("bounds")
    form.open("bounds")
    head = ahead.findChildren(PageHeader)[0]
    expected = form.desk.status(ahead.section).mark.value
    assert expected in [label.text() for label in head.findChildren(QLabel)]


def test_the_step_to_a_page_with_a_short_name_says_it(form: FormView) -> None:
    page = form.desk.pack.sections[1].model_copy(update={"title": "说明", "number": "", "starred": False})
    form.foot.name(None, page)
    assert form.foot.next.text() == f"{FURTHER}：说明"


def whole(label: QLabel) -> bool:
    """Whether all of its words are seen."""
    inside = label.parentWidget().rect().contains(label.geometry())
    return inside and label.height() >= label.heightForWidth(label.width())


def test_what_a_blank_takes_and_rests_on_is_said_whole(window: MainWindow, form: FormView, qtbot: QtBot) -> None:
    aid = form.foot.aid
    form.open("bounds")
    aid.enter(path("bounds.apps"))
    aid.words.setText("平台名称" * 3)
    aid.clause.setText("依据：申报书二")
    qtbot.wait(20)
    assert aid.clause.geometry().bottom() == aid.words.geometry().bottom(), "there is room beside"
    low = aid.height()
    aid.clause.setText("依据：" + "很长的条款" * 40)
    aid.words.setText("平台名称" * 40)
    qtbot.wait(20)
    assert whole(aid.words)
    assert whole(aid.clause)
    assert aid.clause.y() > aid.words.y()
    high = aid.height()
    aid.words.setText("平台名称")
    qtbot.wait(20)
    assert aid.height() == high > low, "the page does not jump from blank to blank"
    form.open("cover")
    assert aid.height() < high


def test_the_clause_stands_in_the_last_line_of_long_words_where_it_has_room(
    window: MainWindow, form: FormView, qtbot: QtBot
) -> None:
    aid = form.foot.aid
    form.open("bounds")
    aid.enter(path("bounds.apps"))
    aid.words.setText("字" * (aid.width() // aid.words.fontMetrics().horizontalAdvance("字") + 2))
    aid.clause.setText("依据：说明3")
    qtbot.wait(20)
    assert aid.clause.y() > 0
    assert aid.clause.geometry().bottom() == aid.words.geometry().bottom()
    assert aid.clause.geometry().right() == aid.rect().right()


def test_the_deadline_is_never_cut(window: MainWindow, form: FormView, grow: Callable[[], None], qtbot: QtBot) -> None:
    window.resize(1600, 700)
    form.status.show_deadline(date(2100, 1, 1))
    form.status.show_page("印在文件第 100 页（无页码）")
    qtbot.wait(20)
    shown = form.status
    assert all(label.isVisible() for label in (shown._words, shown._page))
    window.resize(1024, 700)
    grow()
    assert not shown._page.isVisible()
    assert shown._deadline.isHidden() or shown._deadline.width() >= shown._deadline.sizeHint().width()


def test_a_wide_window_has_a_wider_tree(window: MainWindow, form: FormView) -> None:
    window.resize(1024, 700)
    narrow = form.tree.width()
    window.resize(1920, 1000)
    assert form.tree.width() > narrow
    window.resize(1024, 700)
    assert form.tree.width() == narrow


def test_the_columns_of_a_list_hold_as_many_letters_in_larger_text(form: FormView, grow: Callable[[], None]) -> None:
    form.open("rows")
    page = form.page("rows")
    page.complete()
    (table,) = page.findChildren(ListTableView)

    def letters() -> list[float]:
        letter = table.fontMetrics().horizontalAdvance("汉")
        return [table._need(place) / letter for place in range(len(table._list.columns))]

    before = letters()
    grow()
    assert letters() == pytest.approx(before, rel=0.12)


def test_the_foot_tells_of_the_blank_with_the_cursor_when_its_page_is_back(form: FormView, qtbot: QtBot) -> None:
    words = form.foot.aid.words
    form.open("applicant")
    form.page("applicant").begin()
    qtbot.waitUntil(lambda: words.text() == "名称")
    form.open("applicant")
    assert words.text() == "名称", "the page was there"
    form.asides.show_progress()
    form.asides.progress.closed.emit()
    qtbot.waitUntil(form.page("applicant").isVisible)
    qtbot.wait(50)
    assert words.text() == "名称", "the page was away"
    form.open("bounds")
    assert not words.text().startswith("名称"), "the page is another"


def test_the_title_stands_on_two_lines_where_one_is_too_short(
    window: MainWindow, form: FormView, grow: Callable[[], None], qtbot: QtBot
) -> None:
    window.resize(1024, 700)
    window.bar.title.setText("上海市工业互联网平台应用水平评价申报表")
    qtbot.wait(20)
    title, one_line = window.bar.title, window.bar.title.sizeHint().height()
    assert title.fontMetrics().horizontalAdvance(title.text()) <= title.width()
    grow()
    assert title.fontMetrics().horizontalAdvance(title.text()) > title.width()
    assert title.height() > 2 * 1.5 * one_line, "two lines of twice the size, in small letters"
    drawn = title.grab().toImage()
    ground = drawn.pixelColor(drawn.width() - 1, 0)
    inked = [any(drawn.pixelColor(x, y) != ground for x in range(0, drawn.width(), 2)) for y in range(drawn.height())]
    lines = [y for y in range(1, len(inked)) if inked[y] and not inked[y - 1]]
    assert len(lines) == 2
    title.setText("短")
    qtbot.wait(20)
    assert title.sizeHint().height() < 2 * 1.5 * one_line
