"""What is typed into a cell is seen whole: its editor grows over the cells beside it, then over the rows below."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui.lists.list_page import cells, opened

from app.ui.editors.cell_text import CellText
from app.ui.form.blocks.listing import ListView
from app.ui.form.view import FormView

Key, MODIFIER = Qt.Key, Qt.KeyboardModifier
LONG = "the machine in the second hall "
ROWS = [(f"行{number}", "1") for number in range(12)]


@pytest.fixture
def view(form: FormView) -> ListView:
    return opened(form, *ROWS)


def begun(view: ListView, qtbot: QtBot, text: str, row: int = 0) -> CellText:
    """The editor of the first cell of a row, with what was typed over it."""
    view.table.setCurrentIndex(view.model.index(row, 0))
    qtbot.keyClick(view.table, text[0])
    editor = view.table.viewport().findChild(CellText)
    assert editor is not None
    qtbot.keyClicks(editor, text[1:])
    return editor


def cell(view: ListView, row: int = 0) -> QRect:
    return view.table.visualRect(view.model.index(row, 0))


def all_is_seen(editor: CellText) -> bool:
    return editor.verticalScrollBar().maximum() == 0


def test_few_words_stay_within_their_cell(view: ListView, qtbot: QtBot) -> None:
    assert begun(view, qtbot, "Robot").geometry() == cell(view)


def test_more_words_make_it_wider_and_then_higher(view: ListView, qtbot: QtBot) -> None:
    editor = begun(view, qtbot, "the machine ")
    seen = [editor.size()]
    for _ in range(10):
        qtbot.keyClicks(editor, LONG)
        seen.append(editor.size())
        assert all_is_seen(editor)
        assert view.table.viewport().rect().contains(editor.geometry())
    assert seen[1].width() > cell(view).width()
    assert seen[1].height() == cell(view).height()
    assert seen[-1].width() == view.table.viewport().width()
    assert seen[-1].height() > 2 * cell(view).height()
    qtbot.keyClick(editor, Key.Key_A, MODIFIER.ControlModifier)
    qtbot.keyClick(editor, Key.Key_Backspace)
    assert editor.geometry() == cell(view)


def test_at_the_foot_of_the_sheet_it_grows_upwards(view: ListView, qtbot: QtBot) -> None:
    view.table.scrollToBottom()
    editor = begun(view, qtbot, LONG * 9, row=len(ROWS))
    assert all_is_seen(editor)
    assert view.table.viewport().rect().contains(editor.geometry())


def test_enter_is_the_end_however_many_lines_it_has(form: FormView, view: ListView, qtbot: QtBot) -> None:
    editor = begun(view, qtbot, LONG * 9)
    qtbot.keyClick(editor, Key.Key_Return)
    qtbot.waitUntil(lambda: view.table.viewport().findChild(CellText) is None)
    assert cells(form)[0][0] == (LONG * 9).strip()
    assert (view.table.currentIndex().row(), view.table.currentIndex().column()) == (1, 0)
    assert view.table.hasFocus()


def test_a_cell_of_one_line_gets_no_second_one(form: FormView, view: ListView, qtbot: QtBot) -> None:
    editor = begun(view, qtbot, "Robot")
    qtbot.keyClick(editor, Key.Key_Return, MODIFIER.AltModifier)
    QApplication.clipboard().setText("甲\n乙")
    qtbot.keyClick(editor, Key.Key_V, MODIFIER.ControlModifier)
    assert editor.toPlainText() == "Robot甲 乙"
    assert cells(form)[0][0] == "Robot甲 乙"


def test_the_arrows_go_through_the_lines_and_out_of_the_cell(view: ListView, qtbot: QtBot) -> None:
    editor = begun(view, qtbot, LONG * 9, row=2)
    end = editor.textCursor().position()
    qtbot.keyClick(editor, Key.Key_Up)
    assert editor.textCursor().position() < end
    qtbot.keyClick(editor, Key.Key_Down)
    assert view.table.currentIndex().row() == 2
    qtbot.keyClick(editor, Key.Key_Down)
    qtbot.waitUntil(lambda: view.table.currentIndex().row() == 3)


def test_nothing_is_written_while_an_input_method_composes(form: FormView, view: ListView, qtbot: QtBot) -> None:
    editor = begun(view, qtbot, "R")
    QApplication.sendEvent(editor, QInputMethodEvent("ji chuang", []))
    assert cells(form)[0][0] == "R"
    chosen = QInputMethodEvent()
    chosen.setCommitString("机床")
    QApplication.sendEvent(editor, chosen)
    assert cells(form)[0][0] == "R机床"
