"""Workbooks that are no package: XLS and ET, XML Spreadsheet 2003, and plain text that goes by their name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from app.evidence.office.excel.csv import csv_prepared
from app.evidence.office.excel.spreadsheet_xml import is_spreadsheet_xml, spreadsheet_xml_prepared
from app.evidence.office.excel.values import Values
from app.evidence.office.excel.visible import Visible
from app.evidence.office.excel.xls import is_xls, xls_prepared
from app.evidence.prepared import Grid, Prepared


def is_old_workbook(data: bytes) -> bool:
    """Whether the bytes are more than plain text that goes by the name."""
    return is_xls(data) or is_spreadsheet_xml(data)


def old_prepared(
    name: str,
    data: bytes,
    values: type[Values] = Values,
    finished: Callable[[Visible, Grid], Grid] = Visible.with_spans,
) -> Prepared:
    """Its tables, by whatever the bytes are: each cell as `values` write it, each table `finished` by what is seen."""
    if is_xls(data):
        return xls_prepared(name, data, values, finished)
    if is_spreadsheet_xml(data):
        return spreadsheet_xml_prepared(name, data, values, finished)
    return replace(csv_prepared(name, data), kind="xls")
