"""A list of the declaration as a workbook of its own: one header row, then one row for each entry.

Figures are numbers that look as the book prints them; everything else is text exactly as printed, so that a
telephone number keeps its zeros and nothing an applicant typed is ever taken for a formula or a link.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from typing import IO, Any, TypeGuard

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from app.errors import ExportError
from app.export.compose.sentences import stated
from app.export.compose.tables.lists import cell_words
from app.export.xlsx.workbook import A4, workbook_in
from app.forms.pack.blocks import ListTable
from app.forms.pack.fields import Column, Field
from app.forms.paths import FieldPath
from app.forms.session import FormSession
from app.forms.values import Value

LONGEST_TEXT = 32_767  # characters in a cell: more, and Excel calls the file damaged
EXACT_DIGITS = 15  # significant digits that a spreadsheet keeps
_NARROWEST, _WIDEST = 6.0, 48.0  # in characters
_LOOK = {"font_name": "宋体", "font_size": 11, "valign": "vcenter", "border": 1}
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", ""))


def write_list(session: FormSession, path: FieldPath, stream: IO[bytes]) -> None:
    """Write the list at `path`, which has rows, as a workbook; ExportError for a text that no cell holds."""
    table = session.pack.section[path.section].lists[path.field]
    with workbook_in(stream, title=table.label, author=stated(session, "applicant.name")) as workbook:
        sheet = workbook.add_worksheet(sheet_name(table.label))
        _Rows(session, path, table, workbook, sheet).write()


def sheet_name(label: str) -> str:
    """`label` as Excel lets a sheet be called."""
    return label.translate(_FORBIDDEN)[:31].strip() or "清单"


class _Rows:
    """Writes one list from the top of one worksheet down."""

    def __init__(
        self, session: FormSession, path: FieldPath, table: ListTable, workbook: Workbook, sheet: Worksheet
    ) -> None:
        self._session, self._path, self._table = session, path, table
        self._workbook, self._sheet = workbook, sheet
        self._first = int(bool(table.numbered))  # the column of the first blank
        self._fields = [column.as_field for column in table.columns]
        self._text = workbook.add_format({**_LOOK, "num_format": "@", "text_wrap": True})
        self._numbers: dict[str, Any] = {}

    def write(self) -> None:
        """The page, the head, every row, and columns as wide as their words."""
        self._set_page()
        heads = [*([self._table.number_head] if self._table.numbered else []), *map(_head, self._table.columns)]
        bold = self._workbook.add_format({**_LOOK, "bold": True, "align": "center", "text_wrap": True})
        for place, words in enumerate(heads):
            self._sheet.write_string(0, place, words, bold)
        widths = [_ems(words) + 2 for words in heads]
        for number, row in enumerate(self._session.answers.rows(self._path), 1):
            for place, width in enumerate(self._row(number, row)):
                widths[place] = max(widths[place], width)
        for place, width in enumerate(widths):
            self._sheet.set_column(place, place, min(max(width, _NARROWEST), _WIDEST))

    def _set_page(self) -> None:
        self._sheet.freeze_panes(1, 0)
        self._sheet.repeat_rows(0)
        self._sheet.set_paper(A4)
        self._sheet.set_landscape()
        self._sheet.fit_to_pages(1, 0)
        self._sheet.set_footer("&C第 &P 页，共 &N 页")

    def _row(self, number: int, row: str) -> Iterator[float]:
        """Write one row; the width of each of its cells."""
        if self._first:
            words = self._table.number(number - 1)
            if isinstance(self._table.numbered, bool):
                self._sheet.write_number(number, 0, number, self._number("0"))
            else:
                self._sheet.write_string(number, 0, words, self._text)
            yield max(_ems(words) + 1, _NARROWEST)
        for place, field in enumerate(self._fields, self._first):
            yield self._cell(number, place, self._path.at(row, field.id), field)

    def _cell(self, row: int, place: int, path: FieldPath, field: Field) -> float:
        value = self._session.circumstances.value(path)
        words = cell_words(self._session, path, self._table.column[field.id])
        if len(words) > LONGEST_TEXT:
            raise ExportError(
                f"“{self._table.label}”第 {row} 行的“{field.label}”有 {len(words)} 字，Excel 放不下，没有生成文件。",
                f"请缩短到 {LONGEST_TEXT} 字以内后重新导出，填写内容没有丢失。",
            )
        if is_number(value):
            self._sheet.write_number(row, place, float(value), self._number(number_format(value, words)))
        elif words:
            self._sheet.write_string(row, place, words, self._text)
        else:
            self._sheet.write_blank(row, place, None, self._text)
        return max(map(_ems, words.split("\n"))) + 1

    def _number(self, look: str) -> Any:
        if look not in self._numbers:
            self._numbers[look] = self._workbook.add_format({**_LOOK, "num_format": look})
        return self._numbers[look]


def is_number(value: Value | None) -> TypeGuard[int | Decimal]:
    """Whether a spreadsheet holds `value` as a number without changing a digit of it."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return False
    return len(Decimal(value).as_tuple().digits) <= EXACT_DIGITS


def number_format(value: int | Decimal, words: str) -> str:
    """The number format that shows `value` as the book prints it: its decimals, and the unit behind it."""
    decimals = max(0, -int(Decimal(value).as_tuple().exponent))
    digits = f"0.{'0' * decimals}" if decimals else "0"
    unit = words.lstrip("+-0123456789.").replace('"', "")
    return f'{digits}"{unit}"' if unit else digits


def _head(column: Column) -> str:
    return f"{column.label}（{column.unit}）" if column.unit else column.label


def _ems(words: str) -> float:
    """The width of words in Latin characters, as Excel counts columns."""
    return sum(1.1 if unicodedata.east_asian_width(char) in ("Na", "H", "N") else 2.1 for char in words)
