"""What a pack must agree on across its parts: no condition, check or clause may dangle."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from app.forms.pack.blocks import Line, ListTable, Prose, Threshold
from app.forms.pack.body import Keys, placed
from app.forms.pack.fields import FIGURES, INLINE_TYPES, Condition, Field
from app.forms.pack.indicators import IndicatorTable
from app.forms.pack.pack import Pack
from app.forms.pack.repetition import repeat_faults
from app.forms.pack.rules import ListTotal, Must, NotAfter, NotBefore, Order, Rule, Sum, fields_of
from app.forms.pack.section import Section
from app.forms.pack.threshold import misfits
from app.forms.pack.units import power_between
from app.forms.paths import ENTRIES, FieldPath
from app.forms.values import NIL

_DATED = ("date", "month", "year")


class Fault(NamedTuple):
    """One thing wrong with a pack: the keys that lead to it, and why, in Chinese.

    Keys that begin with "sections" go on with a section's id, wherever the file has it.
    """

    keys: Keys
    reason: str


def faults(pack: Pack) -> Iterator[Fault]:
    """Everything in `pack` that points nowhere or at the wrong kind of thing."""
    for section in pack.sections:
        place = ("sections", section.id)
        for keys, reason in _section_faults(pack, section):
            yield Fault((*place, *keys), reason)
        yield from _rules_faults(pack, section.checks, section, (*place, "checks"))
    yield from _rules_faults(pack, pack.checks, None, ("checks",))
    yield from _pack_faults(pack)


def resolve(pack: Pack, name: str, section: Section | None) -> FieldPath | None:
    """The path that a condition or check means by `name`; None when there is none.

    Inside a section `field` or `list.column`; anywhere `section.field` or `section.list.column`.
    A column's path has the row `*`.
    """
    parts = name.split(".")
    if section is not None and parts[0] in section.asked:
        own = _path([section.id, *parts])
        if own is not None and pack.field_at(own) is not None:
            return own
    path = _path(parts)
    if path is None or pack.field_at(path) is None or _is_one_of_many(pack, path):
        return None
    return path


def _is_one_of_many(pack: Pack, path: FieldPath) -> bool:
    """Whether a blank is asked of each entry of a repeated page, so that from elsewhere nobody knows which is meant."""
    return pack.section[path.section].repeat is not None and path.field != ENTRIES


def _path(parts: list[str]) -> FieldPath | None:
    if len(parts) == 2:
        return FieldPath(*parts)
    return FieldPath(parts[0], parts[1], "*", parts[2]) if len(parts) == 3 else None


def _pack_faults(pack: Pack) -> Iterator[Fault]:
    if pack.starred_clause and pack.starred_clause not in pack.clauses:
        yield Fault(("starred_clause",), f"条款 {pack.starred_clause} 不在 clauses 中")
    for position, clause in enumerate(pack.submission.clauses):
        if clause not in pack.clauses:
            yield Fault(("submission", "clauses", position), f"条款 {clause} 不在 clauses 中")
    yield from _delivery_faults(pack)
    yield from _gathering_faults(pack)
    for name, requirement in pack.requirements.items():
        if pack.dimensions and requirement.dimension and requirement.dimension not in pack.dimensions:
            keys = ("requirements", name, "dimension")
            yield Fault(keys, f"{requirement.dimension} 不在 dimensions 中")
    for position, column in enumerate(pack.summary.columns if pack.summary else ()):
        if column.field and _whole(pack, column.field) is None:
            yield Fault(("summary", "columns", position, "field"), f"空格 {column.field} 不存在")
    for old, new in pack.renamed.items():
        if not _is_asked(pack, new):
            yield Fault(("renamed", old), f"新名称 {new} 不存在")
        elif _is_asked(pack, old):
            yield Fault(("renamed", old), "旧名称仍在使用")
    for position, old in enumerate(pack.deleted):
        if _is_asked(pack, old):
            yield Fault(("deleted", position), f"{old} 仍在使用")


def _delivery_faults(pack: Pack) -> Iterator[Fault]:
    """The declaration handed in twice on one carrier, or on paper in no number of copies."""
    seen: set[str] = set()
    for position, delivery in enumerate(pack.submission.deliveries):
        keys = ("submission", "deliveries", position)
        if delivery.carrier and delivery.carrier in seen:
            yield Fault((*keys, "carrier"), f"carrier {delivery.carrier} 用了两次")
        if delivery.carrier == "paper" and delivery.copies is None:
            yield Fault((*keys, "carrier"), "纸质的申报书要用 copies 写明份数")
        seen.add(delivery.carrier)


def _gathering_faults(pack: Pack) -> Iterator[Fault]:
    """Proofs that are to be bound in two places or on the cover, or that the cover, which claims nothing, asks for."""
    if pack.cover.evidence_items:
        key = "evidence" if pack.cover.evidence else "starred"
        yield Fault(("sections", pack.cover.id, key), "封面不能要求证明材料，请写在后面的页面里")
    gathering = [section for section in pack.sections if section.gathers_evidence]
    for section in gathering:
        if section is pack.cover:
            yield Fault(("sections", section.id, "gathers_evidence"), "证明材料不能装订在封面上")
        elif section is not gathering[0]:
            yield Fault(("sections", section.id, "gathers_evidence"), "只能有一个页面汇集证明材料")


def _is_asked(pack: Pack, name: str) -> bool:
    """Whether the pack has a blank, list or column called `name`, on a repeated page too."""
    path = _path(name.split("."))
    return path is not None and pack.field_at(path) is not None


def _whole(pack: Pack, name: str) -> FieldPath | None:
    """The blank or list that `name` (`section.field`) means; None when there is none."""
    return resolve(pack, name, None)


def _section_faults(pack: Pack, section: Section) -> Iterator[Fault]:
    if section.requirement and section.requirement not in pack.requirements:
        yield Fault(("requirement",), f"{section.requirement} 不在 requirements 中")
    for keys, condition in _conditions(section):
        for reason in _condition_faults(pack, condition, section):
            yield Fault(keys, reason)
    for keys, reason in _fact_faults(section):
        yield Fault(keys, reason)
    for keys, clause in _clauses(section):
        if clause and clause not in pack.clauses:
            yield Fault(keys, f"条款 {clause} 不在 clauses 中")
    for keys, reason in repeat_faults(pack, section):
        yield Fault(keys, reason)
    yield from _threshold_faults(section)
    yield from _indicator_faults(pack, section)


def _indicator_faults(pack: Pack, section: Section) -> Iterator[Fault]:
    """Leaves of a tree of indicators that no page answers, or that the tree has twice."""
    seen: set[str] = set()
    for keys, block, _ in placed(section.body):
        for leaf in block.leaves if isinstance(block, IndicatorTable) else ():
            name = leaf.node.answer
            path = _path(name.split("."))
            field = pack.field_at(path) if path is not None and not path.row else None
            if field is None or field.type not in INLINE_TYPES:
                yield Fault((*keys, *leaf.keys, "answer"), f"应答 {name} 不是“页面.空格”，或没有这个空格")
            elif name in seen:
                yield Fault((*keys, *leaf.keys, "answer"), f"应答 {name} 用了两次")
            seen.add(name)


def _threshold_faults(section: Section) -> Iterator[Fault]:
    columns = {name: table.column for name, table in section.lists.items()}
    keys = {id(place.block): place.keys for place in placed(section.body)}
    for threshold, reason in misfits(section.body, columns):
        yield Fault(keys[id(threshold)], reason)


def _conditions(section: Section) -> Iterator[tuple[Keys, Condition]]:
    own: list[tuple[Keys, Condition | None]] = [(("when",), section.when)]
    own += [(("fields", name, "when"), spec.when) for name, spec in section.fields.items()]
    own += [(("evidence", position, "when"), item.when) for position, item in enumerate(section.evidence)]
    for keys, block, _ in placed(section.body):
        if isinstance(block, Line | Prose | ListTable | Threshold):
            own.append(((*keys, "when"), block.when))
    return ((keys, condition) for keys, condition in own if condition is not None)


def _clauses(section: Section) -> Iterator[tuple[Keys, str]]:
    yield ("clause",), section.clause
    yield from ((("fields", name, "clause"), spec.clause) for name, spec in section.fields.items())
    yield from ((("evidence", position, "clause"), item.clause) for position, item in enumerate(section.evidence))
    for keys, block, _ in placed(section.body):
        if isinstance(block, Prose | ListTable):
            yield (*keys, "clause"), block.clause
        if isinstance(block, ListTable):
            yield from (((*keys, "columns", place), column.clause) for place, column in enumerate(block.columns))


def _condition_faults(pack: Pack, condition: Condition, section: Section | None) -> Iterator[str]:
    for inner in (*condition.all, *condition.any, *([condition.not_] if condition.not_ else [])):
        yield from _condition_faults(pack, inner, section)
    if not condition.field:
        return
    path = resolve(pack, condition.field, section)
    field = pack.field_at(path) if path else None
    if field is None or (path and path.row):
        yield f"条件里的 {condition.field} 不存在"
    elif condition.is_ is None or (condition.is_ == str(NIL.value) and field.nil):
        return
    elif field.options and condition.is_ not in {o.value for o in field.options}:
        yield f"条件里的 {condition.is_} 不是 {condition.field} 的选项"
    elif field.type == "yesno" and condition.is_ not in ("是", "否"):
        yield f"条件里的 {condition.field} 只能是 是 或 否"


def _fact_faults(section: Section) -> Iterator[tuple[Keys, str]]:
    """Figures whose fact is said to be in a larger or smaller unit than the one they are asked in."""
    columns = (column.as_field for table in section.lists.values() for column in table.columns)
    for field in (*section.asked.values(), *columns):
        if field.fact is None or not field.fact.unit or not field.unit:
            continue
        if power_between(field.fact.unit, field.unit, field.fact.id):
            yield ("fields", field.id, "fact"), f"fact 的单位 {field.fact.unit} 与空格的单位 {field.unit} 大小不同"


def _rules_faults(pack: Pack, rules: tuple[Rule, ...], section: Section | None, above: Keys) -> Iterator[Fault]:
    for position, rule in enumerate(rules):
        for reason in _rule_faults(pack, rule, section):
            yield Fault((*above, position, rule.kind), reason)


def _rule_faults(pack: Pack, rule: Rule, section: Section | None) -> Iterator[str]:
    if rule.clause and rule.clause not in pack.clauses:
        yield f"条款 {rule.clause} 不在 clauses 中"
    if rule.when is not None:
        yield from _condition_faults(pack, rule.when, section)
    for name in fields_of(rule):
        path = resolve(pack, name, section)
        if path is None:
            yield f"检查里的 {name} 不存在"
        elif (reason := _unfit(rule, pack.field_at(path), path)) is not None:
            yield f"检查里的 {name} {reason}"


def _unfit(rule: Rule, field: Field | None, path: FieldPath) -> str | None:
    """Why `rule` cannot read `field`; None when it can."""
    assert field is not None
    if isinstance(rule, Must):
        return _undemandable(rule, field)
    if isinstance(rule, Order | NotBefore | NotAfter):
        return None if field.type in _DATED else "不是日期、年月或年份"
    if rule.kind == "advise" or (isinstance(rule, ListTotal) and field.type == "list"):
        return None
    if field.type not in FIGURES:
        return "不是数字"
    if isinstance(rule, Sum) and path.row:
        return "是清单的列，不能用在 sum 里"
    return None


def _undemandable(rule: Must, field: Field) -> str | None:
    """Why `rule` cannot demand its answer of `field`; None when it can."""
    answers = ("是", "否") if field.type == "yesno" else tuple(option.value for option in field.options)
    if not answers:
        return "不是选项，也不是是否"
    return None if rule.is_ in answers else f"没有 {rule.is_} 这个选项"
