"""How it is told that two figures cannot be added or compared, and where thresholds do."""

from __future__ import annotations

from collections.abc import Iterator

from app.forms.pack.fields import Field
from app.forms.pack.section import Section
from app.forms.pack.threshold import Threshold
from app.forms.pack.units import comparing_to, unit_of


def unlike(name: str, field: Field, other_name: str, other: Field) -> str:
    """That the units of two blanks cannot be converted, and what to do when they only seem so."""
    return (
        f"{name} 的单位“{unit_of(field)}”与 {other_name} 的单位“{unit_of(other)}”不能换算；"
        "单位取自空格后面的词，取得不对的在 fields 里写 unit"
    )


def unlike_thresholds(section: Section) -> Iterator[tuple[Threshold, str]]:
    """The thresholds of a page whose figure cannot be held against what is demanded, with the reason."""
    for block in section.body:
        if isinstance(block, Threshold):
            figure = section.asked[block.field] if block.field else section.column(block.listed, block.column)
            bound = section.asked[block.bound]
            if figure is not None and comparing_to(figure, bound) is None:
                yield block, unlike(block.field or block.each or "", figure, block.bound, bound)
