"""The notice's sentences with what was answered in their blanks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.export.compose.footnotes import NO_NOTES, footnote
from app.export.document import Blank, Inline, LineBreak, Text
from app.forms.field_types import CHECKED, TICK, UNCHECKED, boxes
from app.forms.pack.blanks import BlankRef, NoteMark, Piece, Sentence, Words
from app.forms.pack.fields import FIGURES, Field, TypeName
from app.forms.pack.section import Section
from app.forms.paths import FieldPath, blank_path
from app.forms.session import FormSession
from app.forms.values import NIL

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
    session: FormSession,
    section: Section,
    sentence: Sentence,
    *,
    underlined: bool = True,
    ticked_by: tuple[str, ...] = (),
    notes: Mapping[str, int] = NO_NOTES,
) -> tuple[Inline, ...]:
    """The sentence as it prints; its leading □ is ☑ when one of the blanks in `ticked_by` states something.

    `notes` are the numbers of footnotes by their words.
    """
    inlines: list[Inline] = []
    for place, piece in enumerate(sentence.pieces):
        if isinstance(piece, Words):
            inlines.append(Text(piece.text.removeprefix(_idle_unit(session, section, sentence.pieces[:place]))))
        elif isinstance(piece, NoteMark):
            inlines.append(footnote(piece.key, section, notes))
        else:
            inlines += _blank(session, section, piece, underlined)
    if any(_states(session, FieldPath(section.id, name)) for name in ticked_by):
        first = inlines[0]
        assert isinstance(first, Text), "a line that is ticked begins with its box"
        inlines[0] = Text(first.text.replace(UNCHECKED, CHECKED, 1))
    return tuple(inlines)


def _idle_unit(session: FormSession, section: Section, before: tuple[Piece, ...]) -> str:
    """The unit that words begin with and that has nothing to count: a figure before it is 无."""
    blank = before[-1] if before else None
    if not isinstance(blank, BlankRef) or section.asked[blank.id].type not in FIGURES:
        return ""
    return blank.unit if session.value(FieldPath(section.id, blank.id)) is NIL else ""


def _states(session: FormSession, path: FieldPath) -> bool:
    """Whether a blank states something; 无 states that there is nothing to tick."""
    value = session.value(path)
    return value is not None and value is not NIL and session.asked(path)


def stated(session: FormSession, fact: str) -> str:
    """A fact as it prints where it is answered first; empty when it is nowhere."""
    return next((words for path in session.pack.stating(fact) if (words := session.printed(path))), "")


def _blank(session: FormSession, section: Section, blank: BlankRef, underlined: bool) -> Iterator[Inline]:
    path = blank_path(section.id, blank.id)
    field = session.field(path)
    if field.type in _BOXED:
        yield from _boxes(session, section, path, field, underlined)
        return
    room = field.room if field.room is not None else _ROOM.get(field.type, 8.0)
    yield Blank(session.printed(path), str(path), room, underlined, field.label)


def _boxes(session: FormSession, section: Section, path: FieldPath, field: Field, underlined: bool) -> Iterator[Inline]:
    specify = {option.value: option for option in field.options}
    value = session.value(path) if session.asked(path) else None
    for position, (box, word) in enumerate(boxes(value, field)):
        if position:
            yield LineBreak() if field.separator == "\n" else Text(field.separator)
        option = specify.get(word)
        words = option.printed if option is not None and option.printed else word
        ticked = f"{words} {TICK}" if box == CHECKED else words
        yield Blank(f"{box}{words}" if field.boxes else ticked, str(path), 0, False, f"{field.label}：{word}")
        if option is not None and option.field is not None:
            named = FieldPath(section.id, option.field)
            yield Text(f" {option.specify}")
            yield Blank(session.printed(named), str(named), 8, True, section.asked[option.field].label)
    if value is NIL:
        yield Text(" ")
        yield Blank(NIL.value, str(path), 0, False, field.label)
