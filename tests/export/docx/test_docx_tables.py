"""Tables: widths told twice, merged cells, header rows, room to write, no controls in long lists."""

from __future__ import annotations

import pytest
from docx_samples import W, body_of, cell, document, find, paragraph, parts_of, value
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from app.export.document import Blank, Cell, Row, SealPlace, Space, Table
from app.export.docx.controls import BOOKMARKS_LIMIT, CONTROLS_LIMIT
from app.export.docx.marks import bookmark_name
from app.export.docx.tables import PRESSED
from app.export.style import PAD_X, PAD_Y, PageStyle

TEXT_WIDTH = round(PageStyle().text_width * 20)


def table_of(*rows: Row, widths: tuple[float, ...] = (1, 2), header_rows: int = 0) -> etree._Element:
    return find(body_of(Table(widths, rows, header_rows)), "w:tbl")[0]


def numbers(tree: etree._Element, path: str, name: str) -> list[int]:
    return [int(value(e, name) or 0) for e in find(tree, path)]


@given(st.lists(st.floats(0.1, 9), min_size=1, max_size=12))
@settings(max_examples=30, deadline=None)
def test_columns_fill_the_type_area_exactly_and_are_told_twice(widths: list[float]) -> None:
    table = table_of(Row(tuple(cell("") for _ in widths)), widths=tuple(widths))
    grid = numbers(table, "w:tblGrid/w:gridCol", "w")
    assert sum(grid) == TEXT_WIDTH == numbers(table, "w:tblPr/w:tblW", "w")[0]
    assert numbers(table, "w:tr/w:tc/w:tcPr/w:tcW", "w") == grid


def test_merged_cells_span_columns_and_go_on_below() -> None:
    rows = (
        Row((cell("A", rows=2, columns=2), cell("B"))),
        Row((cell("C", rows=2),)),
        Row((cell("D"), cell("E"))),
    )
    table = table_of(*rows, widths=(1, 1, 1))
    seen = [[_merging(tc) for tc in find(tr, "w:tc")] for tr in find(table, "w:tr")]
    assert seen == [
        [("restart", "2"), (None, None)],
        [("continue", "2"), ("restart", None)],
        [(None, None), (None, None), ("continue", None)],
    ]


def _merging(tc: etree._Element) -> tuple[str | None, str | None]:
    merge, span = find(tc, "w:tcPr/w:vMerge"), find(tc, "w:tcPr/w:gridSpan")
    return (value(merge[0]) if merge else None, value(span[0]) if span else None)


def led(table: etree._Element) -> list[bool]:
    """For each row, whether it stays on the page of the next one: all its paragraphs say so, or none does."""
    said = [{bool(find(p, "w:pPr/w:keepNext")) for p in find(tr, "w:tc/w:p")} for tr in find(table, "w:tr")]
    assert all(len(one) == 1 for one in said)
    return [True in one for one in said]


def test_few_rows_that_share_a_merged_cell_stay_together() -> None:
    group = (Row((cell("甲", rows=3), cell("乙"))), Row((cell("丙"),)), Row((cell("丁"),)))
    table = table_of(Row((cell("戊"), cell("己"))), *group, *group)
    assert led(table) == [False, True, True, False, True, True, False]


def test_many_rows_under_a_merged_cell_may_be_parted() -> None:
    rows = (Row((cell("甲", rows=12), cell("乙"))), *(Row((cell("丙"),)) for _ in range(11)))
    assert not any(led(table_of(*rows)))


@pytest.mark.parametrize("cells", [(), (cell("A"),), (cell("A"), cell("B"), cell("C")), (cell("A", columns=3),)])
def test_a_row_that_does_not_fill_the_columns_is_refused(cells: tuple[Cell, ...]) -> None:
    with pytest.raises(ValueError, match="columns"):
        table_of(Row(cells))


def test_header_rows_repeat_and_only_long_rows_may_split() -> None:
    table = table_of(*(Row((cell(x), cell(x))) for x in ("a", "b", "长" * 400)), header_rows=1)
    assert [len(find(tr, "w:trPr/w:tblHeader")) for tr in find(table, "w:tr")] == [1, 0, 0]
    assert [len(find(tr, "w:trPr/w:cantSplit")) for tr in find(table, "w:tr")] == [1, 1, 0]


def test_a_row_in_which_somebody_seals_or_signs_moves_on_whole() -> None:
    place = SealPlace("s", "seal", "单位", "（公章）")
    (row,) = find(table_of(Row((cell("长" * 400), cell(place)))), "w:tr")
    assert find(row, "w:trPr/w:cantSplit")


@pytest.mark.parametrize(("characters", "whole"), [(11 * 11, True), (11 * 14, False)])
def test_a_row_is_parted_from_three_tenths_of_a_page_on_as_in_the_book(characters: int, whole: bool) -> None:
    (row,) = find(table_of(Row((cell("字" * characters), cell("")))), "w:tr")  # eleven to a line
    assert bool(find(row, "w:trPr/w:cantSplit")) == whole


def test_between_a_table_and_words_is_as_much_white_as_in_the_book() -> None:
    table = Table((1,), (Row((cell("格"),)),))
    body = body_of(paragraph("前"), table, paragraph("中"), Space(1), table, table, paragraph("后"))
    before, *lines = find(body, "w:p/w:pPr/w:spacing")
    assert value(before, "after") == "120"
    hairlines = [value(line, "after") for line in lines if value(line, "line") == "20"]
    assert hairlines == ["100", "0", "100"]  # and the hairline's own point; between two tables there is none


def test_a_row_keeps_the_greatest_room_its_cells_ask_for() -> None:
    lines = Cell((paragraph("", style="table_text", min_lines=5),))
    table = table_of(Row((cell("", min_height=30), cell(""))), Row((cell("", min_height=30), lines)))
    assert numbers(table, "w:tr/w:trPr/w:trHeight", "val") == [30 * 20, round((5 * 15.6 + 6) * 20)]


def test_the_height_of_a_merged_cell_is_shared_by_its_rows() -> None:
    table = table_of(Row((cell("", rows=2, min_height=60), cell(""))), Row((cell(""),)))
    assert numbers(table, "w:tr/w:trPr/w:trHeight", "val") == [600, 600]


def test_rules_are_single_half_point_lines_on_all_sides() -> None:
    borders = find(table_of(Row((cell(""), cell("")))), "w:tblPr/w:tblBorders/*")
    assert [(value(b), value(b, "sz")) for b in borders] == [("single", "4")] * 6


def listed(rows: int) -> Table:
    """A list of one column."""
    return Table((1,), [Row((Cell((paragraph(Blank("甲", f"a.b[{i}].c")),)),)) for i in range(rows)])


def marked(table: Table) -> tuple[list[str | None], list[str | None]]:
    """The tags of all controls and the names of all bookmarks in the body that holds a table."""
    body = body_of(table)
    names = [value(e, "name") for e in body.iter(f"{W}bookmarkStart")]
    return [value(e) for e in body.iterfind(".//w:sdtPr/w:tag", {"w": W[1:-1]})], names


def test_the_blanks_of_a_short_list_have_controls_of_their_own() -> None:
    tags, names = marked(listed(CONTROLS_LIMIT))
    assert tags == [f"a.b[{i}].c" for i in range(CONTROLS_LIMIT)]
    assert len(set(names)) == CONTROLS_LIMIT


def test_the_blanks_of_a_longer_one_share_the_lists_control_and_keep_their_bookmarks() -> None:
    tags, names = marked(listed(CONTROLS_LIMIT + 1))
    assert tags == ["a.b"]
    assert names == [bookmark_name("b", path, path) for path in (f"a.b[{i}].c" for i in range(CONTROLS_LIMIT + 1))]


def test_a_list_of_a_thousand_rows_and_more_is_filled_from_a_spreadsheet() -> None:
    table = listed(BOOKMARKS_LIMIT + 1)
    assert marked(table) == ([], [])
    assert len(list(body_of(table).iter(f"{W}t"))) == BOOKMARKS_LIMIT + 1


@pytest.mark.parametrize("first", ["a.b", "a.b[0].c"])
def test_a_form_has_controls_however_many_blanks_it_has_and_be_there_a_list_in_it(first: str) -> None:
    paths = [first, *(f"a.d{i}" for i in range(CONTROLS_LIMIT))]
    form = [Row((Cell((paragraph(Blank("甲", path)),)),)) for path in paths]
    assert marked(Table((1,), form))[0] == paths


def test_a_table_without_rows_prints_nothing() -> None:
    assert find(body_of(Table((1,), ()), paragraph("后")), "w:tbl") == []


def test_cells_leave_the_same_white_as_the_books_layout() -> None:
    margins = find(table_of(Row((cell(""), cell("")))), "w:tblPr/w:tblCellMar/*")
    pressed = PAD_X - PRESSED
    assert [int(value(m, "w") or 0) / 20 for m in margins] == pytest.approx([PAD_Y, pressed, PAD_Y - 0.5, pressed])
    list_margins = find(table_of(Row((cell(""), cell(""))), header_rows=1), "w:tblPr/w:tblCellMar/*")
    assert [int(value(m, "w") or 0) / 20 for m in list_margins] == [PAD_Y, PAD_X, PAD_Y - 0.5, PAD_X]


def test_a_narrow_column_gives_up_half_of_its_white_as_in_the_book() -> None:
    narrow, wide = find(table_of(Row((cell("1"), cell("")))), "w:tr/w:tc/w:tcPr"), table_of
    assert not find(narrow[0], "w:tcMar")
    first, second = find(wide(Row((cell("1"), cell(""))), widths=(1, 20)), "w:tr/w:tc/w:tcPr")
    assert [value(m, "w") for m in find(first, "w:tcMar/*")] == [str(round(PAD_X * 10))] * 2
    assert not find(second, "w:tcMar")


def test_a_table_that_is_set_smaller_has_styles_of_its_own_size() -> None:
    small = Table((1,), (Row((Cell((paragraph("甲", style="list_text"),)),)),), size=9)
    parts = parts_of(document(small))
    (style,) = [
        found
        for found in find(etree.fromstring(parts["word/styles.xml"]), "w:style")
        if value(found, "styleId") == "ListTextAt18"
    ]
    assert value(find(style, "w:rPr/w:sz")[0]) == "18"
    assert b'w:val="ListTextAt18"' in parts["word/document.xml"]
    assert b"At18" not in parts_of(document(Table((1,), small.rows)))["word/styles.xml"]
