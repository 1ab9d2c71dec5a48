"""XLSX as one table a visible sheet, each cell as it is shown; what formulas gave is read, never computed."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator

from app.evidence.kinds import refused
from app.evidence.office.excel.drawings import beside_cells, of_package
from app.evidence.office.excel.notice import Notice
from app.evidence.office.excel.sheet import NotComputed, sheet_rows
from app.evidence.office.excel.visible import Visible
from app.evidence.office.excel.workbook import SheetPart, Workbook, read_workbook
from app.evidence.office.grid import Gathering
from app.evidence.office.package import SHEETS_AS_PDF
from app.evidence.prepared import Grid, Prepared

_SAVE_ONCE = "请在 Excel 或 WPS 中打开并保存一次后重试。"


def xlsx_prepared(name: str, package: zipfile.ZipFile) -> Prepared:
    """A table for every visible sheet that holds data, and what the workbook holds besides."""
    book, notice = read_workbook(name, package), Notice()
    grids = tuple(_grids(name, package, book, notice))
    if any(_has_content(name, package, book, sheet) for sheet in book.sheets if not sheet.visible):
        notice.leave_out("隐藏的工作表")
    if not grids and notice.removed:
        raise refused(name, f"工作簿中只有{'、'.join(notice.removed)}，没有数据", SHEETS_AS_PDF)
    notice.leave_out(*of_package(package))
    return Prepared("xlsx", content=grids, removed=notice.removed, notes=notice.notes)


def _grids(name: str, package: zipfile.ZipFile, book: Workbook, notice: Notice) -> Iterator[Grid]:
    tables = Gathering(name)
    for sheet in book.sheets:
        if not sheet.visible:
            continue
        notice.leave_out(*beside_cells(name, package, sheet))
        if sheet.is_chart:
            continue
        visible = Visible()
        try:
            with package.open(sheet.part) as stream:
                grid = tables.grid(sheet_rows(stream, book, sheet.title, visible, notice), sheet.title)
        except NotComputed as failure:
            reason = f"工作表“{sheet.title}”的单元格 {failure} 中的公式还没有算出结果"
            raise refused(name, reason, _SAVE_ONCE) from failure
        if grid:
            yield visible.with_spans(grid)
        notice.leave_out(*visible.hidden)


def _has_content(name: str, package: zipfile.ZipFile, book: Workbook, sheet: SheetPart) -> bool:
    """Whether a hidden sheet holds anything."""
    if any(beside_cells(name, package, sheet)):
        return True
    visible = Visible()
    try:
        with package.open(sheet.part) as stream:
            rows = sheet_rows(stream, book, sheet.title, visible, Notice())
            return any(cell.strip() for row in rows for cell in row) or bool(visible.words)
    except NotComputed:
        return True
