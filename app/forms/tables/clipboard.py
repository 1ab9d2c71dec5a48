"""Cells as spreadsheet programs put them on the clipboard: tabs between cells, quotes where a cell has more lines."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from app.errors import AppError
from app.forms.values import LONGEST_TEXT


class CellTooLong(AppError):
    """A cell of the clipboard that holds more than an answer may."""

    def __init__(self) -> None:
        super().__init__(
            f"有一格的文字太长，一格最多放 {LONGEST_TEXT // 10_000} 万字，没有粘贴，原来的内容没有变。",
            "请检查 Excel 里有没有只写了半边的引号，或者把长的文字作为证明材料附上。",
        )


def table_of(text: str) -> list[list[str]]:
    """Text from Excel as rows of cells; quoted cells may hold tabs, quotes and line ends.

    Raise CellTooLong where one cell holds more than an answer may.
    """
    text = text.removesuffix("\r\n").removesuffix("\n")
    if not text:
        return []
    csv.field_size_limit(LONGEST_TEXT)  # of the whole process; what it is at first is less than an answer may hold
    try:
        return [row or [""] for row in csv.reader(io.StringIO(text, newline=""), dialect="excel-tab")]
    except csv.Error as failure:
        raise CellTooLong from failure


def text_of(rows: Iterable[Sequence[str]]) -> str:
    """Rows of cells as Excel copies them."""
    return "\n".join("\t".join(map(quoted, row)) for row in rows)


def quoted(words: str) -> str:
    """A cell as Excel copies it: in quotes where it has tabs, quotes or line ends of its own."""
    return '"' + words.replace('"', '""') + '"' if any(mark in words for mark in '\t\n\r"') else words
