"""CSV as a table: its encoding and its delimiter are found from the bytes."""

from __future__ import annotations

import codecs
import csv
import io
from itertools import islice

from app.evidence.kinds import refused
from app.evidence.office.grid import Gathering
from app.evidence.prepared import Grid

_DELIMITERS = ",;\t"
_LOOKED_AT = 50  # rows that tell the delimiter


def csv_content(name: str, data: bytes) -> tuple[Grid, ...]:
    """Its rows as one table; no table when it is empty."""
    text = _text(name, data)
    try:
        rows = csv.reader(io.StringIO(text, newline=None), delimiter=_delimiter(text))
        grid = Gathering(name).grid(rows)
    except csv.Error as failure:
        raise refused(name, "CSV 已损坏") from failure
    return (grid,) if grid else ()


def _text(name: str, data: bytes) -> str:
    utf_16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if utf_16 else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise refused(name, "CSV 不是 UTF-8 或 GB18030 文本")


def _delimiter(text: str) -> str:
    """The delimiter that cuts most of the first rows into as many cells as the first one; a comma when none does."""
    return max(_DELIMITERS, key=lambda delimiter: _evenness(text, delimiter))


def _evenness(text: str, delimiter: str) -> tuple[int, int]:
    rows = islice(csv.reader(io.StringIO(text, newline=None), delimiter=delimiter), _LOOKED_AT)
    widths = [len(row) for row in rows if row]
    first = widths[0] if widths else 0
    return (widths.count(first), first) if first > 1 else (0, 0)
