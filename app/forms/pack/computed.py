"""How a figure comes of other figures: a small closed tree of operations; there is no expression language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Tag, model_validator
from pydantic import Field as Key

from app.forms.pack.conditions import Bound, Names, is_name
from app.forms.pack.strict import Strict

Operation = Literal["sum", "difference", "product", "ratio", "growth", "average", "count"]
OPERATIONS: tuple[Operation, ...] = ("sum", "difference", "product", "ratio", "growth", "average", "count")
DIVIDING = frozenset({"ratio", "growth", "average"})
_LEAST: dict[Operation, int] = {"difference": 2, "product": 2, "ratio": 2, "growth": 2}
_MOST: dict[Operation, int] = {"ratio": 2, "growth": 2}


def _listed(data: Any) -> Any:
    return (data,) if isinstance(data, str | dict) else data


def _name_or_tree(data: Any) -> str:
    return "tree" if isinstance(data, dict | Computed) else "name"


Operand = Annotated[Annotated[Bound, Tag("name")] | Annotated["Computed", Tag("tree")], Discriminator(_name_or_tree)]
"""The name of a blank or of a column (`list.column`), a number, or a further operation."""
Operands = Annotated[tuple[Operand, ...], BeforeValidator(_listed)]


class Computed(Strict):
    """One operation on its operands.

    The difference takes all that follows from the first; the growth is from the first to the second; a column stands
    for each of its cells, in a sum or an average; a `count` is of rows, chosen options, or blanks that are 是.
    """

    sum: Operands = Key(default=(), max_length=40)
    difference: Operands = Key(default=(), max_length=40)
    product: Operands = Key(default=(), max_length=40)
    ratio: Operands = Key(default=(), max_length=40)
    growth: Operands = Key(default=(), max_length=40)
    average: Operands = Key(default=(), max_length=40)
    count: Names = Key(default=(), max_length=40)

    @model_validator(mode="after")
    def _one_operation(self) -> Computed:
        if sum(bool(getattr(self, operation)) for operation in OPERATIONS) != 1:
            raise ValueError(f"computed 须写一种算法，是 {'、'.join(OPERATIONS)} 之一")
        count = len(self.operands)
        if count < _LEAST.get(self.operation, 1) or count > _MOST.get(self.operation, count):
            raise ValueError(f"{self.operation} {'要有' if self.operation in _MOST else '至少要有'}两项")
        if not any(True for _ in self.names):
            raise ValueError("computed 至少要用到一个空格或清单")
        return self

    @property
    def operation(self) -> Operation:
        """What is done."""
        return next(operation for operation in OPERATIONS if getattr(self, operation))

    @property
    def operands(self) -> tuple[str | Computed, ...]:
        """What it is done to."""
        found: tuple[str | Computed, ...] = getattr(self, self.operation)
        return found

    @property
    def names(self) -> Iterator[str]:
        """The blanks, columns and lists that are read, in the pack's words."""
        for operand in self.operands:
            if isinstance(operand, Computed):
                yield from operand.names
            elif self.count or is_name(operand):
                yield operand

    def renamed(self, names: Mapping[str, str]) -> Computed:
        """The same of what `names` has for the names that are read; the others stay."""
        operands = (one.renamed(names) if isinstance(one, Computed) else names.get(one, one) for one in self.operands)
        return self.model_copy(update={self.operation: tuple(operands)})

    @property
    def divides(self) -> bool:
        """Whether what comes out may have no end of decimals."""
        below = (operand for operand in self.operands if isinstance(operand, Computed))
        return self.operation in DIVIDING or any(operand.divides for operand in below)


Computed.model_rebuild()
