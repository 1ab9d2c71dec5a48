"""How it is told that two figures cannot be added or compared."""

from __future__ import annotations

from app.forms.pack.fields import Field
from app.forms.pack.units import unit_of


def unlike(name: str, field: Field, other_name: str, other: Field) -> str:
    """That the units of two blanks cannot be converted, and what to do when they only seem so."""
    return (
        f"{name} 的单位“{unit_of(field)}”与 {other_name} 的单位“{unit_of(other)}”不能换算；"
        "单位取自空格后面的词，取得不对的在 fields 里写 unit"
    )
