"""What stands at an edge of the type area or of its cell, and corners whose two words a diagonal parts."""

from __future__ import annotations

import pytest
from docx.oxml.ns import qn
from export.compose.composed import blocks
from export.docx.docx_samples import body_of
from forms.tiny_packs import at, tiny_session

from app.errors import PackError
from app.export.compose.book import compose
from app.export.document import Paragraph, Table
from app.export.fonts.faces import Faces
from app.export.layout.book import Book, PlacedLine, PlacedSlice
from app.export.layout.items import Glyphs, Rule
from app.export.layout.settle import lay_out
from app.export.style import PAD_X, PageStyle
from app.forms.session import FormSession

PAGE = PageStyle()
RIGHT = PAGE.inner + PAGE.text_width


def page(*body: str) -> FormSession:
    return tiny_session("- id: a\n  title: 甲\n  body:\n" + "".join(f"    - {block}\n" for block in body))


def line_with(book: Book, words: str) -> PlacedLine:
    """The line outside of tables in which these words stand."""
    lines = (placed for one in book.pages for placed in one.placed if isinstance(placed, PlacedLine))
    return next(placed for placed in lines if words in "".join(glyphs.text for glyphs in placed.line.glyphs))


def test_a_line_at_the_right_ends_where_the_type_area_ends_be_its_blank_filled_or_not(faces: Faces) -> None:
    session = page("line: {text: '经办人：{who:text}', align: right}", "line: {text: 年　月　日, align: right}")
    empty = line_with(lay_out(compose(session, blank=True), faces), "经办人")
    assert empty.x + empty.line.rules[-1][1] == pytest.approx(RIGHT, abs=0.01)
    session.answer(at("a.who"), "张三")
    book = lay_out(compose(session), faces)
    for words in ("经办人", "日"):
        placed = line_with(book, words)
        assert placed.x + placed.line.right == pytest.approx(RIGHT, abs=0.01)


def test_lines_at_the_left_and_in_the_middle_have_no_indent(faces: Faces) -> None:
    book = lay_out(compose(page("line: {text: 左, align: left}", "line: {text: 中, align: center}", "正文")), faces)
    left, middle, text = (line_with(book, words).line for words in ("左", "中", "正文"))
    assert left.glyphs[0].x == 0.0
    assert (middle.glyphs[0].x + middle.right) / 2 == pytest.approx(PAGE.text_width / 2)
    assert text.glyphs[0].x == 2 * 16.0


GRID = (
    "grid: {widths: [1, 1], rows: ["
    "[{text: 右, align: right}, {text: '甲{x:count}', align: center}],"
    "[左, {align: right, blocks: [{line: 经办人}, {line: {text: 中间, align: center}}, {note: 注},"
    " {prose: {field: y, label: 简介, words: ''}}]}]]}"
)


def test_a_cell_aligns_its_words_its_lines_and_its_notes_but_no_long_text() -> None:
    session = page(GRID)
    session.answer(at("a.y"), "很长的文字")
    (table,) = (block for block in blocks(compose(session)) if isinstance(block, Table))
    (first, second), (third, fourth) = (row.cells for row in table.rows)
    assert [cell.blocks[0].align for cell in (first, second, third)] == ["right", "center", None]
    assert [paragraph.align for paragraph in fourth.blocks] == ["right", "center", "right", None]


def test_the_cells_of_a_column_stand_where_the_pack_says(faces: Faces) -> None:
    columns = "{id: n, label: 数量, type: count, align: left}, {id: w, label: 名称, type: text, align: right}"
    session = page(f"list: {{field: rows, label: 清单, numbered: false, columns: [{columns}]}}")
    session.insert_rows(at("a.rows"), 0, [{"n": 3, "w": "机床"}])
    (part,) = (one for one in lay_out(compose(session), faces).pages[-1].placed if isinstance(one, PlacedSlice))
    number, name = (item for item in part.part.items(0.0, 0.0) if isinstance(item, Glyphs) and item.text in "3机床")
    edges = part.part.table.edges
    assert number.x == pytest.approx(PAD_X)
    assert name.x + 2 * name.size == pytest.approx(edges[2] - PAD_X, abs=0.01)


CORNER = "grid: {widths: [1, 1], rows: [[{diagonal: [项目, 年度]}, 2021年], [收入, '{x:money}']]}"
MATRIX = "matrix: {corner: [项目, 年度], rows: [{id: x, title: 收入}], columns: [{id: y, title: 2021年}], type: money}"


@pytest.mark.parametrize("block", [CORNER, MATRIX])
def test_a_diagonal_runs_from_corner_to_corner_between_the_two_words(faces: Faces, block: str) -> None:
    (part,) = (one for one in lay_out(compose(page(block)), faces).pages[-1].placed if isinstance(one, PlacedSlice))
    items = list(part.part.items(0.0, 0.0))
    (line,) = (item for item in items if isinstance(item, Rule) and item.x0 != item.x1 and item.y0 != item.y1)
    corner = part.part.table.rows[0]
    assert (line.x0, line.y0) == (0.0, 0.0)
    assert (line.x1, line.y1) == pytest.approx((part.part.table.edges[1], corner.height))
    above, below = (next(one for one in items if isinstance(one, Glyphs) and one.text == w) for w in ("年度", "项目"))

    def line_at(x: float) -> float:
        return line.y1 * x / line.x1

    assert above.y <= line_at(above.x)  # the baseline of the word above ends over the line where it comes nearest
    assert below.y - below.size * 0.88 >= line_at(below.x + 2 * below.size)


def test_word_draws_the_diagonal_and_aligns_what_the_book_aligns() -> None:
    session = page(CORNER, "line: {text: 日期, align: right}")
    form = compose(session).parts[-1].blocks
    body = body_of(*(block for block in form if isinstance(block, Table | Paragraph)))
    cell = next(body.iter(qn("w:tc")))
    assert cell.find(f"{qn('w:tcPr')}/{qn('w:tcBorders')}/{qn('w:tl2br')}") is not None
    sides = [p.find(f"{qn('w:pPr')}/{qn('w:jc')}").get(qn("w:val")) for p in cell.iter(qn("w:p"))]
    assert sides == ["right", "left"]
    last = list(body.iter(qn("w:p")))[-1]
    assert last.find(f"{qn('w:pPr')}/{qn('w:jc')}").get(qn("w:val")) == "right"
    assert last.find(f"{qn('w:pPr')}/{qn('w:ind')}").get(qn("w:firstLineChars")) == "0"


def test_a_corner_with_a_diagonal_holds_nothing_else() -> None:
    with pytest.raises(PackError, match="diagonal 已写明斜线两边的文字"):
        page("grid: {widths: [1], rows: [[{diagonal: [项目, 年度], text: 甲}]]}")
