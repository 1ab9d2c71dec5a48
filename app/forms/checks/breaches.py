"""The named checks at work: what the answers say against what a rule demands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from itertools import pairwise
from operator import ge, gt, le, lt
from typing import NamedTuple

from app.forms.answers.answers import Answers
from app.forms.answers.comparing import number_of
from app.forms.answers.conditions import Circumstances
from app.forms.checks.operands import Operand
from app.forms.field_types import FIELD_TYPES, chinese_day
from app.forms.pack.agreement.units import comparing_to, scale_to
from app.forms.pack.conditions import is_name
from app.forms.pack.fields import Field
from app.forms.pack.rules import (
    Above,
    Advise,
    AtLeast,
    AtMost,
    Below,
    Chain,
    ListTotal,
    Must,
    NotAfter,
    NotBefore,
    Order,
    Rule,
    Sum,
)
from app.forms.paths import ENTRIES, FieldPath
from app.forms.values import Unparsed


class Breach(NamedTuple):
    """A rule that is not kept: where it shows, its code and parameters."""

    path: FieldPath
    code: str
    params: dict[str, object]


def breaches(rule: Rule, operands: list[Operand], answers: Answers, circumstances: Circumstances) -> Iterator[Breach]:
    """Where the answers break `rule`; nothing while a figure it needs is not there yet."""
    match rule:
        case Sum():
            yield from _sum(operands)
        case AtMost() | AtLeast() | Below() | Above():
            yield from _chain(rule, operands)
        case Order():
            yield from _order(operands)
        case NotBefore():
            for operand in operands:
                if operand.days and operand.days[1] < rule.day:
                    yield Breach(operand.path, "not_before", _params(operand, day=chinese_day(rule.day)))
        case NotAfter():
            for operand in operands:
                if operand.days and operand.days[0] > rule.day:
                    yield Breach(operand.path, "not_after", _params(operand, day=chinese_day(rule.day)))
        case ListTotal():
            yield from _list_total(operands, answers, circumstances)
        case Must():
            yield from _must(rule, operands[0])
        case Advise():
            yield Breach(operands[0].path, "advise", {"message": rule.message})


def _must(rule: Must, operand: Operand) -> Iterator[Breach]:
    """Of several choices the demanded one must be among them; what cannot be read is told elsewhere."""
    value = operand.value
    if value is None or isinstance(value, Unparsed):
        return
    words = FIELD_TYPES[operand.field.type].typed(value)
    if rule.is_ not in (value if isinstance(value, tuple) else (words,)):
        yield Breach(operand.path, "must", _params(operand, value=words, wanted=rule.is_))


def _params(operand: Operand, **more: object) -> dict[str, object]:
    return {"label": operand.field.label, **more}


def _sum(operands: list[Operand]) -> Iterator[Breach]:
    """What does not apply is no part; while a part that applies is not answered, nothing is said."""
    total, *parts = operands
    applying = [part for part in parts if part.asked]
    figures = [part.number for part in applying]
    if total.number is None or not applying or None in figures:
        return
    added = sum(_in_unit_of(total, part.field, part.number) for part in applying)
    if added != total.number:
        names = "".join(part.seen_from(total) for part in applying)
        params = _params(total, total=total.shown, parts=names, sum=f"{_plain(added)}{total.field.unit}")
        yield Breach(total.path, "sum", params)


def _in_unit_of(total: Operand, field: Field, number: Decimal | None) -> Decimal:
    return (number or Decimal(0)).scaleb(scale_to(field, total.field) or 0)


def _plain(number: Decimal | int) -> str:
    """Digits without the zeros that another unit adds."""
    bare = Decimal(number)
    return f"{bare.normalize():f}" if bare.normalize().as_tuple().exponent != bare.as_tuple().exponent else f"{bare:f}"


class _Relation(NamedTuple):
    """One chain: whether the first may stand before the second, and what is said of a blank that does not keep to a
    blank, to a number, or (seen from behind) of the second blank that does not keep to the first number."""

    keeps: Callable[[Decimal, Decimal], bool]
    to_number: str
    from_number: str


_RELATIONS: Mapping[str, _Relation] = {
    "at_most": _Relation(le, "too_large", "too_small"),
    "at_least": _Relation(ge, "too_small", "too_large"),
    "below": _Relation(lt, "not_below", "not_above"),
    "above": _Relation(gt, "not_above", "not_below"),
}


def _chain(rule: Chain, operands: list[Operand]) -> Iterator[Breach]:
    """Each figure against the next that is there."""
    given = iter(operands)
    links = [next(given) if is_name(bound) else Decimal(bound) for bound in rule.fields]
    there = [link for link in links if isinstance(link, Decimal) or link.number is not None]
    for one, other in pairwise(there):
        first, second = (_size(link, operands[0].field) for link in (one, other))
        if not _RELATIONS[rule.kind].keeps(first, second):
            yield from _unkept(rule.kind, one, other)


def _size(link: Operand | Decimal, beside: Field) -> Decimal:
    """The figure in the unit of the chain's first blank, as numbers are."""
    if isinstance(link, Decimal):
        return link
    return (link.number or Decimal(0)).scaleb(comparing_to(link.field, beside) or 0)


def _unkept(kind: str, one: Operand | Decimal, other: Operand | Decimal) -> Iterator[Breach]:
    relation = _RELATIONS[kind]
    if isinstance(one, Operand):
        params = _params(one, value=one.shown)
        if isinstance(other, Operand):
            yield Breach(one.path, kind, {**params, "other": other.seen_from(one), "bound": other.shown})
        else:
            yield Breach(one.path, relation.to_number, {**params, "bound": f"{other:f}{one.field.unit}"})
    elif isinstance(other, Operand):
        params = _params(other, value=other.shown, bound=f"{one:f}{other.field.unit}")
        yield Breach(other.path, relation.from_number, params)


def _order(operands: list[Operand]) -> Iterator[Breach]:
    for early, late in pairwise(operands):
        if early.days and late.days and early.days[0] > late.days[1]:
            yield Breach(early.path, "order", _params(early, other=late.field.label))


def _list_total(operands: list[Operand], answers: Answers, circumstances: Circumstances) -> Iterator[Breach]:
    total, listed = operands
    path = listed.path.whole
    if total.number is None or not answers.row_count(path):
        return
    if listed.path.column:
        figures = [number_of(cell) for cell in circumstances.cells(listed.path)]
        if not figures or None in figures:
            return
        added = sum(_in_unit_of(total, listed.field, figure) for figure in figures)
    else:
        added = Decimal(answers.row_count(path))
    if added != total.number:
        counted = f"“{listed.field.label}”的{'项' if path.field == ENTRIES else '行'}数"
        what = f"“{listed.table}”中“{listed.field.label}”之和" if listed.table else counted
        shown = f"{_plain(added)}{total.field.unit}"
        yield Breach(total.path, "list_total", _params(total, total=total.shown, list=what, sum=shown))
