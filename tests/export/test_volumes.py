"""Volumes: a thick book is cut where headings begin pages, evenly, and nothing of it is changed or lost."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.export.binding import Stock, binding_plan, sheets_of
from app.export.document import Block, Contents, Document, Heading, PageBreak, Paragraph, Part, Plate, Space, Text
from app.export.docx.sections import sections_of
from app.export.fonts.faces import Faces
from app.export.layout.book import Book, OutlineEntry, Page, Spot
from app.export.layout.settle import lay_out
from app.export.style import DocumentStyle
from app.export.volumes import in_volumes, volume_anchor, volumes_needed

TITLE = Paragraph((Text("申报书"),), "cover_title")
COVER = Part((Space(4), TITLE, Space(8), Paragraph((Text("二〇二二年"),), "cover_foot")), "none")
CONTENTS = Part((Paragraph((Text("目　录"),), "contents_title"), Contents()), "roman")


def heading(level: int, anchor: str) -> Heading:
    return Heading(level, (Text(anchor),), anchor)


def document(*blocks: Block, front: tuple[Part, ...] = (COVER, CONTENTS)) -> Document:
    return Document("申报书", (*front, Part(blocks)), DocumentStyle(), "某某公司")


def chapters(*pages: int, level: int = 1, name: str = "section-{}") -> list[Block]:
    """For each number a heading on a new page, and plates that fill so many pages with it."""
    blocks: list[Block] = []
    for number, count in enumerate(pages, 1):
        blocks += [PageBreak(), heading(level, name.format(number))]
        blocks += [Plate(name.format(number), page, 442.0, 500.0) for page in range(count)]
    return blocks


def proof(item: int, *files: int) -> list[Block]:
    """An evidence item whose files take so many pages each."""
    blocks = chapters(*files, level=3, name=f"proof-s-i{item}-{{}}")
    return [blocks[0], heading(2, f"proof-s-i{item}"), *blocks[1:]]


def bound(given_document: Document, limit: int, faces: Faces) -> tuple[Document, Book]:
    """The document in volumes, and their layout."""
    parted = in_volumes(given_document, lay_out(given_document, faces), limit)
    return parted, lay_out(parted, faces)


def first_headings(parted: Document) -> list[str]:
    """The anchor of the first heading of the body of every volume but the first."""
    bodies = [part for part in parted.parts if part.volume > 1 and part.numbering == "arabic"]
    first: dict[int, str] = {}
    for part in bodies:
        opening = next(block for block in part.blocks if not isinstance(block, PageBreak | Space))
        assert isinstance(opening, Heading)
        first.setdefault(part.volume, opening.anchor)
    return list(first.values())


def body(given_document: Document) -> list[Block]:
    return [block for part in given_document.parts if part.numbering == "arabic" for block in part.blocks]


@pytest.mark.parametrize(("pages", "volumes"), [(0, 1), (20, 1), (21, 2), (40, 2), (41, 3)])
def test_as_many_volumes_are_needed_as_spines_take_the_sheets(pages: int, volumes: int) -> None:
    book = Book([Page(at, 595, 842, "", at) for at in range(pages)], [], {}, [])
    assert volumes_needed(book, 10) == volumes


def test_a_book_that_one_spine_takes_stays_as_it_is(faces: Faces) -> None:
    thin = document(*chapters(3, 3))
    book = lay_out(thin, faces)
    assert volumes_needed(book) == 1
    assert in_volumes(thin, book) is thin


def test_a_thick_book_is_cut_evenly_at_headings_that_begin_pages(faces: Faces) -> None:
    parted, book = bound(document(*chapters(6, 6, 6, 6)), 10, faces)
    assert first_headings(parted) == ["section-3"]
    plan = binding_plan(book, stock=Stock(sheet=1, cover=0, spine_limit=10))
    assert [volume.sheets for volume in plan.volumes] == [8, 8]
    assert plan.too_thick == ()
    assert [volume.labels for volume in plan.volumes] == [("1", "12"), ("13", "24")]


def test_blocks_are_moved_and_none_is_changed_or_lost(faces: Faces) -> None:
    whole = document(*chapters(6, 6, 6, 6))
    parted, _ = bound(whole, 8, faces)
    assert max(part.volume for part in parted.parts) > 1
    assert body(parted) == body(whole)
    assert sum(block.lines for block in parted.parts[0].blocks if isinstance(block, Space)) < 12
    kept = [block for block in parted.parts[0].blocks if not isinstance(block, Space | Heading)]
    assert [block for block in COVER.blocks if block in kept] == [TITLE, COVER.blocks[3]]
    assert parted.parts[1] == CONTENTS


def test_every_volume_has_a_cover_with_its_name_and_the_contents_of_the_whole_book(faces: Faces) -> None:
    parted, book = bound(document(*chapters(6, 6, 6)), 7, faces)
    assert max(part.volume for part in parted.parts) == 3
    for number, name in enumerate(("第一册", "第二册", "第三册"), 1):
        cover, contents, *_ = [part for part in parted.parts if part.volume == number]
        words = [
            inline.text
            for block in cover.blocks
            if isinstance(block, Paragraph | Heading)
            for inline in block.inlines
            if isinstance(inline, Text)
        ]
        assert words[:3] == ["申报书", name, "（共三册）"]
        assert words[3:] == (["二〇二二年"] if number == 1 else ["某某公司"])
        assert (cover.numbering, contents.numbering, contents.blocks) == ("none", "roman", CONTENTS.blocks)
    lines = [(entry.title, entry.spot.label) for entry in book.outline if entry.anchor.startswith("volume-")]
    assert lines == [("第一册", ""), ("第二册", ""), ("第三册", "")]


def test_anchors_stay_unique_and_pages_begin_volumes_on_rectos(faces: Faces) -> None:
    parted, book = bound(document(*chapters(5, 7, 5, 7)), 9, faces)
    anchors = [block.anchor for part in parted.parts for block in part.blocks if isinstance(block, Heading)]
    assert len(anchors) == len(set(anchors))
    for volume in book.volumes:
        assert volume.first % 2 == 0
        assert book.anchors[volume_anchor(volume.number)].page == volume.first


def test_an_evidence_item_is_preferred_to_a_file_and_a_chapter_to_both(faces: Faces) -> None:
    items = document(heading(1, "section-1"), *proof(1, 4, 4), *proof(2, 3, 3, 3))
    assert first_headings(bound(items, 9, faces)[0]) == ["proof-s-i2"]
    chapter = document(heading(1, "section-1"), *proof(1, 4, 4), *proof(2, 4), *chapters(4, 6, name="part-{}"))
    assert first_headings(bound(chapter, 13, faces)[0]) == ["part-1"]


def test_a_cut_falls_on_a_file_where_one_item_is_too_thick_but_never_into_a_file(faces: Faces) -> None:
    parted, book = bound(document(heading(1, "section-1"), *proof(1, 8, 4, 12)), 9, faces)
    assert first_headings(parted) == ["proof-s-i1-3"]
    assert len(book.volumes) == 2


def test_a_file_thicker_than_a_spine_stays_whole_and_is_told(faces: Faces) -> None:
    parted, book = bound(document(heading(1, "section-1"), *proof(1, 2), *proof(2, 40), *proof(3, 2)), 10, faces)
    assert first_headings(parted) == ["proof-s-i2", "proof-s-i3"]
    plan = binding_plan(book, stock=Stock(sheet=1, cover=0, spine_limit=10))
    assert plan.too_thick == (2,)


def test_a_book_without_a_place_to_cut_stays_in_one_volume(faces: Faces) -> None:
    solid = document(heading(1, "section-1"), *[Plate("p", page, 442.0, 630.0) for page in range(30)])
    book = lay_out(solid, faces)
    assert volumes_needed(book, 10) == 2
    assert in_volumes(solid, book, 10) is solid


def test_a_heading_in_the_middle_of_a_page_is_no_place_to_cut(faces: Faces) -> None:
    plates = [Plate("p", page, 442.0, 400.0) for page in range(10)]
    middle = [block for plate in plates for block in (plate, heading(2, f"h-{plate.page}"), Paragraph((Text("中"),)))]
    solid = document(heading(1, "section-1"), *middle)
    assert in_volumes(solid, lay_out(solid, faces), 3) is solid


def test_a_document_in_volumes_is_not_parted_again(faces: Faces) -> None:
    parted, book = bound(document(*chapters(6, 6, 6, 6)), 10, faces)
    assert in_volumes(parted, book, 2) is parted


def test_a_book_without_cover_and_contents_gets_a_cover_for_each_volume(faces: Faces) -> None:
    parted, book = bound(document(*chapters(6, 6), front=()), 4, faces)
    assert [(part.numbering, part.volume) for part in parted.parts] == [
        ("none", 1),
        ("arabic", 1),
        ("none", 2),
        ("arabic", 2),
    ]
    assert [volume.number for volume in book.volumes] == [1, 2]


def test_a_cut_between_two_parts_leaves_no_empty_part(faces: Faces) -> None:
    parts = (COVER, CONTENTS, Part(tuple(chapters(6, 6))), Part(tuple(chapters(6, 6, name="annex-{}"))))
    whole = Document("申报书", parts, DocumentStyle(), "某某公司")
    parted, _ = bound(whole, 10, faces)
    assert first_headings(parted) == ["annex-1"]
    assert body(parted) == body(whole)
    assert [part.volume for part in parted.parts if part.numbering == "arabic"] == [1, 2]


def test_word_counts_on_as_the_book_does(faces: Faces) -> None:
    parted, book = bound(document(*chapters(6, 6, 6, 6)), 10, faces)
    labels = {anchor: spot.label for anchor, spot in book.anchors.items()}
    starts = [(section.numbering, section.start) for section in sections_of(parted, labels)]
    front = [("none", None), ("roman", 1)]
    assert starts == [*front, ("arabic", 1), ("arabic", 7), *front, ("arabic", 13), ("arabic", 19)]


def made_up(lengths: Sequence[int], ranks: Sequence[int]) -> tuple[Document, Book]:
    """A book of headings that begin pages, laid out by hand: `lengths` pages each."""
    blocks: list[Block] = []
    anchors: dict[str, Spot] = {}
    page = 4
    style = DocumentStyle()
    for number, (length, level) in enumerate(zip(lengths, ranks, strict=True)):
        blocks += [PageBreak(), heading(level, f"h-{number}")]
        anchors[f"h-{number}"] = Spot(page, str(page - 3), style.page.top)
        page += length
    pages = [Page(at, 595.0, 842.0, "I" if at == 2 else str(at - 3) if at > 3 else "", at) for at in range(page)]
    outline = [OutlineEntry(1, anchor, anchor, spot) for anchor, spot in anchors.items()]
    return document(*blocks), Book(pages, outline, anchors, [])


@given(st.lists(st.tuples(st.integers(1, 30), st.integers(1, 3)), min_size=1, max_size=40), st.integers(20, 60))
@settings(max_examples=60, deadline=None)
def test_volumes_are_never_too_thick_and_never_too_many(chapters: list[tuple[int, int]], limit: int) -> None:
    lengths, ranks = [length for length, _ in chapters], [rank for _, rank in chapters]
    whole, book = made_up(lengths, ranks)
    parted = in_volumes(whole, book, limit)
    assert body(parted) == body(whole)
    starts = [0, *(book.anchors[anchor].page for anchor in first_headings(parted)), len(book.pages)]
    front = 1 + sheets_of(2)
    sheets = [sheets_of(stop - start) + (front if start else 0) for start, stop in pairwise(starts)]
    assert max(sheets) <= limit
    slack = sheets_of(max(lengths)) + front + 1  # a volume may end that much below what it could hold
    assert len(sheets) <= max(1, -(-sheets_of(len(book.pages)) // max(1, limit - slack)))
