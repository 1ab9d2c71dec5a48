"""XLSX as one table a visible sheet, each cell as it is shown; what formulas gave is read, never computed."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any

import openpyxl

from app.evidence.office_cells import shown
from app.evidence.office_grid import Gathering
from app.evidence.office_package import KINDS
from app.evidence.prepared import Grid
from app.evidence.refusal import AS_PDF, refused

_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
_PICTURED = {"xl/charts/": "图表", "xl/media/": "图片", "xl/embeddings/": "嵌入的对象"}


def xlsx_content(name: str, data: bytes, package: zipfile.ZipFile) -> tuple[Grid, ...]:
    """A table for every visible sheet that holds data."""
    if _STRICT in package.read(KINDS["xlsx"]):
        raise refused(name, "是 Excel 的“Strict”格式", AS_PDF)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of what it does not carry: styles, print settings
        grids = _grids(name, data)
    if not grids and (pictured := not_in_cells(package)):
        raise refused(name, f"工作簿中只有{'、'.join(pictured)}，没有数据", AS_PDF)
    return grids


def not_in_cells(package: zipfile.ZipFile) -> tuple[str, ...]:
    """What the workbook holds besides cells, in Chinese: charts, pictures, embedded objects."""
    parts = package.namelist()
    return tuple(word for folder, word in _PICTURED.items() if any(part.startswith(folder) for part in parts))


def _grids(name: str, data: bytes) -> tuple[Grid, ...]:
    workbook = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        tables = Gathering(name)
        sheets = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
        grids = [tables.grid(_rows(sheet), sheet.title) for sheet in sheets]
    finally:
        workbook.close()
    return tuple(grid for grid in grids if grid)


def _rows(sheet: Any) -> Iterator[list[str]]:
    """The cells' texts; `sheet` is openpyxl's read-only sheet, whose declared dimensions are not trusted."""
    sheet.reset_dimensions()
    for row in sheet.iter_rows():
        yield [shown(cell.value, cell.number_format) if cell.value is not None else "" for cell in row]
