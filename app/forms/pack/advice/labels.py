"""Labels that read badly in the check list, and units that are printed twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.forms.pack.blocks import Line, ListTable
from app.forms.pack.body import Keys
from app.forms.pack.pack import Pack
from app.forms.pack.section import Section

LONGEST = 20  # characters of a label that is read at a glance
_WORD = re.compile(r"\w")
_NO_NAME = re.compile(r"[至到和及或与、]|[（(]?[一二三四五六七八九十\d]{1,3}[）).]?|起|止|年|月|日")
_PAIRS = ("（）", "()", "“”", "《》", "【】")


def label_advice(pack: Pack, section: Section) -> Iterator[tuple[Keys, str]]:
    """Each label that is no word, too long, cut off, or the same as an earlier one of the page."""
    seen: dict[str, str] = {}
    for keys, field in section.placed_fields:
        if field.type == "evidence" or "matrix" in keys:
            continue
        written = (field.id in section.fields and section.fields[field.id].label) or "line" not in keys
        if (fault := _fault_of(field.label)) is not None or (fault := _length(field.label, bool(written))) is not None:
            yield keys, f"空格 {field.id} 的标签“{field.label}”{fault}，清单里不好读；请在 label 里另写"
        elif field.label in seen:
            yield (
                keys,
                f"空格 {field.id} 与 {seen[field.label]} 的标签都是“{field.label}”，清单里分不清；请另写 label",
            )
        seen.setdefault(field.label, field.id)
    yield from _units_twice(section)


def _fault_of(label: str) -> str | None:
    """What is wrong with a label; None when it reads well."""
    if not _WORD.search(label):
        return "没有文字"
    if any(label.count(pair[0]) != label.count(pair[1]) for pair in _PAIRS):
        return "括号不成对"
    if _NO_NAME.fullmatch(label):
        return "不成名称"
    return "以标点结尾" if label[-1] in "：:，,、；;。" else None


def _length(label: str, written: bool) -> str | None:
    """That a label taken from a sentence is long; one that the author has `written` is meant so."""
    return f"有 {len(label)} 个字" if len(label) > LONGEST and not written else None


def _units_twice(section: Section) -> Iterator[tuple[Keys, str]]:
    for keys, block, _ in section.placed:
        for place, column in enumerate(block.columns if isinstance(block, ListTable) else ()):
            if column.unit and re.search(rf"[（(]{re.escape(column.unit)}[）)]$", column.label):
                yield (
                    (*keys, "columns", place, "unit"),
                    f"表头会印成“{column.label}（{column.unit}）”，单位印了两次；label 里不要再写单位",
                )
        for blank in block.sentence.blanks if isinstance(block, Line) else ():
            spec = section.fields.get(blank.id)
            if spec is not None and spec.suffix and blank.unit.startswith(spec.suffix):
                yield (
                    ("fields", blank.id, "suffix"),
                    f"空格 {blank.id} 后面已经印了“{spec.suffix}”，suffix 使它印两次；不要写 suffix",
                )
