"""The named checks at work: what the answers say against what a rule demands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from app.forms.answers.answers import Answers
from app.forms.field_types import FIELD_TYPES, chinese_day, span
from app.forms.pack.fields import Field
from app.forms.pack.rules import Advise, AtMost, ListTotal, Must, NotAfter, NotBefore, Order, Rule, Sum
from app.forms.paths import FieldPath
from app.forms.values import NIL, Unparsed, Value


class Operand(NamedTuple):
    """One field that a rule reads: where it is, what it asks, what is answered; `table` names a column's list."""

    path: FieldPath
    field: Field
    value: Value | None
    table: str = ""

    @property
    def number(self) -> Decimal | None:
        """The figure; 无 is none at all, 0; None when there is no figure."""
        if self.value is NIL:
            return Decimal(0)
        if isinstance(self.value, bool) or not isinstance(self.value, int | Decimal):
            return None
        return Decimal(self.value)

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and last day that the answer can mean."""
        return span(self.value)

    @property
    def shown(self) -> str:
        """The answer as typed, with its unit."""
        return f"{FIELD_TYPES[self.field.type].typed(self.value)}{'' if self.value is NIL else self.field.unit}"


class Breach(NamedTuple):
    """A rule that is not kept: where it shows, its code and parameters."""

    path: FieldPath
    code: str
    params: dict[str, object]


def breaches(rule: Rule, operands: list[Operand], answers: Answers) -> Iterator[Breach]:
    """Where the answers break `rule`; nothing while a figure it needs is not there yet."""
    match rule:
        case Sum():
            yield from _sum(operands)
        case AtMost():
            yield from _at_most(operands)
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
            yield from _list_total(rule, operands, answers)
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
    total, *parts = (operand.number for operand in operands)
    if total is None or any(part is None for part in parts):
        return
    added = sum((part for part in parts if part is not None), Decimal(0))
    if added != total:
        unit = operands[0].field.unit
        params = _params(operands[0], total=operands[0].shown, parts=f"{added:f}{unit}")
        yield Breach(operands[0].path, "sum", params)


def _at_most(operands: list[Operand]) -> Iterator[Breach]:
    for low, high in pairwise(operands):
        if low.number is not None and high.number is not None and low.number > high.number:
            params = _params(low, value=low.shown, other=high.field.label, bound=high.shown)
            yield Breach(low.path, "at_most", params)


def _order(operands: list[Operand]) -> Iterator[Breach]:
    for early, late in pairwise(operands):
        if early.days and late.days and early.days[0] > late.days[1]:
            yield Breach(early.path, "order", _params(early, other=late.field.label))


def _list_total(rule: ListTotal, operands: list[Operand], answers: Answers) -> Iterator[Breach]:
    total, listed = operands
    path = listed.path.whole
    if total.number is None or not answers.row_count(path):
        return
    if listed.path.column:
        cells = [answers.cell(path, row, listed.path.column) for row in answers.rows(path)]
        figures = [Operand(listed.path, listed.field, cell).number for cell in cells]
        if None in figures:
            return
        added = sum((figure for figure in figures if figure is not None), Decimal(0))
    else:
        added = Decimal(answers.row_count(path))
    if added != total.number:
        shown = f"{added:f}{total.field.unit}"
        name = f"{listed.table}中{listed.field.label}" if listed.table else listed.field.label
        yield Breach(total.path, "list_total", _params(total, total=total.shown, list=name, sum=shown))
