"""One blank as somebody without the program fills it: what stands in its cell, and what it is called."""

from __future__ import annotations

from collections.abc import Iterator

from app.export.document import Blank, Entry, Paragraph, Text
from app.export.style import StyleName
from app.forms.field_types import CHECKED, FIELD_TYPES, UNCHECKED
from app.forms.pack.fields import Field
from app.forms.paths import FieldPath
from app.forms.session import FormSession
from app.forms.values import NIL, Unparsed

_YES_NO = ("是", "否")
_NIL = str(NIL.value)
_TOLD = {
    "date": "如 2022年3月21日",
    "month": "如 2022年3月",
    "choices": "可多选，在方框里打勾",
}


def label_of(field: Field) -> str:
    """What the cell beside the blank says: its name and unit, and that it may not apply."""
    unit = f"（{field.unit}）" if field.unit and not field.label.endswith((f"（{field.unit}）", field.unit)) else ""
    return f"{field.label}{unit}{'（适用时填写）' if field.when is not None else ''}"


def hint_of(field: Field) -> str:
    """How the blank wants to be filled; "" where that needs no words."""
    if field.limit:
        return f"不超过 {field.limit} 字"
    return _TOLD.get(field.type, "")


def options_of(field: Field) -> tuple[str, ...]:
    """What can be chosen, 无 among it where the notice lets one say so."""
    words = _YES_NO if field.type == "yesno" else tuple(option.value for option in field.options)
    return (*words, _NIL) if field.nil and _NIL not in words else words


def answer_paragraphs(session: FormSession, path: FieldPath, field: Field, style: StyleName) -> Iterator[Paragraph]:
    """What stands in the cell of the blank at `path`."""
    if field.computed is not None:
        yield Paragraph((Text(f"{session.printed(path)}（由程序计算，不用填写）"),), style)
    elif field.type == "choices":
        yield from _boxes(session, path, field, style)
    else:
        yield Paragraph((answer_blank(session, path, field),), style)


def typed_text(session: FormSession, path: FieldPath, field: Field) -> str:
    """The words of the blank at `path` as the file holds them: of one with boxes, the boxes below one another."""
    if field.type != "choices" or path.row:
        return FIELD_TYPES[field.type].typed(session.value(path))
    paragraphs = _boxes(session, path, field, "table_text")
    return "\n".join(one.text for paragraph in paragraphs for one in paragraph.inlines if isinstance(one, Blank))


def answer_blank(session: FormSession, path: FieldPath, field: Field) -> Blank:
    """The blank at `path` that is filled with words, a day or one of the options."""
    text = FIELD_TYPES[field.type].typed(session.value(path))
    return Blank(text, str(path), 0, False, field.label, entry=_entry(field))


def _entry(field: Field) -> Entry:
    if field.type in ("choice", "yesno"):
        return Entry("option", options_of(field))
    return Entry("day") if field.type == "date" else Entry()


def _boxes(session: FormSession, path: FieldPath, field: Field, style: StyleName) -> Iterator[Paragraph]:
    """Each option with a box before it; what was typed and is no option is shown below them."""
    value = session.value(path)
    chosen = value if isinstance(value, tuple) else (_NIL,) if value is NIL else ()
    for option in options_of(field):
        sign = CHECKED if option in chosen else UNCHECKED
        box = Blank(sign, str(path), 0, False, f"{field.label}：{option}", entry=Entry("box"))
        yield Paragraph((box, Text(f" {option}")), style)
    if isinstance(value, Unparsed):
        yield Paragraph((Text(f"现在写的是：{value.text}"),), "table_note")
