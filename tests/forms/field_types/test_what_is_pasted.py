"""What people paste from letters and from Excel is understood where its meaning is certain, and they are told how."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from app.forms.field_types import FIELD_TYPES, format_words, understood
from app.forms.pack.fields import Field, TypeName
from app.forms.values import Unparsed


def blank(kind: TypeName, unit: str = "", **more: object) -> Field:
    """A blank of a type."""
    return Field.model_validate({"id": "x", "type": kind, "label": "某项", "unit": unit, **more})


@pytest.mark.parametrize(
    ("kind", "unit", "text", "value", "told"),
    [
        ("count", "台", "1,204", 1204, ""),
        ("count", "台", "1 204", 1204, ""),
        ("count", "台", "1204台", 1204, "“1204台”已记为 1,204 台"),
        ("count", "台", "1.2万台", 12000, "“1.2万台”已记为 12,000 台"),
        ("money", "万元", "120.4万元", Decimal("120.4"), "“120.4万元”已记为 120.4 万元"),
        ("money", "万元", "1204000元", Decimal("120.4"), "“1204000元”已记为 120.4 万元"),
        ("money", "万元", "人民币1,204,000元整", Decimal("120.4"), "“人民币1,204,000元整”已记为 120.4 万元"),
        ("money", "万元", "￥1,204,000.00元", Decimal("120.4"), "“￥1,204,000.00元”已记为 120.4 万元"),
        ("percent", "", "12.5％", Decimal("12.5"), "“12.5％”已记为 12.5 %"),
        ("date", "", "2024年3月5日", date(2024, 3, 5), "“2024年3月5日”已记为 2024-03-05"),
        ("date", "", "2024.3.5", date(2024, 3, 5), "“2024.3.5”已记为 2024-03-05"),
        ("date", "", "2024-3-5 0:00:00", date(2024, 3, 5), "“2024-3-5 0:00:00”已记为 2024-03-05"),
        ("date", "", "二〇二四年三月五日", date(2024, 3, 5), "“二〇二四年三月五日”已记为 2024-03-05"),
        ("date", "", "二〇二二年十二月三十一日", date(2022, 12, 31), "“二〇二二年十二月三十一日”已记为 2022-12-31"),
        (
            "credit_code",
            "",
            "91510100 MA62 0000 8J",
            "91510100MA6200008J",
            "“91510100 MA62 0000 8J”已记为 91510100MA6200008J",
        ),
        ("text", "", " 成都 ", "成都", ""),
    ],
)
def test_a_pasted_value_is_understood_and_told(kind: TypeName, unit: str, text: str, value: object, told: str) -> None:
    field, reads = blank(kind, unit), FIELD_TYPES[kind]
    found = reads.parse(text, field)
    assert found == value
    assert understood(text, found, field, reads) == told


@pytest.mark.parametrize(
    ("kind", "unit", "text"),
    [
        ("money", "万元", "￥120.4"),
        ("count", "台", "约300"),
        ("date", "", "5/3/2024"),
        ("date", "", "二〇二四年十十月五日"),
    ],
)
def test_what_may_mean_two_things_stays_as_it_was_put_in(kind: TypeName, unit: str, text: str) -> None:
    field, reads = blank(kind, unit), FIELD_TYPES[kind]
    found = reads.parse(text, field)
    assert found == Unparsed(text)
    assert understood(text, found, field, reads) == ""


def test_a_blank_says_what_it_takes() -> None:
    assert format_words(blank("count", "台", least=1)) == "填整数；单位：台；不小于 1"
    assert format_words(blank("text", limit=200)) == "不超过 200 字"
    assert format_words(blank("date", not_after="2022-03-21")).endswith("不晚于 2022年3月21日")
    assert format_words(blank("text")) == ""
