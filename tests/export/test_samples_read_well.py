"""Every line of the samples, and of a book of hard answers, reads as an official expects; the readers see faults."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from declaration.filled import sample_session
from hard_answers import HARD_ANSWERS
from line_reading import edges_amiss, frames, lone_characters, torn_words, wide_gaps

from app.declaration.filling import fill
from app.export.compose.book import compose
from app.export.fonts.faces import Faces
from app.export.layout.book import Book, Page, PlacedLine, PlacedSlice
from app.export.layout.items import Glyphs, Line
from app.export.layout.settle import lay_out
from app.export.layout.tables.cells import CellBox, Content, RowBox, TableBox
from app.export.layout.tables.grid import Piece, Slice
from app.export.style import PAD_X

PACKS = ("sichuan-2022", "miit-2018", "miit-2023", "shanghai-2022", "region-guide", "sme-2022", "hightech-2016")
HARD = "hard answers"
SIZE, FACE = 12.0, "FandolFang-Regular"


@pytest.fixture(scope="module", params=[*PACKS, HARD])
def book(request: pytest.FixtureRequest, faces: Faces) -> Book:
    session = sample_session("sichuan-2022" if request.param == HARD else request.param)
    if request.param == HARD:
        fill(session, {"answers": HARD_ANSWERS})
    return lay_out(compose(session), faces)


def test_the_book_has_lines_of_words_and_of_cells(book: Book) -> None:
    kinds = [frame.in_cell for frame in frames(book)]
    assert kinds.count(True) > 50
    assert kinds.count(False) > 100


def test_no_white_between_two_characters_is_wider_than_half_a_character(book: Book, faces: Faces) -> None:
    assert list(wide_gaps(book, faces)) == []


def test_no_line_begins_or_ends_with_a_mark_that_must_not_stand_there(book: Book) -> None:
    assert list(edges_amiss(book)) == []


def test_no_code_date_address_or_number_with_its_unit_is_torn_in_a_cell(book: Book) -> None:
    assert list(torn_words(book)) == []


def test_no_line_of_a_cell_holds_a_single_character(book: Book) -> None:
    assert list(lone_characters(book)) == []


# -- the readers see what is wrong ---------------------------------------------------------------


def line(text: str, spacing: float = 0.0) -> Line:
    return Line((Glyphs(0.0, 0.0, FACE, SIZE, text, spacing),), (), (), len(text) * SIZE, SIZE)


def page_of(placed: PlacedLine | PlacedSlice) -> Book:
    return Book([Page(0, 595.0, 842.0, "1", 1, [placed])], [], {}, [])


def book_of(*lines: Line) -> Book:
    """A book whose only page has these lines in one cell, twelve characters wide."""
    tops = [SIZE * at for at in range(len(lines))]
    content = Content(lines, tops, [SIZE] * len(lines), SIZE * len(lines))
    width = 12 * SIZE + 2 * PAD_X
    cell = CellBox(0, 1, 1, content, "top", repeats=False, height=content.height)
    row = RowBox([cell], content.height, (0,), ())
    table = TableBox([0.0, width], [row], 0, has_seals=False)
    return page_of(PlacedSlice(0.0, 0.0, Slice(table, [Piece(0, row, content.height)], [])))


def words_only(reader: Callable[[Book], Iterator[str]], *lines: str) -> list[str]:
    return list(reader(book_of(*map(line, lines))))


def test_white_is_measured_between_the_characters(faces: Faces) -> None:
    assert list(wide_gaps(book_of(line("平台", 0.4 * SIZE)), faces)) == []
    assert len(list(wide_gaps(book_of(line("平台", 0.6 * SIZE)), faces))) == 1
    apart = line("平")._replace(glyphs=(line("平").glyphs[0], line("台").glyphs[0]._replace(x=2 * SIZE)))
    assert len(list(wide_gaps(page_of(PlacedLine(0.0, 0.0, apart)), faces))) == 1
    blank = (("平", 0.0), ("台", 4.0))
    filled = apart._replace(
        glyphs=tuple(Glyphs(at * SIZE, 0.0, FACE, SIZE, char) for char, at in blank), rules=((SIZE, 4 * SIZE),)
    )
    assert list(wide_gaps(page_of(PlacedLine(0.0, 0.0, filled)), faces)) == []


@pytest.mark.parametrize("lines", [("平台", "，接入"), ("平台（", "接入）"), ("他说", "”好")])
def test_marks_at_the_edges_are_seen(lines: tuple[str, str]) -> None:
    assert len(words_only(edges_amiss, *lines)) == 1


@pytest.mark.parametrize(
    "lines",
    [
        ("91510100MA", "YYYY008J"),
        ("2022年3月", "18日"),
        ("zhao@", "a.example"),
        ("028-1234", "5678"),
        ("接入1200", "台套"),
        ("XQ-", "00001-9"),
    ],
)
def test_torn_words_are_seen(lines: tuple[str, str]) -> None:
    assert len(words_only(torn_words, *lines)) == 1


def test_a_word_that_no_line_can_hold_may_be_torn() -> None:
    assert words_only(torn_words, "1234567890ABCDEFGHIJ", "1234567890ABCDEFGHIJ") == []


def test_a_single_character_is_seen_with_its_marks() -> None:
    assert len(words_only(lone_characters, "值得一", "读。”")) == 1
    assert words_only(lone_characters, "值得", "一读。”") == []
