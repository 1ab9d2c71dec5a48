"""Cells as spreadsheet programs put them on the clipboard: tabs between cells, quotes where a cell has more lines."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence


def table_of(text: str) -> list[list[str]]:
    """Text from Excel as rows of cells; quoted cells may hold tabs, quotes and line ends."""
    text = text.removesuffix("\r\n").removesuffix("\n")
    if not text:
        return []
    return [row or [""] for row in csv.reader(io.StringIO(text, newline=""), dialect="excel-tab")]


def text_of(rows: Iterable[Sequence[str]]) -> str:
    """Rows of cells as Excel copies them."""
    return "\n".join("\t".join(map(quoted, row)) for row in rows)


def quoted(words: str) -> str:
    """A cell as Excel copies it: in quotes where it has tabs, quotes or line ends of its own."""
    return '"' + words.replace('"', '""') + '"' if any(mark in words for mark in '\t\n\r"') else words
