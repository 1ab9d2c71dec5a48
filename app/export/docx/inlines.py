"""Inlines as runs: words, blanks as content controls, page numbers as fields, seal places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import assert_never

from app.export.document import Blank, Inline, LineBreak, PageRef, SealPlace, Text
from app.export.docx import elements
from app.export.docx.elements import BOLD, UNDERLINE, element, escape, run
from app.export.docx.marks import Marks, anchor_name
from app.export.docx.styles import LATIN

# An empty blank is drawn as low lines of Times New Roman, two to a 字.  Underlined ideographic spaces vanish at a
# line's end in LibreOffice, no-break spaces are as wide as whichever face a program takes, and ＿ is dashed in some.
_LINE = "__"
_SPACE = "\u3000"
# Room after a seal's words: four of Times New Roman's no-break spaces are one 字, and none is swallowed.
_FIRM_SPACE = "\u00a0" * 4
_FIRM_FACE = element("rFonts", ascii=LATIN, hAnsi=LATIN, eastAsia=LATIN)


@dataclass(slots=True)
class Setting:
    """What runs need to know of their document: its page numbers, anchors and marks."""

    pages: Mapping[str, str]
    anchors: frozenset[str]
    marks: Marks = field(default_factory=Marks)


def inlines_xml(inlines: Iterable[Inline], setting: Setting, *, controls: bool = True, hanging: bool = False) -> str:
    """The runs of `inlines`; without `controls` a blank is its words or its gap alone.

    `hanging`: a tab leads from the words to the column of the first blank.
    """
    pieces = list[str]()
    for inline in inlines:
        if hanging and isinstance(inline, Blank):
            pieces.append(run("\t"))
            hanging = False
        pieces.append(_inline(inline, setting, controls))
    return "".join(pieces)


def plain_text(inlines: Iterable[Inline], pages: Mapping[str, str]) -> str:
    """The words of `inlines` on one line, as an entry of the contents."""
    return "".join(_words(inline, pages) for inline in inlines)


def _inline(inline: Inline, setting: Setting, controls: bool) -> str:
    match inline:
        case Text():
            return run(inline.text, BOLD if inline.bold else "")
        case Blank():
            return _control(inline, setting.marks) if controls else _filling(inline)
        case PageRef():
            return _page_reference(inline.anchor, setting)
        case SealPlace():
            return run(inline.words) + run(_FIRM_SPACE * round(inline.room), _FIRM_FACE)
        case LineBreak():
            return "<w:r><w:br/></w:r>"
        case _:
            assert_never(inline)


def _words(inline: Inline, pages: Mapping[str, str]) -> str:
    match inline:
        case Text() | Blank():
            return " ".join(inline.text.split("\n"))
        case PageRef():
            return pages[inline.anchor]
        case SealPlace():
            return inline.words
        case LineBreak():
            return " "
        case _:
            assert_never(inline)


def gap(blank: Blank) -> str:
    """What an empty blank shows: a line to write on, or room, in whole 字."""
    return (_LINE if blank.underlined else _SPACE) * round(blank.room)


def _filling(blank: Blank) -> str:
    if blank.ruled:  # an underlined tab draws each line on to the right edge
        return run("\n".join(f"{line}\t" for line in blank.text.split("\n")), UNDERLINE)
    return run(blank.text, _look(blank)) or run(gap(blank))


def _look(blank: Blank) -> str:
    return UNDERLINE if blank.underlined else ""


def _control(blank: Blank, marks: Marks) -> str:
    """A blank as a content control that Word, WPS and LibreOffice can fill and we can read back.

    An empty one shows its gap as placeholder, so that a click selects the gap and the first
    letter typed replaces it; the underline comes from the control's own run properties.  It is no
    plain-text control (`w:text`): LibreOffice strips those of underlines and line breaks.
    """
    mark = marks.blank(blank.path)
    look = f"<w:rPr>{UNDERLINE}</w:rPr>" if blank.underlined else ""  # of what will be typed
    alias = f'<w:alias w:val="{escape(blank.label)}"/>' if blank.label else ""
    empty = "" if blank.text else "<w:showingPlcHdr/>"
    tag = f'<w:tag w:val="{escape(blank.path)}"/><w:id w:val="{mark.control}"/>'
    properties = f"<w:sdtPr>{look}{alias}{tag}{empty}</w:sdtPr>"
    content = f"<w:sdtContent>{_filling(blank) or '<w:r/>'}</w:sdtContent>"
    return elements.bookmark(mark.number, mark.name, f"<w:sdt>{properties}{content}</w:sdt>")


def _page_reference(anchor: str, setting: Setting) -> str:
    """The page of `anchor`: a field where the anchor is in the file, else the number alone."""
    number = run(setting.pages[anchor])
    if anchor not in setting.anchors:
        return number
    return elements.field(f"PAGEREF {anchor_name(anchor)} \\h", number)


def hyperlink(anchor: str, content: str) -> str:
    """Runs that lead to a heading of the same file."""
    return element("hyperlink", content, anchor=anchor_name(anchor), history=1)
