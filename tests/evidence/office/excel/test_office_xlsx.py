"""Workbooks give a table a visible sheet, each cell as a person sees it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from evidence.readers import examine_office, left_out, office_content
from openpyxl.chart import BarChart
from openpyxl.worksheet.worksheet import Worksheet

from app.errors import EvidenceRefused
from app.evidence.office import grid as office_grid
from app.evidence.office.excel.formats.shown import kept, number_shown
from app.evidence.prepared import Grid, Span


def excel(*fillings: Callable[[Worksheet], object]) -> bytes:
    """A workbook with a sheet for each filling."""
    book, stream = openpyxl.Workbook(), io.BytesIO()
    book.remove(book.worksheets[0])
    for number, fill in enumerate(fillings, 1):
        fill(book.create_sheet(f"表{number}"))
    book.save(stream)
    return stream.getvalue()


def changed(data: bytes, part: str, old: str, new: str) -> bytes:
    """The same package with other words in one part."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name).decode()
            assert name != part or old in content
            target.writestr(name, content.replace(old, new) if name == part else content)
    return stream.getvalue()


def read(data: bytes) -> tuple[Any, ...]:
    assert examine_office("清单.xlsx", data) == ("xlsx", 0)
    return office_content("清单.xlsx", data, "xlsx")


def test_every_visible_sheet_with_data_is_a_table_with_its_name() -> None:
    def hidden(sheet: Worksheet) -> None:
        sheet["A1"] = "内部"
        sheet.sheet_state = "hidden"

    data = excel(
        lambda sheet: sheet.append(["设备", "台数"]), hidden, lambda _: None, lambda sheet: sheet.append(["另"])
    )
    assert read(data) == (Grid((("设备", "台数"),), "表1"), Grid((("另",),), "表4"))


CELLS = [
    (None, "General", ""),
    ("  文字\n两行", "General", "  文字\n两行"),
    ("001", "@", "001"),
    (True, "General", "TRUE"),
    (False, "General", "FALSE"),
    (3, "General", "3"),
    (3.0, "General", "3"),
    (2.5, "General", "2.5"),
    (0.1 + 0.2, "General", "0.3"),
    (1 / 3, "General", "0.333333333"),
    (123456789012345, "General", "1.23457E+14"),
    (0.1234, "0%", "12%"),
    (0.1234, "0.00%", "12.34%"),
    (-0.5, "0%", "-50%"),
    (1234567.891, "#,##0.00", "1,234,567.89"),
    (1.005, "0.00", "1.01"),
    (-1234.5, "#,##0;(#,##0)", "(1,235)"),
    (0, '0;-0;"无"', "无"),
    (1e30, "0.00", f"1{'0' * 30}.00"),
    (0, "0;-0;;@", ""),
    (-3, "General;[Red]-General", "-3"),
    (1.25, "# ?/?", "1 1/4"),
    (12.5, '0.00"万元"', "12.50万元"),
    (12.5, '"¥"#,##0.00', "¥12.50"),
    (-12.5, "[$¥-804]#,##0.00_);[Red]\\([$¥-804]#,##0.00\\)", "(¥12.50)"),
    (42, "000000", "000042"),
    (-0.001, "0.00", "0.00"),
    (1.5, "0.##", "1.5"),
    (1, "0.##", "1."),
    (12_340_000, "#,##0.0,", "12,340.0"),
    (12345, "0.00E+00", "1.23E+04"),
    (date(2024, 3, 5), "yyyy-mm-dd", "2024-03-05"),
    (date(2024, 3, 5), 'yyyy"年"m"月"d"日"', "2024年3月5日"),
    (date(2024, 3, 1), 'yyyy"年"m"月"', "2024年3月"),
    (date(2024, 1, 1), "yyyy", "2024"),
    (datetime(2024, 3, 5, 14, 30), "yyyy-mm-dd hh:mm", "2024-03-05 14:30"),
    (datetime(2024, 3, 5, 14, 30, 9), "yyyy-mm-dd hh:mm:ss", "2024-03-05 14:30:09"),
    (time(8, 5), "h:mm", "8:05"),
    (timedelta(hours=30, minutes=5), "[h]:mm:ss", "30:05:00"),
    ("#N/A", "General", "#N/A"),
]


@pytest.mark.parametrize(("value", "number_format", "text"), CELLS)
def test_a_cell_shows_what_its_format_says(value: Any, number_format: str, text: str) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["B1"] = value, "末"
        sheet["A1"].number_format = number_format

    assert read(excel(fill))[0].rows == ((text, "末"),)


def test_the_formats_that_excel_numbers_by_language_are_chinese() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = 45356
        sheet["A1"].number_format = "0.000"

    data = excel(fill)
    for number, text in ((14, "2024/3/5"), (31, "2024年3月5日"), (57, "2024年3月"), (58, "3月5日")):
        dated = changed(data, "xl/styles.xml", 'numFmtId="164" fontId', f'numFmtId="{number}" fontId')
        assert read(dated)[0].rows == ((text,),)


def test_a_number_that_is_no_day_is_shown_as_a_number() -> None:
    assert number_shown(kept("-5"), "General") == "-5"

    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = 99_999_999
        sheet["A1"].number_format = "yyyy-mm-dd"

    assert read(excel(fill))[0].rows == (("########",),)


def test_empty_rows_and_columns_at_the_end_are_cut_and_between_kept() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["B2"] = "中"
        sheet["F900"] = "  "

    assert read(excel(fill))[0].rows == (("", ""), ("", "中"))


def test_hidden_rows_and_columns_are_not_printed() -> None:
    def fill(sheet: Worksheet) -> None:
        for row in (["名", "工资", "岗"], ["甲", 1, "a"], ["乙", 2, "b"]):
            sheet.append(row)
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["B"].hidden = True

    assert read(excel(fill))[0].rows == (("名", "岗"), ("乙", "b"))


def test_merged_cells_hold_their_text_in_the_first() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["C1"] = "合", "右"
        sheet.merge_cells("A1:B2")

    assert read(excel(fill))[0] == Grid((("合", "", "右"),), "表1", (Span(0, 0, 1, 2),))


def test_what_a_formula_gave_is_read_and_what_was_never_computed_is_refused() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = "=1+1"

    data = excel(fill)
    with pytest.raises(EvidenceRefused, match="工作表“表1”的单元格 A1 中的公式还没有算出结果") as refused:
        examine_office("清单.xlsx", data)
    assert refused.value.hint == "请在 Excel 或 WPS 中打开并保存一次后重试。"
    part = "xl/worksheets/sheet1.xml"
    assert read(changed(data, part, "<v></v>", "<v>2</v>"))[0].rows == (("2",),)


PHONETIC = '<r><t>东</t></r><r><t>京</t></r><rPh sb="0" eb="1"><t>とうきょう</t></rPh>'


def test_the_phonetic_of_a_text_is_left_out() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        book.add_worksheet("表1").write("A1", "Tokyo")
    shared = changed(stream.getvalue(), "xl/sharedStrings.xml", "<t>Tokyo</t>", PHONETIC)
    inline = excel(lambda sheet: sheet.append(["Tokyo"]))
    inline = changed(inline, "xl/worksheets/sheet1.xml", "<t>Tokyo</t>", PHONETIC)
    assert read(shared) == read(inline) == (Grid((("东京",),), "表1"),)


def test_a_character_that_xml_cannot_hold_is_read_from_its_code() -> None:
    assert read(excel(lambda sheet: sheet.append(["甲_x000A_乙"])))[0].rows == (("甲\n乙",),)


def test_more_than_a_book_can_hold_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    wide = excel(lambda sheet: sheet.append(["列"] * 41))
    with pytest.raises(EvidenceRefused, match="表格超过 20000 行或 40 列") as refused:
        examine_office("清单.xlsx", wide)
    assert refused.value.hint == "请拆分，或作为清单的电子版提供。"
    monkeypatch.setattr(office_grid, "MAX_ROWS", 3)
    two = excel(*[lambda sheet: [sheet.append(["行"]) for _ in range(2)]] * 2)
    with pytest.raises(EvidenceRefused, match="表格超过 3 行或 40 列"):  # all sheets together
        examine_office("清单.xlsx", two)


def test_a_last_row_far_away_costs_nothing_when_it_is_empty_and_is_refused_when_not() -> None:
    def fill(text: str) -> Callable[[Worksheet], object]:
        def filled(sheet: Worksheet) -> None:
            sheet["A1"], sheet["A1048576"] = "甲", text

        return filled

    assert read(excel(fill("")))[0].rows == (("甲",),)
    with pytest.raises(EvidenceRefused, match="表格超过 20000 行"):
        examine_office("清单.xlsx", excel(fill("末")))


def charted(sheet: Worksheet) -> None:
    sheet.add_chart(BarChart())


def test_a_workbook_of_charts_alone_is_refused_and_beside_data_they_are_named() -> None:
    with pytest.raises(EvidenceRefused, match="工作簿中只有图表，没有数据") as refused:
        examine_office("清单.xlsx", excel(charted))
    assert refused.value.hint == "请在 Excel 或 WPS 表格中另存为 PDF 后加入。"
    both = excel(lambda sheet: sheet.append([1]), charted)
    assert read(both) == (Grid((("1",),), "表1"),)
    assert left_out("清单.xlsx", both, "xlsx") == ("图表",)
    assert left_out("清单.xlsx", excel(lambda sheet: sheet.append([1])), "xlsx") == ()


def test_dates_counted_from_1904_are_the_same_days() -> None:
    book, stream = openpyxl.Workbook(), io.BytesIO()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.worksheets[0]["A1"] = date(2024, 3, 5)
    book.save(stream)
    assert read(stream.getvalue())[0].rows == (("2024-03-05",),)


def test_a_workbook_in_the_strict_form_is_read_as_well() -> None:
    data = excel(lambda sheet: sheet.append(["甲", 2]))
    main, strict = "schemas.openxmlformats.org/spreadsheetml/2006", "purl.oclc.org/ooxml/spreadsheetml"
    for part in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"):
        data = changed(data, part, main, strict)
    related = "schemas.openxmlformats.org/officeDocument/2006"
    data = changed(data, "xl/_rels/workbook.xml.rels", related, "purl.oclc.org/ooxml/officeDocument")
    assert read(data) == (Grid((("甲", "2"),), "表1"),)
