"""Every type of blank: what is typed, what it means, how it is kept and how it prints."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, get_args

import pytest
from forms.tiny_packs import blank
from hypothesis import given, settings
from hypothesis import strategies as st

from app.forms.field_types import FIELD_TYPES
from app.forms.pack.fields import Field, TypeName
from app.forms.values import NIL, Json, Month, Unparsed, Value, same

D = Decimal
MODE = {"options": ["自建", "合作共建"]}
AREAS = {"options": ["研发、设计", "研发", "生产制造", "无"]}

READ: list[tuple[str, dict[str, Any], str, Value | None, Json, str]] = [
    # type, blank, typed, value, JSON, printed
    ("text", {}, "  四川某公司 ", "四川某公司", "四川某公司", "四川某公司"),
    ("text", {}, "第一行\r\n第二行\t完", "第一行 第二行 完", "第一行 第二行 完", "第一行 第二行 完"),
    ("text", {}, "　", None, None, ""),
    ("text", {}, "无", NIL, "无", "无"),
    ("text", {}, " 无。", NIL, "无", "无"),
    ("text", {}, "无人机", "无人机", "无人机", "无人机"),
    ("prose", {}, "甲\r\n\r\n　　乙  \n\n", "甲\n\n　　乙", "甲\n\n　　乙", "甲\n\n　　乙"),
    ("count", {}, "300", 300, 300, "300"),
    ("count", {}, "０", 0, 0, "0"),
    ("count", {}, "1,234", 1234, 1234, "1234"),
    ("count", {}, "1 234", 1234, 1234, "1234"),
    ("count", {"unit": "台/套"}, "３００台/套", 300, 300, "300"),
    ("count", {"unit": "台/套"}, "300 套", 300, 300, "300"),
    ("count", {"unit": "台/套"}, "300台套", 300, 300, "300"),
    ("count", {"unit": "台"}, "1.2万台", 12000, 12000, "12000"),
    ("count", {"unit": "台"}, "1.2万", 12000, 12000, "12000"),
    ("count", {}, "1.2万", 12000, 12000, "12000"),
    ("count", {"unit": "万台"}, "1.2万", Unparsed("1.2万"), "1.2万", "1.2万"),
    ("count", {"unit": "台"}, "3个", Unparsed("3个"), "3个", "3个"),
    ("count", {}, "1.5", Unparsed("1.5"), "1.5", "1.5"),
    ("count", {}, "-3", Unparsed("-3"), "-3", "-3"),
    ("count", {}, "约300", Unparsed("约300"), "约300", "约300"),
    ("count", {}, "300余", Unparsed("300余"), "300余", "300余"),
    ("count", {}, "300-500", Unparsed("300-500"), "300-500", "300-500"),
    ("count", {}, "3 4", Unparsed("3 4"), "3 4", "3 4"),
    ("count", {}, "1,23", Unparsed("1,23"), "1,23", "1,23"),
    ("count", {}, "1" * 19, Unparsed("1" * 19), "1" * 19, "1" * 19),
    ("decimal", {}, "12.50", D("12.50"), "12.50", "12.50"),
    ("decimal", {}, "-0", D("0"), "0", "0"),
    ("decimal", {"unit": "㎡"}, "80 m2", D("80"), "80", "80"),
    ("decimal", {}, "0.123456789", Unparsed("0.123456789"), "0.123456789", "0.123456789"),
    ("money", {}, "１２，０００ 万元", D("12000"), "12000", "12000"),
    ("money", {}, "12000元", D("1.2"), "1.2", "1.2"),
    ("money", {}, "1.20亿元", D("12000"), "12000", "12000"),
    ("money", {}, "1.20", D("1.20"), "1.20", "1.20"),
    ("money", {}, "−35.6", D("-35.6"), "-35.6", "-35.6"),
    ("money", {}, "1.2万", Unparsed("1.2万"), "1.2万", "1.2万"),
    ("money", {"unit": "元"}, "1.2万", D("12000"), "12000", "12000"),
    ("money", {"unit": "万美元"}, "30万美元", D("30"), "30", "30"),
    ("money", {"unit": "万元", "suffix": "万元"}, "30", D("30"), "30", "30万元"),
    ("money", {"suffix": "万元"}, "无", NIL, "无", "无"),
    ("percent", {}, "12.5", D("12.5"), "12.5", "12.5%"),
    ("percent", {}, "12.5％", D("12.5"), "12.5", "12.5%"),
    ("percent", {"unit": "%"}, "12.5%", D("12.5"), "12.5", "12.5"),
    ("percent", {}, "12.5‰", Unparsed("12.5‰"), "12.5‰", "12.5‰"),
    ("percent", {}, "无", NIL, "无", "无"),
    ("year", {}, "2021年", 2021, 2021, "2021"),
    ("year", {}, "2021年度", 2021, 2021, "2021"),
    ("year", {}, "21", Unparsed("21"), "21", "21"),
    ("month", {}, "2022-3", Month(2022, 3), "2022-03", "2022年3月"),
    ("month", {}, "２０２２年０３月", Month(2022, 3), "2022-03", "2022年3月"),
    ("month", {}, "202203", Month(2022, 3), "2022-03", "2022年3月"),
    ("month", {}, "2022.3.21", Month(2022, 3), "2022-03", "2022年3月"),
    ("month", {}, "2022-13", Unparsed("2022-13"), "2022-13", "2022-13"),
    ("month", {}, "2022-02-31", Unparsed("2022-02-31"), "2022-02-31", "2022-02-31"),
    ("date", {}, "2022-03-21", date(2022, 3, 21), "2022-03-21", "2022年3月21日"),
    ("date", {}, "2022年3月21日", date(2022, 3, 21), "2022-03-21", "2022年3月21日"),
    ("date", {}, "2022 年 3 月 21 号", date(2022, 3, 21), "2022-03-21", "2022年3月21日"),
    ("date", {}, "2022/3/21", date(2022, 3, 21), "2022-03-21", "2022年3月21日"),
    ("date", {}, "２０２２．３．２１", date(2022, 3, 21), "2022-03-21", "2022年3月21日"),
    ("date", {}, "20220321", date(2022, 3, 21), "2022-03-21", "2022年3月21日"),
    ("date", {}, "2022-02-30", Unparsed("2022-02-30"), "2022-02-30", "2022-02-30"),
    ("date", {}, "0022-03-21", Unparsed("0022-03-21"), "0022-03-21", "0022-03-21"),
    ("date", {}, "3月21日", Unparsed("3月21日"), "3月21日", "3月21日"),
    ("phone", {}, "０２８－８５５５１２３４", "028-85551234", "028-85551234", "028-85551234"),
    ("email", {}, "ａ＠b.cn", "a@b.cn", "a@b.cn", "a@b.cn"),
    ("credit_code", {}, "9111 0000 6000 3734 1l", "91110000600037341L", "91110000600037341L", "91110000600037341L"),
    ("choice", MODE, " 自建 ", "自建", "自建", "自建"),
    ("choice", MODE, "租用", Unparsed("租用"), "租用", "租用"),
    ("choice", {"options": ["运行设备", "其它设备"]}, "其他设备", "其它设备", "其它设备", "其它设备"),
    ("choices", {"options": ["研发", "其他"]}, "研发、其它", ("研发", "其他"), ["研发", "其他"], "研发、其他"),
    ("choice", MODE, "无", NIL, "无", "无"),
    ("choice", {"options": ["有", "无"]}, "无", "无", "无", "无"),
    ("choices", AREAS, "生产制造、研发", ("研发", "生产制造"), ["研发", "生产制造"], "研发、生产制造"),
    ("choices", AREAS, "研发、设计;研发", ("研发、设计", "研发"), ["研发、设计", "研发"], "研发、设计、研发"),
    ("choices", AREAS, "无", ("无",), ["无"], "无"),
    ("choices", AREAS, "生产制造、别的", Unparsed("生产制造、别的"), "生产制造、别的", "生产制造、别的"),
    ("choices", AREAS, "、，", Unparsed("、，"), "、，", "、，"),
    ("yesno", {}, "是", True, True, "是"),
    ("yesno", {}, "没有", False, False, "否"),
    ("yesno", {}, "也许", Unparsed("也许"), "也许", "也许"),
    ("list", {}, "无", NIL, "无", "无"),
]


@pytest.mark.parametrize(("kind", "known", "typed", "value", "json", "printed"), READ)
def test_what_is_typed_is_read_kept_and_printed(
    kind: TypeName, known: dict[str, Any], typed: str, value: Value | None, json: Json, printed: str
) -> None:
    field, family = blank(kind, **known), FIELD_TYPES[kind]
    assert same(family.parse(typed, field), value)
    assert family.to_json(value) == json
    assert family.printed(value, field) == printed


def test_every_type_of_the_language_has_a_family() -> None:
    assert set(FIELD_TYPES) == set(get_args(TypeName))


def test_the_table_has_every_type_with_a_value_of_its_own() -> None:
    formats = {"mobile", "fax", "url", "evidence"}  # read as phone, e-mail and list are
    assert {row[0] for row in READ} | formats == set(FIELD_TYPES)


FIELDS: dict[str, Field] = {
    kind: blank(
        kind,
        **({"options": ["研发、设计", "研发", "生产 制造", "无"]} if kind in ("choice", "choices") else {}),
        **({"unit": "万台", "suffix": "万台"} if kind == "count" else {}),
    )
    for kind in FIELD_TYPES
}
KINDS = st.sampled_from(sorted(FIELD_TYPES))
WORDS = st.one_of(
    st.text(max_size=12),
    st.text("0123456789.,，年月日-/万亿元台% 无研发、设计生产制造是否\n\u202e\x00", max_size=12),
    st.from_regex(r"[-+]?\d{1,4}(\.\d{1,3})?(万|亿)?(元|台)?", fullmatch=True),
)


@settings(max_examples=300)
@given(KINDS, WORDS)
def test_what_an_editor_shows_is_read_back_as_the_same_value(kind: TypeName, text: str) -> None:
    family, field = FIELD_TYPES[kind], FIELDS[kind]
    value = family.parse(text, field)
    assert same(family.parse(family.typed(value), field), value)


@settings(max_examples=300)
@given(KINDS, WORDS)
def test_what_a_draft_keeps_is_read_back_as_the_same_value(kind: TypeName, text: str) -> None:
    family, field = FIELD_TYPES[kind], FIELDS[kind]
    value = family.parse(text, field)
    if kind in ("list", "evidence") and isinstance(value, Unparsed):
        return  # a list says nothing in words but 无, and a session never takes anything else
    assert same(family.from_json(family.to_json(value), field), value)


@settings(max_examples=200)
@given(KINDS, st.text(max_size=12))
def test_nothing_typed_is_lost_and_nothing_unprintable_is_kept(kind: TypeName, text: str) -> None:
    family, field = FIELD_TYPES[kind], FIELDS[kind]
    shown = family.typed(family.parse(text, field))
    shown.encode("utf-8")
    assert not set(shown) & {"\0", "\x1b", "\u200b", "\u202e", "\u2066", "\ufeff", "\r", "\u2028"}


@pytest.mark.parametrize("kind", ["text", "prose", "count", "date"])
@pytest.mark.parametrize("invisible", ["\u202e", "\ufeff", "\x00", "\u200b\u200b", "\ud800"])
def test_characters_nobody_sees_are_no_answer(kind: TypeName, invisible: str) -> None:
    assert FIELD_TYPES[kind].parse(invisible, FIELDS[kind]) is None
    assert FIELD_TYPES[kind].parse(f"{invisible}无{invisible}", FIELDS[kind]) is NIL


@pytest.mark.parametrize(
    ("kind", "json"),
    [
        ("text", True),
        ("text", ["甲"]),
        ("text", {}),
        ("count", False),
        ("money", [1]),
        ("choices", [1]),
        ("choices", {}),
        ("yesno", []),
        ("list", "甲"),
        ("list", 3),
    ],
)
def test_json_of_a_shape_no_such_value_has_is_refused(kind: TypeName, json: Json) -> None:
    with pytest.raises(ValueError, match=r".*"):
        FIELD_TYPES[kind].from_json(json, FIELDS[kind])


@pytest.mark.parametrize(
    ("kind", "json", "value"),
    [
        ("text", 5, "5"),
        ("money", 5, D("5")),
        ("money", "5.10", D("5.10")),
        ("count", "约5", Unparsed("约5")),
        ("yesno", "否", False),
        ("choices", "研发", ("研发",)),
        ("choices", ["生产 制造", "研发"], ("研发", "生产 制造")),
        ("choices", ["别的"], Unparsed("别的")),
        ("choices", [], None),
        ("choices", [""], None),
        ("list", "无", NIL),
        ("list", None, None),
    ],
)
def test_json_may_be_looser_than_what_is_kept(kind: TypeName, json: Json, value: Value | None) -> None:
    assert same(FIELD_TYPES[kind].from_json(json, FIELDS[kind]), value)


GOOD: list[tuple[TypeName, str]] = [
    ("phone", "028-85551234"),
    ("phone", "85551234"),
    ("phone", "（028）8555 1234"),
    ("phone", "+86-28-85551234"),
    ("phone", "0838-2345678转801"),
    ("phone", "400-820-8820"),
    ("phone", "028-85551234、13800138000"),
    ("fax", "028-85551234-801"),
    ("mobile", "13800138000"),
    ("mobile", "+86 138 0013 8000"),
    ("email", "zhang.san+1@mail.example.com.cn"),
    ("url", "www.example.com"),
    ("url", "https://平台.example.cn:8443/a?b=1#c"),
    ("url", "example.com?x=1"),
]
BAD: list[tuple[TypeName, str]] = [
    ("phone", "12345"),
    ("phone", "张三"),
    ("phone", "028-8555123456789"),
    ("fax", "同电话"),
    ("mobile", "1380013800"),
    ("mobile", "23800138000"),
    ("mobile", "028-85551234"),
    ("email", "zhang.san"),
    ("email", "a@b"),
    ("email", "a b@c.cn"),
    ("url", "平台"),
    ("url", "http://"),
    ("credit_code", "91110000600037341X"),
]


def codes_of(kind: TypeName, text: str, **known: object) -> list[str]:
    field = blank(kind, **known)
    value = FIELD_TYPES[kind].parse(text, field)
    assert value is not None
    return [code for code, _ in FIELD_TYPES[kind].findings(value, field)]


@pytest.mark.parametrize(("kind", "text"), GOOD)
def test_a_sound_format_is_not_complained_of(kind: TypeName, text: str) -> None:
    assert codes_of(kind, text) == []


@pytest.mark.parametrize(("kind", "text"), BAD)
def test_an_unsound_format_is_kept_and_named(kind: TypeName, text: str) -> None:
    assert codes_of(kind, text) == [kind]


@pytest.mark.parametrize(
    ("kind", "text", "known", "found"),
    [
        ("count", "5", {"least": "5", "most": "5"}, []),
        ("count", "4", {"least": "5"}, ["too_small"]),
        ("money", "5.01", {"most": "5"}, ["too_large"]),
        ("text", "四个字儿", {"limit": 4}, []),
        ("text", "四个字儿吧", {"limit": 4}, ["limit"]),
        ("prose", "　　AI 与 5G", {"limit": 3}, []),
        ("date", "2022-03-08", {"not_before": "2022-03-09"}, ["before"]),
        ("month", "2022-03", {"not_before": "2022-03-31"}, []),
        ("month", "2022-02", {"not_before": "2022-03-01"}, ["before"]),
        ("month", "2022-03", {"not_after": "2022-03-01"}, []),
        ("year", "2022", {"not_after": "2021-12-31"}, ["after"]),
    ],
)
def test_bounds_are_inclusive_and_a_month_is_all_of_its_days(
    kind: TypeName, text: str, known: dict[str, object], found: list[str]
) -> None:
    assert codes_of(kind, text, **known) == found


@pytest.mark.parametrize(
    ("kind", "typed", "rest"),
    [
        ("count", "109693", "109,693"),
        ("count", "999", "999"),
        ("money", "1204.50", "1,204.50"),
        ("decimal", "-1234567.8901", "-1,234,567.8901"),
        ("money", "0.1234", "0.1234"),
        ("count", "约12000", "约12000"),
        ("count", "无", "无"),
        ("year", "2022", "2022"),
        ("text", "109693", "109693"),
        ("phone", "02812345678", "02812345678"),
    ],
)
def test_a_large_figure_is_grouped_at_rest_and_nowhere_else(kind: TypeName, typed: str, rest: str) -> None:
    field, one = blank(kind), FIELD_TYPES[kind]
    value = one.parse(typed, field)
    assert one.at_rest(value) == rest
    assert one.typed(value) == typed
    assert one.parse(rest, field) == value


def test_a_number_that_names_a_year_is_not_grouped() -> None:
    assert FIELD_TYPES["count"].at_rest(2021, "年") == "2021"
    assert FIELD_TYPES["count"].at_rest(2021, "台") == "2,021"
