"""The binding plan: sheets, spines, empty versos and seal groups, reckoned from the pages of a book."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.export.binding import Stock, binding_plan, sheets_of
from app.export.document import Contents, Document, Heading, PageBreak, Paragraph, Part, Plate, Text
from app.export.fonts.faces import Faces
from app.export.layout.book import Book, Page, PlacedLine
from app.export.layout.items import EMPTY_LINE
from app.export.layout.settle import lay_out
from app.export.style import DocumentStyle

WORDS = PlacedLine(0.0, 0.0, EMPTY_LINE)


def book(*volumes: int, blank: tuple[int, ...] = ()) -> Book:
    """A book of volumes of so many numbered pages; nothing stands on the pages `blank` (from 1)."""
    owners = [number for number, count in enumerate(volumes, 1) for _ in range(count)]
    pages = [Page(at, 595.0, 842.0, str(at + 1), at + 1, [WORDS], owner) for at, owner in enumerate(owners)]
    for page in blank:
        pages[page - 1].placed, pages[page - 1].label = [], ""
    return Book(pages, [], {}, [])


@pytest.mark.parametrize(("pages", "sheets"), [(0, 0), (1, 1), (2, 1), (3, 2), (400, 200)])
def test_a_sheet_has_two_pages(pages: int, sheets: int) -> None:
    assert sheets_of(pages) == sheets


def test_a_thin_book_is_one_volume_with_its_spine() -> None:
    plan = binding_plan(book(99), copies=3)
    (volume,) = plan.volumes
    assert (volume.number, volume.pages, volume.labels, volume.sheets) == (1, (1, 99), ("1", "99"), 50)
    assert volume.spine == pytest.approx(50 * 0.104 + 2 * 0.3)
    assert volume.open_back
    assert (plan.pages, plan.sheets, plan.all_sheets, plan.all_volumes) == (99, 50, 150, 3)
    assert plan.too_thick == ()


def test_a_glued_spine_of_forty_millimetres_takes_378_sheets() -> None:
    assert Stock().sheets_limit == 378
    assert Stock().spine(378) <= 40.0 < Stock().spine(379)


@pytest.mark.parametrize(("pages", "thick"), [(756, ()), (757, (1,))])
def test_a_volume_that_no_spine_takes_is_named(pages: int, thick: tuple[int, ...]) -> None:
    assert binding_plan(book(pages)).too_thick == thick


@pytest.mark.parametrize(("pages", "more"), [(2, 0.0), (270, 0.0), (290, 2.0), (460, 2.0), (480, 4.0), (756, 4.0)])
def test_a_thick_book_wants_a_wider_inner_edge(pages: int, more: float) -> None:
    assert binding_plan(book(pages)).gutter == more


def test_numbers_and_pages_run_on_through_the_volumes() -> None:
    first, second = binding_plan(book(10, 7)).volumes
    assert (first.pages, first.labels, first.open_back) == ((1, 10), ("1", "10"), False)
    assert (second.pages, second.labels, second.open_back) == ((11, 17), ("11", "17"), True)
    assert (second.number, second.sheets) == (2, 4)


def test_empty_versos_are_listed_and_bear_no_number() -> None:
    (volume,) = binding_plan(book(8, blank=(2, 8))).volumes
    assert volume.blank_versos == (2, 8)
    assert volume.labels == ("1", "7")


def test_a_page_counts_as_numbered_only_where_the_number_is_printed() -> None:
    given_book = book(4)
    given_book.pages[3].placed = []
    assert binding_plan(given_book).volumes[0].labels == ("1", "3")


def test_a_book_without_arabic_numbers_names_none() -> None:
    given_book = book(2)
    for page, label in zip(given_book.pages, ("", "II"), strict=True):
        page.label = label
    assert binding_plan(given_book).volumes[0].labels == ("", "")


def test_an_empty_book_has_nothing_to_bind() -> None:
    plan = binding_plan(Book([], [], {}, []), copies=2)
    assert (plan.volumes, plan.pages, plan.all_sheets) == ((), 0, 0)


def test_sixty_one_sheets_are_sealed_in_two_groups_of_about_the_same_size() -> None:
    (volume,) = binding_plan(book(121)).volumes
    first, second = volume.seal_groups
    assert (first.sheets, first.pages, first.labels) == ((1, 30), (1, 60), ("1", "60"))
    assert (second.sheets, second.pages, second.labels) == ((31, 61), (61, 121), ("61", "121"))


@given(st.lists(st.integers(1, 900), min_size=1, max_size=4), st.integers(1, 80))
@settings(max_examples=30, deadline=None)
def test_the_groups_hold_every_sheet_once_and_none_too_many(halves: list[int], most: int) -> None:
    plan = binding_plan(book(*(2 * half for half in halves)), stock=Stock(seal_sheets=most))
    for volume in plan.volumes:
        groups = [group.sheets for group in volume.seal_groups]
        assert (groups[0][0], groups[-1][1]) == (1, volume.sheets)
        assert all(before[1] + 1 == after[0] for before, after in pairwise(groups))
        sizes = [last - first + 1 for first, last in groups]
        assert max(sizes) <= most
        assert max(sizes) - min(sizes) <= 1
        assert len(groups) == -(-volume.sheets // most)


def test_a_laid_out_book_of_two_volumes_begins_each_on_a_sheet_of_its_own(faces: Faces) -> None:
    words = Paragraph((Text("正文"),))
    parts = (
        Part((words,), "none"),
        Part((Contents(),), "roman"),
        Part((Heading(1, (Text("一、甲"),), "a"), words)),
        Part((Heading(1, (Text("第二册"),), "b", volume=True),), "none", 2),
        Part((Contents(),), "roman", 2),
        Part((Heading(1, (Text("二、乙"),), "c"), words, PageBreak(), words), volume=2),
    )
    laid_out = lay_out(Document("书", parts, DocumentStyle()), faces)
    first, second = binding_plan(laid_out).volumes
    assert (first.pages, first.labels, first.blank_versos) == ((1, 6), ("1", "1"), (2, 4, 6))
    assert (second.pages, second.labels, second.blank_versos) == ((7, 12), ("3", "4"), (8, 10))
    assert [page.label for page in laid_out.pages if page.label and not page.label.isdecimal()] == ["I", "I"]


def test_pages_with_pictures_of_proofs_are_listed(faces: Faces) -> None:
    words = Paragraph((Text("正文"),))
    plates = [Plate("ab", page, 400.0, 600.0) for page in range(2)]
    part = Part((words, PageBreak(), *plates, PageBreak(), words))
    plan = binding_plan(lay_out(Document("书", (part,), DocumentStyle()), faces))
    assert plan.plates == (2, 3)
    assert plan.volumes[0].plates == (2, 3)
