"""Pages: rectos, blank versos, numbers, what may stand alone, and numbers that are true."""

from __future__ import annotations

import hashlib

import pytest

from app.errors import ExportError
from app.export.document import (
    Blank,
    Block,
    Cell,
    Contents,
    Document,
    Heading,
    LineBreak,
    PageBreak,
    PageRef,
    Paragraph,
    Part,
    Row,
    SealPlace,
    Space,
    Table,
    Text,
)
from app.export.fonts.faces import Faces
from app.export.layout.book import Book, Page, PlacedLine
from app.export.layout.items import Glyphs, Rule
from app.export.layout.numbers import roman
from app.export.layout.settle import lay_out
from app.export.style import SIGNATURE, DocumentStyle, StyleName

LINES_A_PAGE = 30


def words(text: str, style: StyleName = "body") -> Paragraph:
    return Paragraph((Text(text),), style)


def heading(text: str, anchor: str, level: int = 1) -> Heading:
    return Heading(level, (Text(text),), anchor)


def book_of(faces: Faces, *parts: Part) -> Book:
    return lay_out(Document("书", parts, DocumentStyle()), faces)


def text_of(page: Page) -> str:
    return "".join(item.text for item in page.items if isinstance(item, Glyphs))


def line_count(page: Page) -> int:
    return sum(isinstance(placed, PlacedLine) for placed in page.placed) - bool(page.label)


def filled(lines: int) -> list[Block]:
    """Paragraphs of one line each."""
    return [words("满行") for _ in range(lines)]


def test_parts_begin_on_rectos_and_blank_versos_bear_no_number(faces: Faces) -> None:
    three = Part((words("甲"), PageBreak(), words("乙"), PageBreak(), words("丙")))
    book = book_of(faces, Part((words("封面"),), "none"), Part((words("目录"),), "roman"), three, Part((words("丁"),)))
    assert [page.label for page in book.pages] == ["", "", "I", "", "1", "2", "3", "", "5"]
    shown = ["封面", "", "目录— I —", "", "甲— 1 —", "乙— 2 —", "丙— 3 —", "", "丁— 5 —"]
    assert [text_of(page) for page in book.pages] == shown
    assert all(page.recto for page in book.pages if page.label in ("I", "1", "3", "5"))


def test_a_prompt_never_stands_last_on_a_page(faces: Faces) -> None:
    for before in range(25, 40):
        prompt = Paragraph((Text("补充说明："),), leads=True)
        book = book_of(faces, Part((*filled(before), prompt, words("正文"))))
        assert any("补充说明：正文" in text_of(page) for page in book.pages)


def test_a_signature_never_stands_alone_on_the_page_after_its_table(faces: Faces) -> None:
    rows = tuple(Row((Cell((words(f"第{number}行", "table_text"),)),)) for number in range(12))
    table, signature = Table((1.0,), rows, leads=True), Paragraph((Text("签字："),), "page_seal", height=SIGNATURE)
    ends = set()
    for before in range(5, 28):
        book = book_of(faces, Part((*filled(before), table, Space(0.5), signature)))
        (page,) = [text_of(page) for page in book.pages if "签字：" in text_of(page)]
        assert "第10行第11行签字：" in page
        ends.add(len(book.pages))
    assert ends == {1, 2}


def test_of_a_table_of_three_rows_none_stands_alone_over_or_under_the_edge(faces: Faces) -> None:
    rows = tuple(Row((Cell((words(f"第{number}行", "table_text"),)),)) for number in (1, 2, 3))
    for before in range(24, 31):
        book = book_of(faces, Part((*filled(before), heading("标题", "a"), Table((1.0,), rows))))
        assert any("标题第1行第2行第3行" in text_of(page) for page in book.pages)


def test_a_recto_break_leaves_a_blank_verso(faces: Faces) -> None:
    book = book_of(faces, Part((words("甲"), PageBreak(recto=True), words("乙"))))
    assert [page.label for page in book.pages] == ["1", "", "3"]


def test_the_number_stands_outside_one_character_in(faces: Faces) -> None:
    book = book_of(faces, Part((words("甲"), PageBreak(), words("乙"))))
    frame = DocumentStyle().page
    odd, even = ([item for item in page.items if isinstance(item, Glyphs)][-1] for page in book.pages)
    assert even.x == pytest.approx(frame.outer + 14)
    assert frame.width - frame.outer - 14 - odd.x == pytest.approx(14 * (1 + 1 + 0.5 + 2 * 0.333), abs=0.1)
    assert odd.face == "FandolSong-Regular"


def test_margins_are_mirrored(faces: Faces) -> None:
    book = book_of(faces, Part((words("甲", "heading_3"), PageBreak(), words("乙", "heading_3"))))
    frame = DocumentStyle().page
    odd, even = (next(item for item in page.items if isinstance(item, Glyphs)) for page in book.pages)
    assert (odd.x, even.x) == (pytest.approx(frame.inner), pytest.approx(frame.outer))


@pytest.mark.parametrize("before", range(LINES_A_PAGE - 6, LINES_A_PAGE + 1))
def test_a_heading_is_never_last_on_a_page(faces: Faces, before: int) -> None:
    blocks = [*filled(before), heading("章", "h1"), heading("节", "h2", 2), words("平台" * 60)]
    book = book_of(faces, Part(tuple(blocks)))
    for page in book.pages:
        assert not text_of(page).removesuffix(f"— {page.label} —").endswith(("章", "节"))


@pytest.mark.parametrize("before", range(LINES_A_PAGE - 6, LINES_A_PAGE + 1))
@pytest.mark.parametrize("length", [40, 70, 100, 130])
def test_no_line_of_prose_stands_alone_over_a_page_end(faces: Faces, before: int, length: int) -> None:
    book = book_of(faces, Part((*filled(before), words("云" * length))))
    counts = [text_of(page).count("云") for page in book.pages]
    assert sum(counts) == length
    assert all(count > 28 or count == length or length - count == 0 for count in counts if count)


def test_contents_and_references_print_the_pages_where_headings_stand(faces: Faces) -> None:
    body: list[Block] = [Paragraph((Text("见第"), PageRef("h40"), Text("页")), "body")]
    for number in range(1, 41):
        body += [heading(f"第{number}章", f"h{number}"), *filled(number % 17)]
    book = book_of(faces, Part((words("目录", "contents_title"), Contents()), "roman"), Part(tuple(body)))
    printed = "".join(text_of(page) for page in book.pages if not page.label.isdigit())
    for entry in book.outline:
        page = book.pages[entry.spot.page]
        assert entry.title in text_of(page)
        assert page.label == entry.spot.label == book.anchors[entry.anchor].label
        assert f"{entry.title}{page.label}" in printed
    first = next(page for page in book.pages if page.label == "1")
    assert f"见第{book.anchors['h40'].label}页" in text_of(first)


def test_every_contents_line_leads_to_its_heading_and_leaders_share_a_grid(faces: Faces) -> None:
    book = book_of(faces, Part((Contents(),), "roman"), Part((heading("甲", "a"), heading("乙" * 40, "b", 2))))
    assert [link.anchor for link in book.pages[0].links] == ["a", "b"]
    dots = [item for item in book.pages[0].items if isinstance(item, Rule) and item.dotted]
    assert len(dots) == 2
    assert (dots[0].x0 - dots[1].x0) / 4 == pytest.approx(round((dots[0].x0 - dots[1].x0) / 4))


def test_a_reference_to_nothing_is_refused(faces: Faces) -> None:
    with pytest.raises(ExportError, match="不存在"):
        book_of(faces, Part((Paragraph((PageRef("nowhere"),)),)))


def test_filling_space_pushes_what_follows_to_the_page_end(faces: Faces) -> None:
    book = book_of(faces, Part((words("上"), Space(fill=True), words("下", "cover_foot")), "none"))
    frame = DocumentStyle().page
    last = [item for item in book.pages[0].items if isinstance(item, Glyphs)][-1]
    assert frame.height - frame.bottom - 20.8 < last.y < frame.height - frame.bottom


def test_an_empty_blank_leaves_underlined_room(faces: Faces) -> None:
    book = book_of(faces, Part((Paragraph((Text("共"), Blank("", "a.b", 5), Text("台"))),)))
    rule = next(item for item in book.pages[0].items if isinstance(item, Rule))
    assert rule.x1 - rule.x0 == pytest.approx(5 * 16)


def test_the_underline_of_a_long_blank_is_unbroken_on_each_line(faces: Faces) -> None:
    book = book_of(faces, Part((Paragraph((Blank("平台能力建设情况" * 9, "a.b"),)),)))
    lines = sum(isinstance(placed, PlacedLine) for placed in book.pages[0].placed)
    assert len([item for item in book.pages[0].items if isinstance(item, Rule)]) == lines == 3


def test_forced_lines_and_room_to_write_are_kept(faces: Faces) -> None:
    book = book_of(
        faces, Part((Paragraph((Text("甲"), LineBreak(), Text("乙\n丙")), "body", min_lines=6), words("丁")))
    )
    ys = [item.y for item in book.pages[0].items if isinstance(item, Glyphs)][:4]
    assert [round(y - ys[0], 1) for y in ys] == [0, 20.8, 41.6, 124.8]


def test_seal_places_are_listed_once_with_their_page(faces: Faces) -> None:
    seal = Paragraph((SealPlace("s1", "seal", "申报单位", "公章：", 4),), "seal")
    book = book_of(faces, Part((words("甲"), PageBreak(), seal)))
    assert [(spot.place.anchor, spot.spot.page, spot.spot.label) for spot in book.seal_places] == [("s1", 1, "2")]
    assert book.anchors["s1"].page == 1


@pytest.mark.parametrize(("number", "printed"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (27, "XXVII")])
def test_roman_numbers(number: int, printed: str) -> None:
    assert roman(number) == printed


SAMPLE_DIGEST = "516ccb740b806655"


def digest(book: Book) -> str:
    """Every item of every page, rounded to a tenth of a point, as one short name."""
    found = hashlib.sha256()
    for page in book.pages:
        for item in page.items:
            rounded = [round(part, 1) + 0.0 if isinstance(part, float) else part for part in item if part != ()]
            found.update(repr((page.label, type(item).__name__, rounded)).encode())
    return found.hexdigest()[:16]


def test_the_sample_keeps_its_places(sample: tuple[Document, bytes, Book]) -> None:
    """The digest changes only when the look of a page is meant to change: look at the pages first."""
    assert (len(sample[2].pages), digest(sample[2])) == (31, SAMPLE_DIGEST)


def test_white_and_room_to_write_at_the_end_need_no_page_of_their_own(faces: Faces) -> None:
    for lines in range(26, 31):
        for last in (Space(5), Paragraph((), "prose", min_lines=6)):
            book = book_of(faces, Part((*filled(lines), last)))
            assert len(book.pages) == 1, (lines, last)
