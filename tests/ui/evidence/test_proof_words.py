"""The words and tables of an office file on the screen stand as they are printed."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextDocument, QTextTable
from pytestqt.qtbot import QtBot

from app.evidence.prepared import Grid, Prepared, Span
from app.ui.evidence.proof_words import MOST_ROWS, document_of


def table_of(document: QTextDocument) -> QTextTable:
    (table,) = (frame for frame in document.rootFrame().childFrames() if isinstance(frame, QTextTable))
    return table


def cell(table: QTextTable, row: int, column: int) -> tuple[str, int, int]:
    """The words of a cell, and how many rows and columns it covers."""
    found = table.cellAt(row, column)
    cursor = found.firstCursorPosition()
    cursor.setPosition(found.lastPosition(), cursor.MoveMode.KeepAnchor)
    return cursor.selectedText(), found.rowSpan(), found.columnSpan()


def test_merged_heads_of_a_list_are_merged_on_the_screen(qtbot: QtBot) -> None:
    rows = (("序号", "购置", ""), ("", "日期", "原值"), ("1", "2020", "5"))
    grid = Grid(rows, spans=(Span(0, 0, 2, 1), Span(0, 1, 1, 2)))
    table = table_of(document_of(Prepared("xlsx", content=(grid,)), {}, parent := QObject()))
    assert cell(table, 0, 0) == ("序号", 2, 1)
    assert cell(table, 0, 1) == ("购置", 1, 2)
    assert [cell(table, 1, column) for column in (1, 2)] == [("日期", 1, 1), ("原值", 1, 1)]
    assert cell(table, 2, 2) == ("5", 1, 1)
    parent.deleteLater()


def test_a_merged_cell_ends_where_the_rows_shown_end(qtbot: QtBot) -> None:
    grid = Grid((("车间", "甲"), *(("", "乙") for _ in range(MOST_ROWS + 50))), spans=(Span(0, 0, MOST_ROWS + 51, 1),))
    table = table_of(document_of(Prepared("xlsx", content=(grid,)), {}, parent := QObject()))
    assert cell(table, 0, 0) == ("车间", MOST_ROWS, 1)
    parent.deleteLater()


def test_short_cells_stay_on_one_line_and_long_ones_get_a_column_that_can_be_read(qtbot: QtBot) -> None:
    row = ("510104197401010001", "2018年1月4日", "沈阳机床股份有限公司", "在用", "已抵押，2021年解除；" * 5)
    title = ("某某科技有限公司生产设备清单（截至2022年5月31日，共400台）", "", "", "", "")
    grid = Grid((title, row), spans=(Span(0, 0, 1, 5),))
    document = document_of(Prepared("xlsx", content=(grid,)), {}, parent := QObject())
    document.setTextWidth(80)
    long = [width.type() == width.Type.FixedLength for width in table_of(document).format().columnWidthConstraints()]
    assert long == [False, False, False, False, True]
    assert document.size().width() > 400
    blocks = [table_of(document).cellAt(1, column).firstCursorPosition().block() for column in range(5)]
    lines = [block.layout().lineCount() for block in blocks]
    assert lines[:4] == [1, 1, 1, 1]
    assert 2 <= lines[4] <= 7
    parent.deleteLater()
