"""XLSX as one table a visible sheet, each cell as it is shown; what formulas gave is read, never computed."""

from __future__ import annotations

import zipfile

from app.evidence.kinds import refused
from app.evidence.office.grid import Gathering
from app.evidence.office.package import AS_PDF
from app.evidence.office.sheet import NotComputed, sheet_rows
from app.evidence.office.workbook import read_workbook
from app.evidence.prepared import Grid

_PICTURED = {"xl/charts/": "图表", "xl/media/": "图片", "xl/embeddings/": "嵌入的对象"}
_SAVE_ONCE = "请在 Excel 或 WPS 中打开并保存一次后重试。"


def xlsx_content(name: str, package: zipfile.ZipFile) -> tuple[Grid, ...]:
    """A table for every visible sheet that holds data."""
    grids = _grids(name, package)
    if not grids and (pictured := not_in_cells(package)):
        raise refused(name, f"工作簿中只有{'、'.join(pictured)}，没有数据", AS_PDF)
    return grids


def not_in_cells(package: zipfile.ZipFile) -> tuple[str, ...]:
    """What the workbook holds besides cells, in Chinese: charts, pictures, embedded objects."""
    parts = package.namelist()
    return tuple(word for folder, word in _PICTURED.items() if any(part.startswith(folder) for part in parts))


def _grids(name: str, package: zipfile.ZipFile) -> tuple[Grid, ...]:
    book, tables, grids = read_workbook(name, package), Gathering(name), []
    for title, part in book.sheets:
        try:
            with package.open(part) as stream:
                grids.append(tables.grid(sheet_rows(stream, book), title))
        except NotComputed as failure:
            raise refused(name, f"工作表“{title}”的单元格 {failure} 中的公式还没有算出结果", _SAVE_ONCE) from failure
    return tuple(grid for grid in grids if grid)
