"""A number is written as its format says: each line was compared with what spreadsheet programs show."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl.styles.numbers import BUILTIN_FORMATS

from app.evidence.office.excel.formats.numbered import numbered
from app.evidence.office.excel.formats.shown import MOST_SHOWN, NO_ROOM, is_moment, kept, number_shown, text_shown

NUMBERS = [
    ("0", "0.5", "1"),
    ("0", "-1234.5", "-1235"),
    ("0", "-0.001", "0"),
    ("0.00", "1.005", "1.01"),
    ("0.00", "-0.001", "0.00"),
    ("0.00", "1e20", "100000000000000000000.00"),
    ("#,##0", "1234567.891", "1,234,568"),
    ("#,##0", "0", "0"),
    ("#,##0.00", "-1234.5", "-1,234.50"),
    ("0.##", "1", "1."),
    ("0.##", "1.5", "1.5"),
    ("#.##", "0", "."),
    ("#.##", "0.5", ".5"),
    ("#,###", "0", ""),
    ("#,###", "1000", "1,000"),
    ("0%", "0.1234", "12%"),
    ("0%", "-0.5", "-50%"),
    ("0.00%", "0.1234", "12.34%"),
    ("# ?/?", "0.5", " 1/2"),
    ("# ?/?", "1.25", "1 1/4"),
    ("# ?/?", "0", "0"),
    ("# ?/?", "-0.001", "-0"),
    ("# ??/??", "3.14159", "3  1/7"),
    ("# ??/??", "99.995", "100"),
    ("# ?/16", "1.25", "1 4/16"),
    ("?/?", "1.25", "5/4"),
    ("0 0/0", "12", "12 0/1"),
    ('#" "???/???', "7.999", "7 998/999"),
    ("0.00E+00", "1.5", "1.50E+00"),
    ("0.00E+00", "0.000012345", "1.23E-05"),
    ("##0.0E+0", "12345", "12.3E+3"),
    ("##0.0E+0", "-0.5", "-500.0E-3"),
    ("0E-0", "1234", "1E3"),
    ("0E-0", "0.5", "5E-1"),
    ("000-0000-0000", "13800138000", "138-0013-8000"),
    ("000-0000-0000", "123456789012", "1234-5678-9012"),
    ("0000-00-00", "20240305", "2024-03-05"),
    ('0!.0,"万"', "12345678", "1234.6万"),
    ('0!.0,"万"', "-3", "0.0万"),
    ('0\\.0,"万"', "12345678", "1234.6万"),
    ("(###) ###-####", "5551234", "() 555-1234"),
    ("###-####", "4567", "-4567"),
    ('"a"0"b"0"c"', "12", "a1b2c"),
    ("#,##0.0,", "12340000", "12,340.0"),
    ('0.0,,"M"', "1234567.891", "1.2M"),
    ("0.00,", "1234.5", "1.23"),
    ("#,", "999.6", "1"),
    ("#,", "0", ""),
    ('[>=100]"大"0;[<0]"负"0;0', "100", "大100"),
    ('[>=100]"大"0;[<0]"负"0;0', "-1.25", "负1"),
    ('[>=100]"大"0;[<0]"负"0;0', "12", "12"),
    ("[<100]0.0;0", "99", "99.0"),
    ("[<100]0.0;0", "-3", "-3.0"),
    ("[<100]0.0;0", "100", "100"),
    ('[=1]"是";[=0]"否";0', "1", "是"),
    ('[=1]"是";[=0]"否";0', "0", "否"),
    ('[=1]"是";[=0]"否";0', "-3", "-3"),
    ("[>100]0", "1.25", "1.25"),
    ("[>100]0;[<0]0", "5", "########"),
    ("[Red]#,##0;[Blue]-#,##0", "-1234.5", "-1,235"),
    ("0_);\\(0\\)", "3", "3"),
    ("0_);\\(0\\)", "-3", "(3)"),
    ("0;-0;;@", "0", ""),
    ("0;-0;;@", "-2", "-2"),
    ("0;", "-1", ""),
    (";;;", "5", ""),
    (";;;", "-5", ""),
    (";;;", "0", ""),
    ('"合格";;"不合格"', "1", "合格"),
    ('"合格";;"不合格"', "-1", ""),
    ('"合格";;"不合格"', "0", "不合格"),
    ('"有"', "-1", "-有"),
    ("0.0;-0.0", "-0.01", "-0.0"),
    ('_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-1234.5", "  -1,234.50"),
    ('_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "0", "  -"),
    ("[$¥-804]#,##0.00;[Red]-[$¥-804]#,##0.00", "-1234.5", "-¥1,234.50"),
    ("[$￥-804]#,##0", "1000", "￥1,000"),
    ("[$USD] 0", "5", "USD 5"),
    ("General", "123456789012", "1.23457E+11"),
    ("General", "12345678901.5", "12345678902"),
    ("General", "0.333333333333", "0.333333333"),
    ("General", "0.000012345", "0.000012345"),
    ("General", "0.0000123456789", "1.23457E-05"),
    ("General", "-3", "-3"),
    ("General", "99999999999", "99999999999"),
    ("General", "310101199001011", "3.10101E+14"),
    ('General"元"', "12.5", "12.5元"),
    ('"约"General;"负"General', "-3", "负3"),
    ("G/通用格式", "5", "5"),
    ("@", "12", "12"),
    ("", "5", "5"),
    ("[DBNum1][$-804]General", "1005010", "一百万五千〇一十"),
    ("[DBNum1][$-804]General", "12", "一十二"),
    ("[DBNum1][$-804]General", "-1234.5", "-一千二百三十四.五"),
    ("[DBNum1][$-804]General", "100000000", "一亿"),
    ("[DBNum1][$-804]General", "110000001", "一亿一千万〇一"),
    ("[DBNum2][$-804]General", "1234.5", "壹仟贰佰叁拾肆.伍"),
    ("[DBNum2][$-804]General", "10203", "壹万零贰佰零叁"),
    ("[DBNum3][$-804]General", "1204", "１千２百０４"),
    ("[DBNum2]", "1234", "壹仟贰佰叁拾肆"),
    ("[DBNum1]0", "2024", "二〇二四"),
    ('[DBNum2]0"角"0"分"', "12", "壹角贰分"),
    ("[DBNum2][$-804]0.00", "10.5", "壹零.伍零"),
]
MOMENTS = [
    ("yyyy-mm-dd", "45356", "2024-03-05"),
    ("yyyy-mm-dd", "-1", "########"),
    ("yyyy-mm-dd", "2958466", "########"),
    ("yyyy/m/d", "45356.999999", "2024/3/5"),
    ("yy-m-d", "45356", "24-3-5"),
    ("m/d/yyyy", "45356", "3/5/2024"),
    ("yyyymmdd", "45356", "20240305"),
    ('[$-804]yyyy"年"m"月"d"日";@', "45356", "2024年3月5日"),
    ("yyyy年m月d日", "45356", "2024年3月5日"),
    ("[$-F800]dddd, mmmm dd, yyyy", "45356", "2024年3月5日"),
    ("[$-F400]h:mm:ss AM/PM", "0.75", "18:00:00"),
    ('[DBNum1][$-804]yyyy"年"m"月"d"日"', "45356", "二〇二四年三月五日"),
    ('[DBNum1][$-804]yyyy"年"m"月"d"日"', "45580", "二〇二四年十月十五日"),
    ('[DBNum1][$-804]yyyy"年"m"月"d"日"', "45291", "二〇二三年十二月三十一日"),
    ('[DBNum2][$-804]yyyy"年"m"月"', "45356", "贰零贰肆年叁月"),
    ('[DBNum3]yyyy"年"m"月"d"日"', "45580", "２０２４年１０月１５日"),
    ('[DBNum1]h"时"mm"分"', "0.52083333", "十二时三十分"),
    ("mmm-yy", "45356", "Mar-24"),
    ("mmmm", "45356", "March"),
    ("mmmmm", "45356", "M"),
    ("ddd", "45356", "Tue"),
    ("dddd", "45356", "Tuesday"),
    ("[$-804]mmmm", "45575", "十月"),
    ("[$-804]dddd", "45356", "星期二"),
    ("[$-804]ddd", "45356", "周二"),
    ('[$-404]e"年"', "45356", "113年"),
    ("aaaa", "45356", "星期二"),
    ('"周"aaa', "45356", "周二"),
    ('e"年"', "45356", "2024年"),
    ("[$-41E]bbbb", "45356", "2567"),
    ("h:mm", "0.25", "6:00"),
    ("h:mm", "45337.9791666", "23:30"),
    ("h:mm", "45356.999999", "0:00"),
    ("hh:mm:ss", "0.25", "06:00:00"),
    ("h:mm AM/PM", "0.5", "12:00 PM"),
    ("h:mm AM/PM", "0.25", "6:00 AM"),
    ("[$-804]AM/PM h:mm", "0.75", "下午 6:00"),
    ('上午/下午h"时"mm"分"', "0.75", "下午6时00分"),
    ("a/p h", "0.75", "p 6"),
    ("mm:ss", "0.01", "14:24"),
    ("mm:ss.0", "0.0004567", "00:39.5"),
    ("h:mm:ss.000", "0.0004567", "0:00:39.459"),
    ("[h]:mm", "-0.5", "########"),
    ("[h]:mm", "1.25", "30:00"),
    ("[mm]:ss", "0.1", "144:00"),
    ("[s]", "0.01", "864"),
    ("[hh]:mm:ss", "0.1", "02:24:00"),
    ("yyyy-mm-dd hh:mm", "45291.99930555555", "2023-12-31 23:59"),
    ("m.d", "45356", "3.5"),
    ("mm:m", "45356", "03:3"),
]


@pytest.mark.parametrize(("code", "value", "text"), NUMBERS)
def test_a_number_is_shown_as_its_format_writes_it(code: str, value: str, text: str) -> None:
    assert number_shown(kept(value), code).rstrip() == text


@pytest.mark.parametrize(("code", "value", "text"), MOMENTS)
def test_a_day_or_a_time_is_shown_as_its_format_writes_it(code: str, value: str, text: str) -> None:
    assert number_shown(kept(value), code) == text
    assert is_moment(kept(value), code)


WORDS = [
    ("General", "甲"),
    ("@", "甲"),
    ("0.00", "甲"),
    ("0;-0", "甲"),
    ('"编号"@', "编号甲"),
    ('0;-0;0;"<"@">"', "<甲>"),
    ('yyyy;"字"@', "字甲"),
    (";;;", ""),
]


@pytest.mark.parametrize(("code", "shown"), WORDS)
def test_words_are_shown_as_the_section_for_words_has_them(code: str, shown: str) -> None:
    assert text_shown("甲", code) == shown


@pytest.mark.parametrize(
    ("code", "value", "text"),
    [("yyyy-mm-dd", "43894", "2024-03-05"), ("yyyy-mm-dd", "0", "1904-01-01"), ("[h]:mm", "-0.5", "-12:00")],
)
def test_days_may_be_counted_from_1904(code: str, value: str, text: str) -> None:
    assert number_shown(kept(value), code, from_1904=True) == text


def test_the_weekday_of_each_day_of_1900_is_the_one_that_spreadsheets_show() -> None:
    """They count a 29 February 1900, so that 1 January is a Sunday there."""
    days = [number_shown(Decimal(day), "aaa") for day in (1, 59, 60, 61)]
    assert days == ["日", "二", "三", "四"]


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("3.101011990010113e+17", "310101199001011000"),
        ("310101199001011234", "310101199001011000"),
        ("0.30000000000000004", "0"),
        ("999999999999999.9", "1000000000000000"),
    ],
)
def test_a_number_has_fifteen_digits_and_then_zeros(stored: str, shown: str) -> None:
    assert number_shown(kept(stored), "0") == shown


@pytest.mark.parametrize("stored", ["", "one", "nan", "inf", "1e999", "1e999999999"])
def test_what_is_no_number_of_a_workbook_is_none(stored: str) -> None:
    with pytest.raises((ArithmeticError, ValueError)):
        kept(stored)


def test_the_formats_without_words_are_those_of_chinese_workbooks() -> None:
    shown = {
        number: number_shown(Decimal("45356.75"), numbered(number)).strip() for number in (14, 22, 27, 31, 32, 55, 58)
    }
    assert shown == {
        14: "2024/3/5",
        22: "2024/3/5 18:00",
        27: "2024年3月",
        31: "2024年3月5日",
        32: "18时00分",
        55: "下午6时00分",
        58: "3月5日",
    }
    money = {number: number_shown(Decimal("-1234.5"), numbered(number)).strip() for number in (2, 4, 8, 37, 44)}
    assert money == {2: "-1234.50", 4: "-1,234.50", 8: "¥-1,234.50", 37: "(1,235)", 44: "¥ -1,234.50"}
    assert numbered(999) == "General"


# -- any format --------------------------------------------------------------------------------

_SIGNS = '0 # ? . , % / E+ E- ; : - _ * \\ ! @ " ( ) 1 16 年 万 General'
_DATES = "y yy yyyy m mm mmm mmmm d dd ddd h hh s ss e g a aaa aaaa AM/PM 上午/下午 [h] [mm] [s]"
_BRACKETS = "[Red] [>=100] [<0] [=1] [DBNum1] [DBNum2] [DBNum3] [$-804] [$¥-804] [$-F800]"
PIECES = st.sampled_from(f"{_SIGNS} {_DATES} {_BRACKETS}".split())
CODES = st.one_of(st.lists(PIECES, max_size=12).map("".join), st.text(max_size=40))
VALUES = st.floats(allow_nan=False, allow_infinity=False).map(repr)


@settings(max_examples=400, deadline=None)
@given(CODES, VALUES)
@example("0E+0/0", "1e308")
@example("[DBNum2]0/0", "0.3")
@example("E+0", "5")
def test_every_format_writes_something_short_and_the_same_each_time(code: str, value: str) -> None:
    text = number_shown(kept(value), code)
    assert isinstance(text, str)
    assert len(text) <= MOST_SHOWN + 1
    assert text == number_shown(kept(value), code)
    assert text_shown("甲", code) == text_shown("甲", code)


@settings(max_examples=200, deadline=None)
@given(st.decimals(min_value=-(10**11), max_value=10**11, places=2))
def test_plain_places_lose_nothing(value: Decimal) -> None:
    assert Decimal(number_shown(kept(str(value)), "#,##0.00").replace(",", "")) == value
    assert Decimal(number_shown(kept(str(value)), "0.00")) == value


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 10**11))
def test_digits_between_literals_are_the_digits_of_the_number(value: int) -> None:
    shown = number_shown(Decimal(value), '000-0000-0000" 号"').removesuffix(" 号")
    assert int(shown.replace("-", "")) == value


@pytest.mark.parametrize(
    "code", ["0" * 10_000, ";" * 10_000, "[" * 10_000, '"' * 9_999, "0.0,;" * 2_000, "?/?" * 3_000]
)
def test_a_format_without_end_is_none(code: str) -> None:
    started = time.perf_counter()
    assert number_shown(Decimal("12.5"), code) == "12.5"
    assert time.perf_counter() - started < 1


def test_a_format_that_writes_too_much_shows_as_no_room() -> None:
    assert number_shown(kept("1e300"), "0.00") == NO_ROOM


def test_a_format_that_is_named_by_number_is_that_of_the_standard_where_china_has_no_other() -> None:
    others = {5, 6, 7, 8, 14, 22, 42, 44, 47}
    for number, code in BUILTIN_FORMATS.items():
        assert (numbered(number) == code) == (number not in others), number
    assert numbered(164) == "General"
