"""One sheet of a workbook, read as it streams by: what its visible cells show, row by row.

Many times as fast as openpyxl, which matters where a list has thousands of rows and the reader seconds; and it
knows what openpyxl's quick reader does not tell: hidden rows and columns, and formulas that nothing computed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import IO
from xml.parsers import expat

from defusedxml import DTDForbidden

from app.evidence.office.excel.notice import Notice, Remark
from app.evidence.office.excel.values import Style, truth, unescaped
from app.evidence.office.excel.visible import Area, Visible
from app.evidence.office.excel.workbook import Workbook
from app.evidence.office.package import is_true, local

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384  # of Excel
MOST_MERGED = 200_000  # cells of a sheet
_CHUNK = 1 << 16
_PLAIN = Style()
_PICTURE = re.compile(r"=?(?:_xlfn\.)?DISPIMG\(")  # of WPS, which stands in a cell
_GRAPHIC = {"dataBar", "iconSet"}
_COUNTED = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|\d+|.)|[第页共，,/\\\-—–－\s\d]|page|of', re.IGNORECASE)


class NotComputed(ValueError):
    """A formula without the value it gives: a program wrote the file and no spreadsheet has computed it."""


def sheet_rows(stream: IO[bytes], book: Workbook, title: str, visible: Visible, notice: Notice) -> Iterator[list[str]]:
    """The texts of each row down to the last that has any, less what is hidden; `visible` and `notice` learn of it."""
    reading = _Reading(book, title, visible, notice)
    while chunk := stream.read(_CHUNK):
        reading.parser.Parse(chunk)
        yield from reading.taken()
    reading.parser.Parse(b"", True)
    yield from reading.taken()


class _Reading:
    """What the parser has seen of the sheet so far."""

    def __init__(self, book: Workbook, title: str, visible: Visible, notice: Notice) -> None:
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._dtd
        self._local = lru_cache(1000)(local)
        self._shown = lru_cache(10_000)(self._uncached)
        self._book, self._title, self._visible, self._notice = book, title, visible, notice
        self._rows: list[list[str]] = []
        self._row = self._column = self._described = 0
        self._cells: dict[int, str] = {}
        self._cell: dict[str, str] = {}
        self._text = self._text_before_phonetics = ""
        self._has_formula = self._is_hidden = self._is_struck = self._hides_zeros = False

    def taken(self) -> list[list[str]]:
        """The rows that were completed since the last call."""
        rows, self._rows = self._rows, []
        return rows

    def _dtd(self, name: str, system: str | None, public: str | None, _subset: bool) -> None:
        raise DTDForbidden(name, system, public)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        match self._local(name):
            case "v" | "t":
                self.parser.CharacterDataHandler = self._gather
            case "c":
                self._cell, self._text, self._has_formula, self._is_struck = attributes, "", False, False
                self._column = _column_of(attributes.get("r", "")) or self._column + 1
            case "f":
                self._has_formula = True
            case "row":
                self._start_row(attributes)
            case "rPh":
                self._text_before_phonetics = self._text
            case "strike":
                self._is_struck = is_true(attributes.get("val", "1"))
            case other if found := _OTHERS.get(other):
                found(self, attributes)

    def _start_row(self, attributes: dict[str, str]) -> None:
        row = max(int(attributes.get("r", 0)), self._row + 1)
        if row > LAST_ROW:
            raise ValueError(f"row {row}")
        self._rows += [[] for _ in range(row - self._row - 1)]
        self._row, self._column, self._cells = row, 0, {}
        self._is_hidden = is_true(attributes.get("hidden")) or _is_nothing(attributes.get("ht"))
        if self._is_hidden:
            self._visible.rows.add(row)

    def start_columns(self, attributes: dict[str, str]) -> None:
        """Some columns that have a width."""
        if is_true(attributes.get("hidden")) or _is_nothing(attributes.get("width")):
            first, last = max(int(attributes["min"]), self._described + 1), min(int(attributes["max"]), LAST_COLUMN)
            self._visible.columns.update(range(first, last + 1))
            self._described = max(self._described, last)

    def merge(self, attributes: dict[str, str]) -> None:
        """Merged cells; those of a sheet without end are enough."""
        first, _, last = attributes.get("ref", "").partition(":")
        if last and len(self._visible.merged) < MOST_MERGED:
            (top, left), (bottom, right) = _cell_of(first), _cell_of(last)
            self._visible.merged.append(Area(top, left, bottom, right))

    def gather_margin(self, _attributes: dict[str, str]) -> None:
        """A header or footer begins."""
        self._text = ""
        self.parser.CharacterDataHandler = self._gather

    def condition(self, attributes: dict[str, str]) -> None:
        """A format that depends on values; some draw into the cell."""
        if attributes.get("type") in _GRAPHIC:
            self._notice.leave_out("条件格式的数据条或图标")

    def background(self, _attributes: dict[str, str]) -> None:
        """A picture behind the cells."""
        self._notice.leave_out("背景图片")

    def view(self, attributes: dict[str, str]) -> None:
        """How the sheet is looked at: zeros need not be shown."""
        self._hides_zeros = attributes.get("showZeros") in ("0", "false") and not self._book.values.exact

    def sparkline(self, _attributes: dict[str, str]) -> None:
        """A small chart in a cell."""
        self._notice.leave_out("迷你图")

    def _gather(self, text: str) -> None:
        self._text += text

    def _end(self, name: str) -> None:
        match self._local(name):
            case "v" | "t":
                self.parser.CharacterDataHandler = None
            case "c":
                self._end_cell()
            case "rPh":
                self._text = self._text_before_phonetics
            case "row" if not self._is_hidden:
                cells, hidden = self._cells, self._visible.columns
                columns = range(1, max(cells, default=0) + 1)
                seen = [column for column in columns if column not in hidden] if hidden else columns
                self._rows.append([cells.get(column, "") for column in seen])
            case other if other in _MARGINS:
                self.parser.CharacterDataHandler = None
                if is_margin_told(self._text):
                    self._notice.leave_out(_MARGINS[other])

    def _end_cell(self) -> None:
        kind = self._cell.get("t", "n")
        if self._has_formula and not self._text and kind != "str":
            raise NotComputed(self._cell.get("r", ""))
        if not self._text or (self._hides_zeros and kind == "n" and not float(self._text)):
            return
        if (kind == "str" and _PICTURE.match(self._text)) or (kind == "e" and "vm" in self._cell):
            self._notice.leave_out("单元格中的图片")
            return
        shown = self._uncached if kind == "s" else self._shown
        text, remark = shown(kind, self._text, self._cell.get("s", "0"), self._is_struck)
        if self._is_hidden or self._column in self._visible.columns:
            if text.strip():
                self._visible.hide(self._row, self._column, text)
        elif text:
            self._cells[self._column] = text
            if remark:
                self._notice.remark(remark, self._title, self._cell.get("r", ""))

    def _uncached(self, kind: str, text: str, style: str, struck: bool) -> tuple[str, Remark]:
        """What a cell of that type, content and style shows."""
        book, number = self._book, int(style)
        look = book.styles[number] if 0 <= number < len(book.styles) else _PLAIN
        match kind:
            case "n":
                return book.values.number(text, look)
            case "s":
                place = int(text)
                return book.values.words(unescaped(book.strings[place]), look, struck=place in book.struck)
            case "b":
                return book.values.words(truth(is_true(text)), look)
            case "d":
                return book.values.moment(text, look)
        return book.values.words(unescaped(text), look, struck=struck)


_MARGINS = {
    **dict.fromkeys(("oddHeader", "evenHeader", "firstHeader"), "页眉"),
    **dict.fromkeys(("oddFooter", "evenFooter", "firstFooter"), "页脚"),
}
_OTHERS: dict[str, Callable[[_Reading, dict[str, str]], None]] = {
    **dict.fromkeys(_MARGINS, _Reading.gather_margin),
    "col": _Reading.start_columns,
    "mergeCell": _Reading.merge,
    "cfRule": _Reading.condition,
    "sparkline": _Reading.sparkline,
    "picture": _Reading.background,
    "sheetView": _Reading.view,
}


def is_margin_told(code: str) -> bool:
    """Whether a header or footer has a picture, or words besides the page's number (ECMA-376 part 1, 18.3.1.46)."""
    return "&G" in code or bool(_COUNTED.sub("", code))


def _is_nothing(size: str | None) -> bool:
    """Whether a height or width is given, and is none."""
    return size is not None and float(size) == 0


def _cell_of(reference: str) -> tuple[int, int]:
    """Row and column, from 1, of a reference as $AB$12."""
    bare = reference.replace("$", "")
    column = _column_of(bare)
    row = int(bare.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"))
    if not column or not 0 < row <= LAST_ROW:
        raise ValueError(reference)
    return row, column


def _column_of(reference: str) -> int:
    """The number of a column, from 1, in a reference as AB12; 0 when there is none."""
    return _column_named(reference.rstrip("0123456789"))


@lru_cache(1000)
def _column_named(letters: str) -> int:
    column = 0
    for letter in letters:
        if not "A" <= letter.upper() <= "Z":
            break
        column = column * 26 + ord(letter.upper()) - 64
        if column > LAST_COLUMN:
            raise ValueError(letters[:9])
    return column
