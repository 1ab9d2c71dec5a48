"""Sections: recto starts, page numbers as the book counts them, footers by side, breaks without empty pages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from docx_samples import PAGES, Parts, W, body_of, cell, find, heading, paragraph, parts_of, value, words
from lxml import etree

from app.export.document import Document, PageBreak, Part, Row, Space, Table
from app.export.docx.sections import number_of, sections_of
from app.export.style import DocumentStyle


def book(*parts: Part) -> Document:
    return Document("书", parts, DocumentStyle())


def part(numbering: str, *blocks: object) -> Part:
    return Part(blocks or (paragraph(numbering),), numbering)


def section_properties(document: Document) -> list[etree._Element]:
    return list(etree.fromstring(parts_of(document)["word/document.xml"]).iter(f"{W}sectPr"))


def test_every_part_is_a_section_that_starts_on_a_recto(tiny_body: etree._Element) -> None:
    kinds = [value(e) for e in tiny_body.iter(f"{W}type")]
    assert kinds == ["oddPage", "oddPage", "oddPage", "nextPage", "oddPage"]  # a heading opens a page of the third


def test_a_heading_that_opens_a_page_opens_a_section_with_the_books_number() -> None:
    blocks = (heading(1, "一", "s1"), PageBreak(), paragraph("段"), PageBreak(), PageBreak(), heading(1, "附件", "e1"))
    sections = list(sections_of(book(part("arabic", *blocks)), PAGES))
    assert [(section.start, section.recto) for section in sections] == [(1, True), (57, False)]


def test_breaks_before_anything_stands_make_no_section() -> None:
    blocks = (PageBreak(), PageBreak(recto=True), heading(1, "一", "s1"))
    assert [len(section.blocks) for section in sections_of(book(part("arabic", *blocks)), PAGES)] == [1]


def test_numbers_start_at_one_and_run_on_in_parts_of_the_same_numbering() -> None:
    document = book(part("none"), part("roman"), part("arabic"), part("arabic"))
    numbers = [find(e, "w:pgNumType") for e in section_properties(document)]
    shown = [(value(n[0], "fmt"), value(n[0], "start")) if n else None for n in numbers]
    assert shown == [None, ("upperRoman", "1"), ("decimal", "1"), ("decimal", None)]


@pytest.mark.parametrize("between", ["none", "roman"])
def test_numbers_resume_after_other_parts_at_the_page_of_the_first_heading(between: str) -> None:
    later = part("arabic", PageBreak(), heading(1, "附件", "e1"))
    sections = list(sections_of(book(part("arabic"), part(between), later), PAGES))
    assert sections[-1].start == 57


def test_roman_numbers_begin_anew_in_each_volume_and_arabic_ones_run_on() -> None:
    volumes = [part("none"), part("roman"), part("arabic")]
    second = [replace(one, volume=2) for one in (*volumes[:2], part("arabic", Space(0.5), heading(1, "附件", "e1")))]
    starts = [(section.numbering, section.start) for section in sections_of(book(*volumes, *second), PAGES)]
    assert starts == [("none", None), ("roman", 1), ("arabic", 1), ("none", None), ("roman", 1), ("arabic", 57)]


def test_a_recto_break_inside_a_part_is_a_section_that_keeps_counting() -> None:
    document = book(part("arabic", paragraph("前"), PageBreak(recto=True), paragraph("后")))
    starts = [value(find(e, "w:pgNumType")[0], "start") for e in section_properties(document)]
    assert starts == ["1", None]


def test_each_section_starts_at_the_books_number_however_many_pages_another_program_made_before() -> None:
    blocks = (heading(1, "一", "s1"), PageBreak(recto=True), heading(1, "二", "s2"), PageBreak(recto=True))
    sections = sections_of(book(part("arabic", *blocks, heading(1, "附件", "e1"))), PAGES)
    assert [section.start for section in sections] == [1, 3, 57]


@pytest.mark.parametrize(("label", "number"), [("12", 12), ("XIV", 14), ("iii", 3), ("— 3 —", None), ("", None)])
def test_a_page_label_is_read_as_a_number(label: str, number: int | None) -> None:
    assert number_of(label) == number


def test_parts_without_number_have_an_empty_footer_others_one_for_each_side() -> None:
    none, arabic = section_properties(book(part("none"), part("arabic")))
    relation = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    footers = [{value(f, "type"): f.get(relation) for f in find(e, "w:footerReference")} for e in (none, arabic)]
    assert footers == [
        {"even": "rIdFooterNone", "default": "rIdFooterNone"},
        {"even": "rIdFooterEven", "default": "rIdFooterOdd"},
    ]


@pytest.mark.parametrize(("side", "edge"), [("odd", "right"), ("even", "left")])
def test_the_page_number_stands_between_dashes_one_character_in_from_the_outer_edge(
    tiny_parts: Parts, side: str, edge: str
) -> None:
    footer = etree.fromstring(tiny_parts[f"word/footer-{side}.xml"])
    assert words(footer) == "— 1 —"
    assert value(find(footer, "w:p/w:pPr/w:jc")[0]) == edge
    assert value(find(footer, "w:p/w:pPr/w:ind")[0], edge) == "280"
    assert {value(f, "ascii") for f in footer.iter(f"{W}rFonts")} == {"宋体"}


def test_pages_are_duplex_with_mirrored_margins(tiny_parts: Parts, tiny_body: etree._Element) -> None:
    settings = etree.fromstring(tiny_parts["word/settings.xml"])
    assert find(settings, "w:mirrorMargins")
    assert find(settings, "w:evenAndOddHeaders")
    margins = next(tiny_body.iter(f"{W}pgMar"))
    assert [round(int(value(margins, k) or 0) / 1440 * 25.4) for k in ("top", "left", "right", "bottom")] == [
        37,
        28,
        26,
        35,
    ]


def test_a_page_break_is_carried_by_what_follows() -> None:
    body = body_of(paragraph("一"), PageBreak(), PageBreak(), paragraph("二"), PageBreak(), Space(2))
    assert [bool(find(p, "w:pPr/w:pageBreakBefore")) for p in find(body, "w:p")] == [False, True, True, False]
    assert [words(p) for p in find(body, "w:p")][:2] == ["一", "二"]


def test_a_break_at_the_start_of_a_part_makes_no_empty_page() -> None:
    assert not list(body_of(PageBreak(), paragraph("一")).iter(f"{W}pageBreakBefore"))
    assert not list(body_of(PageBreak(), PageBreak(), paragraph("一")).iter(f"{W}pageBreakBefore"))


def test_a_break_before_a_table_is_carried_by_a_paragraph_before_it() -> None:
    body = body_of(paragraph("一"), PageBreak(), Table((1,), (Row((cell("格"),)),)))
    before = find(body, "w:tbl")[0].getprevious()
    assert before is not None
    assert find(before, "w:pPr/w:pageBreakBefore")


def test_a_section_ends_in_its_last_paragraph() -> None:
    body = etree.fromstring(parts_of(book(part("none"), part("arabic")))["word/document.xml"])[0]
    assert [words(p) for p in find(body, "w:p")] == ["none", "arabic"]


def test_what_follows_a_filling_space_stands_at_the_foot_of_the_page() -> None:
    body = body_of(paragraph("题"), Space(fill=True), paragraph("厅"), paragraph("月"))
    frames = [find(p, "w:pPr/w:framePr") for p in find(body, "w:p")]
    assert [value(f[0], "yAlign") if f else None for f in frames] == [None, "bottom", "bottom", None]


def test_a_space_is_as_high_as_its_lines_of_body() -> None:
    spacing = find(body_of(Space(2.5), paragraph("后")), "w:p/w:pPr/w:spacing")[0]
    assert (value(spacing, "line"), value(spacing, "lineRule")) == (str(round(2.5 * 20.8 * 20)), "exact")


@pytest.mark.parametrize(("text", "lacking"), [("", 4), ("短", 4), ("长" * 60, 2), ("长" * 200, 0)])
def test_a_paragraph_keeps_room_to_write(text: str, lacking: int) -> None:
    spacing = find(body_of(paragraph(text, min_lines=5), paragraph("后")), "w:p/w:pPr/w:spacing")
    assert [round(int(value(e, "after") or 0) / 20 / 20.8) for e in spacing] == ([lacking] if lacking else [])
