"""Sections: one for each part, recto start and page that a heading opens, with frame, numbering and footers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

from app.export.document import Block, Document, Heading, PageBreak, Part, Space
from app.export.docx.elements import element, field_begin, field_end, paragraph, twips
from app.export.docx.footnotes import NUMBERS
from app.export.docx.styles import FACES, JUSTIFICATION, style_id
from app.export.style import Align, DocumentStyle, PageStyle

Numbering = Literal["none", "roman", "arabic"]
FOOTERS = {"odd": "rIdFooterOdd", "even": "rIdFooterEven", "none": "rIdFooterNone"}  # relationship ids
_FORMATS: dict[Numbering, str | None] = {"none": None, "roman": "upperRoman", "arabic": "decimal"}
_OTHER_EDGE: dict[Align, Align] = {"right": "left", "left": "right", "center": "center", "justify": "right"}
_DESCENT = 0.12  # of the size: what a Chinese face has below the baseline


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks that start on a new page, or a recto; `start` is their first page number where it does not run on."""

    blocks: tuple[Block, ...]
    numbering: Numbering
    start: int | None
    recto: bool = True
    turned: bool = False


def sections_of(document: Document, pages: Mapping[str, str]) -> Iterator[Section]:
    """The sections in order; parts without blocks are left out."""
    begun: set[Numbering] = set()
    volume = 1
    for part in document.parts:
        if part.volume != volume:
            volume = part.volume
            begun.discard("roman")
        for blocks, recto, turned in _split(part):
            yield Section(blocks, part.numbering, _start(blocks, part.numbering, begun, pages), recto, turned)
            begun.add(part.numbering)


def _split(part: Part) -> Iterator[tuple[tuple[Block, ...], bool, bool]]:
    """The blocks of each section, and whether it starts on a recto and is turned; a break that opens one is used up."""
    group, recto, turned = list[Block](), True, False
    for block, below in zip_longest(part.blocks, part.blocks[1:]):
        if not isinstance(block, PageBreak):
            group.append(block)
        elif not group:
            recto, turned = recto or block.recto, block.turned
        elif block.recto or isinstance(below, Heading) or block.turned != turned:
            yield tuple(group), recto, turned
            group, recto, turned = [], block.recto, block.turned
        else:
            group.append(block)
    if group:
        yield tuple(group), recto, turned


def _start(
    blocks: tuple[Block, ...], numbering: Numbering, begun: set[Numbering], pages: Mapping[str, str]
) -> int | None:
    """Where a section's numbers start: where the book's do, if it opens with a heading; None where the count runs on.

    So a line that is broken elsewhere moves no number of a later section, and Word, which counts the
    unnumbered pages between two parts and goes on from Roman numbers, counts as the book.
    """
    if numbering == "none":
        return None
    if numbering not in begun:
        return 1
    first = next((block for block in blocks if not isinstance(block, PageBreak | Space)), None)
    return number_of(pages[first.anchor]) if isinstance(first, Heading) else None


def number_of(label: str) -> int | None:
    """The number a page label shows, in digits or Roman numerals; None when it is neither."""
    if label.isdecimal():
        return int(label)
    values = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}.get(c) for c in label.upper()]
    if not values or None in values:
        return None
    known = [value for value in values if value]
    return sum(-a if a < b else a for a, b in zip(known, [*known[1:], 0], strict=True))


def section_xml(section: Section, style: DocumentStyle) -> str:
    """The sectPr of a section: footers by side, recto start, paper, margins, numbering."""
    page = style.page.turned if section.turned else style.page
    number_format = _FORMATS[section.numbering]
    number = element("pgNumType", fmt=number_format, start=section.start) if number_format else ""
    return element(
        "sectPr",
        _footers(section.numbering),
        element("footnotePr", element("numFmt", val=NUMBERS)),
        element("type", val="oddPage" if section.recto else "nextPage"),
        element("pgSz", w=twips(page.width), h=twips(page.height), orient=_orientation(page)),
        _margins(page, style),
        number,
        element("cols", space=720),
        _grid(style),
    )


def _grid(style: DocumentStyle) -> str:
    """The pitch of the body's lines, of which Word makes what it calls 行; nothing snaps to it (see `styles`)."""
    return element("docGrid", linePitch=twips(style["body"].leading))


def _orientation(page: PageStyle) -> str | None:
    """What tells Word to turn the paper; None for upright paper."""
    return "landscape" if page.width > page.height else None


def _footers(numbering: Numbering) -> str:
    sides = {"even": "none", "default": "none"} if numbering == "none" else {"even": "even", "default": "odd"}
    return "".join(f'<w:footerReference w:type="{side}" r:id="{FOOTERS[footer]}"/>' for side, footer in sides.items())


def _margins(page: PageStyle, style: DocumentStyle) -> str:
    """Margins with the bound edge as left one (mirrored by the settings); the footer hangs by its baseline."""
    footer = style["footer"]
    below = (footer.leading - footer.size) / 2 + footer.size * _DESCENT
    return element(
        "pgMar",
        top=twips(page.top),
        right=twips(page.outer),
        bottom=twips(page.bottom),
        left=twips(page.inner),
        header=twips(page.top / 2),
        footer=max(0, twips(page.bottom - page.footer_drop - below)),
        gutter=0,
    )


def footer_content(side: str, style: DocumentStyle) -> str:
    """The paragraph of one footer: `— 3 —` one 字 in from the outer edge, or nothing for "none".

    Digits are half-width in the footer's own Chinese face (GB/T 9704-2012, 7.5).
    """
    if side == "none":
        return paragraph("", _footer_properties("left", ""))
    look = style["footer"]
    align = look.align if side == "odd" else _OTHER_EDGE[look.align]
    face = FACES[look.face]
    properties = element("rFonts", hint="eastAsia", ascii=face, hAnsi=face, eastAsia=face)
    dash = '<w:r><w:rPr>{}</w:rPr><w:t xml:space="preserve">{}</w:t></w:r>'
    page = field_begin("PAGE", properties) + dash.format(properties, 1) + field_end(properties)
    content = dash.format(properties, "— ") + page + dash.format(properties, " —")
    return paragraph(content, _footer_properties(align, _one_in(align, look.size)))


def _footer_properties(align: Align, indent: str) -> str:
    return element("pPr", element("pStyle", val=style_id("footer")), indent, element("jc", val=JUSTIFICATION[align]))


def _one_in(align: Align, size: float) -> str:
    """One 字 between the number and the outer edge of the type area."""
    if align not in ("left", "right"):
        return ""
    return element("ind", **{f"{align}Chars": 100, align: twips(size)})
