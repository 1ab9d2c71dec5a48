"""A form table in a narrow window: labels break, and what lacks little has it before what lacks much has any."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from ui.person import path

from app.ui.editors.choice import RoundBox
from app.ui.editors.line import MOST_LINES, LineEditor
from app.ui.form.blocks.cells import LabelCell, label_lines
from app.ui.form.blocks.grid import TIGHTEST, GridView, _served
from app.ui.form.blocks.sentence import SentenceView
from app.ui.form.view import FormView
from app.ui.main_window import MainWindow


@pytest.mark.parametrize(
    ("room", "wanted", "given"),
    [
        (30, [10, 20, 60], [10, 20, 0]),
        (50, [60, 10, 20], [20, 10, 20]),
        (90, [10, 20, 60], [10, 20, 60]),
        (0, [0, 4, 8], [0, 0, 0]),
    ],
)
def test_who_lacks_little_is_served_first(room: float, wanted: list[float], given: list[float]) -> None:
    assert _served(room, wanted) == given


def test_a_number_is_whole_in_the_narrowest_table(window: MainWindow, form: FormView, qtbot: QtBot) -> None:
    form.desk.session.answer(path("applicant.phone"), "028-12345678")
    form.open("applicant")
    view = form.page("applicant").findChildren(GridView)[0]
    qtbot.waitUntil(view.isVisible)
    view._table.setFixedWidth(view._table.minimumSizeHint().width())
    qtbot.wait(20)
    (blank,) = [one for one in view.blanks if one.path == path("applicant.phone")]
    assert isinstance(blank, LineEditor)
    small = blank.fontMetrics().horizontalAdvance("028-12345678") * 0.9
    assert blank.width() - 12 >= small


def test_long_labels_have_more_lines_before_a_number_is_cut(form: FormView, qtbot: QtBot) -> None:
    form.open("applicant")
    view = form.page("applicant").findChildren(GridView)[0]
    qtbot.waitUntil(lambda: len(view._table.spots) == len(view._table.places))
    labels = (spot.widget for spot in view._table.spots if spot.columns == 1)
    label = next(one for one in labels if isinstance(one, LabelCell))
    label._words = "组织机构代码"
    label.setStyleSheet("font-size: 30px")
    label.ensurePolished()
    letter = label.fontMetrics().horizontalAdvance("汉")
    assert [label.least_width(tight) - 16 for tight in (1, TIGHTEST)] == [3 * letter, 2 * letter]
    table, needed = view._table, view._table._needs(TIGHTEST)
    assert sum(needed) < sum(table._needs(1))
    narrow = table._columns(int(sum(table._needs(1))) - 1)
    assert all(has >= need - 1 for has, need in zip(narrow, needed, strict=True))


def test_a_long_answer_is_read_from_its_beginning_once_it_is_left(form: FormView, qtbot: QtBot) -> None:
    form.open("applicant")
    page = form.page("applicant")
    page.take_focus(path("applicant.name"))
    blank = page.focusWidget()
    assert isinstance(blank, LineEditor)
    qtbot.keyClicks(blank, "a very long name of a company " * 8)
    assert blank.cursorPosition() > 0
    page.take_focus(path("applicant.phone"))
    assert blank.cursorPosition() == 0


LONG = "工业互联网平台建设与运营中心总经理助理"


def blank_in_narrow_table(form: FormView, name: str, qtbot: QtBot) -> LineEditor:
    """The blank called `name`, in a table that is as narrow as a window may make it."""
    form.open("applicant")
    view = form.page("applicant").findChildren(GridView)[0]
    qtbot.waitUntil(view.isVisible)
    view._table.setFixedWidth(view._table.minimumSizeHint().width())
    qtbot.wait(20)
    (blank,) = [one for one in view.blanks if one.path == path(name)]
    assert isinstance(blank, LineEditor)
    return blank


def test_a_long_answer_is_seen_whole_on_several_lines(window: MainWindow, form: FormView, qtbot: QtBot) -> None:
    form.desk.session.answer(path("applicant.name"), LONG * 2)
    blank = blank_in_narrow_table(form, "applicant.name", qtbot)
    shown = blank._lines(blank.width())
    assert len(shown) > 1
    assert "".join(shown) == LONG * 2
    assert blank.height() >= len(shown) * blank.fontMetrics().lineSpacing()
    cell = blank.parentWidget().parentWidget()
    assert cell.height() >= blank.height(), "the row has grown with it"


def test_a_row_grows_while_its_answer_is_typed_and_shrinks_with_it(
    window: MainWindow, form: FormView, qtbot: QtBot
) -> None:
    blank = blank_in_narrow_table(form, "applicant.name", qtbot)
    low = blank.height()
    blank.take_focus(blank.path)
    qtbot.keyClicks(blank, "a company of a very long name " * 2)
    qtbot.waitUntil(lambda: blank.height() > low)
    blank.selectAll()
    qtbot.keyClicks(blank, "a")
    qtbot.waitUntil(lambda: blank.height() == low)


def test_an_answer_that_is_longer_than_all_lines_ends_in_dots(window: MainWindow, form: FormView, qtbot: QtBot) -> None:
    form.desk.session.answer(path("applicant.name"), LONG * 400)
    blank = blank_in_narrow_table(form, "applicant.name", qtbot)
    *_, last = lines = blank._lines(blank.width())
    assert len(lines) == MOST_LINES
    assert last.endswith("…")


def test_beside_the_page_too_a_long_answer_is_seen_whole(window: MainWindow, form: FormView, qtbot: QtBot) -> None:
    form.desk.session.answer(path("applicant.name"), LONG)
    card = QWidget(window)
    column = QVBoxLayout(card)
    blank = LineEditor(form.desk, path("applicant.name"), card)
    column.addWidget(blank)
    column.addStretch(1)
    card.resize(180, 200)
    card.show()
    qtbot.wait(20)
    assert len(blank._lines(blank.width())) > 1
    assert blank.height() == blank.heightForWidth(blank.width())


def test_a_long_answer_that_is_gone_to_is_read_from_its_beginning(form: FormView, qtbot: QtBot) -> None:
    form.desk.session.answer(path("applicant.name"), "a very long name of a company " * 8)
    form.open("applicant")
    page = form.page("applicant")
    page.take_focus(path("applicant.name"))
    blank = page.focusWidget()
    assert isinstance(blank, LineEditor)
    assert blank.selectedText() == blank.text()
    assert blank.cursorPosition() == 0
    page.take_focus(path("applicant.phone"))
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Backtab)
    assert (blank.selectedText(), blank.cursorPosition()) == (blank.text(), 0)
    qtbot.keyClicks(blank, "short")
    assert form.desk.session.text(path("applicant.name")) == "short"


def test_yes_stands_beside_no_in_a_column_of_any_width(form: FormView, qtbot: QtBot) -> None:
    form.open("applicant")
    wanted = path("applicant.listed")
    views = [one for block in form.page("applicant").views for one in block.findChildren(SentenceView)]
    (sentence,) = [view for view in views if any(blank.path == wanted for blank in view.blanks)]
    boxes = sentence.findChildren(RoundBox)[:2]
    both = sum(box.sizeHint().width() for box in boxes) + 60
    for width in range(both, 500, 7):
        sentence.setFixedWidth(width)
        qtbot.wait(1)
        assert boxes[0].y() == boxes[1].y(), width


@pytest.mark.parametrize(
    ("words", "characters", "lines"),
    [
        ("成立时间", 3, "成立\n时间"),
        ("成立时间", 4, "成立时间"),
        ("真实性承诺", 4, "真实性\n承诺"),
        ("平台建设金额（万元）", 7, "平台建设金额\n（万元）"),
        ("平台建设金额（万元）", 9, "平台建设金额\n（万元）"),
        ("实际控制人国籍", 3, "实际控\n制人\n国籍"),
        ("统一社会信用代码", 6, "统一社会信用代码"),  # 统一社会信用 / 代码, as it breaks by itself
    ],
)
def test_a_label_breaks_where_it_reads_well(qapp: QApplication, words: str, characters: int, lines: str) -> None:
    font = qapp.font()
    assert label_lines(words, font, QFontMetrics(font).horizontalAdvance("国") * characters + 2) == lines


def test_a_table_is_as_high_as_it_will_be_however_narrow_its_labels_were_before(form: FormView, qtbot: QtBot) -> None:
    form.open("applicant")
    view = form.page("applicant").findChildren(GridView)[0]
    qtbot.waitUntil(lambda: len(view._table.spots) == len(view._table.places))
    qtbot.waitUntil(view.isVisible)
    label = next(spot.widget for spot in view._table.spots if isinstance(spot.widget, LabelCell))
    label._words = "近三年研究开发费用总额合计"
    label.resize(400, 60)
    wanted = view._table.heightForWidth(480)
    label.resize(38, 600)
    assert "\n" in label.text()
    assert view._table.heightForWidth(480) == wanted


def test_a_label_is_as_high_as_it_is_drawn(form: FormView, qtbot: QtBot) -> None:
    form.open("applicant")
    view = form.page("applicant").findChildren(GridView)[0]
    qtbot.waitUntil(lambda: len(view._table.spots) == len(view._table.places))
    labels = [spot.widget for spot in view._table.spots if isinstance(spot.widget, LabelCell)]
    for label in labels:
        for width in (40, 60, 90, 140, 300):
            label.resize(width, 200)
            assert label.height_at(width) == label.heightForWidth(width), (label.text(), width)
