"""What the blanks of a pack mean across packs and years: their facts, and whether two answers state the same."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from app.forms.field_types import FIELD_TYPES, span
from app.forms.pack.agreement.units import power_to as power_to
from app.forms.pack.agreement.units import unit_of as unit_of
from app.forms.pack.fields import Field
from app.forms.pack.pack import Pack
from app.forms.paths import FieldPath
from app.forms.values import NIL, Unparsed, Value


class FactKey(NamedTuple):
    """What is stated: a fact, of one year where it has one."""

    id: str
    year: int | None


class Stated(NamedTuple):
    """A blank or list that states a fact, and where it is."""

    path: FieldPath
    field: Field
    key: FactKey


def stated_by(pack: Pack) -> Iterator[Stated]:
    """Every blank and list of `pack` that states a fact, in reading order; the columns of lists are not among them."""
    for section in pack.sections:
        for field in section.asked.values():
            if field.fact is not None:
                key = FactKey(field.fact.id, field.fact.year)
                yield Stated(FieldPath(section.id, field.id), field, key)


def stated_before(pack: Pack) -> Mapping[FieldPath, tuple[FieldPath, ...]]:
    """Each blank whose fact is stated before it, with those earlier blanks in reading order; no lists."""
    earlier: dict[FactKey, list[FieldPath]] = defaultdict(list)
    found: dict[FieldPath, tuple[FieldPath, ...]] = {}
    for path, field, key in stated_by(pack):
        if field.type == "list":
            continue
        if earlier[key]:
            found[path] = tuple(earlier[key])
        earlier[key].append(path)
    return found


def agree(field: Field, value: Value | None, other: Field, stated: Value | None) -> bool:
    """Whether two answers to the same fact can both be true.

    Figures are compared across units, a computed one to as many decimals as the other has; days with the months and
    years they lie in; words after trimming and in half width.  What is not there, cannot be read or cannot be
    compared contradicts nothing; 无 of a figure is 0.
    """
    if value is None or stated is None or isinstance(value, Unparsed) or isinstance(stated, Unparsed):
        return True
    if field.is_figure and other.is_figure:
        power = power_to(field, other)
        if power is None:
            return True
        one, two = _figure(value).scaleb(power), _figure(stated)
        return one == two or (bool(field.computed or other.computed) and _rounded_alike(one, two))
    if value is NIL or stated is NIL:
        return value is stated
    days, others = _days(field, value), _days(other, stated)
    if days and others:
        first, second = sorted((days, others), key=lambda pair: pair[1] - pair[0])
        return second[0] <= first[0] and first[1] <= second[1]
    return not _comparable(field, other) or _words(field, value) == _words(other, stated)


_DATED = frozenset({"date", "month", "year"})
_CHOSEN = frozenset({"choice", "choices", "yesno"})


def _figure(value: Value) -> Decimal:
    return Decimal(value) if isinstance(value, int | Decimal) else Decimal(0)


def _rounded_alike(one: Decimal, other: Decimal) -> bool:
    """Whether one may be the other rounded: they differ by no more than half of the last place of the shorter."""
    places = min(max(-int(number.as_tuple().exponent), 0) for number in (one, other))
    return abs(one - other) * 2 <= Decimal(1).scaleb(-places)


def _days(field: Field, value: Value) -> tuple[int, int] | None:
    """The first and last day an answer can mean, as ordinals; None for a blank that asks no time."""
    days = span(value) if field.type in _DATED else None
    return (days[0].toordinal(), days[1].toordinal()) if days else None


def _comparable(field: Field, other: Field) -> bool:
    """Whether the words of both can be held against each other: words with words, choices with the same boxes."""
    if field.is_figure or other.is_figure or (field.type in _DATED) != (other.type in _DATED):
        return False
    if field.type in _CHOSEN and other.type in _CHOSEN:
        return _boxes(field) == _boxes(other)
    return field.type not in _CHOSEN and other.type not in _CHOSEN


def _boxes(field: Field) -> frozenset[str]:
    return frozenset({"是", "否"} if field.type == "yesno" else (option.value for option in field.options))


def _words(field: Field, value: Value) -> str:
    """The words of an answer, in half width, runs of space as one."""
    return " ".join(unicodedata.normalize("NFKC", FIELD_TYPES[field.type].typed(value)).split())
