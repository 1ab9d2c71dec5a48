"""What a workbook shows and the book does not is named; cells whose numbers are not what they seem are told."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
import xlsxwriter
from evidence.readers import PLAIN
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.formatting.rule import DataBarRule
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image
from xlsxwriter.worksheet import Worksheet as Written

from app.evidence.office import proof
from app.evidence.prepared import Examined, Grid, Span


def told(data: bytes) -> Examined:
    return proof.examine("清单.xlsx", data, PLAIN)


def grid(data: bytes) -> Grid:
    (found,) = proof.prepare("清单.xlsx", data, PLAIN).content
    assert isinstance(found, Grid)
    return found


def written(fill: Callable[[Written, xlsxwriter.Workbook], object], **options: object) -> bytes:
    """A workbook of one sheet with 甲 in its first cell, as Excel would write it."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, options) as book:
        sheet = book.add_worksheet("清单")
        sheet.write("A1", "甲")
        fill(sheet, book)
    return stream.getvalue()


def excel(fill: Callable[[Worksheet], object]) -> bytes:
    book, stream = openpyxl.Workbook(), io.BytesIO()
    sheet = book.worksheets[0]
    sheet.title = "清单"
    fill(sheet)
    book.save(stream)
    return stream.getvalue()


def with_part(data: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """The same package with one part changed, or made."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        names = source.namelist()
        for name in [*names, *([part] if part not in names else [])]:
            content = source.read(name) if name in names else b""
            target.writestr(name, change(content.decode()) if name == part else content)
    return stream.getvalue()


def picture() -> io.BytesIO:
    stream = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(stream, "PNG")
    stream.seek(0)
    return stream


BESIDE: list[tuple[Callable[[Written, xlsxwriter.Workbook], object], str]] = [
    (lambda sheet, _: sheet.write_comment("A1", "批"), "批注"),
    (lambda sheet, _: sheet.insert_image("C3", "图.png", {"image_data": picture()}), "图片"),
    (lambda sheet, _: sheet.insert_textbox("C3", "说明"), "文本框"),
    (lambda sheet, _: sheet.insert_textbox("C3", ""), "图形"),
    (lambda sheet, book: sheet.insert_chart("C3", charted(book)), "图表"),
    (lambda sheet, _: sheet.insert_button("C3", {"caption": "算"}), "表单控件"),
    (lambda sheet, _: sheet.add_sparkline("C1", {"range": "清单!A1:B1"}), "迷你图"),
    (lambda sheet, _: sheet.conditional_format("A1:A9", {"type": "data_bar"}), "条件格式的数据条或图标"),
    (
        lambda sheet, _: sheet.conditional_format("A1", {"type": "icon_set", "icon_style": "3_arrows"}),
        "条件格式的数据条或图标",
    ),
    (lambda sheet, _: sheet.set_header("&C某某公司"), "页眉"),
    (lambda sheet, _: sheet.set_footer("&L机密&R&P"), "页脚"),
    (lambda sheet, _: sheet.set_header("&L&G", {"image_left": picture()}), "页眉"),
    (lambda sheet, _: sheet.set_background(picture()), "背景图片"),
    (lambda sheet, _: sheet.embed_image("C3", "图.png", {"image_data": picture()}), "单元格中的图片"),
]


def charted(book: xlsxwriter.Workbook) -> object:
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"values": "=清单!$A$1:$A$2"})
    return chart


@pytest.mark.parametrize(("fill", "noun"), BESIDE)
def test_what_stands_beside_the_cells_is_named(
    fill: Callable[[Written, xlsxwriter.Workbook], object], noun: str
) -> None:
    assert told(written(fill)).removed == (noun,)


@pytest.mark.parametrize(
    "fill",
    [
        lambda sheet, _: sheet.set_footer("第 &P 页，共 &N 页"),
        lambda sheet, _: sheet.set_footer('&"宋体,常规"&10Page &P of &N'),
        lambda sheet, _: sheet.conditional_format("A1", {"type": "cell", "criteria": ">", "value": 5}),
        lambda sheet, _: sheet.data_validation("A1", {"validate": "list", "source": ["是", "否"]}),
        lambda sheet, _: sheet.autofilter("A1:B1"),
        lambda sheet, _: sheet.set_row(3, None, None, {"hidden": True}),
        lambda sheet, _: sheet.set_column("D:F", None, None, {"hidden": True}),
        lambda sheet, book: book.add_worksheet("空").hide(),
    ],
)
def test_what_loses_nothing_is_not_named(fill: Callable[[Written, xlsxwriter.Workbook], object]) -> None:
    assert told(written(fill)).removed == ()


def test_a_chart_sheet_is_named_and_macros_too() -> None:
    def fill(_sheet: Written, book: xlsxwriter.Workbook) -> None:
        book.add_chartsheet("图").set_chart(charted(book))

    data = written(fill)
    assert told(data).removed == ("图表",)
    assert told(with_part(written(lambda *_: None), "xl/vbaProject.bin", lambda _: "x")).removed == ("宏",)


_FALLBACK = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    "<mc:Choice Requires='x'>{}</mc:Choice>"
    "<mc:Fallback><xdr:sp><xdr:txBody><a:p><a:r><a:t>此图表不可用</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
    "</mc:Fallback></mc:AlternateContent>"
)


def test_what_stands_in_for_a_drawing_is_not_named() -> None:
    data = written(lambda sheet, book: sheet.insert_chart("C3", charted(book)))
    framed = re.compile("<xdr:graphicFrame.*</xdr:graphicFrame>", re.DOTALL)
    changed = with_part(
        data, "xl/drawings/drawing1.xml", lambda xml: framed.sub(lambda found: _FALLBACK.format(found[0]), xml)
    )
    assert told(changed).removed == ("图表",)


def test_zeros_that_the_sheet_does_not_show_are_not_printed() -> None:
    def fill(sheet: Written, _: xlsxwriter.Workbook) -> None:
        sheet.write_row("A2", [0, 1, -0.0, "0"])
        sheet.hide_zero()

    assert grid(written(fill)).rows[1] == ("", "1", "", "0")


def test_a_picture_that_wps_keeps_in_a_cell_is_named_and_not_printed_as_a_formula() -> None:
    formula = '=_xlfn.DISPIMG("ID_1",1)'
    data = written(lambda sheet, _: sheet.write_formula("B1", formula, None, '=DISPIMG("ID_1",1)'))
    assert told(data).removed == ("单元格中的图片",)
    assert grid(data).rows == (("甲",),)


def test_hidden_rows_columns_and_sheets_with_words_are_named() -> None:
    def fill(sheet: Written, book: xlsxwriter.Workbook) -> None:
        sheet.write("C1", "密")
        sheet.write("A3", "密")
        sheet.set_column("C:C", None, None, {"hidden": True})
        sheet.set_row(2, 0)
        other = book.add_worksheet("藏")
        other.write("A1", "密")
        other.hide()

    data = written(fill)
    assert told(data).removed == ("隐藏或被筛选掉的行", "隐藏的列", "隐藏的工作表")
    assert grid(data).rows == (("甲",),)


def test_a_merged_cell_whose_first_row_is_hidden_shows_its_words_in_what_is_seen() -> None:
    def fill(sheet: Worksheet) -> None:
        for row in (["组", "名"], ["一组", "甲"], ["", "乙"], ["", "丙"]):
            sheet.append(row)
        sheet.merge_cells("A2:A4")
        sheet.row_dimensions[2].hidden = True

    data = excel(fill)
    assert grid(data) == Grid((("组", "名"), ("一组", "乙"), ("", "丙")), "清单", (Span(1, 0, 2, 1),))
    assert told(data).removed == ("隐藏或被筛选掉的行",)


def test_merged_cells_that_lie_on_one_another_are_merged_once() -> None:
    def fill(sheet: Worksheet) -> None:
        for _ in range(3):
            sheet.append(["甲", "乙", "丙"])
        sheet.merge_cells("A1:B2")

    data = with_part(
        excel(fill),
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace('<mergeCell ref="A1:B2"/>', '<mergeCell ref="A1:B2"/><mergeCell ref="B2:C3"/>' * 3),
    )
    assert grid(data).spans == (Span(0, 0, 2, 2),)


def test_a_sheet_of_merged_cells_without_end_is_read_in_time() -> None:
    def fill(sheet: Worksheet) -> None:
        for at in range(300):
            sheet.append([at] * 30)
        sheet.merge_cells("A1:B2")

    merged = "".join(f'<mergeCell ref="A{1 + at % 200}:XFD1048576"/>' for at in range(100_000))
    data = with_part(
        excel(fill),
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace('<mergeCell ref="A1:B2"/>', f'<mergeCell ref="A300:AD300"/>{merged}'),
    )
    assert grid(data).spans == (Span(299, 0, 1, 30),)


NUMBERS: list[tuple[list[tuple[object, str]], str]] = [
    ([(310101199001011234, "0")], "A1 是超过 15 位的数字，Excel 只能保存前 15 位，请核对。"),
    (
        [(5, "0"), (310101199001011234, "0"), (9.1e17, "General")],
        "A2 等 2 格是超过 15 位的数字，Excel 只能保存前 15 位，请核对。",
    ),
    (
        [(123456789012, "General")],
        "A1 是 12 位以上的数字，Excel 按常规格式显示为科学记数，书中照印；要印出各位数字，请改为数值或文本格式。",
    ),
    (
        [(-1, "yyyy-mm-dd")],
        "A1 的日期、时间或数字超出所设格式的范围，Excel 显示为 #，书中照印，请核对。",
    ),
]


@pytest.mark.parametrize(("cells", "note"), NUMBERS)
def test_cells_that_are_not_what_they_seem_are_told(cells: list[tuple[object, str]], note: str) -> None:
    def fill(sheet: Worksheet) -> None:
        for row, (value, code) in enumerate(cells, 1):
            sheet.cell(row, 1, value).number_format = code

    assert told(excel(fill)).notes == (f"工作表“清单”的 {note}",)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (0.1 + 0.2, "General"),
        (99999999999, "General"),
        (123456789012, "0"),
        (1e14, "0.00E+00"),
        ("310101199001011234", "@"),
    ],
)
def test_numbers_that_are_what_they_seem_are_not_told(value: object, code: str) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = value
        sheet["A1"].number_format = code

    assert told(excel(fill)).notes == ()


def test_cells_that_are_not_seen_are_not_told_of() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["A2"] = "甲", 310101199001011234
        sheet.row_dimensions[2].hidden = True

    assert told(excel(fill)).notes == ()


def test_words_that_are_struck_through_are_told() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["A2"], sheet["A3"] = "甲", "乙", None
        sheet["A1"].font = sheet["A3"].font = Font(strike=True)
        sheet["B1"] = CellRichText("共", TextBlock(InlineFont(strike=True), "三"), "台")

    data = excel(fill)
    assert told(data).notes == ("工作表“清单”的 A1 等 2 格带有删除线，书中不显示删除线，请核对。",)
    assert grid(data).rows == (("甲", "共三台"), ("乙", ""))


def test_a_sheet_with_a_data_bar_of_another_program_is_named() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = 5
        sheet.conditional_formatting.add("A1", DataBarRule("min", None, "max", None, "FF638EC6"))
        sheet["A1"].comment = Comment("批", "我")

    assert set(told(excel(fill)).removed) == {"条件格式的数据条或图标", "批注"}
