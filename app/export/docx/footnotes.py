"""Footnotes: Word numbers them by their first marks, which is how the book does it.

On another page of a repeated form the same note stands again, under the number that it has; a further mark on the same
page prints that number alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.export.document import Footnote
from app.export.docx.elements import DECLARATION, NAMESPACES, element, escape, paragraph, paragraph_properties, run
from app.export.docx.styles import style_id

FOOTNOTES = "word/footnotes.xml"  # written after the body, which collects the notes: parts go by their names
NUMBERS = "decimalEnclosedCircleChinese"  # ①, as Chinese Word writes it
_RAISED = element("vertAlign", val="superscript")
RULES = (("separator", -1), ("continuationSeparator", 0))  # notes that every file has, with the numbers Word gives them


class Notes:
    """The notes of one document, in the order of their first marks."""

    def __init__(self) -> None:
        self._known: set[str] = set()
        self._notes: list[str] = []

    def mark(self, note: Footnote) -> str:
        """The run of a mark; the first of its note carries it."""
        shown = f'<w:t xml:space="preserve">{escape(note.mark)}</w:t>'
        if note.anchor in self._known:
            return _raised(shown)
        again = note.mark in self._known
        self._known |= {note.anchor, note.mark}
        self._notes.append(_raised(shown if again else "<w:footnoteRef/>") + run(f" {note.words}"))
        number = len(self._notes)
        if again:
            return _raised(element("footnoteReference", customMarkFollows=1, id=number) + shown)
        return _raised(element("footnoteReference", id=number))

    def xml(self) -> Iterator[str]:
        """The part `word/footnotes.xml`; complete only when the body is written."""
        yield f"{DECLARATION}<w:footnotes {NAMESPACES}>"
        for kind, number in RULES:
            yield element("footnote", paragraph(f"<w:r><w:{kind}/></w:r>"), type=kind, id=number)
        properties = paragraph_properties(style_id("footnote"))
        for number, words in enumerate(self._notes, 1):
            yield element("footnote", paragraph(words, properties), id=number)
        yield "</w:footnotes>"


def _raised(content: str) -> str:
    return f"<w:r><w:rPr>{_RAISED}</w:rPr>{content}</w:r>"
