"""A number without a format, as a cell shows it: at most eleven characters, then powers of ten."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal

WIDE = Context(prec=1000, rounding=ROUND_HALF_UP)  # for every number of a workbook with every format
LARGEST = Decimal("99999999999.5")  # from here on powers of ten
_SMALL = Decimal("1e-4")
_WIDTH = 11
_ONE = Decimal(1)


def general(value: Decimal) -> str:
    """The text of a value that is not negative."""
    if value == 0:
        return "0"
    if value >= LARGEST:
        return _powered(value)
    places = max(0, _WIDTH - 2 - max(0, value.adjusted()))
    if value < _SMALL and value != rounded(value, places):
        return _powered(value)
    return stripped(f"{rounded(value, places):f}")


def rounded(value: Decimal, places: int) -> Decimal:
    """The value with so many places, a half rounded up."""
    return value.quantize(_ONE.scaleb(-places), context=WIDE)


def stripped(text: str) -> str:
    """Without zeros at the end of the places, and without a point that nothing follows."""
    return text.rstrip("0").rstrip(".") if "." in text else text


def _powered(value: Decimal) -> str:
    mantissa, _, power = f"{Context(prec=6, rounding=ROUND_HALF_UP).plus(value):.5E}".partition("E")
    return f"{stripped(mantissa)}E{power[0]}{power[1:].zfill(2)}"
