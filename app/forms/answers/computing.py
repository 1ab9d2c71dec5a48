"""Computed figures: worked out exactly from the answers as they stand, and rounded once, a half away from zero.

An operand that does not apply is nothing; while one that applies is not answered, nothing comes of the whole.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import floor
from typing import NamedTuple, Protocol

from app.forms.answers.answers import Answers
from app.forms.answers.counting import counted
from app.forms.pack.agreement.kinds import Kind, kind_of, kind_of_field, shared
from app.forms.pack.agreement.names import resolve
from app.forms.pack.computed import Computed
from app.forms.pack.conditions import is_name
from app.forms.pack.fields import Field
from app.forms.pack.pack import Pack
from app.forms.paths import FieldPath
from app.forms.values import NIL, Value

PLACES = 2
"""Decimals of what was divided, where the pack says nothing else."""
_MOST_PLACES, _LIMIT = 8, 10**18  # what a blank can hold


class Reading(Protocol):
    """Answers as they stand: what is asked, and what is stated where it is."""

    def asked(self, path: FieldPath) -> bool:
        """Whether the blank or list that `path` lies in is to be filled."""

    def value(self, path: FieldPath) -> Value | None:
        """What is stated at `path`; None where nothing is asked."""

    def cells(self, path: FieldPath) -> list[Value | None]:
        """What each row of a list has in the column at `path`; nothing where the column does not apply."""

    def remembered(self, key: Hashable, work: Callable[[], list[Fraction]]) -> list[Fraction]:
        """What `work` comes to, worked out once as long as nothing that it reads changes."""


class _Unknown(Exception):
    """Something is not answered yet, or divided by nothing."""


def _rounded(number: Fraction, field: Field) -> Value | None:
    assert field.computed is not None
    places = 0 if field.type == "count" else field.places
    if places is None and field.computed.divides:
        places = PLACES
    digits = rounded(number, _MOST_PLACES if places is None else places)
    if abs(digits) >= _LIMIT:
        return None
    if field.type == "count":
        return int(digits)
    return digits if places is not None else _bare(digits)


def rounded(number: Fraction, places: int) -> Decimal:
    """The number with `places` decimals, a half rounded away from zero (四舍五入)."""
    whole = floor(abs(number) * 10**places + Fraction(1, 2))
    sign = 1 if number < 0 and whole else 0
    return Decimal((sign, tuple(map(int, str(whole))), -places))


def _bare(number: Decimal) -> Decimal:
    """Without the zeros at its end."""
    bare = number.normalize()
    return bare.quantize(Decimal(1)) if bare == bare.to_integral_value() else bare


def computed_value(operands: Operands, answers: Answers, reading: Reading) -> Value | None:
    """The figure of a computed blank or cell; None while it cannot be told or when it is too large."""
    try:
        figures = _Computer(operands, answers, reading).figures(operands.computed)
    except _Unknown:
        return None
    return _rounded(figures[0] / operands.unit, operands.own) if figures else None


class Operand(NamedTuple):
    """What a name means: a blank, a list or a column, and what one of its figures is in base units."""

    path: FieldPath
    field: Field
    scale: Fraction


class Operands:
    """What the names mean that the blank or cell at `path` is computed from; whatever the answers, so found once."""

    def __init__(self, pack: Pack, path: FieldPath) -> None:
        own = pack.field_at(path)
        assert own is not None
        assert own.computed is not None
        self._pack, self._named = pack, dict[str, Operand]()
        self.section, self.at = pack.section[path.section], path if path.row else None
        self.own, self.computed = own, own.computed

    def __getitem__(self, name: str) -> Operand:
        """What `name` means."""
        if name not in self._named:
            path = resolve(self._pack, name, self.section, self.at)
            field = self._pack.field_at(path) if path is not None else None
            assert path is not None, "what is computed from is resolved when the pack is read"
            assert field is not None, "what is computed from is resolved when the pack is read"
            self._named[name] = Operand(path, field, Fraction(10) ** kind_of_field(field).power)
        return self._named[name]

    @cached_property
    def unit(self) -> Fraction:
        """The blank's own unit, or that of what it is computed from, in base units."""
        kind, own = self.kind(self.computed), kind_of_field(self.own)
        return Fraction(10) ** (own.power if own.bases and kind.bases else kind.power)

    def kind(self, operand: str | Computed) -> Kind:
        """What the figures of an operand count."""
        return kind_of(operand, lambda name: self[name].field)


class _Computer:
    """Works out the operands of one blank or cell, in base units."""

    def __init__(self, operands: Operands, answers: Answers, reading: Reading) -> None:
        self.operands, self._answers, self._reading = operands, answers, reading

    def figures(self, operand: str | Computed) -> list[Fraction]:
        """The figures that an operand stands for: none when it does not apply, many when it is a column."""
        if isinstance(operand, Computed):
            return self._operated(operand)
        if not is_name(operand):
            return [Fraction(operand)]
        path, _, scale = self.operands[operand]
        if not self._reading.asked(path):
            return []
        figures = self._column(path) if path.row == "*" else [_figure(self._reading.value(path))]
        return [figure * scale for figure in figures]

    def _operated(self, computed: Computed) -> list[Fraction]:
        """What comes of an operation; one that is the same in every row of a list is worked out once for all."""

        def work() -> list[Fraction]:
            return _OPERATIONS[computed.operation](self, computed)

        operands = self.operands
        if operands.at is None or any(operands[name].path.row not in ("", "*") for name in computed.names):
            return work()
        return self._reading.remembered((operands.section.id, computed), work)

    def added(self, computed: Computed) -> list[list[Fraction]]:
        """The figures of each operand in the unit that all share."""
        kinds = [self.operands.kind(operand) for operand in computed.operands]
        unit = Fraction(10) ** shared(kinds).power
        found = zip(kinds, map(self.figures, computed.operands), strict=True)
        return [figures if kind.bases else [figure * unit for figure in figures] for kind, figures in found]

    def count(self, computed: Computed) -> list[Fraction]:
        """How many there are; nothing when none of what is counted applies."""
        names = [self.operands[str(operand)] for operand in computed.operands]
        asked = [(path, field) for path, field, _ in names if self._reading.asked(path)]
        counts = [counted(path, field, self._reading.value(path), self._answers) for path, field in asked]
        if any(one.low != one.high for one in counts):
            raise _Unknown
        return [Fraction(sum(one.low for one in counts))] if counts else []

    def _column(self, path: FieldPath) -> list[Fraction]:
        """The figures of a column; of a list without rows, what is said of the whole: 无 is 0."""
        if not self._answers.row_count(path.whole):
            return [_figure(self._reading.value(path.whole))]
        return [_figure(cell) for cell in self._reading.cells(path)]


def _figure(value: Value | None) -> Fraction:
    if value is NIL:
        return Fraction(0)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise _Unknown
    return Fraction(value)


def _sum(computer: _Computer, computed: Computed) -> list[Fraction]:
    figures = [figure for figures in computer.added(computed) for figure in figures]
    return [sum(figures, Fraction(0))] if figures else []


def _average(computer: _Computer, computed: Computed) -> list[Fraction]:
    figures = [figure for figures in computer.added(computed) for figure in figures]
    return [sum(figures, Fraction(0)) / len(figures)] if figures else []


def _difference(computer: _Computer, computed: Computed) -> list[Fraction]:
    first, *others = computer.added(computed)
    if not first and not any(others):
        return []
    return [sum(first, Fraction(0)) - sum((figure for figures in others for figure in figures), Fraction(0))]


def _product(computer: _Computer, computed: Computed) -> list[Fraction]:
    product = Fraction(1)
    for figures in [computer.figures(operand) for operand in computed.operands]:
        if not figures:
            return []
        product *= figures[0]
    return [product]


def _ratio(computer: _Computer, computed: Computed) -> list[Fraction]:
    kinds = [computer.operands.kind(operand) for operand in computed.operands]
    above, below = (computer.figures(operand) for operand in computed.operands)
    if not above or not below:
        return []
    if not below[0]:
        raise _Unknown
    if not any(kind.number for kind in kinds) and not all(kind.bases for kind in kinds):
        unit = Fraction(10) ** shared(kinds).power  # one has no unit of its own: it is in that of the other
        above, below = ([x if k.bases else x * unit for x in f] for k, f in zip(kinds, (above, below), strict=True))
    return [above[0] / below[0]]


def _growth(computer: _Computer, computed: Computed) -> list[Fraction]:
    """Nothing grows from nothing or less: such a growth has no meaning."""
    before, after = computer.added(computed)
    if not before or not after:
        return []
    if before[0] <= 0:
        raise _Unknown
    return [after[0] / before[0] - 1]


_OPERATIONS: dict[str, Callable[[_Computer, Computed], list[Fraction]]] = {
    "sum": _sum,
    "difference": _difference,
    "product": _product,
    "ratio": _ratio,
    "growth": _growth,
    "average": _average,
    "count": _Computer.count,
}
