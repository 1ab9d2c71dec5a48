"""What is wrong with the value of one blank by itself, of a page or in a row."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from app.forms.field_types import FIELD_TYPES
from app.forms.pack.fields import Field
from app.forms.values import Nil, Unparsed, Value

TYPE_NAMES = {
    "count": "整数",
    "decimal": "数字",
    "money": "金额",
    "percent": "百分比",
    "year": "年份",
    "month": "年月",
    "date": "日期",
    "choice": "选项",
    "choices": "选项",
    "yesno": "“是”或“否”",
}
Unprintable = Callable[[str], str]
"""Gives the characters of a text that no face prints."""
NAMED = 10
"""How many characters are named one by one."""


def prints_all(_text: str) -> str:
    """The characters that no face prints where nobody prints: none."""
    return ""


def value_findings(value: Value, field: Field, unprintable: Unprintable) -> Iterator[tuple[str, dict[str, object]]]:
    """Codes and parameters of what is wrong with `value`."""
    if isinstance(value, Unparsed):
        yield "unparsed", {"text": value.text, "kind": TYPE_NAMES.get(field.type, "内容")}
    elif isinstance(value, Nil):
        if not field.nil:
            yield "nil", {}
    else:
        yield from FIELD_TYPES[field.type].findings(value, field)
        if isinstance(value, str) and (lost := unprintable(value)):
            yield "unprintable", {"chars": named_characters(lost)}


def named_characters(lost: str) -> str:
    """The characters in quotes, the first ten by name: “a”“b”等 12 个."""
    more = f"等 {len(lost)} 个" if len(lost) > NAMED else ""
    return "".join(f"“{char}”" for char in lost[:NAMED]) + more
