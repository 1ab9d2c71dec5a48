"""Figures: whole numbers, decimals, money and percentages, read where their meaning is certain."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from app.forms.field_types.base import FieldType, Finding
from app.forms.fields import Field
from app.forms.values import Unparsed, Value

_NUMBER = re.compile(r"([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(.*)")
_SCALES = {"": Decimal(1), "万": Decimal(10_000), "亿": Decimal(100_000_000)}
_MAX_DIGITS = 18
_MINUS = str.maketrans({"−": "-", "—": "-", "，": ",", "。": "."})


def split_number(text: str) -> tuple[Decimal, str]:
    """The number at the start of `text` and the unit behind it; ValueError when there is none.

    Full-width digits, grouped thousands and spaces are read; 约, 余, ranges are not certain.
    """
    plain = unicodedata.normalize("NFKC", text).translate(_MINUS)
    bare = re.sub(r"\s+", "", plain)
    match = _NUMBER.fullmatch(bare)
    if match is None or len(match.group(2)) > _MAX_DIGITS:
        raise ValueError(text)
    sign, whole, fraction, unit = match.groups()
    try:
        return Decimal(sign + whole.replace(",", "") + (fraction or "")), unit
    except InvalidOperation as failure:
        raise ValueError(text) from failure


class NumberType(FieldType):
    """A figure with the unit the notice prints behind it; a pasted unit of the same name is read."""

    whole = False
    negative = False

    def read(self, text: str, field: Field) -> Value:
        """The number in the blank's unit."""
        number, unit = split_number(text)
        return self._checked(number * self.scale(unit, field))

    def scale(self, unit: str, field: Field) -> Decimal:
        """How many of the blank's units one of `unit` is; ValueError when that is not certain."""
        own = field.unit
        names = {name for name in (own, *own.split("/")) if name}
        for prefix, scale in _SCALES.items():
            if unit == prefix or (unit.startswith(prefix) and unit[len(prefix) :] in names):
                return scale
        raise ValueError(unit)

    def _checked(self, number: Decimal) -> Value:
        if number < 0 and not self.negative:
            raise ValueError(number)
        if not self.whole:
            return number
        if number != number.to_integral_value():
            raise ValueError(number)
        return int(number)

    def show(self, value: int | Decimal) -> str:
        """Digits without grouping, the user's decimals kept."""
        return str(value) if isinstance(value, int) else format(value, "f")

    def findings(self, value: Value, field: Field) -> Iterator[Finding]:
        """A figure outside the blank's bounds."""
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            return
        if field.least is not None and value < field.least:
            yield "too_small", {"value": value, "bound": field.least}
        if field.most is not None and value > field.most:
            yield "too_large", {"value": value, "bound": field.most}


class CountType(NumberType):
    """A whole number of things."""

    whole = True


class DecimalType(NumberType):
    """A number with decimals; may be negative."""

    negative = True


class MoneyType(DecimalType):
    """An amount in the unit the notice prints, 万元 unless it says otherwise; the user's decimals are kept."""

    def scale(self, unit: str, field: Field) -> Decimal:
        """A bare number is in the blank's unit; 万 or 亿 without 元 is not certain."""
        own = field.unit or "万元"
        amounts = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
        if unit == "":
            return Decimal(1)
        return amounts_ratio(amounts, unit, own)


def amounts_ratio(amounts: dict[str, Decimal], unit: str, own: str) -> Decimal:
    """One `unit` in `own` units; ValueError for a unit that is not an amount of money."""
    if unit not in amounts or own not in amounts:
        raise ValueError(unit)
    return amounts[unit] / amounts[own]


class PercentType(DecimalType):
    """A percentage, written with or without its sign; 12.5 means 12.5 %."""

    def scale(self, unit: str, field: Field) -> Decimal:
        """Only the percent sign may follow."""
        if unit not in ("", "%"):
            raise ValueError(unit)
        return Decimal(1)

    def printed(self, value: Value | None, field: Field) -> str:
        """With its sign where the notice prints none behind the blank."""
        sign = "" if field.unit.startswith("%") or value is None or isinstance(value, Unparsed) else "%"
        text = self.typed(value)
        return text if text == "无" else text + sign
