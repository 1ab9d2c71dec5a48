"""XLS, the workbook of Excel before 2007 and ET of WPS, as one table a visible sheet; read by xlrd."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from typing import Any

import xlrd

from app.evidence.kinds import refused
from app.evidence.office.excel.formats.numbered import numbered
from app.evidence.office.excel.notice import Notice, Remark
from app.evidence.office.excel.records import Told, other_sheets, told
from app.evidence.office.excel.values import Style, Values, truth
from app.evidence.office.excel.visible import Area, Visible
from app.evidence.office.grid import Gathering
from app.evidence.office.package import SHEETS_AS_PDF
from app.evidence.prepared import Grid, Prepared

_BROKEN = (  # what xlrd raises for files that it cannot read
    *(xlrd.XLRDError, xlrd.compdoc.CompDocError, struct.error, AssertionError, RecursionError, NotImplementedError),
    *(ValueError, ArithmeticError, LookupError, TypeError, AttributeError, NameError, EOFError),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RAW = (b"\x09\x08\x10\x00", b"\x09\x08\x08\x00", b"\x09\x04\x06\x00", b"\x09\x02\x06\x00", b"\x09\x00\x04\x00")
_LOCALISED = frozenset(range(5, 9)) | frozenset(range(37, 45))  # the file itself says how these look
_OWN_FORMAT = 164  # from here on formats are the file's own
_MACROS = "_VBA_PROJECT_CUR".encode("utf-16-le")
_UNREAD = "旧版 Excel 或 WPS 表格文件读不出来，可能已损坏"
_SAVE_ANEW = "请在 Excel 或 WPS 表格中打开确认完好，另存为 .xlsx 或 PDF 后加入。"
_UNLOCK = "请在 Excel 或 WPS 中去掉密码后另存，再加入。"


def is_xls(data: bytes) -> bool:
    """Whether the bytes are a compound file, or the bare records of an older workbook."""
    return data.startswith((_OLE, *_RAW))


def xls_prepared(name: str, data: bytes, values: type[Values], finished: Callable[[Visible, Grid], Grid]) -> Prepared:
    """A table for every visible sheet that holds data, and what the workbook holds besides."""
    try:
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, on_demand=True, ragged_rows=True, logfile=_Nowhere()
        )
        return _prepared(name, data, _Book(book, values), finished)
    except _BROKEN as failure:
        if "encrypted" in str(failure):
            raise refused(name, "工作簿有打开密码", _UNLOCK) from failure
        raise refused(name, _UNREAD, _SAVE_ANEW) from failure


def _prepared(name: str, data: bytes, book: _Book, finished: Callable[[Visible, Grid], Grid]) -> Prepared:
    notice, tables = Notice(), Gathering(name)
    notice.leave_out(*other_sheets(book.stream, book.start))
    grids, all_told = [], []
    for number in range(book.count):
        sheet = _Sheet(book, number, notice)
        book.book.unload_sheet(number)  # what was read stays with `sheet` alone
        if not sheet.is_visible:
            if sheet.has_content:
                notice.leave_out("隐藏的工作表")
            continue
        notice.leave_out(*sheet.told.nouns)
        if grid := tables.grid(sheet.rows(), sheet.title):
            grids.append(finished(sheet.visible, grid))
        notice.leave_out(*sheet.visible.hidden)
        all_told.append((sheet.title, sheet.told))
    if not grids and notice.removed:
        raise refused(name, f"工作簿中只有{'、'.join(notice.removed)}，没有数据", SHEETS_AS_PDF)
    if _MACROS in data:
        notice.leave_out("宏")
    _remark_on_formulas(notice, all_told)
    return Prepared("xls", content=tuple(grids), removed=notice.removed, notes=notice.notes)


def _remark_on_formulas(notice: Notice, sheets: list[tuple[str, Told]]) -> None:
    """Where no formula at all has a result, a program wrote the file and no spreadsheet has computed it."""
    if any(found.formulas > len(found.without_result) for _, found in sheets):
        return
    for title, found in sheets:
        for row, column in found.without_result:
            notice.remark("no_result", title, _reference(row, column))


class _Nowhere:
    """Takes what xlrd has to say."""

    def write(self, _text: str) -> None:
        """Forget it."""


class _Book:
    """A workbook as xlrd holds it, and how each of its styles writes a cell."""

    def __init__(self, book: Any, values: type[Values]) -> None:
        self.book = book
        self.stream: bytes = book.mem
        self.start: int = book.base
        self.count: int = book.nsheets
        self.values = values(from_1904=bool(book.datemode))
        self.styles = [self._style(one) for one in book.xf_list]

    def is_struck(self, font: int) -> bool:
        """Whether a font is struck through."""
        fonts = self.book.font_list
        return 0 <= font < len(fonts) and bool(fonts[font].struck_out)

    def sheet_start(self, number: int) -> int:
        """Where the records of a sheet begin."""
        return int(self.book._sh_abs_posn[number])

    def _style(self, look: Any) -> Style:
        number = look.format_key
        own = self.book.format_map.get(number)
        stated = self.book.biff_version < 50 or number >= _OWN_FORMAT or number in _LOCALISED
        code = own.format_str if own is not None and stated else numbered(number)
        return Style(code or "General", self.is_struck(look.font_index))


class _Sheet:
    """One sheet: its rows as they are shown, and what its records tell."""

    def __init__(self, book: _Book, number: int, notice: Notice) -> None:
        self._book, self._notice = book, notice
        self._sheet = sheet = book.book.sheet_by_index(number)
        self.title: str = sheet.name
        self.is_visible = sheet.visibility == 0
        self.told = told(book.stream, book.sheet_start(number))
        self.visible = Visible(
            {row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden or info.height == 0},
            {column + 1 for column, info in sheet.colinfo_map.items() if info.hidden or info.width == 0},
            merged=[Area(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells],
        )

    @property
    def has_content(self) -> bool:
        """Whether it holds anything at all."""
        sheet = self._sheet
        return bool(self.told.nouns) or any(
            str(value).strip() for row in range(sheet.nrows) for value in sheet.row_values(row)
        )

    def rows(self) -> Iterator[list[str]]:
        """The texts of each row that is seen, less what is hidden."""
        for row in range(self._sheet.nrows):
            cells = self._row(row)
            if row + 1 not in self.visible.rows:
                yield cells

    def _row(self, row: int) -> list[str]:
        sheet, hidden = self._sheet, self.visible
        cells = []
        for column in range(sheet.row_len(row)):
            text, remark = self._cell(row, column)
            if row + 1 in hidden.rows or column + 1 in hidden.columns:
                if text.strip():
                    hidden.hide(row + 1, column + 1, text)
                if column + 1 in hidden.columns:
                    continue
            elif remark:
                self._notice.remark(remark, self.title, _reference(row, column))
            cells.append(text)
        return cells

    def _cell(self, row: int, column: int) -> tuple[str, Remark]:
        kind, value = self._sheet.cell_type(row, column), self._sheet.cell_value(row, column)
        if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
            return "", ""
        style = self._book.styles[self._sheet.cell_xf_index(row, column)]
        values = self._book.values
        match kind:
            case xlrd.XL_CELL_NUMBER | xlrd.XL_CELL_DATE:
                if not value and not self._sheet.show_zero_values:
                    return "", ""
                whole = value.is_integer() and abs(value) < 1e15
                return values.number(str(int(value)) if whole else repr(value), style)
            case xlrd.XL_CELL_BOOLEAN:
                return values.words(truth(bool(value)), style)
            case xlrd.XL_CELL_ERROR:
                return xlrd.error_text_from_code.get(value, "#N/A"), ""
        return values.words(value, style, struck=self._has_struck_run(row, column))

    def _has_struck_run(self, row: int, column: int) -> bool:
        """Whether a part of the words has a look of its own that is struck through."""
        runs = self._sheet.rich_text_runlist_map.get((row, column), ())
        return any(self._book.is_struck(font) for _, font in runs)


def _reference(row: int, column: int) -> str:
    return str(xlrd.cellname(row, column))
