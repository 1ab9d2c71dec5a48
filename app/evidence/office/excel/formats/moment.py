"""Days and times, from the number that a workbook keeps of them (ECMA-376 part 1, 18.17.4 and 18.8.31)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from app.evidence.office.excel.formats.chinese import day_number, digits
from app.evidence.office.excel.formats.general import rounded
from app.evidence.office.excel.formats.parts import Part, Section

_LAST = 2_958_465  # 9999-12-31
_FROM_1904 = 1462  # days from the one day 0 to the other
_SECONDS = 86_400
_TIMES = ("minutes", "elapsed", "half")
_CHINESE, _TAIWAN = 0x04, (0x404, 0xC04)
_WEEK = "日一二三四五六"
_MONTHS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_ENGLISH_WEEK = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
_ENGLISH = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(frozen=True, slots=True)
class _Moment:
    """A day of the calendar that counts a 29 February 1900, and a time in it."""

    days: int
    seconds: Decimal
    section: Section

    @property
    def date(self) -> tuple[int, int, int]:
        """Year, month and day."""
        return _calendar(self.days)

    @property
    def hours(self) -> int:
        """The hours since midnight."""
        return int(self.seconds // 3600)

    @property
    def weekday(self) -> int:
        """0 for Sunday."""
        return (self.days - 1) % 7

    @property
    def language(self) -> int:
        """The number of the section's language; 0 for none."""
        return _language(self.section.language)

    @property
    def in_chinese(self) -> bool:
        """Whether its names are Chinese."""
        return self.language & 0x3FF == _CHINESE


@lru_cache(10_000)
def _calendar(days: int) -> tuple[int, int, int]:
    """Year, month and day; day 0 is 1900-01-00."""
    if days == 0:
        return 1900, 1, 0
    if days == 60:
        return 1900, 2, 29
    day = date(1899, 12, 30 if days > 60 else 31) + timedelta(days)
    return day.year, day.month, day.day


@lru_cache(100)
def _language(tag: str) -> int:
    try:
        return int(tag, 16) & 0xFFFF
    except ValueError:
        return 0x804 if tag.startswith("zh") else 0


@lru_cache(1000)
def _places(section: Section) -> int | None:
    """In how many places it splits a second; None where it shows no time."""
    if not any(part.kind in _TIMES or (part.kind == "date" and part.text[0] in "hs") for part in section.parts):
        return None
    return sum(part.kind == "tenths" for part in section.parts)


def moment(section: Section, value: Decimal, from_1904: bool) -> str | None:
    """The text of a day or a time; None for one that no calendar of a workbook has."""
    sign = "-" if from_1904 and value < 0 else ""
    value = abs(value) if from_1904 else value
    if not 0 <= value < _LAST + 1:
        return None
    days, seconds = _day_and_seconds(section, value)
    days += _FROM_1904 if from_1904 else 0
    if days > _LAST:
        return None
    now = _Moment(days, seconds, section)
    elapsed = (days - (_FROM_1904 if from_1904 else 0)) * _SECONDS + seconds
    return sign + "".join(_written(part, now, elapsed) for part in section.parts)


def _day_and_seconds(section: Section, value: Decimal) -> tuple[int, Decimal]:
    """The day, and the seconds in it, rounded to what is shown; where no time is, a day is not rounded."""
    places = _places(section)
    if places is None:
        return int(value), Decimal(0)
    days, seconds = divmod(rounded(value * _SECONDS, places), _SECONDS)
    return int(days), seconds


def _written(part: Part, now: _Moment, elapsed: Decimal) -> str:
    match part.kind:
        case "date":
            return _DATE[part.text[0]](len(part.text), now)
        case "minutes":
            return _padded(int(now.seconds) // 60 % 60, len(part.text), now)
        case "elapsed":
            unit = {"h": 3600, "m": 60, "s": 1}[part.text[0]]
            return digits(str(int(elapsed) // unit).zfill(len(part.text)), now.section.counted)
        case "half":
            return _half(part.text, now)
        case "tenths":
            return _tenths(part, now)
    return part.text


def _tenths(part: Part, now: _Moment) -> str:
    """One place of the split seconds; the point stands with the first."""
    before = 0
    for one in now.section.parts:
        if one is part:
            break
        before += one.kind == "tenths"
    digit = int(now.seconds * 10 ** (before + 1)) % 10
    return part.text + digits(str(digit), now.section.counted)


def _padded(number: int, width: int, now: _Moment) -> str:
    """A number of a date or time with two digits where `width` asks for them, in Chinese numerals if these."""
    counted = now.section.counted
    if counted in (0, 3):
        return digits(f"{number:02}" if width > 1 else str(number), counted)
    zero = digits("0", counted) if width > 1 and number < 10 else ""
    return (zero if number else "") + day_number(number, counted)


def _year(width: int, now: _Moment) -> str:
    year = now.date[0]
    return digits(f"{year % 100:02}" if width < 3 else f"{year:04}", now.section.counted)


def _era_year(_width: int, now: _Moment) -> str:
    year = now.date[0]
    return digits(str(year - 1911 if now.language in _TAIWAN and year > 1911 else year), now.section.counted)


def _buddhist_year(width: int, now: _Moment) -> str:
    return digits(str(now.date[0] + 543)[-2 if width < 3 else -4 :], now.section.counted)


def _month(width: int, now: _Moment) -> str:
    month = now.date[1]
    if width < 3:
        return _padded(month, width, now)
    if now.in_chinese:
        return f"{month}月" if width == 3 else _MONTHS[month - 1] + ("" if width == 5 else "月")
    return _ENGLISH[month - 1][: {3: 3, 5: 1}.get(width)]


def _day(width: int, now: _Moment) -> str:
    if width < 3:
        return _padded(now.date[2], width, now)
    if now.in_chinese:
        return _weekday(4, now) if width > 3 else ("週" if now.language in _TAIWAN else "周") + _weekday(3, now)
    return _ENGLISH_WEEK[now.weekday][: 3 if width == 3 else None]


def _weekday(width: int, now: _Moment) -> str:
    return ("星期" if width > 3 else "") + _WEEK[now.weekday]


def _hours(width: int, now: _Moment) -> str:
    hours = now.hours
    return _padded((hours - 1) % 12 + 1 if now.section.has("half") else hours, width, now)


def _seconds(width: int, now: _Moment) -> str:
    return _padded(int(now.seconds) % 60, width, now)


def _half(text: str, now: _Moment) -> str:
    """The half of the day, in the words of the format; in Chinese where that is its language."""
    if text == "上午/下午" or (now.in_chinese and len(text) > 3):
        return "下午" if now.hours >= 12 else "上午"
    morning, _, evening = text.partition("/")
    return evening if now.hours >= 12 else morning


_DATE: dict[str, Callable[[int, _Moment], str]] = {
    "y": _year,
    "e": _era_year,
    "b": _buddhist_year,
    "g": lambda _width, _now: "",
    "m": _month,
    "d": _day,
    "a": _weekday,
    "h": _hours,
    "s": _seconds,
}
