"""The named checks a pack can state between blanks; there is no expression language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Annotated, Literal

from pydantic import BeforeValidator, model_validator
from pydantic import Field as Key

from app.forms.pack.conditions import Bound, Condition, is_name, names_in
from app.forms.pack.fields import Severity
from app.forms.pack.strict import IsoDate, Strict, one_key

_SHOWN = re.compile(r"\{\{|\}\}|\{([a-z0-9_.]*)\}")


class _Rule(Strict):
    """What every check may say: how bad a finding is, its clause, and words of its own.

    A `message` may show `{label}` and `{value}` of the blank it stands at, and `{name}`, the answer of one it reads.
    """

    severity: Severity = "blocking"
    clause: str = ""
    message: str = ""
    when: Condition | None = None


class Sum(_Rule):
    """The parts add up to the total; 无, and what does not apply, count as nothing (其中…)."""

    kind: Literal["sum"] = "sum"
    parts: tuple[str, ...] = Key(min_length=2)
    total: str


class _Chain(_Rule):
    """Figures of which each keeps to the next; some may be numbers."""

    fields: tuple[Bound, ...] = Key(min_length=2, max_length=40)

    @model_validator(mode="after")
    def _reads_a_blank(self) -> _Chain:
        if not any(is_name(bound) for bound in self.fields):
            raise ValueError("fields 里至少要有一个空格")
        return self


class AtMost(_Chain):
    """Each is at most the next: 付费 ≤ 工业企业 ≤ 注册."""

    kind: Literal["at_most"] = "at_most"


class AtLeast(_Chain):
    """Each is at least the next: 研发费用占比 ≥ 5."""

    kind: Literal["at_least"] = "at_least"


class Below(_Chain):
    """Each is below the next, never as much."""

    kind: Literal["below"] = "below"


class Above(_Chain):
    """Each is above the next, never as little."""

    kind: Literal["above"] = "above"


class Order(_Rule):
    """Dates, months or years in order: each is not later than the next."""

    kind: Literal["order"] = "order"
    fields: tuple[str, ...] = Key(min_length=2)


class _DayRule(_Rule):
    """A bound on dates, months or years, given as one day."""

    fields: tuple[str, ...] = Key(min_length=1)
    day: IsoDate


class NotBefore(_DayRule):
    """A date or year is not before a day: 数据均从2020年开始计算."""

    kind: Literal["not_before"] = "not_before"


class NotAfter(_DayRule):
    """A date or year is not after a day: the data cut-off."""

    kind: Literal["not_after"] = "not_after"


class ListTotal(_Rule):
    """A list adds up to a figure stated elsewhere: its rows, or the sum of one column."""

    kind: Literal["list_total"] = "list_total"
    list: str
    column: str = ""
    total: str


class Must(_Rule):
    """A blank is answered as the notice demands, such as 是 to a 申报条件; an empty one is not judged."""

    kind: Literal["must"] = "must"
    field: str
    is_: str = Key(alias="is")


class Advise(Strict):
    """Advice shown at `field` while `when` holds, such as whose qualifications a consortium uses (说明 5)."""

    kind: Literal["advise"] = "advise"
    severity: Severity = "advice"
    clause: str = ""
    field: str
    when: Condition
    message: str


Chain = AtMost | AtLeast | Below | Above
_AnyRule = Sum | AtMost | AtLeast | Below | Above | Order | NotBefore | NotAfter | ListTotal | Must | Advise
_ORDERED = ("at_most", "at_least", "below", "above", "order", "not_before", "not_after")
Rule = Annotated[
    _AnyRule,
    Key(discriminator="kind"),
    BeforeValidator(one_key("sum", *_ORDERED, "list_total", "must", "advise")),
]


def fields_of(rule: Rule) -> tuple[str, ...]:
    """The fields a check reads, in its own words; the first is where its finding is shown."""
    match rule:
        case Sum():
            return (rule.total, *rule.parts)
        case AtMost() | AtLeast() | Below() | Above():
            return tuple(bound for bound in rule.fields if is_name(bound))
        case Order() | NotBefore() | NotAfter():
            return rule.fields
        case ListTotal():
            return (rule.total, f"{rule.list}.{rule.column}" if rule.column else rule.list)
        case Must() | Advise():
            return (rule.field,)


def shown_in(rule: Rule) -> tuple[str, ...]:
    """What the check's own message may show: what it is about, and the blanks that it or its condition reads."""
    return ("label", "value", *dict.fromkeys((*fields_of(rule), *names_in(rule.when))))


def names_shown(message: str) -> Iterator[str]:
    """Each name in braces in a message."""
    return (match.group(1) for match in _SHOWN.finditer(message) if match.group(1) is not None)


def filled(message: str, words: Callable[[str], str]) -> str:
    """The message with `words` in place of each name in braces; {{ and }} are braces to print."""
    return _SHOWN.sub(lambda match: match[0][0] if match[1] is None else words(match[1]), message)
