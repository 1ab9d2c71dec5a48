"""What the checks of a pack must agree on: the blanks they read are there, suit them, and count the same thing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from app.forms.pack.agreement.conditions import DATED, condition_faults
from app.forms.pack.agreement.names import Fault, absent, resolve
from app.forms.pack.agreement.units import comparing_to, scale_to, unlike
from app.forms.pack.body import Keys
from app.forms.pack.conditions import is_name
from app.forms.pack.fields import FIGURES, Field
from app.forms.pack.pack import Pack
from app.forms.pack.reading.nearest import nearest
from app.forms.pack.rules import (
    Above,
    AtLeast,
    AtMost,
    Below,
    ListTotal,
    Must,
    NotAfter,
    NotBefore,
    Order,
    Rule,
    Sum,
    fields_of,
    names_shown,
    shown_in,
)
from app.forms.pack.section import Section
from app.forms.paths import EACH_ROW, ENTRIES, FieldPath


def rules_faults(pack: Pack, rules: tuple[Rule, ...], section: Section | None, above: Keys) -> Iterator[Fault]:
    """What is wrong with each of `rules`, which stand at the keys `above`."""
    for position, rule in enumerate(rules):
        for reason in _rule_faults(pack, rule, section):
            yield Fault((*above, position, rule.kind), reason)


def _rule_faults(pack: Pack, rule: Rule, section: Section | None) -> Iterator[str]:
    if rule.clause and rule.clause not in pack.clauses:
        yield f"条款 {rule.clause} 不在 clauses 中{nearest(rule.clause, pack.clauses)}"
    paths = {name: resolve(pack, name, section) for name in fields_of(rule)}
    listed = None if isinstance(rule, ListTotal) else next((path for path in paths.values() if path and path.row), None)
    if rule.when is not None:
        yield from condition_faults(pack, rule.when, section, listed.at(EACH_ROW) if listed else None)
    fields: dict[str, Field] = {}
    for name, path in paths.items():
        if path is None:
            yield f"检查里的 {absent(pack, name, section)}"
        elif (reason := _unfit(rule, pack.field_at(path)) or _of_other_rows(path, listed)) is not None:
            yield f"检查里的 {name} {reason}"
        elif (field := pack.field_at(path)) is not None:
            fields[name] = field
    if isinstance(rule, Sum) and listed is not None and (total := paths[rule.total]) is not None and not total.row:
        yield f"sum 的各项是清单的列，合计 {rule.total} 也须是这张清单的列；整列之和与一个空格相等用 list_total"
    yield from _unit_faults(rule, fields)
    for name in names_shown(rule.message):
        if name not in shown_in(rule):
            yield f"message 里的 {{{name}}} 不是这个检查用到的空格；可用：{'、'.join(shown_in(rule))}"


def _of_other_rows(path: FieldPath, listed: FieldPath | None) -> str | None:
    """Why a check of the rows of the list that `listed` lies in cannot read `path`; None when it can."""
    if listed is None or not path.row:
        return None
    if path.field == ENTRIES:
        return "是重复页面的空格，一项里的检查要写在那一页上"
    return None if path.whole == listed.whole else f"与 {listed.field} 的列不在同一张清单，逐行的检查只能用一张清单的列"


def _unfit(rule: Rule, field: Field | None) -> str | None:
    """Why `rule` cannot read `field`; None when it can."""
    assert field is not None
    if isinstance(rule, Must):
        return _undemandable(rule, field)
    if isinstance(rule, Order | NotBefore | NotAfter):
        return None if field.type in DATED else "不是日期、年月或年份"
    if rule.kind == "advise" or (isinstance(rule, ListTotal) and field.type == "list"):
        return None
    if field.type not in FIGURES:
        return "不是数字"
    return None


def _undemandable(rule: Must, field: Field) -> str | None:
    """Why `rule` cannot demand its answer of `field`; None when it can."""
    answers = ("是", "否") if field.type == "yesno" else tuple(option.value for option in field.options)
    if not answers:
        return "不是选项，也不是是否"
    return None if rule.is_ in answers else f"没有 {rule.is_} 这个选项{nearest(rule.is_, answers)}"


def _unit_faults(rule: Rule, fields: dict[str, Field]) -> Iterator[str]:
    """Figures that are added or compared though they count different things; numbers that are none."""
    match rule:
        case Sum() | ListTotal() if rule.total in fields:
            total = fields[rule.total]
            for name, field in fields.items():
                if field.type in FIGURES and scale_to(field, total) is None:
                    yield f"检查里的 {unlike(name, field, rule.total, total)}"
        case AtMost() | AtLeast() | Below() | Above():
            for (name, field), (other_name, other) in pairwise(fields.items()):
                if comparing_to(field, other) is None:
                    yield f"检查里的 {unlike(name, field, other_name, other)}"
            for bound in rule.fields:
                if not is_name(bound) and "-" in bound[1:]:
                    yield f"检查里的 {bound} 须是数字"
