"""A document as one worksheet: its paragraphs across the sheet, its tables cell by cell, ready to print.

Every cell is written as text, so that nothing an applicant typed is ever taken for a formula, a link or a
number (a telephone number keeps its leading zeros).  Columns are those of the document's first table.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import IO, Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from app.export.document import (
    Blank,
    Block,
    Cell,
    Contents,
    Document,
    Footnote,
    Heading,
    LineBreak,
    PageBreak,
    Paragraph,
    Plate,
    SealPlace,
    Space,
    Table,
    Text,
)
from app.export.docx.styles import FACES
from app.export.style import ParagraphStyle, StyleName, heading_style
from app.export.xlsx.workbook import A4, workbook_in

SHEET_NAME = "汇总表"
_INCH = 72.0
_PIXEL = 72 / 96  # points
_PADDING = 6.0  # points that a program keeps free between a cell's edges
_ALIGN = {"left": "left", "center": "center", "right": "right", "justify": "left"}


def write_xlsx(document: Document, stream: IO[bytes]) -> None:
    """Write `document`, which must hold a table, to a binary stream."""
    with workbook_in(stream, title=document.title, author=document.author) as workbook:
        sheet = workbook.add_worksheet(SHEET_NAME)
        _Writer(document, workbook, sheet).write()


class _Writer:
    """Writes the blocks of one document from the top of one worksheet down."""

    def __init__(self, document: Document, workbook: Workbook, sheet: Worksheet) -> None:
        self._style, self._sheet, self._row = document.style, sheet, 0
        self._blocks = list(document.opened)
        shares = next(block.widths for block in self._blocks if isinstance(block, Table))
        self._widths = [share * self._style.page.text_width / sum(shares) for share in shares]  # points
        self._format = cache(lambda name, ruled: workbook.add_format(_look(self._style[name], ruled)))
        self._breaks: list[int] = []

    def write(self) -> None:
        """The page, the columns, then every block."""
        self._set_page()
        for place, width in enumerate(self._widths):
            self._sheet.set_column_pixels(place, place, round(width / _PIXEL))
        for block in self._blocks:
            self._block(block)
        self._sheet.set_h_pagebreaks(self._breaks)

    def _set_page(self) -> None:
        page = self._style.page
        self._sheet.set_paper(A4)
        if page.width > page.height:
            self._sheet.set_landscape()
        self._sheet.set_margins(page.inner / _INCH, page.outer / _INCH, page.top / _INCH, page.bottom / _INCH)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.center_horizontally()

    def _block(self, block: Block) -> None:
        match block:
            case Paragraph():
                self._across(block, block.style)
            case Heading():
                self._across(block, heading_style(block.level))
            case Table():
                self._table(block)
            case Space():
                self._sheet.set_row(self._row, block.lines * self._style["body"].leading)
                self._row += 1
            case PageBreak():
                self._breaks.append(self._row)
            case Contents():
                raise TypeError("a worksheet has no pages to list")
            case Plate():
                raise TypeError("a worksheet shows no proofs")

    def _across(self, block: Paragraph | Heading, name: StyleName) -> None:
        """Words over the whole width of the sheet."""
        style, words = self._style[name], _words(block)
        height = _height(words, style, self._style.page.text_width)
        self._sheet.set_row(self._row, height + style.before + style.after)
        self._put(0, 1, len(self._widths), words, self._format(name, False))
        self._row += 1

    def _table(self, table: Table) -> None:
        if table.header_rows:
            self._sheet.repeat_rows(self._row, self._row + table.header_rows - 1)
        taken: set[tuple[int, int]] = set()
        for row in table.rows:
            heights, column = [0.0], 0
            for cell in row.cells:
                while (self._row, column) in taken:
                    column += 1
                taken |= {(self._row + down, column + right) for down, right in _spanned(cell)}
                heights.append(self._cell(cell, column))
            self._sheet.set_row(self._row, max(heights))
            self._row += 1

    def _cell(self, cell: Cell, column: int) -> float:
        """Write one cell; the height its words need, where it stands in one row."""
        name: StyleName = cell.blocks[0].style if cell.blocks else "table_text"
        words = "\n".join(_words(paragraph) for paragraph in cell.blocks)
        self._put(column, cell.rows, cell.columns, words, self._format(name, True))
        if cell.rows > 1:
            return cell.min_height
        width = sum(self._widths[column : column + cell.columns])
        return max(cell.min_height, _height(words, self._style[name], width))

    def _put(self, column: int, rows: int, columns: int, words: str, look: Any) -> None:
        row = self._row
        if rows * columns > 1:
            self._sheet.merge_range(row, column, row + rows - 1, column + columns - 1, "", look)
        if words:
            self._sheet.write_string(row, column, words, look)
        else:
            self._sheet.write_blank(row, column, None, look)


def _height(words: str, style: ParagraphStyle, width: float) -> float:
    """The height that wrapped words need, in points; said because no program reckons it for merged cells."""
    em = max(1.0, (width - _PADDING) / style.size)
    lines = sum(max(1, math.ceil(sum(map(_ems, line)) / em)) for line in words.split("\n"))
    return lines * style.leading + _PADDING


def _ems(character: str) -> float:
    return 0.55 if unicodedata.east_asian_width(character) in ("Na", "H", "N") else 1.0


def _look(style: ParagraphStyle, ruled: bool) -> dict[str, object]:
    return {
        "font_name": FACES[style.face],
        "font_size": style.size,
        "bold": style.bold,
        "align": _ALIGN[style.align],
        "valign": "vcenter",
        "text_wrap": True,
        "num_format": "@",
        "border": int(ruled),
    }


def _spanned(cell: Cell) -> Iterator[tuple[int, int]]:
    return ((down, right) for down in range(cell.rows) for right in range(cell.columns))


def _words(block: Paragraph | Heading) -> str:
    return "".join(_inline_words(inline) for inline in block.inlines)


def _inline_words(inline: object) -> str:
    match inline:
        case Text() | Blank():
            return inline.text
        case SealPlace():
            return inline.words
        case Footnote():
            return inline.mark
        case LineBreak():
            return "\n"
    raise TypeError(f"a worksheet has no pages to refer to: {inline!r}")
