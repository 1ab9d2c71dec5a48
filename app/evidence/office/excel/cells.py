"""A workbook or CSV as cells to be taken over: what each holds, exactly, behind the number of its row in the file.

What is hidden, or stands beside the cells, is left out and named, as on paper.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal, DecimalException

from app.errors import EvidenceRefused
from app.evidence.kinds import refused
from app.evidence.office import package as office_package
from app.evidence.office.excel.csv import csv_prepared, lines_above
from app.evidence.office.excel.formats.shown import is_moment, kept
from app.evidence.office.excel.notice import Notice, Remark
from app.evidence.office.excel.old import is_old_workbook, old_prepared
from app.evidence.office.excel.sheet import NotComputed, sheet_rows
from app.evidence.office.excel.values import Style, Values
from app.evidence.office.excel.visible import Visible
from app.evidence.office.excel.workbook import SheetPart, Workbook, read_workbook
from app.evidence.office.grid import Gathering
from app.evidence.prepared import Grid, Prepared
from app.evidence.recognition.telling import sort_of

_SAVE_ONCE = "请在 Excel 或 WPS 中打开并保存一次后重试。"
_AS_XLSX = "请在 Excel 或 WPS 中另存为 .xlsx 或 CSV 后重试。"
_MERGED = "文件里有合并的单元格，内容只算在左上角那一格里，请核对。"
_LITERALS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_DAY_0, _DAY_0_OF_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)


def cells_of(name: str, data: bytes) -> Prepared:
    """A table for every visible sheet with anything in it; each row begins with its number in the file, from 1."""
    match sort_of(name, data):
        case "csv" | "txt":
            return _of_csv(name, data)
        case "xlsx":
            with office_package.opened(name, data, _AS_XLSX) as package:
                return _of_workbook(name, package)
        case "xls" | "excelml":
            return _of_old_workbook(name, data) if is_old_workbook(data) else _of_csv(name, data)
    raise refused(name, "不是 Excel、WPS 表格的工作簿，也不是 CSV 文件", _AS_XLSX)


def _of_csv(name: str, data: bytes) -> Prepared:
    read, above = csv_prepared(name, data), lines_above(name, data)
    grids = tuple(_numbered(piece, set(), above) for piece in read.content if isinstance(piece, Grid))
    return replace(read, content=grids)


def _of_workbook(name: str, package: zipfile.ZipFile) -> Prepared:
    book, notice = read_workbook(name, package), Notice()
    book = replace(book, values=ExactValues(from_1904=book.values.from_1904))
    notes: dict[str, None] = {}
    grids = tuple(_grids(name, package, book, notice, notes))
    if any(not sheet.visible for sheet in book.sheets):
        notice.leave_out("隐藏的工作表")
    return Prepared("xlsx", content=grids, removed=notice.removed, notes=(*notes, *notice.notes))


def _of_old_workbook(name: str, data: bytes) -> Prepared:
    merged = False

    def numbered(visible: Visible, grid: Grid) -> Grid:
        nonlocal merged
        merged = merged or bool(visible.merged)
        return _numbered(grid, visible.rows)

    try:
        read = old_prepared(name, data, ExactValues, numbered)
    except EvidenceRefused as failure:
        hint = _AS_XLSX if "PDF" in failure.hint else failure.hint  # a picture of the cells is of no use here
        raise refused(name, failure.reason, hint) from failure
    return replace(read, notes=(_MERGED, *read.notes)) if merged else read


def _grids(
    name: str, package: zipfile.ZipFile, book: Workbook, notice: Notice, notes: dict[str, None]
) -> Iterator[Grid]:
    tables = Gathering(name)
    for sheet in book.sheets:
        if not sheet.visible or sheet.is_chart:
            continue
        visible = Visible()
        grid = tables.grid(_rows(name, package, book, sheet, visible, notice), sheet.title)
        if grid is not None:
            yield _numbered(grid, visible.rows)
            if visible.merged:
                notes[_MERGED] = None
        notice.leave_out(*visible.hidden)


def _rows(
    name: str, package: zipfile.ZipFile, book: Workbook, sheet: SheetPart, visible: Visible, notice: Notice
) -> Iterator[list[str]]:
    try:
        with package.open(sheet.part) as stream:
            yield from sheet_rows(stream, book, sheet.title, visible, notice)
    except NotComputed as failure:
        reason = f"工作表“{sheet.title}”的单元格 {failure} 中的公式还没有算出结果"
        raise refused(name, reason, _SAVE_ONCE) from failure


def _numbered(grid: Grid, hidden: set[int], above: int = 0) -> Grid:
    """The table with the number of each row before its cells; `hidden` rows are not in it but count."""
    numbers: list[int] = []
    number = above
    while len(numbers) < len(grid.rows):
        number += 1
        if number not in hidden:
            numbers.append(number)
    cells = zip(numbers, grid.rows, strict=True)
    return Grid(tuple((str(number), *row) for number, row in cells), grid.title)


class ExactValues(Values):
    """What cells hold: a number with all its digits, a day as ISO 8601 writes it; as shown where that is the same."""

    exact = True

    def number(self, stored: str, style: Style) -> tuple[str, Remark]:
        """A number as it is stored."""
        text, remark = super().number(stored, style)
        value = kept(stored)
        if is_moment(value, style.code):
            return self._day(value, style.code), ""
        return _exact(value, text, style.code), remark if remark == "long" else ""

    def _day(self, days: Decimal, code: str) -> str:
        """The day, its month alone where the format shows no day, and the time where there is one."""
        at = (_DAY_0_OF_1904 if self.from_1904 else _DAY_0) + timedelta(days=float(days))
        at = (at + timedelta(milliseconds=500)).replace(microsecond=0)
        marks = _LITERALS.sub("", code).lower()
        if days < 1 or "y" not in marks:
            return f"{at:%H:%M}" if days < 1 else f"{at:%Y-%m-%d}"
        if "d" not in marks and "m" in marks:
            return f"{at:%Y-%m}"
        return f"{at:%Y-%m-%d}" if days == days.to_integral_value() else f"{at:%Y-%m-%d %H:%M}"


def _exact(value: Decimal, shown: str, code: str) -> str:
    """The number; with the decimals that are shown where these are all it has."""
    bare = shown.replace(",", "")
    percent = "%" in _LITERALS.sub("", code)
    own = value * 100 if percent else value
    sign = "%" if percent else ""
    if bare.endswith(sign) and _is(bare.removesuffix(sign), own):
        return bare
    digits = own.normalize()
    return f"{digits:f}{sign}"


def _is(text: str, value: Decimal) -> bool:
    try:
        return Decimal(text) == value and "E" not in text.upper()
    except DecimalException:
        return False
