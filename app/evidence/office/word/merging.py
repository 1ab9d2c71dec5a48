"""Merged cells of tables (ECMA-376 part 1, 17.4.17 gridSpan and 17.4.84 vMerge)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from app.evidence.prepared import Piece, Span


@dataclass(frozen=True, slots=True)
class Cell:
    """One place of a row: what it holds, how many columns it covers, how it is merged with the rows around it."""

    pieces: list[Piece] = field(default_factory=list)
    columns: int = 1
    merged: Literal["", "starts", "goes on"] = ""


def spans(rows: Sequence[Sequence[Cell]], height: int, width: int) -> tuple[Span, ...]:
    """The merged cells of a table, as far as they lie in its first rows and columns."""
    return tuple(_within(rows, height, width))


def _within(rows: Sequence[Sequence[Cell]], height: int, width: int) -> Iterator[Span]:
    started: dict[int, tuple[int, Cell]] = {}  # column → row of the cell that began there
    for at, row in enumerate([*rows[:height], ()]):
        goes_on = {column for column, cell in enumerate(row) if _goes_on(cell, started.get(column))}
        for column in sorted(started.keys() - goes_on):
            top, first = started.pop(column)
            span = Span(top, column, at - top, min(first.columns, width - column))
            if column < width and span.rows * span.columns > 1:
                yield span
        for column, cell in enumerate(row):
            if (cell.merged == "starts" or cell.columns > 1) and not _is_covered(column, started):
                started[column] = (at, cell)


def _goes_on(cell: Cell, above: tuple[int, Cell] | None) -> bool:
    """Does the cell go on from the one that began above it?"""
    if above is None or cell.merged != "goes on":
        return False
    return above[1].merged == "starts" and above[1].columns == cell.columns


def _is_covered(column: int, started: dict[int, tuple[int, Cell]]) -> bool:
    return any(first <= column < first + cell.columns for first, (_, cell) in started.items())
