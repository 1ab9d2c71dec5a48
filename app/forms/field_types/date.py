"""Days, months and years, in the ways Chinese offices write them."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from app.forms.field_types.base import FieldType, Finding
from app.forms.pack.fields import Field
from app.forms.values import Month, Value

_DAY = re.compile(r"(\d{4})(?:年|[-./])(\d{1,2})(?:月|[-./])(\d{1,2})[日号]?|(\d{4})(\d{2})(\d{2})", re.ASCII)
_MONTH = re.compile(r"(\d{4})(?:年|[-./])(\d{1,2})月?|(\d{4})(\d{2})", re.ASCII)
_YEAR = re.compile(r"(\d{4})(?:年度?)?", re.ASCII)
_MIDNIGHT = re.compile(r"(?<=\d)\s+0{1,2}:00(:00)?$", re.ASCII)
_DIGITS = {"〇": 0, "○": 0, "零": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_NUMERALS = re.compile(
    r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_FIRST, _LAST = 1800, 2200


def _numbers(pattern: re.Pattern[str], text: str) -> list[int]:
    match = pattern.fullmatch(re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)))
    if match is None:
        raise ValueError(text)
    return [int(group) for group in match.groups() if group is not None]


def _bounded(day: date) -> date:
    if not _FIRST <= day.year <= _LAST:
        raise ValueError(day)
    return day


def _read_day(text: str) -> date:
    """A day; as Excel copies it, with the hour of midnight; and in Chinese numerals."""
    return _bounded(date(*_numbers(_DAY, _MIDNIGHT.sub("", _with_digits(text)))))


def _with_digits(text: str) -> str:
    """二〇二四年三月五日 with digits; any other text as it is."""
    match = _NUMERALS.fullmatch(re.sub(r"\s+", "", text))
    if match is None:
        return text
    year, month, day = match.groups()
    return f"{''.join(str(_DIGITS[digit]) for digit in year)}年{_below_hundred(month)}月{_below_hundred(day)}日"


def _below_hundred(numeral: str) -> int:
    """十二 or 三十 as a number; ValueError when it is none."""
    tens, ten, ones = numeral.rpartition("十")
    if any(part and part not in _DIGITS for part in (tens, ones)):
        raise ValueError(numeral)
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)


def chinese_day(day: date) -> str:
    """2022年3月21日."""
    return f"{day.year}年{day.month}月{day.day}日"


class _DatedType(FieldType):
    """A point in time that may have bounds of its own."""

    def findings(self, value: Value, field: Field) -> Iterator[Finding]:
        """A day, month or year wholly before `not_before` or after `not_after`."""
        days = span(value)
        if days is None:
            return
        if field.not_before and days[1] < field.not_before:
            yield "before", {"day": chinese_day(field.not_before)}
        if field.not_after and days[0] > field.not_after:
            yield "after", {"day": chinese_day(field.not_after)}


class DateType(_DatedType):
    """A day: 2022-03-21, 2022年3月21日, 2022/3/21, 2022.3.21, 20220321."""

    def read(self, text: str, field: Field) -> Value:
        """The day; a day that does not exist is not read."""
        return _read_day(text)

    def show(self, value: date) -> str:
        """ISO 8601."""
        return value.isoformat()

    def written(self, value: date, field: Field) -> str:
        """2022年3月21日."""
        return chinese_day(value)


class MonthType(_DatedType):
    """A month: 2022-03, 2022年3月."""

    def read(self, text: str, field: Field) -> Value:
        """The month; a full day is read as its month."""
        try:
            year, month = _numbers(_MONTH, text)
            day = _bounded(date(year, month, 1))
        except ValueError:
            day = _read_day(text)
        return Month(day.year, day.month)

    def show(self, value: Month) -> str:
        """ISO 8601."""
        return f"{value.year:04}-{value.month:02}"

    def written(self, value: Month, field: Field) -> str:
        """2022年3月."""
        return f"{value.year}年{value.month}月"


class YearType(_DatedType):
    """A year: 2021, 2021年."""

    def read(self, text: str, field: Field) -> Value:
        """The year."""
        (year,) = _numbers(_YEAR, text)
        return _bounded(date(year, 1, 1)).year


def span(value: object) -> tuple[date, date] | None:
    """The first and last day that a day, month or year can mean; None for anything else."""
    if isinstance(value, date):
        return value, value
    if isinstance(value, Month):
        return date(value.year, value.month, 1), date(value.year, value.month, monthrange(value.year, value.month)[1])
    if isinstance(value, int) and not isinstance(value, bool):
        return date(value, 1, 1), date(value, 12, 31)
    return None
