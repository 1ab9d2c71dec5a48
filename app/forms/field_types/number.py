"""Figures: whole numbers, decimals, money and percentages, read where their meaning is certain."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

from app.forms.field_types.base import FieldType, Finding
from app.forms.pack.fields import Field
from app.forms.values import Value

_NUMBER = re.compile(r"([+-]?) ?(\d{1,3}(?:, ?\d{3})+|\d{1,3}(?: \d{3})+|\d+)(?:\.(\d+))? ?(.*)")
_FIGURE = re.compile(r"(-?)([1-9]\d*)(\.\d+)?", re.ASCII)
_SCALES = {"": Decimal(1), "万": Decimal(10_000), "亿": Decimal(100_000_000)}
_AMOUNTS = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
_CURRENCY = re.compile(r"^(人民币|RMB|CNY|¥)[:：]?\s*", re.IGNORECASE)
_MAX_WHOLE, _MAX_FRACTION = 18, 8  # together within the 28 digits of decimal's own arithmetic
_MARKS = str.maketrans({"−": "-", "—": "-", "，": ",", "。": "."})


def split_number(text: str) -> tuple[Decimal, str]:
    """The number at the start of `text` and the unit behind it; ValueError when there is none.

    Full-width digits, thousands grouped by commas or spaces are read; 约, 余, ranges are not certain.
    """
    match = _NUMBER.fullmatch(" ".join(_plain(text).split()))
    if match is None:
        raise ValueError(text)
    sign, grouped, fraction, unit = match.groups(default="")
    whole = re.sub(r"\D", "", grouped)
    if len(whole) > _MAX_WHOLE or len(fraction) > _MAX_FRACTION:
        raise ValueError(text)
    number = Decimal(f"{whole}.{fraction}" if fraction else whole)
    return -number if sign == "-" and number else number, unit.replace(" ", "")


YEAR = "年"
"""The unit of a number that names a year, or counts years."""


def grouped(text: str) -> str:
    """A figure with the digits before its point in threes, as a screen shows it: 109,693; any other text as it is."""
    figure = _FIGURE.fullmatch(text)
    if figure is None:
        return text
    sign, whole, fraction = figure.groups(default="")
    return f"{sign}{int(whole):,}{fraction}"


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(_MARKS)


def _scaled(number: Decimal, scale: Decimal) -> Decimal:
    """`number` in another unit, without the zeros that multiplying adds; as typed when the unit is the same."""
    if scale == 1:
        return number
    product = (number * scale).normalize()
    return product.quantize(Decimal(1)) if product == product.to_integral_value() else product


class NumberType(FieldType):
    """A figure with the unit the notice prints behind it; a pasted unit of the same name is read."""

    whole = False
    negative = False

    def read(self, text: str, field: Field) -> Value:
        """The number in the blank's unit."""
        number, unit = split_number(text)
        return self._checked(_scaled(number, self.scale(unit, _plain(field.unit))))

    def scale(self, unit: str, own: str) -> Decimal:
        """How many of the blank's `own` units one of `unit` is; ValueError when that is not certain."""
        names = {"", own, own.replace("/", ""), *own.split("/")}
        if unit in names:
            return Decimal(1)
        if not own or own[0] not in _SCALES:  # 1.2万 in a blank of 万台 may mean either
            for prefix, scale in _SCALES.items():
                if prefix and unit.startswith(prefix) and unit[len(prefix) :] in names:
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

    def at_rest(self, value: Value | None, unit: str = "") -> str:
        """Its digits in threes; a year is no amount."""
        return self.typed(value) if unit == YEAR else grouped(self.typed(value))

    def findings(self, value: Value, field: Field) -> Iterator[Finding]:
        """A figure outside the blank's bounds."""
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            return
        if field.least is not None and value < field.least:
            yield "too_small", self._against(value, field.least, field)
        if field.most is not None and value > field.most:
            yield "too_large", self._against(value, field.most, field)

    def _against(self, value: int | Decimal, bound: Decimal, field: Field) -> dict[str, object]:
        return {"value": f"{self.show(value)}{field.unit}", "bound": f"{self.show(bound)}{field.unit}"}


class CountType(NumberType):
    """A whole number of things."""

    whole = True


class DecimalType(NumberType):
    """A number with decimals; may be negative."""

    negative = True


class MoneyType(DecimalType):
    """An amount in the unit the notice prints, 万元 unless it says otherwise; the user's decimals are kept."""

    def read(self, text: str, field: Field) -> Value:
        """The amount; the currency may stand before it where 元 stands behind it."""
        plain = _plain(text).strip()
        bare = _CURRENCY.sub("", plain)
        if bare != plain and "元" not in bare:
            raise ValueError(text)
        return super().read(re.sub(r"(?<=元)[整正]$", "", bare), field)

    def scale(self, unit: str, own: str) -> Decimal:
        """元, 万元 and 亿元 are converted; 万 or 亿 without 元 is certain only in a blank of 元."""
        own = own or "万元"
        if unit in _AMOUNTS and own in _AMOUNTS:
            return _AMOUNTS[unit] / _AMOUNTS[own]
        return super().scale(unit, own)


class PercentType(DecimalType):
    """A percentage, written with or without its sign; 12.5 means 12.5 %."""

    def scale(self, unit: str, own: str) -> Decimal:
        """Only the percent sign may follow."""
        if unit not in ("", "%"):
            raise ValueError(unit)
        return Decimal(1)

    def written(self, value: Decimal, field: Field) -> str:
        """With its sign where the notice prints none behind the blank."""
        return self.show(value) + ("" if _plain(field.unit).startswith("%") else "%")
