"""Tables of workbooks: merged cells stay merged, wide tables lie on their side, nothing whole is parted."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import docx
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.evidence.prepared import Grid, Passage, Span
from app.export.compose.tables.columns import SMALLEST_LIST
from app.export.compose.tables.grids import MOST_COLUMNS, grid_blocks, lies_on_its_side
from app.export.compose.tables.office import begins_turned, office_blocks
from app.export.document import Cell, Document, PageBreak, Paragraph, Part, Table, Text
from app.export.docx.writer import write_docx
from app.export.layout.book import Book
from app.export.style import DocumentStyle

STYLE = DocumentStyle()
CODE = "91510100MAYYYY008J"


def words(cell: Cell) -> str:
    return "\n".join(inline.text for block in cell.blocks for inline in block.inlines if isinstance(inline, Text))


def shape(table: Table) -> list[list[tuple[str, int, int]]]:
    """The words, columns and rows of each cell."""
    return [[(words(cell), cell.columns, cell.rows) for cell in row.cells] for row in table.rows]


def tables(grid: Grid) -> list[Table]:
    return [block for block in grid_blocks(grid, STYLE) if isinstance(block, Table)]


def test_a_head_of_two_rows_is_repeated_whole_with_its_merged_cells() -> None:
    rows = (("序号", "设备", "", "备注"), ("", "名称", "型号", ""), ("1", "机床", "X", ""), ("2", "泵", "Y", ""))
    (table,) = tables(Grid(rows, "", (Span(0, 0, 2, 1), Span(0, 1, 1, 2), Span(0, 3, 2, 1))))
    assert table.header_rows == 2
    assert shape(table)[:2] == [
        [("序号", 1, 2), ("设备", 2, 1), ("备注", 1, 2)],
        [("名称", 1, 1), ("型号", 1, 1)],
    ]


def test_a_table_of_a_file_tells_that_there_is_no_blank_in_it() -> None:
    made = tables(Grid((("名称：____", "□是 □否"), ("{name:text}", "")), "", ()))
    assert [table.has_blanks for table in made] == [False]
    inlines = [
        inline
        for table in made
        for row in table.rows
        for cell in row.cells
        for one in cell.blocks
        for inline in one.inlines
    ]
    assert all(isinstance(inline, Text) for inline in inlines)


def test_a_cell_merged_over_rows_stands_beside_all_of_them() -> None:
    rows = (("组", "台数"), ("一组", "1"), ("", "2"), ("二组", "3"))
    (table,) = tables(Grid(rows, "", (Span(1, 0, 2, 1),)))
    assert shape(table)[1:] == [[("一组", 1, 2), ("1", 1, 1)], [("2", 1, 1)], [("二组", 1, 1), ("3", 1, 1)]]


def test_a_merged_cell_whose_words_fill_pages_is_parted_with_its_rows() -> None:
    rows = (("项", "数", "说明"), ("甲", "1", "很长的说明" * 400), ("乙", "2", ""), ("丙", "3", ""))
    (table,) = tables(Grid(rows, "", (Span(1, 2, 3, 1),)))
    assert [[cell.rows for cell in row.cells] for row in table.rows] == [[1, 1, 1]] * 4
    assert words(table.rows[1].cells[2]) == "很长的说明" * 400


def test_rows_that_only_merged_cells_cover_are_not_printed() -> None:
    rows = (("简介", "很长的说明"), ("", ""), ("", ""), ("电话", "1"))
    (table,) = tables(Grid(rows, "", (Span(0, 0, 3, 1), Span(0, 1, 3, 1))))
    assert shape(table) == [[("简介", 1, 1), ("很长的说明", 1, 1)], [("电话", 1, 1), ("1", 1, 1)]]


def test_a_title_merged_over_columns_and_rows_stands_above_the_table_and_empty_margins_are_left_out() -> None:
    rows = (("", "", ""), ("", "设备清单", ""), ("", "", ""), ("", "名称", "数量"), ("", "机床", "3"))
    blocks = list(grid_blocks(Grid(rows, "", (Span(1, 1, 2, 2),)), STYLE))
    assert isinstance(blocks[0], Paragraph)
    assert (blocks[0].style, blocks[0].inlines) == ("table_title", (Text("设备清单"),))
    assert isinstance(blocks[1], Table)
    assert shape(blocks[1]) == [[("名称", 1, 1), ("数量", 1, 1)], [("机床", 1, 1), ("3", 1, 1)]]


def test_a_merged_cell_that_a_wide_table_parts_says_its_words_in_each_part() -> None:
    head = ("序号", *(["总标题"] + [""] * 29))
    row = tuple(f"{at}-{CODE}" for at in range(31))
    parts = tables(Grid((head, row, row), "", (Span(0, 1, 1, 30),)))
    assert len(parts) > 2
    assert {shape(part)[0][-1][0] for part in parts} == {"总标题"}
    assert sum(shape(part)[0][-1][1] for part in parts) == 30


WIDE = Grid((("序号", *[f"代码{at}" for at in range(7)]), ("1", *[CODE] * 7)), "清单")
NARROW = Grid((("序号", "代码"), ("1", CODE)), "表")
SIX = Grid((tuple(f"代码{at}" for at in range(6)), (CODE,) * 6), "清单")


def test_a_table_that_is_too_wide_lies_on_its_side_with_its_codes_whole(
    pdf_of: Callable[[Document], tuple[bytes, Book]],
) -> None:
    assert lies_on_its_side(WIDE, STYLE)
    assert not lies_on_its_side(NARROW, STYLE)
    blocks = list(office_blocks([NARROW, WIDE, WIDE, NARROW], [], STYLE))
    breaks = [block.turned for block in blocks if isinstance(block, PageBreak)]
    assert breaks == [True, False]
    assert len([block for block in blocks if isinstance(block, Table)]) == 4
    data, book = pdf_of(Document("清单", (Part(tuple(blocks), "arabic"),), STYLE))
    assert [page.turned for page in book.pages] == [False, True, False]
    printed = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(data)]
    assert "".join(printed).count(CODE) == 16


def test_words_get_smaller_than_in_lists_only_where_a_table_is_spared_to_be_parted() -> None:
    row = ("1", *[CODE] * 7)
    (turned,) = [one for one in grid_blocks(WIDE, STYLE.turned) if isinstance(one, Table)]
    assert turned.size is not None
    assert turned.size < SMALLEST_LIST
    assert shape(turned)[1] == [(cell, 1, 1) for cell in row]
    assert {table.size for table in tables(SIX)} == {SMALLEST_LIST}


def test_a_workbook_begins_on_a_turned_page_and_words_with_a_table_do_not() -> None:
    assert begins_turned((WIDE, NARROW), STYLE)
    assert not begins_turned((NARROW, WIDE), STYLE)
    assert not begins_turned((Passage("甲"), WIDE), STYLE)
    assert not begins_turned((), STYLE)
    assert not any(isinstance(one, PageBreak) for one in office_blocks([Passage("甲"), WIDE], [], STYLE))


def test_word_gets_the_same_merged_cells_and_turned_pages() -> None:
    rows = (("序号", "设备", "", "备注"), ("", "名称", "型号", ""), ("1", "机床", "X", "同批"), ("2", "泵", "Y", ""))
    merged = Grid(rows, "", (Span(0, 0, 2, 1), Span(0, 1, 1, 2), Span(0, 3, 2, 1), Span(2, 3, 2, 1)))
    stream = io.BytesIO()
    blocks = tuple(office_blocks([merged, WIDE], [], STYLE))
    write_docx(Document("清单", (Part(blocks, "arabic"),), STYLE), stream, pages={})
    read = docx.Document(stream)
    first, second = read.tables
    assert [[cell.text for cell in row.cells] for row in first.rows] == [
        ["序号", "设备", "设备", "备注"],
        ["序号", "名称", "型号", "备注"],
        ["1", "机床", "X", "同批"],
        ["2", "泵", "Y", "同批"],
    ]
    assert [cell.text for cell in second.rows[1].cells] == ["1", *[CODE] * 7]
    assert [section.page_width > section.page_height for section in read.sections] == [False, True]


FIGURES = [
    (("1,234.50", "-3"), "list_figure"),
    (("¥1,234.50", "-¥0.50", "(12)"), "list_figure"),
    (("12.34%", "5."), "list_figure"),
    (("13800138000", "1"), "list_text"),
    (("00042",), "list_text"),
    (("2024-03-05",), "list_text"),
]


@pytest.mark.parametrize(("cells", "style"), FIGURES)
def test_money_and_figures_stand_at_the_right_and_codes_at_the_left(cells: tuple[str, ...], style: str) -> None:
    (table,) = tables(Grid((("数", "名"), *((cell, "甲") for cell in cells))))
    assert {row.cells[0].blocks[0].style for row in table.rows[1:]} == {style}


# -- any merged cells ----------------------------------------------------------------------------


@st.composite
def merged_grids(draw: st.DrawFn) -> Grid:
    """A table with words in every cell that no other covers."""
    height, width = draw(st.integers(1, 7)), draw(st.integers(1, 16))
    spans, free = [], {(row, column) for row in range(height) for column in range(width)}
    for _ in range(draw(st.integers(0, 6))):
        row, column = draw(st.integers(0, height - 1)), draw(st.integers(0, width - 1))
        span = Span(row, column, draw(st.integers(1, height - row)), draw(st.integers(1, width - column)))
        cells = set(covered(span))
        if len(cells) > 1 and cells <= free:
            spans.append(span)
            free -= cells
    first = {(span.row, span.column) for span in spans} | free
    rows = tuple(tuple(f"{row}.{at}" if (row, at) in first else "" for at in range(width)) for row in range(height))
    return Grid(rows, "", tuple(sorted(spans)))


def covered(span: Span) -> Iterator[tuple[int, int]]:
    for row in range(span.row, span.row + span.rows):
        yield from ((row, column) for column in range(span.column, span.column + span.columns))


@settings(max_examples=200, deadline=None)
@given(merged_grids())
def test_whatever_is_merged_no_word_is_lost_and_every_row_fills_its_columns(grid: Grid) -> None:
    blocks = list(grid_blocks(grid, STYLE))
    titles = {inline.text for block in blocks if isinstance(block, Paragraph) for inline in block.inlines}  # type: ignore[union-attr]
    shown = {words(cell) for block in blocks if isinstance(block, Table) for row in block.rows for cell in row.cells}
    assert {cell for row in grid.rows for cell in row if cell} == (titles | shown) - {""}
    for table in (block for block in blocks if isinstance(block, Table)):
        assert len(table.widths) <= MOST_COLUMNS
        reach = [0] * len(table.widths)
        for row in table.rows:
            for cell in row.cells:
                at = reach.index(0)
                assert reach[at : at + cell.columns] == [0] * cell.columns
                reach[at : at + cell.columns] = [cell.rows] * cell.columns
            assert 0 not in reach
            reach = [rows - 1 for rows in reach]
        assert not any(reach)
