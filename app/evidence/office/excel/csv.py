"""CSV as a table, as a spreadsheet shows it: its encoding and its delimiter are found from the bytes."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from itertools import islice

from app.evidence.decoding import DOUBTFUL, decoded, is_doubtful
from app.evidence.kinds import refused
from app.evidence.office.grid import Gathering
from app.evidence.prepared import Prepared

_DELIMITERS = ",;\t"
_LOOKED_AT = 50  # rows that tell the delimiter
# The first line may tell the delimiter.
_STATED = re.compile(r'"?sep=([^"\r\n])"?(?:\r\n|\r|\n|$)', re.IGNORECASE)
_TEXT = re.compile(r'="((?:[^"]|"")*)"')  # a text that is to stay one: ="00123"
_FORMULA = re.compile(r"=[^\s=]")
_HALF_QUOTED = "请用记事本打开，检查双引号是不是成对，改好后重试。"
_NOT_COMPUTED = "CSV 中有以等号开头的公式，书中按原样印出，没有计算。"


def csv_prepared(name: str, data: bytes) -> Prepared:
    """Its rows as one table; no table when it is empty."""
    whole = _text(name, data)
    text, delimiter = _stated(whole)
    notes = {DOUBTFUL} if is_doubtful(data, whole) else set[str]()
    try:
        rows = csv.reader(io.StringIO(text, newline=None), delimiter=delimiter or _delimiter(text))
        grid = Gathering(name).grid(_shown(row, notes) for row in rows)
    except csv.Error as failure:
        raise refused(name, "有一格的文字过长", _HALF_QUOTED) from failure
    return Prepared("csv", content=(grid,) if grid else (), notes=tuple(sorted(notes)))


def lines_above(name: str, data: bytes) -> int:
    """How many lines stand above the first row: that which tells the delimiter, or none."""
    return int(_STATED.match(_text(name, data)) is not None)


def _shown(row: Iterable[str], notes: set[str]) -> Iterator[str]:
    """What the cells of a row show: the text of those that say that they are one."""
    for cell in row:
        if not cell.startswith("="):
            yield cell
        elif text := _TEXT.fullmatch(cell):
            yield text[1].replace('""', '"')
        else:
            if _FORMULA.match(cell):
                notes.add(_NOT_COMPUTED)
            yield cell


def _stated(text: str) -> tuple[str, str]:
    """The text below the line that tells the delimiter, and this; "" where there is no such line."""
    found = _STATED.match(text)
    return (text[found.end() :], found[1]) if found else (text, "")


def _text(name: str, data: bytes) -> str:
    text = decoded(data)
    if text is None:
        raise refused(name, "CSV 的文字编码无法识别", "请用 Excel 或记事本打开确认，另存为 UTF-8 编码的 CSV 后加入。")
    return text


def _delimiter(text: str) -> str:
    """The delimiter that cuts most of the first rows into as many cells as the first one; a comma when none does."""
    return max(_DELIMITERS, key=lambda delimiter: _evenness(text, delimiter))


def _evenness(text: str, delimiter: str) -> tuple[int, int]:
    try:
        rows = islice(csv.reader(io.StringIO(text, newline=None), delimiter=delimiter), _LOOKED_AT)
        widths = [len(row) for row in rows if row]
    except csv.Error:  # a cell without end: it is another one that divides
        return 0, 0
    first = widths[0] if widths else 0
    return (widths.count(first), first) if first > 1 else (0, 0)
