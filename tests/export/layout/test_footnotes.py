"""Footnotes: numbered through the book, at the foot of the page on which their mark stands, real ones in Word."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx.oxml.ns import qn
from forms.tiny_packs import at, tiny_session
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from app.errors import PackError
from app.export.compose.book import compose
from app.export.document import Cell, Document, Footnote, Paragraph, Part, Row, Table, Text
from app.export.docx.writer import write_docx
from app.export.fonts.faces import Faces
from app.export.layout.book import Book, Page, PlacedLine, PlacedSlice
from app.export.layout.items import Glyphs
from app.export.layout.settle import lay_out
from app.export.style import DocumentStyle, PageStyle
from app.forms.session import FormSession

PAGE = PageStyle()
PACK = """
- id: a
  title: 甲
  footnotes: {scale: 按国家规定划分。, money: 以审计报告为准。}
  body:
    - "规模[^scale]：{x:text}，收入[^money]{y:money}万元"
    - grid: {widths: [1, 1], rows: [["再说收入[^money]", "{z:text}"]]}
- id: b
  title: 乙
  page_start: page
  footnotes: {same: 以审计报告为准。, time: 写到日。}
  body: ["收入[^same]{m:money}，时间[^time]{d:date}"]
"""


def shown(page: Page) -> str:
    """The words of a page, its number left out."""
    return "".join(item.text for item in page.body if isinstance(item, Glyphs))


def marks_and_notes(page: Page) -> tuple[str, str]:
    """The marks among the words, and the words at the foot."""
    glyphs = [item for item in page.body if isinstance(item, Glyphs)]
    marks = "".join(item.text for item in glyphs if item.size in (16 * 0.6, 12 * 0.6))
    return marks, "".join(item.text for item in glyphs if item.size == 9.0)


def test_notes_are_numbered_through_the_book_and_stand_on_the_page_of_their_marks(faces: Faces) -> None:
    first, second = lay_out(compose(tiny_session(PACK)), faces).pages[-2:]
    assert marks_and_notes(first) == ("①②②", "① 按国家规定划分。② 以审计报告为准。")
    assert marks_and_notes(second) == ("②③", "② 以审计报告为准。③ 写到日。")


def test_notes_end_where_the_type_area_ends_below_a_short_rule(faces: Faces) -> None:
    page = lay_out(compose(tiny_session(PACK)), faces).pages[-1]
    notes = [placed for placed in page.placed if isinstance(placed, PlacedLine) and placed.line.size == 9.0]
    assert notes[-1].baseline < PAGE.height - PAGE.bottom < notes[-1].baseline + 4
    (rule,) = (one for one in page.placed if isinstance(one, PlacedLine) and not one.line.glyphs and one.line.rules)
    assert rule.line.rules == ((0.0, PAGE.text_width / 4),)
    assert rule.baseline < notes[0].baseline - 9


def test_the_notes_of_a_page_before_a_landscape_one_begin_at_its_own_edge(faces: Faces) -> None:
    wide = "- id: c\n  title: 丙\n  orientation: landscape\n  footnotes: {f: 横}\n  body: ['横[^f]']\n"
    *_, first, second, third = lay_out(compose(tiny_session(PACK + wide)), faces).pages
    for page, edge in ((first, PAGE.inner), (second, PAGE.outer), (third, PAGE.turned.inner)):
        notes = [one for one in page.placed if isinstance(one, PlacedLine) and one.line.size == 9.0]
        assert {one.x for one in notes} == {edge}
        assert notes[-1].baseline < (page.width - PAGE.outer if page.turned else page.height - PAGE.bottom)


def test_the_mark_is_raised_and_never_begins_a_line(faces: Faces) -> None:
    for count in range(20, 32):  # a line of this style holds 31
        inlines = (Text("数" * count), Footnote("①", "注", "n"), Text("乙丙丁"))
        document = Document("书", (Part((Paragraph(inlines, "note"),)),), DocumentStyle())
        placed = lay_out(document, faces).pages[0].placed
        lines = [one.line for one in placed if isinstance(one, PlacedLine) and one.line.size == 14.0]
        assert all(line.glyphs[0].text != "①" for line in lines)
        (mark,) = (glyphs for line in lines for glyphs in line.glyphs if glyphs.text == "①")
        assert mark.y < 0


def free_of_overlap(book: Book) -> None:
    """No words of a page reach into its footnotes."""
    for page in book.pages:
        lines = [one for one in page.placed if isinstance(one, PlacedLine)]
        rules = [one.baseline for one in lines if not one.line.glyphs and one.line.rules]
        if not rules:
            continue
        ends = [one.y + one.part.height for one in page.placed if isinstance(one, PlacedSlice)]
        ends += [one.baseline for one in lines if one.baseline < rules[0] and one.line.glyphs]
        assert max(ends) <= rules[0] + 0.01


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 200), st.integers(0, 6), st.booleans()), min_size=1, max_size=40),
    st.integers(10, 250),
)
def test_every_mark_has_its_note_on_its_page_whatever_the_words(
    faces: Faces, given_blocks: list[tuple[int, int, bool]], long: int
) -> None:
    notes = [Footnote(chr(0x2460 + number), "注" * (number * long // 6 + 1), f"n{number}") for number in range(7)]
    blocks = []
    for length, number, tabled in given_blocks:
        inlines = (Text("文" * length), notes[number], Text("完。"))
        paragraph = Paragraph(inlines, "table_text" if tabled else "body")
        blocks.append(Table((1.0,), tuple(Row((Cell((paragraph,)),)) for _ in range(3))) if tabled else paragraph)
    book = lay_out(Document("书", (Part(tuple(blocks)),), DocumentStyle()), faces)
    free_of_overlap(book)
    for page in book.pages:
        marks, notes_shown = marks_and_notes(page)
        assert {char for char in notes_shown if char in "①②③④⑤⑥⑦"} == set(marks)


def test_a_note_of_a_repeated_page_stands_under_each_of_its_pages(faces: Faces) -> None:
    session = tiny_session(
        "- id: rd\n  title: 研发\n  page_start: page\n  repeat: {entry: 项目, number: RD00}\n"
        "  footnotes: {cost: 单位为万元。}\n  body: ['经费[^cost]{cost:money}']\n"
    )
    session.insert_rows(at("rd.entries"), 0, [{}, {}])
    pages = [page for page in lay_out(compose(session), faces).pages if "经费" in shown(page)]
    assert all(marks_and_notes(page)[0][0] == "①" and "单位为万元" in shown(page) for page in pages)


def parts(session: FormSession) -> dict[str, etree._Element]:
    stream = io.BytesIO()
    document = compose(session)
    pages = {heading.anchor: "1" for heading in document.headings}
    write_docx(document, stream, pages=pages)
    with zipfile.ZipFile(stream) as archive:
        return {name: etree.fromstring(archive.read(name)) for name in archive.namelist() if name.endswith(".xml")}


def test_word_has_real_footnotes_that_it_numbers_itself() -> None:
    found = parts(tiny_session(PACK))
    marks = list(found["word/document.xml"].iter(qn("w:footnoteReference")))
    assert [(one.get(qn("w:id")), one.get(qn("w:customMarkFollows"))) for one in marks] == [
        ("1", None),
        ("2", None),
        ("3", "1"),  # the same note on another page, under the number that it has
        ("4", None),
    ]
    notes = list(found["word/footnotes.xml"].iter(qn("w:footnote")))[2:]
    words = ["".join(note.itertext()) for note in notes]
    assert words == [" 按国家规定划分。", " 以审计报告为准。", "② 以审计报告为准。", " 写到日。"]
    formats = {one.get(qn("w:val")) for one in found["word/document.xml"].iter(qn("w:numFmt"))}
    assert formats == {"decimalEnclosedCircleChinese"}


def test_a_label_and_a_unit_know_no_marks() -> None:
    pack = tiny_session(PACK).pack
    assert [pack.section["a"].asked[name].label for name in ("x", "y", "z")] == ["规模", "收入", "再说收入"]
    session = tiny_session(
        "- id: a\n  title: 甲\n  footnotes: {a: 注}\n  body: [{matrix: {type: money, "
        "rows: [{id: x, title: '收入[^a]（万元）'}], columns: [{id: y, title: 2021年}]}}]\n"
    )
    field = session.pack.section["a"].asked["x_y"]
    assert (field.label, field.unit) == ("收入（2021年）", "万元")


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("footnotes: {scale: 注}\n  body: ['甲[^scal]{x:text}']", "没有脚注 scal，是不是 scale？"),
        ("footnotes: {scale: 注}\n  body: ['甲{x:text}']", r"本页的句子里没有 \[\^scale\]"),
        ("footnotes: {scale: 注}\n  body: ['甲[^规模]{x:text}']", "不是脚注写法"),
        ("footnotes: {scale: 注}\n  body: ['甲[^scale{x:text}']", "不是脚注写法"),
    ],
)
def test_a_mark_without_a_note_and_a_note_without_a_mark_are_refused(page: str, words: str) -> None:
    with pytest.raises(PackError, match=words):
        tiny_session(f"- id: a\n  title: 甲\n  {page}\n")
