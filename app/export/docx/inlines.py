"""Inlines as runs: words, blanks as content controls, page numbers as fields, seal places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import assert_never

from app.export.document import Blank, Footnote, Inline, LineBreak, PageRef, SealPlace, Text
from app.export.docx.controls import Marking, bookmarked, control, filling
from app.export.docx.elements import BOLD, element, field_begin, field_end, locked_field, run
from app.export.docx.footnotes import Notes
from app.export.docx.marks import Marks, anchor_name
from app.export.docx.styles import LATIN

# Room after a seal's words: four of Times New Roman's no-break spaces are one 字, and none is swallowed.
_FIRM_SPACE = "\u00a0" * 4
_FIRM_FACE = element("rFonts", ascii=LATIN, hAnsi=LATIN, eastAsia=LATIN)


@dataclass(slots=True)
class Setting:
    """What runs need to know of their document: its page numbers, anchors and marks."""

    pages: Mapping[str, str]
    anchors: frozenset[str]
    marks: Marks = field(default_factory=Marks)
    notes: Notes = field(default_factory=Notes)


def inlines_xml(
    inlines: Iterable[Inline], setting: Setting, *, marking: Marking = "controls", hanging: bool = False
) -> str:
    """The runs of `inlines`, their blanks marked as `marking` says.

    `hanging`: a tab leads from the words to the column of the first blank.
    """
    pieces = list[str]()
    for inline in inlines:
        if hanging and isinstance(inline, Blank):
            pieces.append(run("\t"))
            hanging = False
        pieces.append(_inline(inline, setting, marking))
    return "".join(pieces)


def plain_text(inlines: Iterable[Inline], pages: Mapping[str, str]) -> str:
    """The words of `inlines` on one line, as an entry of the contents."""
    return "".join(_words(inline, pages) for inline in inlines)


def _inline(inline: Inline, setting: Setting, marking: Marking) -> str:
    match inline:
        case Text():
            return run(inline.text, BOLD if inline.bold else "")
        case Blank():
            return _blank(inline, setting.marks, marking)
        case PageRef():
            return _page_reference(inline.anchor, setting)
        case SealPlace():
            return run(inline.words) + run(_FIRM_SPACE * round(inline.room), _FIRM_FACE)
        case Footnote():
            return setting.notes.mark(inline)
        case LineBreak():
            return "<w:r><w:br/></w:r>"
        case _:
            assert_never(inline)


def _blank(blank: Blank, marks: Marks, marking: Marking) -> str:
    if marking == "controls":
        return control(blank, marks)
    return bookmarked(blank, marks) if marking == "bookmarks" else filling(blank)


def _words(inline: Inline, pages: Mapping[str, str]) -> str:
    match inline:
        case Text() | Blank():
            return " ".join(inline.text.split("\n"))
        case PageRef():
            return pages[inline.anchor]
        case SealPlace():
            return inline.words
        case Footnote():
            return ""
        case LineBreak():
            return " "
        case _:
            assert_never(inline)


def _page_reference(anchor: str, setting: Setting) -> str:
    """The page of `anchor`: a field where the anchor is in the file, else the number alone.

    LibreOffice counts a PAGEREF anew whenever it opens a file, but shows the result of a QUOTE as it stands.  The
    number stands in the file once: the inner field has none before it is asked.
    """
    label = setting.pages[anchor]
    if anchor not in setting.anchors or not label:
        return run(label)
    asked = field_begin(f"PAGEREF {anchor_name(anchor)}") + field_end()
    return hyperlink(anchor, locked_field("QUOTE", run(label), asked))


def hyperlink(anchor: str, content: str) -> str:
    """Runs that lead to a heading of the same file."""
    return element("hyperlink", content, anchor=anchor_name(anchor), history=1)
