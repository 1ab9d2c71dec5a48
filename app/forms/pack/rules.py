"""The named checks a pack can state between blanks; there is no expression language."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator
from pydantic import Field as Key

from app.forms.pack.fields import Condition, IsoDate, Severity, Strict, one_key


class _Rule(Strict):
    """What every check may say: how bad a finding is, its clause, and words of its own."""

    severity: Severity = "blocking"
    clause: str = ""
    message: str = ""
    when: Condition | None = None


class Sum(_Rule):
    """The parts add up to the total; 无 counts as nothing (其中…)."""

    kind: Literal["sum"] = "sum"
    parts: tuple[str, ...] = Key(min_length=2)
    total: str


class AtMost(_Rule):
    """Each field is at most the next: 付费 ≤ 工业企业 ≤ 注册."""

    kind: Literal["at_most"] = "at_most"
    fields: tuple[str, ...] = Key(min_length=2)


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


_AnyRule = Sum | AtMost | Order | NotBefore | NotAfter | ListTotal | Must | Advise
Rule = Annotated[
    _AnyRule,
    Key(discriminator="kind"),
    BeforeValidator(one_key("sum", "at_most", "order", "not_before", "not_after", "list_total", "must", "advise")),
]


def fields_of(rule: Rule) -> tuple[str, ...]:
    """The fields a check reads, in its own words; the first is where its finding is shown."""
    match rule:
        case Sum():
            return (rule.total, *rule.parts)
        case AtMost() | Order() | NotBefore() | NotAfter():
            return rule.fields
        case ListTotal():
            return (rule.total, f"{rule.list}.{rule.column}" if rule.column else rule.list)
        case Must() | Advise():
            return (rule.field,)
