"""Word, Excel and CSV files as proofs: checked whole, and read into the words and tables that the book sets."""

from __future__ import annotations

from app.evidence.kinds import refused
from app.evidence.office import package as office_package
from app.evidence.office.csv import csv_content
from app.evidence.office.docx import docx_content
from app.evidence.office.xlsx import not_in_cells, xlsx_content
from app.evidence.prepared import Grid, Passage

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def examine_office(name: str, data: bytes) -> tuple[str, int]:
    """Its kind ("docx", "xlsx", "csv"), and 0 pages: how many it fills is known when it is set.

    All of it is read, so that what cannot be bound is refused when it is added and not when the book is made.
    """
    if data.startswith(OLE):
        raise refused(name, "是旧版或加密的 Office 文件", "请在 Office 或 WPS 中另存为 PDF 后加入。")
    if not data.startswith(ZIP):
        csv_content(name, data)
        return "csv", 0
    with office_package.opened(name, data) as package:
        kind = office_package.kind_of(name, package)
        office_package.check_parts(package)
    office_content(name, data, kind)
    return kind, 0


def office_content(name: str, data: bytes, kind: str) -> tuple[Passage | Grid, ...]:
    """Its words and tables in their order."""
    if kind == "csv":
        return csv_content(name, data)
    with office_package.opened(name, data) as package:
        if kind == "docx":
            return docx_content(name, package)
        return xlsx_content(name, package)


def left_out(name: str, data: bytes, kind: str) -> tuple[str, ...]:
    """What the file holds and the book does not, in Chinese: the charts and pictures of a workbook that has data."""
    if kind != "xlsx":
        return ()
    with office_package.opened(name, data) as package:
        return not_in_cells(package)
