"""Columns share the width of their view: no word is cut, headings wrap, and what is asked for is given where it can."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QTableWidget, QTableWidgetItem, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from app.ui.main_window import MainWindow
from app.ui.widgets.plan_rows import Columns, PlanTree, give_name, heading_lines, poured, shared
from app.ui.widgets.row_words import Face


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


@pytest.mark.parametrize(
    ("room", "wanted", "given"),
    [
        (30, [10, 20, 60], [10, 10, 10]),
        (50, [10, 20, 60], [10, 20, 20]),
        (90, [10, 20, 60], [10, 20, 60]),
        (12, [0, 4, 8], [0, 4, 8]),
    ],
)
def test_who_lacks_little_has_all_of_it(room: float, wanted: list[float], given: list[float]) -> None:
    assert poured(room, wanted) == given


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


def test_a_row_of_many_lines_leaves_room_for_another(qtbot: QtBot) -> None:
    tree = PlanTree()
    qtbot.addWidget(tree)
    tree.dress("两边不同的地方", ["位置", "内容"], (0.5, 0.5))
    heading = tree.add_heading("两边不同　2 处")
    rows = [QTreeWidgetItem(heading, ["封面", "昇昀工业互联网平台" * 40]) for _ in range(2)]
    tree.resize(400, 240)
    tree.show()
    tree.fit()
    qtbot.wait(20)
    high = tree.visualItemRect(rows[0]).height()
    assert 2 * tree.fontMetrics().lineSpacing() <= high <= tree.viewport().height() // 2 + 8
    tree.resize(400, 480)
    qtbot.wait(20)
    assert tree.visualItemRect(rows[0]).height() > high, "a taller view shows more of it"


@pytest.mark.parametrize("name", ["plan", "summary"])
def test_a_heading_stands_over_its_words_whenever_it_was_measured(
    empty_window: MainWindow, qtbot: QtBot, name: str
) -> None:
    wide = []
    for late in (False, True):
        table = QTableWidget(0, 1 if late else 0, empty_window)
        give_name(table, name)
        table.setColumnCount(1)
        table.setHorizontalHeaderLabels(["版次"])
        wide.append(table.horizontalHeader().sectionSizeHint(0))
    assert wide[0] == wide[1]


def test_what_a_heading_adds_in_brackets_stands_on_a_line_of_its_own(qtbot: QtBot) -> None:
    label = QTableWidget()
    qtbot.addWidget(label)
    face = Face.of(label.font())
    letter = face.width("汉")
    assert heading_lines(face, "联系方式（手机）", 6.5 * letter) == ("联系方式", "（手机）")
    assert heading_lines(face, "联系方式（手机）", 9 * letter) == ("联系方式（手机）",)
    assert len(heading_lines(face, "联系方式（手机号码，可填多个）", 6.5 * letter)) > 2
