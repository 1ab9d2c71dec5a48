"""Tables over page ends: headers and merged words repeat, tall rows part at lines, rules are closed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.export.document import Blank, Cell, Document, Paragraph, Part, Row, SealPlace, Table, Text
from app.export.fonts.faces import Faces
from app.export.layout.book import Book, PlacedSlice
from app.export.layout.items import Glyphs, Rule
from app.export.layout.settle import lay_out
from app.export.style import SEAL_CIRCLE, DocumentStyle, StyleName

PAGE = DocumentStyle().page


def cell(text: str, style: StyleName = "table_text", columns: int = 1, rows: int = 1, min_height: float = 0.0) -> Cell:
    return Cell((Paragraph((Text(text),), style),), columns, rows, min_height=min_height)


def laid_out(faces: Faces, rows: Sequence[Row], widths: tuple[float, ...], headers: int = 0) -> Book:
    part = Part((Table(widths, rows, headers),))
    return lay_out(Document("表", (part,), DocumentStyle()), faces)


def texts(book: Book) -> list[str]:
    """The words of each page, page numbers left out."""
    return [
        "".join(item.text for item in page.items if isinstance(item, Glyphs) and item.size != 14) for page in book.pages
    ]


def assert_closed(book: Book) -> None:
    """Every slice is framed: a rule along its top, bottom, left and right."""
    for page in book.pages:
        for placed in page.placed:
            if isinstance(placed, PlacedSlice):
                rules = [item for item in placed.part.items(0, 0) if isinstance(item, Rule) and item.y0 >= 0]
                width, height = placed.part.table.width, placed.part.height
                for y in (0.0, height):
                    drawn = [(rule.x0, rule.x1) for rule in rules if abs(rule.y0 - y) < 0.01 and rule.y0 == rule.y1]
                    assert abs(sum(end - start for start, end in drawn) - width) < 0.01
                for x in (0.0, width):
                    drawn = [(rule.y0, rule.y1) for rule in rules if abs(rule.x0 - x) < 0.01 and rule.x0 == rule.x1]
                    assert abs(sum(end - start for start, end in drawn) - height) < 0.01


def assert_inside(book: Book) -> None:
    """Nothing of a table stands outside the type area."""
    frame = DocumentStyle().page
    for page in book.pages:
        for placed in page.placed:
            if isinstance(placed, PlacedSlice):
                assert placed.y + placed.part.height <= frame.height - frame.bottom + 0.1


def test_the_header_stands_on_every_page(faces: Faces) -> None:
    rows = [Row((cell("名称", "list_head"), cell("数量", "list_head")))]
    rows += [Row((cell(f"设备{number}"), cell(str(number)))) for number in range(100)]
    book = laid_out(faces, rows, (1, 1), 1)
    assert len(book.pages) > 2
    assert all(text.startswith("名称数量设备") for text in texts(book))
    assert_closed(book)
    assert_inside(book)


def test_a_merged_cell_repeats_its_words_on_the_next_page(faces: Faces) -> None:
    rows = [Row((cell("技术水平", "table_label", rows=60), cell("指标0")))]
    rows += [Row((cell(f"指标{number}"),)) for number in range(1, 60)]
    book = laid_out(faces, rows, (1, 3))
    assert [text.count("技术水平") for text in texts(book)] == [1] * len(book.pages)
    assert len(book.pages) == 3
    assert_closed(book)
    assert_inside(book)


def test_a_merged_cell_does_not_begin_where_its_words_do_not_fit(faces: Faces) -> None:
    rows = [Row((cell(f"前{number}", columns=2),)) for number in range(28)]
    rows.append(Row((cell("边缘设备接入能力与数据处理能力", "table_label", rows=6), cell("甲"))))
    rows += [Row((cell("乙"),)) for _ in range(5)]
    book = laid_out(faces, rows, (1, 6))
    first, second = texts(book)
    assert "甲" not in first
    assert "边缘设备接入能力" in second
    assert_closed(book)


@pytest.mark.parametrize("above", range(20, 34))
def test_few_rows_that_share_a_merged_cell_stay_on_one_page(faces: Faces, above: int) -> None:
    rows = [Row((cell("指标", "list_head"), cell("结论", "list_head")))]
    rows += [Row((cell(f"前{number}"), cell("达标"))) for number in range(above)]
    rows += [Row((cell("设备数量"), cell("达标", rows=3))), Row((cell("或：采集点"),)), Row((cell("或：模型完"),))]
    rows += [Row((cell("后"), cell("达标"))) for _ in range(3)]
    book = laid_out(faces, rows, (3, 1), 1)
    assert [("设备数量" in text, "或：采集点" in text, "或：模型完" in text) for text in texts(book)].count(
        (True,) * 3
    ) == 1
    assert_closed(book)
    assert_inside(book)


def test_a_table_begins_on_a_new_page_with_its_first_group_rather_than_parting_it(faces: Faces) -> None:
    group = [Row((cell("甲组", "table_label", rows=3), cell("一"))), Row((cell("二"),)), Row((cell("三完"),))]
    table = Table((1, 1), [Row((cell("组", "list_head"), cell("项", "list_head"))), *group, *group], 1)
    for filler in range(22, 31):
        above = tuple(Paragraph((Text("上文"),), "body") for _ in range(filler))
        book = lay_out(Document("表", (Part((*above, table)),), DocumentStyle()), faces)
        assert [text.count("甲组") for text in texts(book)] == [text.count("完") for text in texts(book)], filler


def test_many_rows_under_one_merged_cell_go_on_over_the_page(faces: Faces) -> None:
    rows = [Row((cell(f"前{number}", columns=2),)) for number in range(20)]
    rows += [Row((cell("技术水平", "table_label", rows=14), cell("指标"))), *(Row((cell("指标"),)) for _ in range(13))]
    first, second = texts(laid_out(faces, rows, (1, 3)))
    assert "技术水平" in first
    assert "技术水平" in second


def test_a_tall_cell_parts_between_lines_and_its_label_repeats(faces: Faces) -> None:
    prose = "".join(f"第{number}句话说明平台能力。" for number in range(260))
    book = laid_out(faces, [Row((cell("简介", "table_label"), cell(prose, "table_prose")))], (1, 5))
    pages = texts(book)
    assert len(pages) == 3
    assert all("简介" in text for text in pages)
    assert "".join(text.replace("简介", "") for text in pages) == prose
    assert_closed(book)
    assert_inside(book)


def test_a_serial_number_is_printed_again_where_its_row_goes_on(faces: Faces) -> None:
    prose = "平台能力说明。" * 400
    row = Row((cell("137", "list_number"), cell(prose, "list_text"), cell("40台", "list_figure")))
    book = laid_out(faces, [row], (1, 4, 1))
    assert [text.count("137") for text in texts(book)] == [1] * len(book.pages)
    assert len(book.pages) > 1
    assert sum(text.count("40台") for text in texts(book)) == 1


@pytest.mark.parametrize("count", range(27, 34))
def test_no_single_row_stands_over_or_under_the_edge(faces: Faces, count: int) -> None:
    rows = [Row((cell("名称", "list_head"),)), *(Row((cell(f"行{number}完"),)) for number in range(count))]
    for filler in range(20, 29):
        above = tuple(Paragraph((Text("上文"),), "body") for _ in range(filler))
        book = lay_out(Document("表", (Part((*above, Table((1,), rows, 1))),), DocumentStyle()), faces)
        shown = [text.count("完") for text in texts(book)]
        assert sum(shown) == count
        assert 1 not in shown, (filler, shown)


def test_a_title_row_does_not_stand_last_on_a_page(faces: Faces) -> None:
    title = Row((cell("二、经营情况", "table_title", columns=2),))
    for above in range(24, 34):
        rows = [Row((cell(f"{number}"), cell("甲"))) for number in range(above)]
        book = laid_out(faces, [*rows, title, *rows], (1, 1))
        assert not any(text.endswith("二、经营情况") for text in texts(book)), above


def test_an_answer_beside_a_parted_cell_is_not_repeated(faces: Faces) -> None:
    prose = "平台能力说明。" * 300
    answer = Cell((Paragraph((Blank("2300台", "a.b"),), "table_text"),))
    book = laid_out(faces, [Row((answer, cell(prose, "table_prose")))], (1, 5))
    assert sum(text.count("2300台") for text in texts(book)) == 1


def test_a_low_row_moves_on_whole(faces: Faces) -> None:
    rows = [Row((cell(f"{number}"),)) for number in range(28)]
    rows.append(Row((cell("完整" * 120),)))
    book = laid_out(faces, rows, (1,))
    assert "完整" not in texts(book)[0]


def test_room_to_write_higher_than_a_page_is_cut_to_the_page(faces: Faces) -> None:
    book = laid_out(faces, [Row((cell("意见", min_height=2000),)), Row((cell("以下"),))], (1,))
    assert [text for text in texts(book) if text] == ["意见", "以下"]
    assert_inside(book)


def test_row_and_column_spans_keep_every_cell_in_its_place(faces: Faces) -> None:
    rows = [
        Row((cell("甲", rows=2, columns=2), cell("乙"))),
        Row((cell("丙"),)),
        Row((cell("丁"), cell("戊", columns=2))),
    ]
    book = laid_out(faces, rows, (1, 1, 1))
    at = {item.text: round(item.x) for item in book.pages[0].items if isinstance(item, Glyphs)}
    assert at["乙"] == at["丙"] > at["戊"] > at["丁"] == at["甲"]
    inner = [item for item in book.pages[0].items if isinstance(item, Rule)]
    assert len([rule for rule in inner if rule.x0 == rule.x1]) == 4
    assert_closed(book)


GROUPS = st.lists(st.tuples(st.integers(1, 9), st.integers(1, 120)), min_size=1, max_size=12)


@settings(max_examples=25, deadline=None)
@given(groups=GROUPS)
def test_no_word_is_lost_however_merged_cells_fall_over_pages(faces: Faces, groups: list[tuple[int, int]]) -> None:
    rows, wanted = [], Counter[str]()
    for number, (count, length) in enumerate(groups):
        for row in range(count):
            words = "".join(chr(0x4E00 + number * 8 + row) for _ in range(length))
            wanted[words[0]] += length
            first = (cell(f"组{number}", "table_label", rows=count),) if row == 0 else ()
            rows.append(Row((*first, cell(words))))
    book = laid_out(faces, rows, (1, 3))
    found = Counter("".join(texts(book)))
    assert all(found[char] == count for char, count in wanted.items())
    assert all(any(f"组{number}" in text for text in texts(book)) for number in range(len(groups)))
    assert_closed(book)
    assert_inside(book)


def test_a_merged_cell_longer_than_a_page_goes_on_from_page_to_page(faces: Faces) -> None:
    sentences = [f"第{number}句说明情况。" for number in range(400)]
    long = Cell((Paragraph((Blank("".join(sentences), "a.b"),), "table_prose"),), rows=2)
    rows = [Row((cell("甲", "table_label"), long)), Row((cell("乙", "table_label"),)), Row((cell("丙"), cell("丁")))]
    book = laid_out(faces, rows, (1, 3))
    assert len(book.pages) > 2
    slices = [placed.part for page in book.pages for placed in page.placed if isinstance(placed, PlacedSlice)]
    parts = [words for one in slices for words in one.placed() if words.cell.first == 1 and words.cell.rows == 2]
    lines = [line for words in parts for line in words.cell.content.lines[words.start : words.stop]]
    assert "".join(glyphs.text for line in lines for glyphs in line.glyphs) == "".join(sentences)
    assert "丁" in texts(book)[-1]
    assert all("乙" in text for text in texts(book)[1:-1])
    assert_inside(book)


def test_a_seal_behind_a_merged_cell_longer_than_a_page_stands_on_the_paper(faces: Faces) -> None:
    words = Paragraph((Blank("说明情况。" * 600, "a.b"),), "table_prose")
    place = Paragraph((SealPlace("s", "seal", "单位", "公章："),), "seal", height=SEAL_CIRCLE)
    rows = [Row((cell("甲", "table_label"), Cell((words, place), rows=2))), Row((cell("乙", "table_label"),))]
    book = laid_out(faces, rows, (1, 3))
    (seal,) = book.seal_places
    assert seal.spot.page == len(book.pages) - 1
    assert seal.middle + SEAL_CIRCLE / 2 < PAGE.top + PAGE.text_height + 1


def test_the_head_of_rows_inside_a_table_is_repeated_where_they_go_on(faces: Faces) -> None:
    beside = Cell((Paragraph((Text("资本"),), "table_label"),), rows=61)
    rows = [Row((cell("名称"), cell("某公司"))), Row((beside, cell("股东名称", "list_head")))]
    rows += [Row((cell(f"股东{number}"),)) for number in range(60)]
    rows.append(Row((cell("以下"), cell("其他"))))
    document = Document("表", (Part((Table((1.0, 3.0), rows, heads=((1, 62),)),)),), DocumentStyle())
    book = lay_out(document, faces)
    pages = texts(book)
    assert all(text.count("股东名称") == 1 for text in pages)
    assert all("资本" in text for text in pages)
    assert [number for number in range(60) if f"股东{number}" not in "".join(pages)] == []
    assert_inside(book)
