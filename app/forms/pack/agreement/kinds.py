"""What a computed figure counts: its unit follows from the units of what it is computed from.

Everything is computed in base units: 万元 in 元, % in shares of 1.  A blank without a unit is taken to be in that of
what it is added to or divided by; a number is only a number.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from app.forms.pack.agreement.units import split_unit, unit_of
from app.forms.pack.computed import Computed
from app.forms.pack.conditions import is_name
from app.forms.pack.fields import Field


class Kind(NamedTuple):
    """The power of ten of the unit, the base units that fit (none: unknown), and whether it is only a number."""

    power: int
    bases: tuple[str, ...]
    number: bool = False

    @property
    def pure(self) -> bool:
        """Whether it counts nothing: a share, a multiple."""
        return self.bases == ("",)


UNKNOWN, NUMBER, SHARE = Kind(0, ()), Kind(0, (), number=True), Kind(0, ("",))
FieldOf = Callable[[str], Field | None]
"""The blank or column that a name means."""


class Unlike(Exception):
    """Why figures cannot be computed together, as a Chinese clause."""


def kind_of_field(field: Field) -> Kind:
    """What the figures of a blank or column count."""
    unit = unit_of(field)
    return _kind_of_unit(unit) if unit else UNKNOWN


@lru_cache
def _kind_of_unit(unit: str) -> Kind:
    power, base = split_unit(unit)
    return Kind(power, (base,))


def kind_of(operand: str | Computed, field_of: FieldOf) -> Kind:
    """What comes of an operand; Unlike when its own operands do not go together."""
    if isinstance(operand, str):
        field = field_of(operand) if is_name(operand) else None
        return NUMBER if field is None else kind_of_field(field)
    if operand.operation == "count":
        return NUMBER
    kinds = [kind_of(inner, field_of) for inner in operand.operands]
    if operand.operation == "product":
        return _product(kinds)
    if operand.operation == "ratio":
        return _ratio(*kinds)
    kind = shared(kinds)
    return SHARE if operand.operation == "growth" else kind


def shared(kinds: list[Kind]) -> Kind:
    """What figures that are added have in common: the first known kind; Unlike when another is known to differ."""
    known = [kind for kind in kinds if kind.bases]
    if not known:
        return NUMBER if all(kind.number for kind in kinds) else UNKNOWN
    for kind in known:
        if not alike(kind, known[0]):
            raise Unlike(f"单位“{_shown(known[0])}”与“{_shown(kind)}”不能相加减、相比较")
    return known[0]


def alike(one: Kind, other: Kind) -> bool:
    """Whether both count the same, as far as is known."""
    return not one.bases or not other.bases or bool(set(one.bases) & set(other.bases))


def _shown(kind: Kind) -> str:
    return kind.bases[0] or "%"


def _ratio(above: Kind, below: Kind) -> Kind:
    if below.number or (below.pure and not above.pure):
        return SHARE if above.number else above
    if alike(above, below):
        return SHARE
    return Kind(above.power, (above.bases[0], f"{above.bases[0]}/{below.bases[0]}"))


def _product(kinds: list[Kind]) -> Kind:
    counting = [kind for kind in kinds if kind.bases and not kind.pure]
    if counting:
        bases = [base for kind in counting for base in (*kind.bases, *(base.partition("/")[0] for base in kind.bases))]
        return Kind(counting[0].power, tuple(dict.fromkeys(bases)))
    if any(kind.pure for kind in kinds):
        return SHARE
    return NUMBER if all(kind.number for kind in kinds) else UNKNOWN
