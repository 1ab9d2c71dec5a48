"""Word files, workbooks old and new, and CSV as proofs: read whole into words and tables that the book sets."""

from __future__ import annotations

from app.evidence.kinds import refused
from app.evidence.office import package as office_package
from app.evidence.office.excel.csv import csv_prepared
from app.evidence.office.excel.old import old_prepared
from app.evidence.office.excel.xlsx import xlsx_prepared
from app.evidence.office.word.proof import prepared_word
from app.evidence.prepared import Examined, Prepared, ReadOptions
from app.evidence.recognition.telling import sort_of

_ZIP = b"PK\x03\x04"


def examine(name: str, data: bytes, options: ReadOptions) -> Examined:
    """Its kind, and 0 pages: how many it fills is known when it is set.

    All of it is read, so that what cannot be bound is refused when it is added and not when the book is made.
    """
    read = _read(name, data, options, whole=True)
    if not read.content:
        raise refused(name, "文件里没有内容", "请核对选择的文件。")
    return read.examined


def prepare(name: str, data: bytes, options: ReadOptions) -> Prepared:
    """Its words and tables in their order."""
    return _read(name, data, options, whole=False)


def _read(name: str, data: bytes, options: ReadOptions, *, whole: bool) -> Prepared:
    """The file read; `whole`: every part of it to its end, also those that the book does not need."""
    if not data.startswith(_ZIP):
        return csv_prepared(name, data) if sort_of(name, data) == "csv" else old_prepared(name, data)
    with office_package.opened(name, data) as package:
        kind = office_package.kind_of(name, package)
        if whole:
            office_package.check_parts(package)
        if kind == "docx":
            return prepared_word(name, package, options, drawn=not whole)
        return xlsx_prepared(name, package)
