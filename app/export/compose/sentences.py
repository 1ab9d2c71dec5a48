"""The notice's sentences with what was answered in their blanks."""

from __future__ import annotations

from collections.abc import Iterator

from app.export.document import Blank, Inline, Text
from app.forms.blanks import BlankRef, Sentence, Words
from app.forms.field_types import FIELD_TYPES
from app.forms.field_types.choice import CHECKED, UNCHECKED, boxes
from app.forms.fields import Field, TypeName
from app.forms.paths import FieldPath
from app.forms.section import Section
from app.forms.session import FormSession
from app.forms.values import Nil, Unparsed

_ROOM: dict[TypeName, float] = {
    "count": 4,
    "decimal": 4,
    "money": 5,
    "percent": 3,
    "year": 3,
    "month": 5,
    "date": 7,
    "choice": 4,
    "phone": 8,
    "mobile": 8,
    "fax": 8,
}
_BOXED: frozenset[TypeName] = frozenset({"choice", "choices", "yesno"})


def sentence_inlines(
    session: FormSession, section: Section, sentence: Sentence, *, underlined: bool = True, ticked: bool = False
) -> tuple[Inline, ...]:
    """The sentence as it prints; its leading □ is ☑ when `ticked`."""
    inlines: list[Inline] = []
    for piece in sentence.pieces:
        if isinstance(piece, Words):
            inlines.append(Text(piece.text))
        else:
            inlines += _blank(session, section, piece, underlined)
    if ticked and sentence.boxed and isinstance(first := inlines[0], Text):
        inlines[0] = Text(first.text.replace(UNCHECKED, CHECKED, 1))
    return tuple(inlines)


def printed_value(session: FormSession, path: FieldPath, field: Field) -> str:
    """The answer at `path` as it prints, with the suffix that the notice leaves out."""
    value = session.value(path)
    text = FIELD_TYPES[field.type].printed(value, field)
    bare = value is None or isinstance(value, Nil | Unparsed)
    return text if bare or not field.suffix or text.endswith(field.suffix) else text + field.suffix


def _blank(session: FormSession, section: Section, blank: BlankRef, underlined: bool) -> Iterator[Inline]:
    field = section.asked[blank.id]
    path = FieldPath(section.id, field.id)
    if field.type in _BOXED:
        yield from _boxes(session, section, path, field, underlined)
        return
    text = printed_value(session, path, field)
    room = field.room if field.room is not None else _ROOM.get(field.type, 8.0)
    yield Blank(text, str(path), room, underlined, field.label)


def _boxes(session: FormSession, section: Section, path: FieldPath, field: Field, underlined: bool) -> Iterator[Inline]:
    specify = {option.value: option for option in field.options}
    for position, (box, word) in enumerate(boxes(session.value(path), field)):
        if position:
            yield Text(field.separator)
        yield Blank(f"{box}{word}", str(path), 0, False, f"{field.label}：{word}")
        option = specify.get(word)
        if option is not None and option.field is not None:
            named = FieldPath(section.id, option.field)
            text = printed_value(session, named, section.asked[option.field])
            yield Text(f" {option.specify}")
            yield Blank(text, str(named), 8, True, section.asked[option.field].label)
