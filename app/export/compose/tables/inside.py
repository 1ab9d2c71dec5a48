"""A list inside a form table: its columns and rows become those of the table around it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import NamedTuple

from app.export.document import Cell, Row, Table

NEAR = 9.0  # points: so near to an edge of the form a column of the list ends at it
Floats = Sequence[float]


class Inside(NamedTuple):
    """A table that stands in the cell at place `at` of a form's row."""

    at: int
    table: Table


def opened(form: Table, starts: Sequence[Sequence[int]], inside: Mapping[int, Inside]) -> Table:
    """The form with the rows of each table `inside`, by row, in the place of its cell, beside the others of that row.

    `starts` are the columns in which the cells of each row begin; the widths of the form are points.
    """
    return _Opening(form, starts, inside).table() if inside else form


class _Opening:
    def __init__(self, form: Table, starts: Sequence[Sequence[int]], inside: Mapping[int, Inside]) -> None:
        self._form, self._starts, self._inside = form, starts, inside
        self._outer = [0.0, *accumulate(form.widths)]
        self._inner = {number: self._edges_of(number, one) for number, one in inside.items()}
        self._edges = sorted({*self._outer, *(edge for edges in self._inner.values() for edge in edges)})
        self._counts = [len(inside[number].table.rows) if number in inside else 1 for number in range(len(form.rows))]

    def table(self) -> Table:
        """The table with the finer columns."""
        rows = tuple(row for number in range(len(self._form.rows)) for row in self._rows(number))
        first = [0, *accumulate(self._counts)]
        heads = tuple((first[number], first[number + 1]) for number in self._inside)
        widths = tuple(right - left for left, right in pairwise(self._edges))
        return replace(self._form, widths=widths, rows=rows, heads=heads)

    def _edges_of(self, number: int, one: Inside) -> Floats:
        """The edges of an inner table's columns on the form."""
        first = self._starts[number][one.at]
        last = first + self._form.rows[number].cells[one.at].columns
        left, right = self._outer[first], self._outer[last]
        unit = (right - left) / sum(one.table.widths)
        own = [left, *(left + edge * unit for edge in accumulate(one.table.widths[:-1])), right]
        near = [min(self._outer, key=lambda edge: abs(edge - mine)) for mine in own]
        joined = [edge if abs(edge - mine) <= NEAR else mine for edge, mine in zip(near, own, strict=True)]
        return joined if all(before < after for before, after in pairwise(joined)) else own

    def _rows(self, number: int) -> Iterator[Row]:
        row = self._form.rows[number]
        if number not in self._inside:
            yield Row(tuple(self._cell(number, at, cell) for at, cell in enumerate(row.cells)))
            return
        place, table = self._inside[number]
        beside = {at: self._cell(number, at, cell) for at, cell in enumerate(row.cells) if at != place}
        for count, listed in enumerate(table.rows):
            cells = tuple(self._listed(self._inner[number], listed))
            before = [cell for at, cell in beside.items() if at < place and not count]
            after = [cell for at, cell in beside.items() if at > place and not count]
            yield Row((*before, *cells, *after))

    def _cell(self, number: int, at: int, cell: Cell) -> Cell:
        """A cell of the form, over as many of the rows and columns as stand in its place now."""
        first = self._starts[number][at]
        columns = self._span(self._outer[first], self._outer[first + cell.columns])
        return replace(cell, columns=columns, rows=sum(self._counts[number : number + cell.rows]))

    def _listed(self, edges: Floats, row: Row) -> Iterator[Cell]:
        at = 0
        for cell in row.cells:
            yield replace(cell, columns=self._span(edges[at], edges[at + cell.columns]))
            at += cell.columns

    def _span(self, left: float, right: float) -> int:
        return bisect_left(self._edges, right) - bisect_left(self._edges, left)
