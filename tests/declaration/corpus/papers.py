"""Word, Excel, CSV, text and web pages, with the words that must stand in the book."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

import docx
import openpyxl
from declaration.corpus.pdf_pages import picture
from docx.document import Document
from openpyxl.worksheet.worksheet import Worksheet


class Paper(NamedTuple):
    """A file, and the words that its pages hold."""

    name: str
    data: bytes
    words: tuple[str, ...]


def papers() -> Iterator[Paper]:
    """Every paper of the corpus."""
    yield _letter("段落.docx", _paragraphs, "关于设备联网的说明", "兹证明该平台运行稳定")
    yield _letter("编号.docx", _numbered, "1. 第一条", "2. 第二条", "3. 第三条")
    yield _letter("表格.docx", _table, "设备甲", "1,200", "合计")
    yield _letter("图片.docx", _with_picture, "图前的话", "图后的话")
    yield _letter("页眉.docx", _with_header, "正文一段", "公司抬头")
    yield _workbook("数字.xlsx", _numbers, "1,234.50", "12.5%", "2024-03-05", "壹贰叁", "0012")
    yield _workbook("身份.xlsx", _codes, "91510100MA6CXXXX0X", "510107199001011234")
    yield _workbook("合并.xlsx", _merged, "设备汇总表", "第一季度")
    yield Paper("分号.csv", "名称;数量\n网关;3\n".encode("gb18030"), ("网关", "3"))
    yield Paper("说明.csv", 'sep=|\n编号|名称\n="00123"|控制器\n'.encode("utf-8-sig"), ("00123", "控制器"))
    yield Paper("记录.txt", "第一行记录\n第二行记录 ✓\n".encode("utf-16"), ("第一行记录", "第二行记录"))
    yield Paper("网页.html", _PAGE.encode(), ("平台简介", "接入设备", "3200 台"))


_PAGE = """<!doctype html><meta charset=utf-8><title>t</title><script>alert(1)</script>
<h1>平台简介</h1><p>稳定运行。</p><table><tr><td>接入设备</td><td>3200 台</td></tr></table>"""


def _letter(name: str, write: Callable[[Document], object], *words: str) -> Paper:
    document, stream = docx.Document(), io.BytesIO()
    write(document)
    document.save(stream)
    return Paper(name, stream.getvalue(), words)


def _workbook(name: str, write: Callable[[Worksheet], object], *words: str) -> Paper:
    book, stream = openpyxl.Workbook(), io.BytesIO()
    assert book.active is not None
    write(book.active)
    book.save(stream)
    return Paper(name, stream.getvalue(), words)


def _paragraphs(document: Document) -> None:
    document.add_heading("关于设备联网的说明", 1)
    document.add_paragraph("兹证明该平台运行稳定，数据真实。")


def _numbered(document: Document) -> None:
    for words in ("第一条", "第二条", "第三条"):
        document.add_paragraph(words, style="List Number")


def _table(document: Document) -> None:
    table = document.add_table(3, 2)
    for row, cells in zip(table.rows, (("名称", "数量"), ("设备甲", "1,200"), ("合计", "1,200")), strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words


def _with_picture(document: Document) -> None:
    stream = io.BytesIO()
    picture().save(stream, "PNG")
    document.add_paragraph("图前的话")
    document.add_picture(stream)
    document.add_paragraph("图后的话")


def _with_header(document: Document) -> None:
    document.sections[0].header.paragraphs[0].text = "公司抬头"
    document.add_paragraph("正文一段")


def _numbers(sheet: Worksheet) -> None:
    for value, shape in (
        (1234.5, "#,##0.00"),
        (0.125, "0.0%"),
        (date(2024, 3, 5), "yyyy-mm-dd"),
        (123, "[DBNum2]0"),
        (12, "0000"),
    ):
        sheet.append(["项目", value])
        sheet.cell(sheet.max_row, 2).number_format = shape


def _codes(sheet: Worksheet) -> None:
    sheet.append(["统一社会信用代码", "身份证号"])
    sheet.append(["91510100MA6CXXXX0X", "510107199001011234"])


def _merged(sheet: Worksheet) -> None:
    sheet.append(["设备汇总表", None, None])
    sheet.merge_cells("A1:C1")
    sheet.append(["名称", "第一季度", "第二季度"])
    sheet.append(["网关", 3, 5])
