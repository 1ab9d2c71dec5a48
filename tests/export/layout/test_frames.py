"""Frames on pages: ruled all around on every page, parted between lines, one with the tables in them."""

from __future__ import annotations

from app.export.document import (
    Block,
    Cell,
    Contents,
    Document,
    Frame,
    Framed,
    Heading,
    PageRef,
    Paragraph,
    Part,
    Row,
    Space,
    Table,
    Text,
)
from app.export.fonts.faces import Faces
from app.export.layout.book import Book, Page
from app.export.layout.items import Glyphs, Rule
from app.export.layout.settle import lay_out
from app.export.style import PAD_X, DocumentStyle

PAGE = DocumentStyle().page
TOP, BOTTOM = PAGE.top, PAGE.top + PAGE.text_height


def words(text: str = "满行") -> Paragraph:
    return Paragraph((Text(text),), "body")


def heading(text: str, anchor: str) -> Heading:
    return Heading(3, (Text(text),), anchor)


def table(rows: int) -> Table:
    return Table((1.0, 2.0), tuple(Row((Cell((words("左"),)), Cell((words("右"),)))) for _ in range(rows)))


def book_of(faces: Faces, *blocks: Block) -> Book:
    return lay_out(Document("书", (Part(blocks),), DocumentStyle()), faces)


def framed(faces: Faces, *rows: tuple[Framed, ...], before: int = 0) -> Book:
    return book_of(faces, *[words() for _ in range(before)], Frame(rows))


def uprights(page: Page, x: float) -> list[tuple[float, float]]:
    """The vertical rules at `x`, joined where one goes on from another."""
    joined: list[tuple[float, float]] = []
    rules = [item for item in page.items if isinstance(item, Rule) and item.x0 == item.x1]
    for top, bottom in sorted((item.y0, item.y1) for item in rules if abs(item.x0 - x) < 0.01):
        if joined and abs(joined[-1][1] - top) < 0.01:
            joined[-1] = (joined[-1][0], bottom)
        else:
            joined.append((top, bottom))
    return joined


def levels(page: Page) -> list[float]:
    """The heights of the rules that cross the whole frame."""
    rules = [item for item in page.items if isinstance(item, Rule) and item.y0 == item.y1]
    return sorted(item.y0 for item in rules if abs(item.x1 - item.x0 - PAGE.text_width) < 0.01)


def baselines(page: Page) -> list[float]:
    """The heights of the printed words but for the page number."""
    return [item.y for item in page.items if isinstance(item, Glyphs) and item.y < BOTTOM + 1]


def left(page: Page) -> float:
    return PAGE.inner if page.recto else PAGE.outer


def test_words_in_a_frame_stand_between_its_rules(faces: Faces) -> None:
    (page,) = framed(faces, (words("甲" * 100),), (words("乙"),)).pages
    assert len(levels(page)) == 3
    ((top, bottom),) = uprights(page, left(page))
    assert uprights(page, left(page) + PAGE.text_width) == [(top, bottom)]
    assert (levels(page)[0], levels(page)[-1]) == (top, bottom)
    printed = [item for item in page.items if isinstance(item, Glyphs) and item.y < BOTTOM]
    assert all(item.x >= left(page) + PAD_X - 0.01 for item in printed)
    assert all(top < item.y < bottom for item in printed)


def test_a_frame_that_goes_on_overleaf_is_closed_on_both_pages(faces: Faces) -> None:
    first, second = framed(faces, tuple(words() for _ in range(40))).pages
    for page in (first, second):
        ((top, bottom),) = uprights(page, left(page))
        assert levels(page) == [top, bottom]
        assert TOP - 0.01 <= top < min(baselines(page))
        assert max(baselines(page)) < bottom <= BOTTOM + 0.01
    assert len(baselines(first)) + len(baselines(second)) == 40
    assert len(baselines(first)) >= 29


def test_a_frame_leaves_no_empty_rules_on_the_page_it_does_not_begin_on(faces: Faces) -> None:
    for before in range(26, 31):
        book = framed(faces, (heading("1.1 标题", "a"), words("甲" * 200)), before=before)
        for page in book.pages:
            for top, bottom in uprights(page, left(page)):
                assert any(top < y < bottom for y in baselines(page)), before


def test_a_heading_in_a_frame_is_never_parted_from_what_follows_in_the_next_row(faces: Faces) -> None:
    for before in range(20, 31):
        book = framed(faces, (heading("1. 大标题", "a"),), (heading("1.1 标题", "b"), words("甲" * 100)), before=before)
        assert book.anchors["a"].page == book.anchors["b"].page, before
        below = [y for y in baselines(book.pages[book.anchors["b"].page]) if y > book.anchors["b"].y + 20]
        assert below, before


def test_a_table_in_a_frame_is_as_wide_as_the_frame_and_joins_it(faces: Faces) -> None:
    (page,) = framed(faces, (words(), Space(0.5), table(2), Space(0.5), words())).pages
    assert len(uprights(page, left(page))) == len(uprights(page, left(page) + PAGE.text_width)) == 1
    heights = sorted(set(levels(page)))
    assert len(heights) == 5 - 1 + 0 or heights[0] == uprights(page, left(page))[0][0]


def test_white_at_the_edges_of_a_row_is_left_out(faces: Faces) -> None:
    (bare,) = framed(faces, (words(),), (words(),)).pages
    (padded,) = framed(faces, (Space(1), words(), Space(1)), (Space(2),), (words(), Space(3))).pages
    assert levels(bare) == levels(padded)


def test_a_frame_without_words_is_no_frame(faces: Faces) -> None:
    (page,) = book_of(faces, words(), Frame(((Space(1),), ())), words()).pages
    assert not [item for item in page.items if isinstance(item, Rule)]


def test_headings_in_frames_stand_in_contents_and_numbers_in_frames_are_true(faces: Faces) -> None:
    refers = Paragraph((Text("见第 "), PageRef("b"), Text(" 页。")), "body")
    frame = Frame(((heading("甲", "a"), refers), tuple(words() for _ in range(40)), (heading("乙", "b"), words("末"))))
    document = Document("书", (Part((Contents(),), "roman"), Part((frame,))), DocumentStyle())
    book = lay_out(document, faces)
    assert [(entry.title, entry.spot.label) for entry in book.outline] == [("甲", "1"), ("乙", "2")]
    said = "".join(item.text for page in book.pages for item in page.items if isinstance(item, Glyphs))
    assert "见第2页。" in said.replace(" ", "")
