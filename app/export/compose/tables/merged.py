"""The merged cells of a table of an office file, found by the place that they cover."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.evidence.prepared import Grid, Span

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """Rows of cells, which of them are merged, and what stands in those that cover several columns."""

    rows: Rows
    spans: tuple[Span, ...]
    covering: dict[int, list[Span]]  # row → the cells that reach over it
    wide: dict[tuple[int, int], list[str]]  # (first column, columns) → words

    def over(self, row: int, column: int) -> Span | None:
        """The merged cell that covers a place."""
        over = (span for span in self.covering.get(row, ()) if span.column <= column < span.column + span.columns)
        return next(over, None)

    def column(self, at: int) -> Iterator[str]:
        """The words of a column, without those that stand in other columns too."""
        for number, row in enumerate(self.rows):
            span = self.over(number, at)
            yield "" if span is not None and span.columns > 1 else row[at]

    def heads(self, most: int) -> int:
        """How many rows its head has: the first one and those that its cells reach into; 0 where it has none."""
        count = 1
        for span in self.spans:
            if span.row < count:
                count = max(count, span.row + span.rows)
        return count if count < len(self.rows) and count <= most else 0


def merged(grid: Grid, skipped: int) -> Merged:
    """The table below some rows of a grid, less empty columns at its left and rows with nothing of their own."""
    spans = [span._replace(row=span.row - skipped) for span in grid.spans if span.row >= skipped]
    rows = grid.rows[skipped:]
    left = _empty_columns(rows, spans)
    spans = [span._replace(column=span.column - left) for span in spans]
    return _without_covered(tuple(row[left:] for row in rows), spans)


def _empty_columns(rows: Rows, spans: Iterable[Span]) -> int:
    """How many columns at the left hold nothing, and no part of a merged cell."""
    first = min((span.column for span in spans), default=len(rows[0]))
    empty = (at for at in range(len(rows[0])) if at >= first or any(row[at].strip() for row in rows))
    return min(next(empty, 0), len(rows[0]) - 1)


def _without_covered(rows: Rows, spans: Iterable[Span]) -> Merged:
    """The same without the rows of which every place is covered by a cell that begins further up."""
    below: dict[int, int] = defaultdict(int)
    for span in spans:
        for row in range(span.row + 1, span.row + span.rows):
            below[row] += span.columns
    covered = {row for row, count in below.items() if count == len(rows[row])}
    if covered:
        kept = [row for row in range(len(rows)) if row not in covered]
        moved = {row: place for place, row in enumerate(kept)}
        spans = [_shrunk(span, covered, moved) for span in spans]
        rows = tuple(rows[row] for row in kept)
    return _found(rows, tuple(span for span in spans if span.rows > 1 or span.columns > 1))


def _shrunk(span: Span, covered: set[int], moved: dict[int, int]) -> Span:
    rows = sum(row not in covered for row in range(span.row, span.row + span.rows))
    return span._replace(row=moved[span.row], rows=rows)


def _found(rows: Rows, spans: tuple[Span, ...]) -> Merged:
    covering: dict[int, list[Span]] = defaultdict(list)
    wide: dict[tuple[int, int], list[str]] = defaultdict(list)
    for span in spans:
        for row in range(span.row, span.row + span.rows):
            covering[row].append(span)
        if span.columns > 1:
            wide[span.column, span.columns].append(rows[span.row][span.column])
    return Merged(rows, spans, covering, wide)
