"""Days, months and years, in the ways Chinese offices write them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from app.forms.field_types.base import FieldType, Finding
from app.forms.fields import Field
from app.forms.values import Month, Value

_DAY = re.compile(r"(\d{4})(?:年|[-./])(\d{1,2})(?:月|[-./])(\d{1,2})日?|(\d{4})(\d{2})(\d{2})")
_MONTH = re.compile(r"(\d{4})(?:年|[-./])(\d{1,2})月?|(\d{4})(\d{2})")
_YEAR = re.compile(r"(\d{4})年?")


def _numbers(pattern: re.Pattern[str], text: str) -> list[int]:
    match = pattern.fullmatch(re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)))
    if match is None:
        raise ValueError(text)
    return [int(group) for group in match.groups() if group is not None]


class DateType(FieldType):
    """A day: 2022-03-21, 2022年3月21日, 2022/3/21, 20220321."""

    def read(self, text: str, field: Field) -> Value:
        """The day; a day that does not exist is not read."""
        return _bounded(date(*_numbers(_DAY, text)))

    def show(self, value: date) -> str:
        """ISO 8601."""
        return value.isoformat()

    def printed(self, value: Value | None, field: Field) -> str:
        """2022年3月21日."""
        return f"{value.year}年{value.month}月{value.day}日" if isinstance(value, date) else self.typed(value)

    def findings(self, value: Value, field: Field) -> Iterator[Finding]:
        """A day outside the blank's own bounds."""
        yield from bounds_findings(value, field)


class MonthType(FieldType):
    """A month: 2022-03, 2022年3月."""

    def read(self, text: str, field: Field) -> Value:
        """The month; a full day is read as its month."""
        try:
            year, month = _numbers(_MONTH, text)
        except ValueError:
            year, month, _ = _numbers(_DAY, text)
        _bounded(date(year, month, 1))
        return Month(year, month)

    def show(self, value: Month) -> str:
        """ISO 8601."""
        return f"{value.year:04}-{value.month:02}"

    def printed(self, value: Value | None, field: Field) -> str:
        """2022年3月."""
        return f"{value.year}年{value.month}月" if isinstance(value, Month) else self.typed(value)

    def findings(self, value: Value, field: Field) -> Iterator[Finding]:
        """A month outside the blank's own bounds."""
        yield from bounds_findings(value, field)


class YearType(FieldType):
    """A year: 2021, 2021年."""

    def read(self, text: str, field: Field) -> Value:
        """The year."""
        (year,) = _numbers(_YEAR, text)
        return _bounded(date(year, 1, 1)).year

    def findings(self, value: Value, field: Field) -> Iterator[Finding]:
        """A year outside the blank's own bounds."""
        yield from bounds_findings(value, field)


def _bounded(day: date) -> date:
    if not 1800 <= day.year <= 2200:
        raise ValueError(day)
    return day


def span(value: object) -> tuple[date, date] | None:
    """The first and last day that a day, month or year can mean; None for anything else."""
    if isinstance(value, date):
        return value, value
    if isinstance(value, Month):
        return date(value.year, value.month, 1), date(value.year, value.month, 28)
    if isinstance(value, int) and not isinstance(value, bool):
        return date(value, 1, 1), date(value, 12, 31)
    return None


def bounds_findings(value: object, field: Field) -> Iterator[Finding]:
    """A day, month or year wholly before `not_before` or after `not_after`."""
    days = span(value)
    if days is None:
        return
    if field.not_before and days[1] < field.not_before:
        yield "before", {"day": field.not_before}
    if field.not_after and days[0] > field.not_after:
        yield "after", {"day": field.not_after}
