"""Workbooks that are no package: XLS and ET, XML Spreadsheet 2003, and plain text that goes by their name."""

from __future__ import annotations

from dataclasses import replace

from app.evidence.office.excel.csv import csv_prepared
from app.evidence.office.excel.spreadsheet_xml import is_spreadsheet_xml, spreadsheet_xml_prepared
from app.evidence.office.excel.xls import is_xls, xls_prepared
from app.evidence.prepared import Prepared


def old_prepared(name: str, data: bytes) -> Prepared:
    """Its tables, by whatever the bytes are."""
    if is_xls(data):
        return xls_prepared(name, data)
    if is_spreadsheet_xml(data):
        return spreadsheet_xml_prepared(name, data)
    return replace(csv_prepared(name, data), kind="xls")
