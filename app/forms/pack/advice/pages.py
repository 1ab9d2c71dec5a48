"""Pages and blanks that ask for nothing, lists that may be empty rows, conditions that never hold."""

from __future__ import annotations

from collections.abc import Iterator

from app.forms.pack.blocks import ListTable
from app.forms.pack.body import Keys
from app.forms.pack.conditions import Condition
from app.forms.pack.pack import Pack
from app.forms.pack.section import Section


def page_advice(pack: Pack, section: Section) -> Iterator[tuple[Keys, str]]:
    """What a page has in vain or lacks."""
    asked = [field for field in section.asked.values() if field.type not in ("evidence", "list")]
    if section.starred and not (section.evidence or any(field.is_figure for field in section.asked.values())):
        yield ("starred",), "带 * 的页面没有一个数字，也没有写 evidence；请写明要什么证明材料"
    if section is pack.cover and asked and not any(field.fact for field in asked):
        yield (), "封面上没有一个空格写 fact，申报单位、日期等不会与后面核对，也不会沿用"
    yield from _unneeded_columns(section)
    for keys, field in section.placed_fields:
        if _contradicts(_tests(section.when) + _tests(field.when), section):
            yield keys, f"空格 {field.id} 的条件永远不能成立，谁也不会填到它"


def _unneeded_columns(section: Section) -> Iterator[tuple[Keys, str]]:
    for keys, block, _ in section.placed:
        if isinstance(block, ListTable) and "optional" not in (block.required, section.required):
            if any(column.required not in (None, "optional") for column in block.columns):
                continue
            yield (*keys, "columns"), f"清单“{block.label}”没有一列必填，空着的行也算；请给主要的列写 required"


def _tests(condition: Condition | None) -> list[tuple[str, str]]:
    """What must be chosen for a condition to hold, as far as it is certain."""
    if condition is None:
        return []
    own = [(condition.field, condition.is_)] if condition.field and condition.is_ is not None else []
    return own + [test for inner in condition.all for test in _tests(inner)]


def _contradicts(tests: list[tuple[str, str]], section: Section) -> bool:
    """Whether one blank would have to be answered in two ways."""
    chosen: dict[str, str] = {}
    for name, words in tests:
        field = section.asked.get(name)
        if field is not None and field.type == "choices":
            continue
        if chosen.setdefault(name, words) != words:
            return True
    return False
