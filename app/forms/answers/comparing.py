"""Whether what is answered keeps to a bound; only what is certain is true."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from app.forms.field_types import span
from app.forms.pack.agreement.units import comparing_to
from app.forms.pack.conditions import Relation, days_of
from app.forms.pack.fields import Field
from app.forms.values import NIL, Value


class Extent(NamedTuple):
    """The least and the most that an answer can mean: a figure is both, a year begins and ends."""

    low: Decimal
    high: Decimal


def keeps(extent: Extent, relation: Relation, bounds: list[Extent]) -> bool:
    """Whether `extent` certainly keeps to its bounds; a day is at least the year it lies in."""
    bound = bounds[0]
    match relation:
        case "at_least":
            return extent.low >= bound.low
        case "at_most":
            return extent.high <= bound.high
        case "above":
            return extent.low > bound.high
        case "below":
            return extent.high < bound.low
        case "between":
            return extent.low >= bound.low and extent.high <= bounds[1].high


def extent_of(field: Field, value: Value | None, beside: Field | None = None) -> Extent | None:
    """What an answer can mean, a figure in the unit of the blank it stands `beside`; None when it says nothing."""
    if field.type in ("date", "month", "year"):
        return _of_days(span(value))
    number = number_of(value)
    if number is None:
        return None
    power = comparing_to(field, beside) if beside is not None else 0
    scaled = number.scaleb(power or 0)
    return Extent(scaled, scaled)


def extent_of_literal(bound: str, *, dated: bool) -> Extent | None:
    """What a number, or a day in figures, means as a bound."""
    return _of_days(days_of(bound)) if dated else Extent(Decimal(bound), Decimal(bound))


def number_of(value: Value | None) -> Decimal | None:
    """The figure that an answer states; 无 is none at all, 0; None when it states no figure."""
    if value is NIL:
        return Decimal(0)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    return Decimal(value)


def _of_days(days: tuple[date, date] | None) -> Extent | None:
    return Extent(*(Decimal(day.toordinal()) for day in days)) if days is not None else None
