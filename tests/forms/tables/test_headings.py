"""Columns of a file are found by what stands over them, however it is written."""

from __future__ import annotations

import pytest
from forms.tables.list_pack import DEVICES

from app.forms.tables.headings import NUMBER, heading_line, matched, unit_in


@pytest.mark.parametrize(
    ("headings", "found"),
    [
        (["名称", "类别", "数量（台/套）", "单价（万元）", "接入时间"], ["name", "kind", "count", "price", "since"]),
        (["*名称", "类 别", "数量(台/套)", "单价", "接入时间："], ["name", "kind", "count", "price", "since"]),
        (["序号", "名称", "备注", "", "数量"], [NUMBER, "name", "", "", "count"]),
        (["设备名称", "台数（台/套）", "接入时间（年月）"], ["name", "count", "since"]),
        (["设备名称", "台数", "接入时间"], ["name", "count", "since"]),
        (["名称", "名称"], ["name", ""]),
        (["完全无关", "风马牛"], ["", ""]),
    ],
)
def test_headings_are_matched_by_their_words(headings: list[str], found: list[str]) -> None:
    assert list(matched(DEVICES, headings)) == found


def test_the_headings_are_found_below_a_title() -> None:
    lines = [(1, ["设备清单", "", ""]), (2, ["", "", ""]), (3, ["序号", "名称", "数量"]), (4, ["1", "机床", "2"])]
    assert heading_line(DEVICES, lines) == 2


def test_rows_without_headings_have_none() -> None:
    assert heading_line(DEVICES, [(1, ["机床", "加工设备", "3"]), (2, ["名称", "", ""])]) is None
    assert heading_line(DEVICES, [(1, ["", ""]), (2, ["名称", "备注"]), (3, ["机床", ""])]) == 1


@pytest.mark.parametrize(
    ("words", "unit"),
    [("收入（万元）", "万元"), ("收入(单位：元)", "元"), ("收入", ""), ("数量（2021年）（台）", "台")],
)
def test_a_heading_names_its_unit_in_its_last_brackets(words: str, unit: str) -> None:
    assert unit_in(words) == unit


def test_headings_in_other_words_are_found_where_the_rows_below_are_unlike_them() -> None:
    odd = [(1, ["某公司台账", "", ""]), (3, ["设备的名称", "台数（套）", "接入平台时间"]), (4, ["机床", "3", "去年"])]
    assert heading_line(DEVICES, odd) == 1
    alike = [(1, ["设备名称甲", "接入时间甲"]), (2, ["设备名称乙", "接入时间乙"])]
    assert heading_line(DEVICES, alike) is None
    assert heading_line(DEVICES, [(1, ["设备的名称", "接入平台时间", "2021-05-01"])]) is None
