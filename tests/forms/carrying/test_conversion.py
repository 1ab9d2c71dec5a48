"""Answers taken from one blank into another: what arrives, and what is refused because it would mean something else."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from forms.tiny_packs import blank
from hypothesis import given
from hypothesis import strategies as st

from app.forms.carrying.conversion import Unfit, convert
from app.forms.field_types import FIELD_TYPES
from app.forms.pack.agreement.units import power_between
from app.forms.pack.fields import Field
from app.forms.values import NIL, Month, Unparsed, Value, same


def asked(kind: str, unit: str = "", fact: str = "some.fact", **known: object) -> Field:
    """A blank that states a fact."""
    return blank(kind, unit=unit, fact={"id": fact, "unit": unit}, **known)


@pytest.mark.parametrize(
    ("unit", "other", "fact", "power"),
    [
        ("万元", "万元", "", 0),
        ("万元", "元", "", 4),
        ("亿元", "万元", "", 4),
        ("元", "亿元", "", -8),
        ("千元", "万元", "", -1),
        ("%", "‰", "", 1),
        ("％", "%", "", 0),
        ("台/套", "台套", "", 0),
        ("台（套）", "台/套", "", 0),
        ("万台/套", "台套", "", 4),
        ("人", "名", "", 0),
        ("个", "家", "enterprise.paying", 0),
        ("万家", "个", "enterprise.paying", 4),
        ("人", "个", "developer.registered", 0),
        ("项", "件", "technology.patents", 0),
        ("", "", "", 0),
        ("台", "台/套", "", None),
        ("台", "套", "", None),
        ("个", "家", "user.registered", None),
        ("家", "人", "developer.registered", None),
        ("个", "种", "app.count", None),
        ("个", "", "app.count", None),
        ("万元", "%", "", None),
        ("人", "人次", "", None),
        ("TB", "GB", "", None),
        ("万", "个", "", None),
    ],
)
def test_units_are_converted_only_where_that_is_certain(unit: str, other: str, fact: str, power: int | None) -> None:
    assert power_between(unit, other, fact) == power
    assert power_between(other, unit, fact) == (None if power is None else -power)


MODES = {"options": ["自建", "合作"]}
CARRIED: list[tuple[Field, Value, Field, Value]] = [
    (asked("money", "万元"), Decimal("12000.50"), asked("money", "万元"), Decimal("12000.50")),
    (asked("money", "亿元"), Decimal("1.25"), asked("money", "万元"), Decimal("12500")),
    (asked("money", "万元"), Decimal("12000"), asked("money", "亿元"), Decimal("1.2")),
    (asked("money"), Decimal("3"), asked("money", "元"), Decimal("30000")),
    (asked("money", "万元"), Decimal("-3.5"), asked("decimal", "元"), Decimal("-35000")),
    (asked("count", "台/套"), 30, asked("decimal", "台套"), Decimal("30")),
    (asked("decimal", "个"), Decimal("30.00"), asked("count", "个"), 30),
    (asked("decimal", "万次"), Decimal("1.5"), asked("count", "次"), 15000),
    (asked("percent"), Decimal("38.6"), asked("decimal", "‰"), Decimal("386")),
    (asked("date"), date(2015, 3, 9), asked("month"), Month(2015, 3)),
    (asked("date"), date(2015, 3, 9), asked("year"), 2015),
    (asked("month"), Month(2015, 3), asked("year"), 2015),
    (asked("year"), 2015, asked("year"), 2015),
    (asked("text"), "一二三", asked("prose"), "一二三"),
    (asked("prose"), "一行", asked("text"), "一行"),
    (asked("text"), "０２８-１２３４５６７８", asked("phone"), "028-12345678"),
    (asked("text"), "91510100mayyyy008j", asked("credit_code"), "91510100MAYYYY008J"),
    (asked("choice", **MODES), "自建", asked("choice", options=["自建", "合作", "其他"]), "自建"),
    (asked("choices", **MODES), ("自建", "合作"), asked("choices", options=["合作", "自建"]), ("合作", "自建")),
    (asked("choices", **MODES), ("合作",), asked("choice", **MODES), "合作"),
    (asked("yesno"), True, asked("choice", options=["是", "否"]), "是"),
    (asked("count", "个"), NIL, asked("decimal", "种"), NIL),
]


@pytest.mark.parametrize(("source", "value", "target", "expected"), CARRIED)
def test_what_means_the_same_arrives(source: Field, value: Value, target: Field, expected: Value) -> None:
    assert same(convert(value, source, target), expected)


REFUSED: list[tuple[Field, Value, Field, str]] = [
    (asked("count", "台"), 3, asked("count", "台/套"), "单位“台”与“台/套”之间不能确切换算"),
    (asked("count", "个"), 3, asked("percent"), "单位"),
    (asked("decimal", "个"), Decimal("3.5"), asked("count", "个"), "3.5"),
    (asked("decimal", "个"), Decimal("-3"), asked("count", "个"), "-3"),
    (asked("money", "元"), Decimal("0.01"), asked("money", "亿元"), "填不下"),
    (asked("month"), Month(2015, 3), asked("date"), "不如现在要求的详细"),
    (asked("year"), 2015, asked("month"), "不如现在要求的详细"),
    (asked("text"), "2015年", asked("date"), "类型不同"),
    (asked("count", "个"), 3, asked("text"), "类型不同"),
    (asked("year"), 2015, asked("count"), "类型不同"),
    (asked("prose"), "一\n二", asked("text"), "分段"),
    (asked("text"), "无。", asked("phone"), "格式"),
    (asked("choice", **MODES), "合作", asked("choice", options=["自建", "合作共建"]), "选项中没有“合作”"),
    (asked("choices", **MODES), ("自建", "合作"), asked("choice", **MODES), "选项"),
    (asked("yesno"), True, asked("choice", options=["有", "无"]), "选项"),
    (asked("count", "个"), NIL, asked("count", "个", nil=False), "不能填“无”"),
    (asked("yesno"), NIL, asked("choice", options=["有", "无"]), "不能填“无”"),
    (asked("count", "个"), Unparsed("约300"), asked("count", "个"), "约300"),
]


@pytest.mark.parametrize(("source", "value", "target", "reason"), REFUSED)
def test_what_could_mean_something_else_is_refused_with_its_reason(
    source: Field, value: Value, target: Field, reason: str
) -> None:
    with pytest.raises(Unfit, match=reason):
        convert(value, source, target)


MONEY = st.decimals(0, 10**9, allow_nan=False, allow_infinity=False, places=2)


@given(MONEY, st.sampled_from(["元", "千元", "万元", "亿元"]), st.sampled_from(["元", "千元", "万元"]))
def test_money_there_and_back_is_the_same_amount(amount: Decimal, unit: str, other: str) -> None:
    source, target = asked("money", unit), asked("money", other)
    there = convert(amount, source, target)
    assert convert(there, target, source) == amount
    assert FIELD_TYPES["money"].parse(FIELD_TYPES["money"].typed(there), target) == there


@given(st.integers(0, 10**15))
def test_counts_there_and_back_are_the_same(number: int) -> None:
    source, target = asked("count", "家", "enterprise.paying"), asked("decimal", "个", "enterprise.paying")
    assert same(convert(convert(number, source, target), target, source), number)
