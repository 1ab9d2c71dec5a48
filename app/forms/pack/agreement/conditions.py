"""What the conditions of a pack must agree on: every blank is there, and suits what it is tested for."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from app.forms.pack.agreement.matrices import matrix_questions
from app.forms.pack.agreement.names import absent, resolve
from app.forms.pack.agreement.units import comparing_to, unlike
from app.forms.pack.blocks import Line, ListTable, Prose, Threshold
from app.forms.pack.body import Keys
from app.forms.pack.conditions import Condition, days_of, is_name, required_when
from app.forms.pack.fields import FIGURES, Field, TypeName
from app.forms.pack.pack import Pack
from app.forms.pack.reading.nearest import nearest
from app.forms.pack.section import Section
from app.forms.paths import EACH_ROW, FieldPath
from app.forms.values import NIL

DATED: frozenset[TypeName] = frozenset({"date", "month", "year"})
COUNTED: frozenset[TypeName] = frozenset({"list", "evidence", "choice", "choices", "yesno"})


class Placed(NamedTuple):
    """A condition, the keys that lead to it, and the cell it is read at where it is said of a column."""

    keys: Keys
    condition: Condition
    at: FieldPath | None = None


def conditions_of(section: Section) -> Iterator[Placed]:
    """Every condition of the page, those of its checks excepted."""
    own: list[tuple[Keys, Condition | None]] = [(("when",), section.when)]
    for name, spec in section.fields.items():
        own += _of_asked(("fields", name), spec)
    for position, item in enumerate(section.evidence):
        own += _of_asked(("evidence", position), item)
    for keys, block, _ in section.placed:
        if isinstance(block, Line | Threshold):
            own.append(((*keys, "when"), block.when))
        elif isinstance(block, Prose | ListTable):
            own += _of_asked(keys, block)
        if isinstance(block, ListTable):
            yield from _of_columns(section, block, keys)
    for keys, said in matrix_questions(section):
        own += _of_asked(keys, said)
    yield from (Placed(keys, condition) for keys, condition in own if condition is not None)


def _of_columns(section: Section, table: ListTable, keys: Keys) -> Iterator[Placed]:
    for position, column in enumerate(table.columns):
        at = FieldPath(section.id, table.field, EACH_ROW, column.id)
        for here, condition in _of_asked((*keys, "columns", position), column):
            if condition is not None:
                yield Placed(here, condition, at)


def _of_asked(keys: Keys, asked: object) -> Iterator[tuple[Keys, Condition | None]]:
    yield (*keys, "when"), getattr(asked, "when", None)
    yield (*keys, "required", "when"), required_when(getattr(asked, "required", None))


def condition_faults(
    pack: Pack, condition: Condition, section: Section | None, at: FieldPath | None = None
) -> Iterator[str]:
    """What is wrong with a condition that is read inside `section`, and `at` a row or cell of it."""
    for inner in condition.inner:
        yield from condition_faults(pack, inner, section, at)
    for name in condition.count:
        counted = _asked(pack, name, section, at)
        if counted is None:
            yield f"条件里的 {absent(pack, name, section, at)}"
        elif counted.type not in COUNTED:
            yield f"条件里的 {name} 不能用 count 数；count 用于清单、证明材料、选项和是否"
    if condition.count:
        yield from _bound_faults(pack, condition, section, at, None)
    if not condition.field:
        return
    field = _asked(pack, condition.field, section, at)
    if field is None:
        yield f"条件里的 {absent(pack, condition.field, section, at)}"
    elif condition.comparison is not None:
        if field.type in FIGURES | DATED:
            yield from _bound_faults(pack, condition, section, at, field)
        else:
            yield f"条件里的 {condition.field} 不是数字或日期，不能比较；数清单的行数或选了几项用 count"
    elif condition.is_ is not None:
        yield from _answer_faults(condition.field, condition.is_, field)


def _asked(pack: Pack, name: str, section: Section | None, at: FieldPath | None) -> Field | None:
    path = resolve(pack, name, section, at)
    return pack.field_at(path) if path is not None and path.row != "*" else None


def _answer_faults(name: str, words: str, field: Field) -> Iterator[str]:
    if words == str(NIL.value) and field.nil:
        return
    options = [option.value for option in field.options]
    if options and words not in options:
        yield f"条件里的 {words} 不是 {name} 的选项{nearest(words, options)}"
    elif field.type == "yesno" and words not in ("是", "否"):
        yield f"条件里的 {name} 只能是 是 或 否"


def _bound_faults(
    pack: Pack, condition: Condition, section: Section | None, at: FieldPath | None, compared: Field | None
) -> Iterator[str]:
    """What is wrong with the bounds of `compared`; None stands for a count."""
    assert condition.comparison is not None
    _, bounds = condition.comparison
    dated = compared is not None and compared.type in DATED
    for bound in bounds:
        if not is_name(bound):
            if (dated and days_of(bound) is None) or (not dated and not _is_number(bound)):
                yield f"条件里的 {bound} 须是{'日期，如 2020-01-01' if dated else '数字'}"
            continue
        field = _asked(pack, bound, section, at)
        if field is None:
            yield f"条件里的 {absent(pack, str(bound), section, at)}"
        elif field.type not in (DATED if dated else FIGURES):
            yield f"条件里的 {bound} 不是{'日期' if dated else '数字'}，不能比较"
        elif not dated and compared is not None and comparing_to(compared, field) is None:
            yield f"条件里的 {unlike(condition.field or '', compared, bound, field)}"
    if len(bounds) == 2 and not any(map(is_name, bounds)) and _reversed(*bounds, dated=dated):
        yield f"between 的下限 {bounds[0]} 大于上限 {bounds[1]}"


def _reversed(low: str, high: str, *, dated: bool) -> bool:
    """Whether nothing can be between two literals; False when one of them is none at all."""
    if dated:
        first, last = days_of(low), days_of(high)
        return first is not None and last is not None and first[0] > last[1]
    return _is_number(low) and _is_number(high) and Decimal(low) > Decimal(high)


def _is_number(bound: str) -> bool:
    return not bound[1:].count("-")
