"""Independent faults in one pack: all of them are told, each at its place, and nothing that follows from them."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import PackError, PackFault
from app.forms.pack.loader import parse_pack

SOUND = Path(__file__).with_name("sound_pack.yaml").read_text("utf-8")


class Planted(NamedTuple):
    """`old` becomes `new`; the fault is told at the last `at` in or before it, about `key`, with `reason`."""

    old: str
    new: str
    at: str
    key: str
    reason: str


FAULTS = [
    # keys and what stands behind them
    Planted("title: 测试申报书", "titel: 测试申报书", "titel", "titel", "不认识这个键，是不是 title？"),
    Planted("edition: 2", "edition: 二", "edition", "edition", "须是整数，而这里是“二”"),
    Planted("issued: 2022-03-09", "issued: 2022年3月9日", "issued", "issued", "日期要写成 年-月-日，如 2022-03-09"),
    Planted("copies: 3", "copies: 0", "copies", "copies", "不能小于 1"),
    Planted("medium: 光盘, carrier: disc", "medium: 光盘, carier: disc", "carier", "carier", "是不是 carrier？"),
    Planted("face: 仿宋", "face: 宋", "face", "face", "只能是 仿宋、楷体、黑体、宋体，而这里是“宋”"),
    Planted("dimension: 资源", "dimension: 资原", "dimension", "dimension", "资原 不在 dimensions 中"),
    Planted("title: 企业基本信息", "title: 企业基本信息\n        numbr: (1)", "numbr", "numbr", "是不是 number？"),
    Planted("widths: [2, 3, 2, 3]", "widths: [2, 3, 2, 宽]", "宽", "widths", "须是数字，而这里是“宽”"),
    Planted("page_start: page", "page_start: pages", "page_start", "page_start", "是不是 page？"),
    # blocks and blanks
    Planted("- note: 如实填写", "- nte: 如实填写", "nte", "body", "这里每一项只能有一个键，是不是 note？"),
    Planted("{founded:date}", "{founded:dat}", '"{founded', "rows", "类型 dat 不能用在句子里，是不是 date？"),
    Planted("{project:text}", "{Project:text}", '"项目', "body", "不是空格写法"),
    Planted("profile, label: 简介, limit: 100", "profile, label: 简介, limit: 百", "limit", "limit", "须是整数"),
    Planted("{field: plan, label: 计划}", "{field: plan}", "prose", "label", "缺少这个键"),
    Planted("label: 名称, type: text", "label: 名称, tpye: text", "tpye", "tpye", "是不是 type？"),
    Planted("label: 日期, type: month", "label: 日期, type: mouth", "type", "type", "是不是 month？"),
    Planted("mode: {options:", "mode: {optoins:", "optoins", "optoins", "是不是 options？"),
    Planted("share: {most: 100}", "share: {limit: 5}", "share", "share", "percent 不能有 limit"),
    Planted("proves: [total]", "proves: [totl]", "totl", "proves", "本页没有空格 totl，是不是 total？"),
    # what does not agree
    Planted(", clause: 说明3", ", clause: 说明4", "clause", "clause", "条款 说明4 不在 clauses 中，是不是 说明3？"),
    Planted("{field: running, above", "{field: runing, above", "when", "when", "runing 不存在，是不是 running？"),
    Planted("parts: [running,", "parts: [runnin,", "sum", "sum", "检查里的 runnin 不存在，是不是 running？"),
    Planted("column: quantity", "column: quantty", "list_total", "list_total", "是不是 rows.quantity？"),
    Planted("[applicant.opened]", "[aplicant.opened]", "not_after", "not_after", "是不是 applicant.opened？"),
    Planted("[income, cost]", "[income, costs]", "computed", "computed", "costs 不存在，是不是 cost？"),
    Planted("fact: applicant.name", "fact: aplicant.name", "fact", "fact", "没有登记，是不是 applicant.name？"),
    Planted("is: 是, message", "is: 对, message", "must", "must", "没有 对 这个选项"),
    Planted("field: cover.declared", "field: cover.declred", "field", "field", "是不是 cover.declared？"),
    Planted("e.gone: equipment.left", "e.gone: equipment.lft", "e.gone", "e.gone", "是不是 equipment.left？"),
    # what YAML cannot read
    Planted("deadline: 2022-03-21", "deadline：2022-03-21", "：", "", "键后面是全角冒号“：”"),
    Planted("starred_clause: 说明3", "starred_clause:说明3", "说明3", "", "冒号后面少一个空格"),
    Planted('- "上市：{listed:yesno}"', "- {listed:yesno}，上市", "{listed", "", "句子以花括号开头，整句要加双引号"),
    Planted('- "剩余{left:count}台"', '- "剩余{left:count}台', '"剩余', "", "双引号没有成对"),
    Planted("name: 关于测试的通知, ", "name: 关于测试的通知，", "，", "", "须用半角逗号“, ”"),
    Planted("      - page_break: {}", "     - page_break: {}", "- page", "", "缩进不对：前面有 5 个空格，似应有 6 个"),
    Planted("title: 封面\n", "title: *封面\n", "*封面", "", "文字以“*”开头，要加双引号"),
    Planted("help: 上年末", "help: 上年末: 全口径", ": 全", "", "句子里有半角冒号加空格"),
    Planted("  - id: last", "\t- id: last", "\t", "", "缩进用了制表符（Tab）"),
    Planted("heading: 附页", "heading: 附\\n页", "附\\n页", "", "“\\n”只有写在双引号里才是换行"),
]  # fmt: skip


def broken(faults: list[Planted]) -> tuple[str, list[PackFault]]:
    """The pack with these faults in it, and what must be told of it, in order."""
    text = SOUND
    for fault in faults:
        assert text.count(fault.old) == 1, fault.old
        text = text.replace(fault.old, fault.new)
    told = []
    for fault in faults:
        place = text.rindex(fault.at, 0, text.index(fault.new) + len(fault.new))
        line = text.count("\n", 0, place) + 1
        column = place - (text.rfind("\n", 0, place) + 1) + 1
        told.append(PackFault(line, column, fault.key, fault.reason))
    return text, sorted(told, key=lambda one: one[:2])


def check(faults: list[Planted]) -> None:
    text, expected = broken(faults)
    with pytest.raises(PackError) as caught:
        parse_pack(text.encode(), "sound.yaml")
    told = caught.value.faults
    assert [fault[:3] for fault in told] == [fault[:3] for fault in expected], told
    for fault, wanted in zip(told, expected, strict=True):
        assert wanted.reason in fault.reason


def test_the_pack_is_sound_without_them() -> None:
    assert parse_pack(SOUND.encode(), "sound.yaml").sections


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.new for fault in FAULTS])
def test_a_fault_is_told_alone_at_its_place(fault: Planted) -> None:
    check([fault])


def test_all_of_them_are_told_at_once() -> None:
    check(FAULTS)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(FAULTS), min_size=2, max_size=8, unique=True))
def test_some_of_them_are_told_each_by_itself(faults: list[Planted]) -> None:
    check(faults)


@pytest.mark.long
def test_no_two_of_them_hide_one_another() -> None:
    for pair in combinations(FAULTS, 2):
        check(list(pair))


SOURCES = [
    ("{running:count}", "{running:cuont}"),
    ("{total:count}", "{Total:count}"),
    ("□设备数量：{total:count}台", "{total:count}"),
    ("      - id: applicant\n", "      - id: Applicant\n"),
    ("      - id: applicant\n", "      - ident: applicant\n"),
    ("      - id: equipment\n", "      - id: applicant\n"),
    ("  id: cover\n", "  id: 封面\n"),
    ("cover:\n", "covr:\n"),
    ("field: rows\n", "feld: rows\n"),
    ("          - list:\n", "          - lists:\n"),
    ("              columns:\n                - {id: name", "              colums:\n                - {id: name"),
    ("        fields:\n          share", "        feilds:\n          share"),
    ("        body:\n          - \"□", "        bdy:\n          - \"□"),
    ("clauses:\n", "clause:\n"),
    ("  说明3: 没有", "  说明3：没有"),
    ("说明3: 没有可填“无”", "说明3: [没有]"),
    ("dimensions: {", "dimension: {"),
    ("requirements:\n", "requirement:\n"),
    ("unit: 台, type: count", "unit: 台, type: [count]"),
    ("widths: [2, 3, 2, 3]", "widths: [2, 3, 2]"),
    ("      - id: equipment\n", "      - id: \"equipment\n"),
    ("        checks:\n          - sum", "        checks:\n         - sum"),
    ("  - title: 一、基本信息\n    contents:\n", "  - title: 一、基本信息\n    content:\n"),
    ("{id: proof, title: 截图", "{id: proof, titel: 截图"),
    ("running, processing]", "running]"),
    ("deliveries:\n", "delivery:\n"),
    ("typography:\n  body: {", "typography:\n  body: {a: 1, "),
    ("edition: 2\n", ""),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new"), SOURCES, ids=[new.strip() for _, new in SOURCES])
def test_nothing_is_told_that_follows_from_a_fault(old: str, new: str) -> None:
    assert SOUND.count(old) == 1, SOUND.count(old)
    with pytest.raises(PackError) as caught:
        parse_pack(SOUND.replace(old, new).encode(), "sound.yaml")
    assert len(caught.value.faults) == 1, [*map(tuple, caught.value.faults)]
