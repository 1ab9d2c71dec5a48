"""What a cell of a workbook shows: its value as its number format writes it, near enough for paper."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

_TOKEN = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|_.|\*.')
_DIGITS = re.compile(r"([#0?][#0?,]*)(?:\.([#0?]*))?(,*)(E[+-]?0+)?")
_GENERAL = re.compile("General|@", re.IGNORECASE)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_HELD = "\ue000"  # stands for a literal in a format while its digits are looked for
_MOST_DIGITS = 18
_LARGE = 1e11  # from here on General is scientific, as the screen shows it


def shown(value: object, number_format: str = "General") -> str:
    """The text of a cell: "" when empty, 是 and 否, dates as 2024-03-05, numbers by their format, else as it is."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float | Decimal):
        return _number(Decimal(str(value)), number_format)
    if isinstance(value, datetime | date | time | timedelta):
        return _moment(value, set(_TOKEN.sub("", number_format).lower()))
    return str(value)


def unescaped(text: str) -> str:
    """A text of a workbook, with the characters that XML cannot hold (_x000D_)."""
    return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), text)


def _moment(value: datetime | date | time | timedelta, asked: set[str]) -> str:
    """A day, a time of the day or both; `asked` are the letters of the format: what it hides is not shown."""
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    clock = "%H:%M:%S" if getattr(value, "second", 0) else "%H:%M"
    if isinstance(value, time):
        return value.strftime(clock)
    if "h" in asked and not asked & {"y", "d"}:
        return value.strftime(clock) if isinstance(value, datetime) else ""
    day = f"{value.year:04}-{value.month:02}-{value.day:02}"
    if "y" in asked and "d" not in asked:
        return day[:7] if "m" in asked else day[:4]
    if not isinstance(value, datetime) or value.time() == time.min:
        return day
    return f"{day} {value.strftime(clock)}"


def _number(value: Decimal, number_format: str) -> str:
    section, value, signed = _section(number_format, value)
    held: list[str] = []
    bare = _TOKEN.sub(lambda token: _hold(token, held), section)
    minus = "-" if signed and value < 0 else ""
    digits = _DIGITS.search(bare)
    if general := _GENERAL.search(bare):
        text = minus + bare[: general.start()] + _general(abs(value)) + bare[general.end() :]
    elif digits is None or "/" in bare:
        text = bare if digits is None else minus + _general(abs(value))
    else:
        written = _written(abs(value) * (100 if "%" in bare else 1), digits)
        minus = minus if any(c in "123456789" for c in written) else ""
        text = minus + bare[: digits.start()] + written + bare[digits.end() :]
    return _restored(text, held).strip()


def _section(number_format: str, value: Decimal) -> tuple[str, Decimal, bool]:
    """The part of the format for this value (positive;negative;zero), the value, and whether a minus is due."""
    sections = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', number_format or "General")
    if value < 0 and len(sections) > 1:
        return sections[1], -value, False
    if not value and len(sections) > 2:
        return sections[2], value, False
    return sections[0], value, True


def _hold(token: re.Match[str], held: list[str]) -> str:
    """Keep a literal out of the way of the digits; padding, colours and conditions go."""
    literal = next((group for group in token.groups() if group is not None), "")
    if literal:
        held.append(literal)
    return _HELD if literal else ""


def _restored(text: str, held: list[str]) -> str:
    literals = iter(held)
    return "".join(next(literals) if c == _HELD else c for c in text)


def _written(value: Decimal, digits: re.Match[str]) -> str:
    """A value that is not negative, as the digits of the format ask for."""
    whole, part = digits[1].rstrip(","), digits[2] or ""
    if value.adjusted() > _MOST_DIGITS:
        return _general(value)
    if digits[4]:
        return f"{value:.{len(part)}E}"
    thousands = len(digits[1]) - len(whole) + len(digits[3])
    value = value / Decimal(1000) ** thousands
    rounded = value.quantize(Decimal(1).scaleb(-len(part)), ROUND_HALF_UP)
    text = _fewest(f"{rounded:,f}" if "," in whole else f"{rounded:f}", part)
    return text if "," in whole else _padded(text, whole.count("0"))


def _fewest(text: str, part: str) -> str:
    """Without the zeros at the end that the format does not ask for (0.## shows 1.5)."""
    least = len(part.rstrip("#?"))
    while "." in text and text.endswith("0") and len(text.rpartition(".")[2]) > least:
        text = text[:-1]
    return text.rstrip(".")


def _padded(text: str, least: int) -> str:
    whole, dot, part = text.partition(".")
    return whole.zfill(least) + dot + part


def _general(value: Decimal) -> str:
    """As a cell without a format shows it: at most eleven digits, no zeros at the end."""
    if value == value.to_integral_value():
        return f"{value:f}".split(".")[0] if abs(value) < Decimal(10) ** 15 else f"{value:.5E}"
    if abs(value) >= Decimal(_LARGE) or abs(value) < Decimal("1e-9"):
        return f"{value:.5E}"
    places = max(0, 9 - max(0, value.adjusted()))
    return _fewest(f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}", "")
