"""A long answer of one line is edited on the lines on which it is read: with keys, mouse and input method."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from ui.person import path

from app.ui.broken import units
from app.ui.editors.line import MOST_LINES, LineEditor
from app.ui.form.view import FormView
from app.ui.main_window import MainWindow

LONG = "上海市浦东新区张江高科技园区博云路二号浦软大厦一楼至三楼研发与运营中心"
NAME = path("applicant.name")
SHIFT, NONE = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def blank(window: MainWindow, form: FormView, qtbot: QtBot) -> LineEditor:
    """A narrow blank with a long answer and the cursor before its first letter."""
    form.desk.session.answer(NAME, LONG)
    card = QWidget(window)
    column = QVBoxLayout(card)
    line = LineEditor(form.desk, NAME, card)
    column.addWidget(line)
    column.addStretch(1)
    card.resize(190, 460)
    card.show()
    qtbot.waitUntil(lambda: line.height() == line.heightForWidth(line.width()))
    line.setFocus()
    line.deselect()
    line.setCursorPosition(0)
    assert line.folds
    return line


def seen_at(blank: LineEditor, position: int) -> QPoint:
    """The middle of the cursor at a place of the text."""
    blank.setCursorPosition(position)
    return blank.cursor_place().center()


def compose(words: str, commit: str = "") -> None:
    """An input method shows `words`, and puts in what it commits."""
    event = QInputMethodEvent(words, [])
    event.setCommitString(commit)
    QApplication.sendEvent(QApplication.focusWidget(), event)


def test_up_and_down_go_from_line_to_line_and_keep_to_their_column(blank: LineEditor) -> None:
    here = seen_at(blank, 5)
    places = [here]
    for _ in range(2):
        QTest.keyClick(blank, Qt.Key.Key_Down)
        places.append(blank.cursor_place().center())
    assert [b.y() - a.y() for a, b in pairwise(places)] == [blank.fontMetrics().lineSpacing()] * 2
    assert max(abs(one.x() - here.x()) for one in places) <= blank.fontMetrics().horizontalAdvance("汉")
    for _ in range(2):
        QTest.keyClick(blank, Qt.Key.Key_Up)
    assert blank.cursorPosition() == 5


def test_beyond_the_last_line_down_is_not_for_the_blank(blank: LineEditor) -> None:
    blank.setCursorPosition(len(LONG))
    QTest.keyClick(blank, Qt.Key.Key_Down)
    assert blank.cursorPosition() == len(LONG)
    assert blank.text() == LONG


def test_with_shift_lines_are_selected_and_let_go_again(blank: LineEditor) -> None:
    blank.setCursorPosition(3)
    QTest.keyClick(blank, Qt.Key.Key_Down, SHIFT)
    chosen = blank.selectedText()
    assert LONG[3:].startswith(chosen)
    QTest.keyClick(blank, Qt.Key.Key_Down, SHIFT)
    assert len(blank.selectedText()) > len(chosen)
    QTest.keyClick(blank, Qt.Key.Key_Up, SHIFT)
    QTest.keyClick(blank, Qt.Key.Key_Up, SHIFT)
    assert not blank.selectedText()
    assert blank.cursorPosition() == 3


@pytest.mark.parametrize("position", [0, 4, 17, 30, len(LONG)])
def test_a_click_puts_the_cursor_where_the_letter_is_seen(blank: LineEditor, position: int) -> None:
    point = seen_at(blank, position)
    blank.setCursorPosition(1)
    QTest.mouseClick(blank, Qt.MouseButton.LeftButton, NONE, point)
    assert blank.cursorPosition() == position


def test_the_mouse_selects_over_lines_and_shift_goes_on_from_there(blank: LineEditor) -> None:
    begin, end, further = (seen_at(blank, place) for place in (4, 20, 31))
    QTest.mousePress(blank, Qt.MouseButton.LeftButton, NONE, begin)
    move = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(end),
        blank.mapToGlobal(QPointF(end)),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.LeftButton,
        NONE,
    )
    QApplication.sendEvent(blank, move)
    QTest.mouseRelease(blank, Qt.MouseButton.LeftButton, NONE, end)
    assert blank.selectedText() == LONG[4:20]
    QTest.mouseClick(blank, Qt.MouseButton.LeftButton, SHIFT, further)
    assert blank.selectedText() == LONG[4:31]


def test_a_double_click_selects_a_word(blank: LineEditor) -> None:
    blank.setText("Qibei Declaration Workbench of a Company")
    point = seen_at(blank, 10)
    QTest.mouseDClick(blank, Qt.MouseButton.LeftButton, NONE, point)
    QTest.mouseRelease(blank, Qt.MouseButton.LeftButton, NONE, point)  # which the double click leaves out
    assert blank.selectedText().strip() == "Declaration"


def test_what_is_composed_stands_among_the_lines_and_is_no_answer_yet(blank: LineEditor, form: FormView) -> None:
    alone = seen_at(blank, 12)
    compose("zhongwen")
    beside = blank.cursor_place()
    assert (beside.center().x(), beside.y()) > (alone.x(), 0)
    assert blank.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle) == beside
    assert form.desk.session.text(NAME) == LONG
    compose("", "中文")
    assert form.desk.session.text(NAME) == f"{LONG[:12]}中文{LONG[12:]}"


def test_lines_that_are_out_of_sight_are_scrolled_to(blank: LineEditor) -> None:
    blank.setText(LONG * 20)
    assert blank.text_place.height() < blank.fontMetrics().lineSpacing() * len(LONG) * 20 // 12
    for position in (0, 300, units(blank.text())):
        blank.setCursorPosition(position)
        place = blank.cursor_place()
        assert blank.text_place.top() - 1 <= place.top()
        assert place.bottom() <= blank.text_place.bottom() + 1
    assert len(blank._lines(blank.width())) <= MOST_LINES


def test_the_letters_keep_their_place_when_the_cursor_comes(blank: LineEditor) -> None:
    window = blank.window()
    window.setFocus()
    away = dark_rows(blank)
    blank.setFocus()
    blank.setCursorPosition(0)
    assert dark_rows(blank) == away


def dark_rows(blank: LineEditor) -> list[int]:
    """The rows of pixels in which letters are, as seen in the middle of the blank."""
    place, picture = blank.text_place, blank.grab().toImage()
    columns = range(place.left() + 20, place.right() - 20)
    rows = range(place.top(), place.bottom())
    return [y for y in rows if any(picture.pixelColor(x, y).lightness() < 110 for x in columns)]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(words=f"{'1' * 12}  {'1' * 60}", share=0.15625)
@given(words=st.text(st.sampled_from("汉字，。abc 1𠮷😀（）“”"), min_size=30, max_size=90), share=st.floats(0, 1))
def test_wherever_the_cursor_stands_a_click_there_finds_the_place_again(
    blank: LineEditor, words: str, share: float
) -> None:
    blank.setText(words)
    if not blank.folds:
        return
    position = units(words[: round(share * len(words))])
    point = seen_at(blank, position)
    found = blank.place_at(point)
    behind = seen_at(blank, found)
    spaces = words.encode("utf-16-le")[2 * min(found, position) : 2 * max(found, position)].decode("utf-16-le")
    assert behind == point or (behind.y() == point.y() and not spaces.strip()), "but for spaces at the end of a line"
