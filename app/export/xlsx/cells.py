"""A list as a sheet to work on: every cell that is asked, as it is typed, so that it reads back as the same rows.

Texts are texts, never formulas or links; figures are numbers where a spreadsheet keeps all their digits.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO, Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from app.errors import ExportError
from app.export.xlsx.lists import LONGEST_TEXT, is_number, number_format, sheet_name
from app.export.xlsx.workbook import workbook_in
from app.forms.answers.presets import preset_rows
from app.forms.field_types import FIELD_TYPES, boxes
from app.forms.pack.blocks import ListTable
from app.forms.pack.fields import Column
from app.forms.paths import FieldPath
from app.forms.session import FormSession
from app.forms.values import Value

READY_ROWS = 2_000
"""Rows of an empty sheet whose cells are ready to be filled in."""
LONGEST_CHOICE = 255
"""Characters of all options together that Excel offers to pick from."""
_WIDTH, _NARROWEST, _WIDEST = 5.2, 9.0, 48.0
_LOOK = {"font_name": "宋体", "font_size": 11, "valign": "top", "text_wrap": True}
_COMPUTED = "由程序计算，不用填，导入时不读。"


def write_cells(session: FormSession, path: FieldPath, stream: IO[bytes]) -> None:
    """Write the rows of the list at `path`; ExportError for a text that no cell holds."""
    table = session.pack.section[path.section].lists[path.field]
    rows = [
        [session.value(path.at(row, column.id)) for column in table.asked_columns] for row in session.answers.rows(path)
    ]
    _write(table, rows, stream)


def write_template(table: ListTable, stream: IO[bytes]) -> None:
    """Write the headings for a colleague to fill in below, with the rows that the notice prints."""
    printed = preset_rows(table)
    _write(table, [[row.get(column.id) for column in table.asked_columns] for row in printed], stream)


def heading(column: Column) -> str:
    """What stands over a column: its label and its unit."""
    return f"{column.label}（{column.unit}）" if column.unit else column.label


def _write(table: ListTable, rows: Sequence[Sequence[Value | None]], stream: IO[bytes]) -> None:
    with workbook_in(stream, title=table.label) as workbook:
        sheet = workbook.add_worksheet(sheet_name(table.label))
        _Sheet(table, workbook, sheet).write(rows)


class _Sheet:
    """Writes the headings and the rows of one list."""

    def __init__(self, table: ListTable, workbook: Workbook, sheet: Worksheet) -> None:
        self._table, self._workbook, self._sheet = table, workbook, sheet
        self._columns = table.asked_columns
        self._text = workbook.add_format({**_LOOK, "num_format": "@"})
        self._numbers: dict[str, Any] = {}

    def write(self, rows: Sequence[Sequence[Value | None]]) -> None:
        """The headings, then each row; the cells below are ready to be filled in."""
        head = self._workbook.add_format({**_LOOK, "bold": True, "align": "center", "bottom": 1})
        self._sheet.freeze_panes(1, 1)
        for place, column in enumerate(self._columns):
            self._sheet.write_string(0, place, heading(column), head)
            width = min(max(column.width * _WIDTH, len(heading(column)) * 2.2 + 2, _NARROWEST), _WIDEST)
            looks_free = column.type in ("count", "decimal", "money", "percent")
            self._sheet.set_column(place, place, width, None if looks_free else self._text)
            self._help(place, column, max(len(rows), READY_ROWS))
        for number, row in enumerate(rows, 1):
            for place, value in enumerate(row):
                self._cell(number, place, value)

    def _help(self, place: int, column: Column, last: int) -> None:
        """What Excel says of the column, and what it offers to pick from."""
        if column.computed is not None:
            self._sheet.write_comment(0, place, _COMPUTED)
        elif column.help:
            self._sheet.write_comment(0, place, column.help)
        options = [word for _, word in boxes(None, column.as_field)] if column.type in ("choice", "yesno") else []
        if options and len(",".join(options)) <= LONGEST_CHOICE and not any("," in word for word in options):
            offered = {"validate": "list", "source": options, "error_type": "warning"}
            said = {"error_title": "不在选项之列", "error_message": "这一列请从列出的选项里选。"}
            self._sheet.data_validation(1, place, last, place, offered | said)

    def _cell(self, number: int, place: int, value: Value | None) -> None:
        column = self._columns[place]
        words = FIELD_TYPES[column.type].typed(value)
        if len(words) > LONGEST_TEXT:
            raise ExportError(
                f"“{self._table.label}”第 {number} 行的“{column.label}”有 {len(words)} 字，"
                "Excel 放不下，没有生成文件。",
                f"请缩短到 {LONGEST_TEXT} 字以内后重新导出，填写内容没有丢失。",
            )
        if column.type != "year" and is_number(value):
            self._sheet.write_number(number, place, float(value), self._number(number_format(value, "")))
        elif words:
            self._sheet.write_string(number, place, words, self._text)

    def _number(self, look: str) -> Any:
        if look not in self._numbers:
            self._numbers[look] = self._workbook.add_format({**_LOOK, "num_format": look})
        return self._numbers[look]
