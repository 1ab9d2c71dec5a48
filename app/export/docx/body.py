"""The body: sections of blocks, each block translated once, none decided on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import assert_never

from app.export.document import (
    Block,
    Contents,
    Document,
    Frame,
    Framed,
    Heading,
    PageBreak,
    Paragraph,
    Plate,
    Space,
    Table,
)
from app.export.docx.contents import contents_xml
from app.export.docx.elements import HAIRLINE, bookmark, element, hairline, paragraph, paragraph_properties, twips
from app.export.docx.footnotes import Notes
from app.export.docx.inlines import Setting, inlines_xml
from app.export.docx.pictures import Gallery
from app.export.docx.room import spacing_of
from app.export.docx.sections import Section, section_xml, sections_of
from app.export.docx.styles import style_id, unlisted_heading_id
from app.export.docx.tables import frame_xml, table_xml
from app.export.style import TABLE_GAP, DocumentStyle, heading_style


def body_xml(document: Document, pages: Mapping[str, str], gallery: Gallery, notes: Notes) -> Iterator[str]:
    """The content of `w:body` in pieces; its plates are hung in `gallery`, its footnotes kept in `notes`."""
    headings = document.headings
    setting = Setting(pages, frozenset(heading.anchor for heading in headings), notes=notes)
    sections = list(sections_of(document, pages))
    for section in sections[:-1]:
        properties = section_xml(section, document.style)
        yield from _Flow(_style_of(section, document), setting, headings, gallery).section(section, properties)
    last = sections[-1] if sections else Section((), "none", None)
    yield from _Flow(_style_of(last, document), setting, headings, gallery).section(last, "")
    yield section_xml(last, document.style)


def _style_of(section: Section, document: Document) -> DocumentStyle:
    return document.style.turned if section.turned else document.style


class _Flow:
    """Writes the blocks of one section; remembers what the next paragraph has to carry, and whether words led to it.

    A page break is carried by the paragraph after it, a section's end by its last paragraph: an
    extra paragraph could flow over and leave an empty page.
    """

    def __init__(self, style: DocumentStyle, setting: Setting, headings: list[Heading], gallery: Gallery) -> None:
        self._style = style
        self._setting = setting
        self._headings = headings
        self._gallery = gallery
        self._break = False
        self._frame = ""
        self._started = False
        self._led = False
        self._below: Block | None = None

    def section(self, section: Section, properties: str) -> Iterator[str]:
        """The blocks of a section, closed by `properties`, "" for the last one of the body."""
        *blocks, last = section.blocks or (Space(0),)
        for block, self._below in pairwise((*blocks, last)):
            yield from self._block(block, "")
        carries = isinstance(last, Table) or (isinstance(last, Paragraph | Heading | Plate) and not self._frame)
        self._below = None
        yield from self._block(last, properties if carries else "")
        if not carries:
            yield hairline(section=properties)

    def _block(self, block: Block, section: str) -> Iterator[str]:
        match block:
            case PageBreak():
                yield from self._new_page()
            case Space(fill=True):
                self._frame = _bottom_frame(self._style)
            case Space():
                yield self._space(block)
            case Paragraph():
                yield self._paragraph(block, section)
            case Heading():
                yield self._heading(block, section)
            case Plate():
                yield self._plate(block, section)
            case Contents():
                yield from self._unframed()
                yield contents_xml(block, self._headings, self._setting)
            case Table():
                yield from self._unframed()
                yield from self._table(block, section)
            case Frame():
                yield from self._unframed()
                yield from self._ruled(block, section)
            case _:
                assert_never(block)
        self._started = self._started or not isinstance(block, PageBreak)
        self._led = isinstance(block, Paragraph | Heading)

    def _new_page(self) -> Iterator[str]:
        if self._frame:
            yield from self._unframed()
        self._break = self._started

    def _unframed(self) -> Iterator[str]:
        """A hairline that ends a frame, or carries a break before what is no paragraph."""
        if self._frame or self._break:
            yield hairline(page_break=self._take_break())
        self._frame = ""

    def _take_break(self) -> bool:
        pending, self._break = self._break, False
        return pending

    def _space(self, space: Space) -> str:
        line = max(20, twips(space.lines * self._style["body"].leading))
        spacing = element("spacing", line=line, lineRule="exact")
        return paragraph("", paragraph_properties(page_break=self._take_break(), frame=self._frame, spacing=spacing))

    def _paragraph(self, block: Paragraph, section: str, *, leads: bool | None = None) -> str:
        style = self._style[block.style]
        properties = paragraph_properties(
            style_id(block.style),
            leads=(block.leads or None) if leads is None else leads,
            page_break=self._take_break(),
            frame=self._frame,
            spacing=spacing_of(block, style, self._style.page.text_width, TABLE_GAP * _is_ruled(self._below)),
            section=section,
        )
        return paragraph(inlines_xml(block.inlines, self._setting, hanging=bool(block.hang)), properties)

    def _heading(self, block: Heading, section: str, *, leads: bool | None = None, white: str = "") -> str:
        listed = style_id(heading_style(block.level, volume=block.volume))
        style = listed if block.in_contents else unlisted_heading_id(block.level)
        top = self._break or not self._started
        properties = paragraph_properties(
            style,
            leads=leads,
            page_break=self._take_break(),
            frame=self._frame,
            spacing=element("spacing", before=0) if top else white,  # as in the book: no white above the first line
            section=section,
        )
        mark = self._setting.marks.anchor(block.anchor)
        words = inlines_xml(block.inlines, self._setting)
        return paragraph(bookmark(mark.number, mark.name, words), properties)

    def _plate(self, block: Plate, section: str) -> str:
        page_break = self._take_break()
        return self._gallery.plate(block, led=self._led, page_break=page_break, frame=self._frame, section=section)

    def _ruled(self, block: Frame, section: str) -> Iterator[str]:
        """A table with a row for each band; the tables among them follow without anything between: Word joins them."""
        below, self._below = self._below, None
        rows: list[str] = []
        for band in block.bands:
            if not isinstance(band, Table):
                rows.append("".join(self._framed(inner, band) for inner in band))
                continue
            yield self._rows(rows)
            rows = []
            yield from table_xml(band, self._style, self._setting)
        yield self._rows(rows)
        yield _closing(below, section)

    def _rows(self, cells: list[str]) -> str:
        return frame_xml(cells, self._style.page.text_width) if cells else ""

    def _framed(self, block: Framed, band: Sequence[Framed]) -> str:
        """A block in a cell; Word keeps whole rows together, so words lead to the next row only where they fill one."""
        alone = len(band) == 1
        match block:
            case Paragraph():
                return self._paragraph(block, "", leads=alone and block.leads)
            case Heading():
                sides = {"before": block is band[0], "after": block is band[-1]}
                none = {side: 0 for side, edge in sides.items() if edge}
                return self._heading(block, "", leads=alone, white=element("spacing", **none) if none else "")
            case Space():
                return self._space(block)
            case Table():
                raise TypeError("a table is a band of its own")

    def _table(self, block: Table, section: str) -> Iterator[str]:
        """A table and a hairline, without which Word joins it to the next one; white as in the book."""
        yield from table_xml(block, self._style, self._setting)
        yield _closing(self._below, section)


def _is_ruled(block: Block | None) -> bool:
    return isinstance(block, Table | Frame)


def _closing(below: Block | None, section: str) -> str:
    """The hairline after a table, with the white that it has before the block `below`."""
    joined = below is None or isinstance(below, Table | Frame | Plate | PageBreak)
    return hairline(after=0.0 if joined else TABLE_GAP - HAIRLINE, section=section)


def _bottom_frame(style: DocumentStyle) -> str:
    """What follows a filling space stands in a frame at the foot of the type area."""
    return element(
        "framePr",
        w=twips(style.page.text_width),
        hSpace=0,
        wrap="notBeside",
        hAnchor="margin",
        vAnchor="margin",
        xAlign="left",
        yAlign="bottom",
    )
