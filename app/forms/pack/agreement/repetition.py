"""What a repeated page cannot be, and what can be said of it from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from app.forms.pack.agreement.matrices import matrix_questions
from app.forms.pack.blocks import ListTable, Prose
from app.forms.pack.body import Keys
from app.forms.pack.fields import INLINE_TYPES
from app.forms.pack.pack import Pack
from app.forms.pack.section import Section


def repeat_faults(pack: Pack, section: Section) -> Iterator[tuple[Keys, str]]:
    """What is wrong with a page because it is repeated: the keys within it, and why."""
    repeat = section.repeat
    if repeat is None:
        return
    if section is pack.cover:
        yield ("repeat",), "封面只有一页，不能重复"
    if repeat.most is not None and repeat.most < repeat.least:
        yield ("repeat", "most"), f"most（最多 {repeat.most} 项）小于 least（最少 {repeat.least} 项）"
    named = section.asked.get(repeat.named_by)
    if repeat.named_by and (named is None or named.type not in INLINE_TYPES):
        yield ("repeat", "named_by"), f"本页没有空格 {repeat.named_by}"
    for key in ("gathers_evidence", "before_contents"):
        if getattr(section, key):
            yield (key,), f"重复的页面不能写 {key}"
    if section.indicators:
        yield ("body",), "重复的页面里不能有 indicator"
    for keys, block, _ in section.placed:
        if isinstance(block, ListTable) and block.preset:
            yield (*keys, "preset"), "重复的页面里的清单不能写 preset"
    for keys in _facts(section):
        yield keys, "重复的页面里不能写 fact：各项填的不是同一个事实"


def _facts(section: Section) -> Iterator[Keys]:
    yield from (("fields", name, "fact") for name, spec in section.fields.items() if spec.fact)
    for keys, block, _ in section.placed:
        if isinstance(block, Prose | ListTable) and block.fact:
            yield (*keys, "fact")
    yield from ((*keys, "fact") for keys, said in matrix_questions(section) if said.fact)
