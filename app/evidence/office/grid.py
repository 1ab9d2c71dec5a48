"""Rows of cells on their way to the book: text that can be printed, rows of one width, no empty margin, a bound."""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.errors import EvidenceRefused
from app.evidence.kinds import refused
from app.evidence.prepared import Grid

MAX_ROWS = 20_000  # of all tables of a file together
MAX_COLUMNS = 40
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_SPLIT_IT = "请拆分，或作为清单的电子版提供。"


def clean(text: str) -> str:
    """The text without control characters; lines and tabs stay."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


class Gathering:
    """The tables of one file, as long as they stay within what a book can hold."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._rows = 0

    def grid(self, rows: Iterable[Iterable[str]], title: str = "") -> Grid | None:
        """The table that these rows make, less the empty rows and columns at its end; None when all are empty."""
        kept: list[list[str]] = []
        blank = 0
        for row in rows:
            cells = _without_end(row)
            if not cells:
                blank += 1
                continue
            if len(cells) > MAX_COLUMNS or self._rows + len(kept) + blank + 1 > MAX_ROWS:
                raise self._too_large()
            kept += [[] for _ in range(blank)] + [cells]
            blank = 0
        self._rows += len(kept)
        width = max(map(len, kept), default=0)
        return Grid(tuple((*row, *[""] * (width - len(row))) for row in kept), clean(title)) if kept else None

    def _too_large(self) -> EvidenceRefused:
        return refused(self._name, f"表格超过 {MAX_ROWS} 行或 {MAX_COLUMNS} 列", _SPLIT_IT)


def _without_end(row: Iterable[str]) -> list[str]:
    """The cells, cleaned, up to the last that holds something."""
    cells = [clean(cell) for cell in row]
    while cells and not cells[-1].strip():
        cells.pop()
    return cells
