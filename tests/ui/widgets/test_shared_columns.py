"""Columns share the width of their view: no word is cut, headings wrap, and what is asked for is given where it can."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QTableWidget, QTableWidgetItem
from pytestqt.qtbot import QtBot

from app.ui.widgets.plan_rows import Columns, shared


@pytest.mark.parametrize(
    ("room", "wished", "least", "given"),
    [
        (300, [100, 100, 100], [50, 50, 50], [100, 100, 100]),
        (300, [100, 100, 100], [160, 50, 50], [160, 70, 70]),
        (200, [300, 100], [100, 60], [133, 66]),
        (100, [50, 50], [80, 90], [80, 90]),
        (500, [100, 100], [50, 50], [100, 100]),
    ],
)
def test_who_has_more_than_the_least_gives_to_who_has_less(
    room: int, wished: list[float], least: list[int], given: list[int]
) -> None:
    assert shared(room, wished, least) == given


def test_a_heading_wraps_before_a_figure_is_cut(qtbot: QtBot) -> None:
    table = QTableWidget(1, 3)
    qtbot.addWidget(table)
    for column, words in enumerate(("13800138000", "四川省成都市高新技术产业开发区智联一路", "是")):
        table.setItem(0, column, QTableWidgetItem(words))
    columns = Columns(table, table.horizontalHeader(), 12)
    heads = ("联系方式（手机号码）", "地址", "是否齐备")
    table.setHorizontalHeaderLabels(heads)
    columns.heads, columns.shares = heads, (1, 8, 1)
    table.resize(340, 200)
    table.show()
    columns.fit()
    columns.fit_rows(8)
    assert table.columnWidth(0) >= table.fontMetrics().horizontalAdvance("13800138000")
    assert "\n" in str(table.model().headerData(0, table.horizontalHeader().orientation()))
    assert table.rowHeight(0) > 2 * table.fontMetrics().lineSpacing()
    assert table.horizontalScrollBar().maximum() == 0
