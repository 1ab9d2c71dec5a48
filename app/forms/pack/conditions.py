"""When something holds: a small tree of tests on blanks, and what is demanded only while one holds."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Discriminator, Tag, model_validator
from pydantic import Field as Key

from app.forms.pack.strict import Strict

Required = Literal["blocking", "advice", "optional"]
Relation = Literal["at_least", "at_most", "above", "below", "between"]
RELATIONS: tuple[Relation, ...] = ("at_least", "at_most", "above", "below", "between")

_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*){0,2}")
_LITERAL = re.compile(r"-?\d{1,18}(\.\d{1,8})?|\d{4}-\d\d(-\d\d)?", re.ASCII)


def is_name(bound: str) -> bool:
    """Whether a bound names a blank; else it is a number or a day itself."""
    return _NAME.fullmatch(bound) is not None


def days_of(literal: str) -> tuple[date, date] | None:
    """The first and last day that a literal bound can mean: 2020, 2020-03, 2020-03-09; None when it is no day."""
    parts = literal.split("-")
    if not 1 <= len(parts) <= 3 or not all(part.isdigit() for part in parts) or len(parts[0]) != 4:
        return None
    year, month, day = (int(part) for part in (*parts, *("0",) * (3 - len(parts))))
    try:
        last = monthrange(year, month)[1] if month else 31
        return date(year, month or 1, day or 1), date(year, month or 12, day or last)
    except ValueError:
        return None


def _bound(text: str) -> str:
    if not is_name(text) and not _LITERAL.fullmatch(text):
        raise ValueError(f"“{text}”须是空格的名称、数字（不写单位）或 2020-01-01 这样的日期")
    return text


def _listed(data: Any) -> Any:
    return (data,) if isinstance(data, str) else data


def _two(data: Any) -> Any:
    if not isinstance(data, list | tuple) or len(data) != 2:
        raise ValueError("between 须写两个：[下限, 上限]")
    return data


Bound = Annotated[str, AfterValidator(_bound)]
"""What something is compared with: the name of a blank, or a number or day in figures."""
Names = Annotated[tuple[str, ...], BeforeValidator(_listed)]
"""One name, or several in a list."""


class Condition(Strict):
    """A small tree: a test of one blank, a comparison of it or of a `count`, or `all`, `any`, `not` of such.

    A `count` is of the rows of a list, the chosen options, or how many of several blanks are 是 or chosen.
    """

    field: str | None = None
    count: Names = Key(default=(), max_length=40)
    is_: str | None = Key(default=None, alias="is")
    answered: bool | None = None
    at_least: Bound | None = None
    at_most: Bound | None = None
    above: Bound | None = None
    below: Bound | None = None
    between: Annotated[tuple[Bound, Bound], BeforeValidator(_two)] | None = None
    all: tuple[Condition, ...] = ()
    any: tuple[Condition, ...] = ()
    not_: Condition | None = Key(default=None, alias="not")

    @model_validator(mode="after")
    def _one_meaning(self) -> Condition:
        compared = sum(getattr(self, relation) is not None for relation in RELATIONS)
        tests = compared + sum(part is not None for part in (self.is_, self.answered))
        forms = sum(map(bool, (self.field, self.count, self.all, self.any, self.not_)))
        wanted = 1 if self.field or self.count else 0
        if forms != 1 or tests != wanted or (self.count and not compared):
            raise ValueError(
                "条件须是 {field, is}、{field, answered}、{field 或 count, 一个比较}、{all}、{any}、{not} 之一；"
                f"比较是 {'、'.join(RELATIONS)}"
            )
        return self

    @property
    def comparison(self) -> tuple[Relation, tuple[str, ...]] | None:
        """The relation to keep and its bounds, two for `between`; None when nothing is compared."""
        for relation in RELATIONS:
            bound = getattr(self, relation)
            if bound is not None:
                return relation, bound if isinstance(bound, tuple) else (bound,)
        return None

    @property
    def inner(self) -> tuple[Condition, ...]:
        """The conditions that this one is made of."""
        return (*self.all, *self.any, *((self.not_,) if self.not_ is not None else ()))


class RequiredWhen(Strict):
    """A blank that is owed `then` while the condition holds, and `else` while it does not."""

    when: Condition
    then: Required = "blocking"
    else_: Required = Key(default="optional", alias="else")


def _word_or_tree(data: Any) -> str:
    return "tree" if isinstance(data, dict | RequiredWhen) else "word"


Demanded = Annotated[
    Annotated[Required, Tag("word")] | Annotated[RequiredWhen, Tag("tree")],
    Discriminator(_word_or_tree),
]
"""How much something is owed: always the same, or as a condition has it."""


def names_in(condition: Condition | None) -> Iterator[str]:
    """The blanks and lists that a condition reads, in its own words."""
    if condition is None:
        return
    if condition.field:
        yield condition.field
    yield from condition.count
    if condition.comparison is not None:
        yield from (bound for bound in condition.comparison[1] if is_name(bound))
    for inner in condition.inner:
        yield from names_in(inner)


def required_when(required: Required | RequiredWhen | None) -> Condition | None:
    """What decides how much something is owed; None when that is always the same."""
    return required.when if isinstance(required, RequiredWhen) else None
