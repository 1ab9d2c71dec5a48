"""What a pack must agree on across its parts: no condition, check or clause may dangle."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from app.forms.blocks import Line
from app.forms.fields import Condition, Field
from app.forms.pack import Pack
from app.forms.paths import FieldPath
from app.forms.rules import ListTotal, NotAfter, NotBefore, Order, Rule, Sum, fields_of
from app.forms.section import Section

_DATED = ("date", "month", "year")


class Fault(NamedTuple):
    """One thing wrong with a pack: the keys that lead to it, and why, in Chinese."""

    keys: tuple[str | int, ...]
    reason: str


def faults(pack: Pack) -> Iterator[Fault]:
    """Everything in `pack` that points nowhere or at the wrong kind of thing."""
    for section in pack.sections:
        place = ("sections", section.id)
        for reason in _section_faults(pack, section):
            yield Fault(place, reason)
        for position, rule in enumerate(section.checks):
            for reason in _rule_faults(pack, rule, section):
                yield Fault((*place, "checks", position), reason)
    for position, rule in enumerate(pack.checks):
        for reason in _rule_faults(pack, rule, None):
            yield Fault(("checks", position), reason)
    for old, new in pack.renamed.items():
        if resolve(pack, new, None) is None:
            yield Fault(("renamed", old), f"新名称 {new} 不存在")


def resolve(pack: Pack, name: str, section: Section | None) -> FieldPath | None:
    """The path that a condition or check means by `name`; None when there is none.

    Inside a section `field` or `list.column`; anywhere `section.field` or `section.list.column`.
    A column's path has the row `*`.
    """
    parts = name.split(".")
    if section is not None and parts[0] in section.asked:
        parts = [section.id, *parts]
    if len(parts) == 2:
        path = FieldPath(*parts)
    elif len(parts) == 3:
        path = FieldPath(parts[0], parts[1], "*", parts[2])
    else:
        return None
    return path if pack.field_at(path) is not None else None


def _section_faults(pack: Pack, section: Section) -> Iterator[str]:
    if section.requirement and section.requirement not in pack.requirements:
        yield f"requirement {section.requirement} 不在 requirements 中"
    for condition in _conditions(section):
        yield from _condition_faults(pack, condition, section)
    fields = [*section.asked.values(), *(c.as_field for table in section.lists.values() for c in table.columns)]
    for clause in (section.clause, *(field.clause for field in fields)):
        if clause and pack.clauses and clause not in pack.clauses:
            yield f"条款 {clause} 不在 clauses 中"


def _conditions(section: Section) -> Iterator[Condition]:
    own = [section.when, *(field.when for field in section.asked.values())]
    own += [block.when for block in section.body if isinstance(block, Line)]
    own += [rule.when for rule in section.checks]
    return (condition for condition in own if condition is not None)


def _condition_faults(pack: Pack, condition: Condition, section: Section | None) -> Iterator[str]:
    for inner in (*condition.all, *condition.any, *([condition.not_] if condition.not_ else [])):
        yield from _condition_faults(pack, inner, section)
    if not condition.field:
        return
    path = resolve(pack, condition.field, section)
    field = pack.field_at(path) if path else None
    if field is None or (path and path.row):
        yield f"条件里的 {condition.field} 不存在"
    elif condition.is_ is not None and field.options and condition.is_ not in {o.value for o in field.options}:
        yield f"条件里的 {condition.is_} 不是 {condition.field} 的选项"
    elif condition.is_ is not None and field.type == "yesno" and condition.is_ not in ("是", "否"):
        yield f"条件里的 {condition.field} 只能是 是 或 否"


def _rule_faults(pack: Pack, rule: Rule, section: Section | None) -> Iterator[str]:
    if rule.clause and pack.clauses and rule.clause not in pack.clauses:
        yield f"条款 {rule.clause} 不在 clauses 中"
    if rule.when is not None:
        yield from _condition_faults(pack, rule.when, section)
    for name in fields_of(rule):
        path = resolve(pack, name, section)
        if path is None:
            yield f"检查 {rule.kind} 里的 {name} 不存在"
        elif (reason := _unfit(rule, pack.field_at(path), path)) is not None:
            yield f"检查 {rule.kind} 里的 {name} {reason}"


def _unfit(rule: Rule, field: Field | None, path: FieldPath) -> str | None:
    """Why `rule` cannot read `field`; None when it can."""
    assert field is not None
    if isinstance(rule, Order | NotBefore | NotAfter):
        return None if field.type in _DATED else "不是日期、年月或年份"
    if rule.kind == "advise" or (isinstance(rule, ListTotal) and field.type == "list"):
        return None
    if not field.is_figure:
        return "不是数字"
    if isinstance(rule, Sum) and path.row:
        return "是清单的列，不能用在 sum 里"
    return None
