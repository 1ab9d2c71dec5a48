"""The footnotes of a form: numbered through the book, in the order of their marks."""

from __future__ import annotations

from collections.abc import Iterable

from app.forms.pack.blanks import NoteMark, Sentence, Words
from app.forms.pack.section import Section
from app.forms.session import FormSession

_CIRCLED, _LAST_CIRCLED = 0x2460, 20  # ① to ⑳, which every mandated face holds


def numbered_notes(sections: Iterable[Section]) -> dict[str, int]:
    """The words of every footnote with its number from 1; the same words have one number, on whatever page."""
    numbers: dict[str, int] = {}
    for section in sections:
        for words in section.marked:
            numbers.setdefault(words, len(numbers) + 1)
    return numbers


def footnotes_shown(session: FormSession) -> dict[str, int]:
    """The numbers of the footnotes by their words, first those on the pages that apply."""
    return numbered_notes(sorted(session.pack.sections, key=lambda section: not session.applies(section)))


def mark_shown(session: FormSession, section: str, key: str) -> str:
    """The mark of the footnote that a page calls `key`."""
    return note_mark(footnotes_shown(session)[session.pack.section[section].footnotes[key]])


def words_with_marks(session: FormSession, section: str, sentence: Sentence) -> str:
    """The printed words of a sentence of a page, with the marks of its footnotes."""
    if not sentence.marks:
        return sentence.words
    shown = (
        piece.text if isinstance(piece, Words) else mark_shown(session, section, piece.key)
        for piece in sentence.pieces
        if isinstance(piece, Words | NoteMark)
    )
    return "".join(shown)


def note_mark(number: int) -> str:
    """The mark of a footnote: ①, and [21] where there is no circled number."""
    return chr(_CIRCLED + number - 1) if number <= _LAST_CIRCLED else f"[{number}]"
