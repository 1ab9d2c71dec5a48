"""What of a sheet is seen: rows and columns that are not hidden, and merged cells as they lie in these."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from app.evidence.office.grid import clean
from app.evidence.prepared import Grid, Span

_MOST_KEPT = 100_000  # words of hidden cells, of which some stand for a merged one
_MOST_LOOKED_AT = 10_000_000  # rows of all merged cells of a sheet


class Area(NamedTuple):
    """Cells of a sheet, counted from 1, both ends within."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Visible:
    """Rows and columns that are hidden, what stands in them, and the merged cells of the sheet."""

    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    words: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)

    def hide(self, row: int, column: int, text: str) -> None:
        """Keep the words of a hidden cell: it may be the first of a merged one that is seen."""
        if len(self.words) < _MOST_KEPT:
            self.words[row, column] = text

    def with_spans(self, grid: Grid) -> Grid:
        """The table of what is seen, with its merged cells; the words of each stand in its first cell that is seen."""
        hidden_rows, hidden_columns = sorted(self.rows), sorted(self.columns)
        taken, spans, moved = _Taken(len(grid.rows)), [], {}
        for area in self.merged:
            top, bottom = _seen(area.top, area.bottom, hidden_rows, len(grid.rows))
            left, right = _seen(area.left, area.right, hidden_columns, len(grid.rows[0]))
            if top < bottom and left < right and taken.take(top, left, bottom, right):
                if text := clean(self.words.pop((area.top, area.left), "")):
                    moved[top, left] = text
                spans.append(Span(top, left, bottom - top, right - left))
        spans = sorted(span for span in spans if span.rows > 1 or span.columns > 1)
        return replace(grid, rows=tuple(_rows(grid, moved)) if moved else grid.rows, spans=tuple(spans))

    @property
    def hidden(self) -> Iterator[str]:
        """The nouns of what is hidden and holds words."""
        if any(row in self.rows for row, _ in self.words):
            yield "隐藏或被筛选掉的行"
        if any(row not in self.rows for row, _ in self.words):
            yield "隐藏的列"


def _seen(first: int, last: int, hidden: list[int], most: int) -> tuple[int, int]:
    """The places, from 0, of what is seen of some rows or columns: from the first to behind the last."""
    start = first - 1 - bisect_left(hidden, first)
    stop = last - bisect_left(hidden, last + 1)
    return max(0, start), min(stop, most)


class _Taken:
    """The cells that merged ones cover: the columns of each row, as bits."""

    def __init__(self, height: int) -> None:
        self._columns = [0] * height
        self._left = _MOST_LOOKED_AT

    def take(self, top: int, left: int, bottom: int, right: int) -> bool:
        """Cover these cells, unless one of them is covered already."""
        self._left -= bottom - top
        columns = ((1 << (right - left)) - 1) << left
        if self._left < 0 or any(self._columns[row] & columns for row in range(top, bottom)):
            return False
        for row in range(top, bottom):
            self._columns[row] |= columns
        return True


def _rows(grid: Grid, moved: dict[tuple[int, int], str]) -> Iterator[tuple[str, ...]]:
    for at, row in enumerate(grid.rows):
        yield tuple(moved.get((at, column), text) for column, text in enumerate(row))
