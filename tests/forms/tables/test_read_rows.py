"""Rows of a file become rows of a list; whatever cannot be is told with its row and why."""

from __future__ import annotations

from decimal import Decimal

from forms.tables.list_pack import DEVICES

from app.forms.tables.headings import matched
from app.forms.tables.rows import Reading, read_rows
from app.forms.values import NIL, Month, Unparsed

HEADINGS = ["名称", "类别", "数量", "单价", "接入时间", "在用"]


def read(*lines: list[str], headings: list[str] = HEADINGS) -> Reading:
    numbered = list(enumerate([headings, *lines], 1))
    return read_rows(DEVICES, numbered, 0, matched(DEVICES, headings))


def test_cells_are_read_as_their_columns_ask() -> None:
    reading = read(["机床", "加工设备", "1,200", "3.50", "2021-03-05", "TRUE"], ["无", "", "０", "", "2021年4月", "否"])
    assert reading.rows == [
        {
            "name": "机床",
            "kind": "加工设备",
            "count": 1200,
            "price": Decimal("3.50"),
            "since": Month(2021, 3),
            "used": True,
        },
        {"name": NIL, "count": 0, "since": Month(2021, 4), "used": False},
    ]
    assert reading.numbers == [2, 3]
    assert reading.faults == []


def test_a_figure_is_in_the_unit_that_its_heading_names() -> None:
    reading = read(["机床", "12000", "2万元"], headings=["名称", "单价（元）", "数量"])
    assert reading.rows[0]["price"] == Decimal("1.2")
    strange = read(["机床", "12000"], headings=["名称", "单价（美元）"])
    assert strange.rows[0]["price"] == Unparsed("12000美元"), "kept as it is, never taken for 万元"
    assert "读不出确切的金额" in strange.faults[0].reason


def test_one_of_several_units_of_a_column_is_its_own() -> None:
    reading = read(["机床", "7"], ["车床", "约5"], headings=["名称", "台数（套）"])
    assert [row["count"] for row in reading.rows] == [7, Unparsed("约5")]


def test_a_cell_that_cannot_be_read_is_kept_and_told_with_its_row() -> None:
    reading = read(["机床", "别的", "约3", "#N/A", "去年", "是"])
    assert reading.rows[0]["count"] == Unparsed("约3")
    assert [(fault.number, fault.heading, fault.text) for fault in reading.faults] == [
        (2, "类别", "别的"),
        (2, "数量", "约3"),
        (2, "单价", "#N/A"),
        (2, "接入时间", "去年"),
    ]
    assert "加工设备、运行设备" in reading.faults[0].reason
    assert "Excel 的错误值" in reading.faults[2].reason
    assert "文件第 2 行“数量”“约3”" in reading.faults[1].words


def test_nothing_is_left_out_without_a_word() -> None:
    headings = ["序号", "名称", "备注", "金额"]
    reading = read(
        ["1", "机床", "旧", "9"], ["2", "", "", ""], ["", "合计", "", "9"], ["", "", "孤", ""], headings=headings
    )
    assert [row["name"] for row in reading.rows] == ["机床"]
    told = [*reading.notes, *(fault.words for fault in reading.faults)]
    for words in (
        "“备注”没有对应的列",
        "“金额”由程序计算",
        "1 个空行",
        "“合计”是合计行",
        "第 5 行在读入的各列里没有内容",
    ):
        assert any(words in line for line in told), words
    assert any("类别、数量、单价、接入时间、在用、说明" in line for line in told)
