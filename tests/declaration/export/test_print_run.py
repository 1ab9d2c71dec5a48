"""Which sheets are printed: fronts and backs in turn, whole sheets, each volume from a front of its own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.declaration.book.bound_pdf import BoundPdf
from app.declaration.export.print_run import one_volume, pages_named, sheets_with, volumes, whole_book
from app.errors import UsageError


def book(*lengths: int) -> BoundPdf:
    """A book of volumes with so many pages, its cover and verso without number."""
    counts = [length + (length % 2 if at + 1 < len(lengths) else 0) for at, length in enumerate(lengths)]
    owners = tuple(at for at, count in enumerate(counts, 1) for _ in range(count))
    labels = tuple("" if page < 2 else str(page - 1) for page in range(len(owners)))
    return BoundPdf(b"", labels, owners)


@given(st.lists(st.integers(1, 40), min_size=1, max_size=4))
def test_the_whole_book_is_every_page_once_with_right_hand_pages_in_front(lengths: list[int]) -> None:
    bound = book(*lengths)
    run = whole_book(bound)
    assert [page for page in run.pages if page is not None] == list(range(bound.pages))
    assert all(page is not None and page % 2 == 0 for page in run.pages[::2])
    assert run.sheets == (bound.pages + 1) // 2


@given(st.lists(st.integers(1, 40), min_size=1, max_size=4), st.data())
def test_a_page_is_printed_with_the_other_side_of_its_sheet(lengths: list[int], data: st.DataObject) -> None:
    bound = book(*lengths)
    page = data.draw(st.integers(0, bound.pages - 1))
    run = sheets_with(bound, [page])
    front = page - page % 2
    assert run.pages == (front, front + 1 if front + 1 < bound.pages else None)


def test_a_volume_is_printed_alone() -> None:
    bound = book(7, 5)
    assert volumes(bound) == [1, 2]
    assert one_volume(bound, 1).pages == tuple(range(8))
    assert one_volume(bound, 2).pages == (8, 9, 10, 11, 12, None)
    assert one_volume(bound, 2).sides == 5


@pytest.mark.parametrize(
    ("words", "pages"),
    [
        ("1", [2]),
        ("3-5", [4, 5, 6]),
        ("1、3—4", [2, 4, 5]),
        ("5至6，2", [3, 6, 7]),
        ("2 4", [3, 5]),
        ("4-99", [5, 6, 7]),
    ],
)
def test_pages_are_called_by_their_printed_numbers(words: str, pages: list[int]) -> None:
    assert pages_named(book(8), words) == pages


@pytest.mark.parametrize(
    ("words", "told"), [("", "看不懂"), ("三", "看不懂"), ("1-", "看不懂"), ("77", "没有页码为“77”的页")]
)
def test_what_is_no_page_is_refused(words: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        pages_named(book(8), words)
