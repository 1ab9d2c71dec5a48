"""Tables measured: every cell's lines, every row's height, and which edges each row shows."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Protocol, runtime_checkable

from app.export.document import Cell, LineBreak, Paragraph, Row, Table, Text
from app.export.layout.items import Line
from app.export.layout.lines.paragraph import Setter, white_beside
from app.export.layout.shelf import Shelf
from app.export.style import NARROW, PAD_X, PAD_Y, StyleName

LABELS: frozenset[StyleName] = frozenset({"table_title", "table_head", "table_label", "list_head", "list_number"})


@runtime_checkable
class KnownRows(Protocol):
    """Rows that tell, before any of them is built, whether one is as it was in another table."""

    def row_key(self, place: int) -> Hashable:
        """All that a row comes of; None where that is not told."""
        ...


@dataclass(slots=True)
class Content:
    """Set lines below one another: each line's top, and the height of all."""

    lines: Sequence[Line]
    tops: Sequence[float]
    leadings: Sequence[float]
    height: float

    def height_of(self, start: int, stop: int) -> float:
        """The height of some lines by themselves."""
        return self.tops[stop - 1] + self.leadings[stop - 1] - self.tops[start] if stop > start else 0.0

    def fitting(self, start: int, room: float) -> int:
        """The index after the last line, from `start` on, that ends within `room`."""
        stop = start
        while stop < len(self.lines) and self.height_of(start, stop + 1) <= room + 0.01:
            stop += 1
        return stop


@dataclass(slots=True)
class CellBox:
    """One cell measured: its columns, how many rows it spans, its words."""

    first: int
    last: int
    rows: int
    content: Content
    vertical: str
    repeats: bool
    height: float
    diagonal: bool = False


@dataclass(slots=True)
class RowBox:
    """One row measured: the cells that begin in it, its height, and the rules around it.

    `edges` are the columns at whose left edge a vertical rule stands; `covered` the column ranges
    into which a cell from above reaches, where no rule stands on top.
    """

    cells: list[CellBox]
    height: float
    edges: tuple[int, ...]
    covered: tuple[tuple[int, int], ...]
    open_below: bool = False


@dataclass(slots=True)
class TableBox:
    """A measured table: the x of every column edge, its rows, how many of them are the header, which head others.

    `has_seals` says whether a seal, signature or date has its place in it, `has_notes` whether a footnote is marked,
    `has_diagonals` whether a corner is parted, `leads` whether its end stays on the page of what follows.
    """

    edges: list[float]
    rows: list[RowBox]
    headers: int
    has_seals: bool
    has_notes: bool = False
    has_diagonals: bool = False
    heads: tuple[tuple[int, int], ...] = ()
    leads: bool = False

    @property
    def width(self) -> float:
        """From the left to the right edge."""
        return self.edges[-1]


def measure_table(table: Table, setter: Setter, width: float, known: Shelf[list[CellBox]] | None = None) -> TableBox:
    """Set every cell of a table that is `width` wide; `known` keeps the cells of rows that tell what they come of."""
    unit = width / sum(table.widths)
    edges = [0.0, *accumulate(share * unit for share in table.widths)]
    edges[-1] = width
    rows = list(_rows(table, setter.at_most(table.size), edges, known))
    _grow_under_spans(rows)
    cells = [cell for row in rows for cell in row.cells]
    special = [line for cell in cells for line in cell.content.lines if line.seals or line.notes]
    return TableBox(
        edges,
        rows,
        min(table.header_rows, len(rows)),
        any(line.seals for line in special),
        any(line.notes for line in special),
        any(cell.diagonal for cell in cells),
        table.heads,
        table.leads,
    )


def _rows(table: Table, setter: Setter, edges: list[float], known: Shelf[list[CellBox]] | None) -> Iterator[RowBox]:
    """Each row with its cells in their columns; `reach` holds the rows that cells still cover."""
    columns = len(table.widths)
    reach = [0] * columns
    owners = list(range(columns))
    shapes: dict[tuple[int, ...], tuple[int, ...]] = {}
    keys = table.rows if known is not None and isinstance(table.rows, KnownRows) else None
    for place in range(len(table.rows)):
        setter.paused()
        covered = tuple(_covered(reach, owners))
        key = keys.row_key(place) if keys is not None and not covered else None
        cells = known.get((key, table.size, *edges)) if known is not None and key is not None else None
        if cells is None:
            cells = list(_cells(table.rows[place], setter, edges, reach, owners))
            if known is not None and key is not None and _is_plain(cells, columns):
                known.put((key, table.size, *edges), cells)
        else:
            reach, owners = [1] * columns, list(range(columns))
        height = max((cell.height for cell in cells if cell.rows == 1), default=0.0)
        shape = tuple(sorted(set(owners)))
        reach = [max(0, rows - 1) for rows in reach]
        yield RowBox(cells, height, shapes.setdefault(shape, shape), covered, any(reach))


def _is_plain(cells: Sequence[CellBox], columns: int) -> bool:
    """Whether each column has a cell of its own."""
    return len(cells) == columns and all(cell.rows == 1 for cell in cells)


def _covered(reach: list[int], owners: list[int]) -> Iterator[tuple[int, int]]:
    """The column ranges into which cells from above reach."""
    column = 0
    while column < len(reach):
        start = column
        while column < len(reach) and reach[column] and owners[column] == owners[start]:
            column += 1
        if column > start:
            yield start, column
        else:
            column += 1


def _cells(row: Row, setter: Setter, edges: list[float], reach: list[int], owners: list[int]) -> Iterator[CellBox]:
    """The cells of a row in the columns that are free; marks what they cover."""
    column, columns = 0, len(reach)
    for cell in row.cells:
        while column < columns and reach[column]:
            column += 1
        if column + cell.columns > columns:
            raise ValueError(f"row needs more than {columns} columns")
        end = column + cell.columns
        for covered in range(column, end):
            reach[covered], owners[covered] = cell.rows, column
        yield measure_cell(cell, setter, column, end, edges[end] - edges[column])
        column = end


def measure_cell(cell: Cell, setter: Setter, first: int, last: int, width: float) -> CellBox:
    """Set the words of one cell that is `width` wide between its rules."""
    pad = PAD_X if width >= NARROW else PAD_X / 2
    content = stacked(cell.blocks, setter, width - 2 * pad)
    repeats = cell.rows > 1 or all(map(_is_label, cell.blocks))
    height = max(content.height + 2 * PAD_Y, cell.min_height)
    return CellBox(first, last, cell.rows, content, cell.vertical, repeats, height, cell.diagonal)


def _is_label(paragraph: Paragraph) -> bool:
    """Whether words name what stands beside them: those of a label's style, and those of a form without a blank."""
    words = all(isinstance(inline, Text | LineBreak) for inline in paragraph.inlines)
    return paragraph.style in LABELS or (paragraph.style == "table_text" and words and bool(paragraph.inlines))


def stacked(paragraphs: tuple[Paragraph, ...], setter: Setter, measure: float) -> Content:
    """Paragraphs below one another, without room above the first or below the last."""
    if len(paragraphs) == 1 and not paragraphs[0].height:
        lines, leading = setter.lines(paragraphs[0], measure), setter.style[paragraphs[0].style].leading
        return Content(lines, *_even(len(lines), leading), leading * len(lines))
    return _stacked(paragraphs, setter, measure)


@lru_cache(maxsize=256)
def _even(count: int, leading: float) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """The tops and leadings of so many lines of one leading."""
    return tuple(leading * at for at in range(count)), (leading,) * count


def _stacked(paragraphs: tuple[Paragraph, ...], setter: Setter, measure: float) -> Content:
    lines: list[Line] = []
    tops: list[float] = []
    leadings: list[float] = []
    y = gap = 0.0
    for paragraph in paragraphs:
        style = setter.style[paragraph.style]
        if lines:
            y += gap + style.before
        own = setter.lines(paragraph, measure)
        white = white_beside(paragraph, style, len(own))
        y += white
        for line in own:
            lines.append(line)
            tops.append(y)
            leadings.append(style.leading)
            y += style.leading
        y += white
        gap = style.after
    return Content(lines, tops, leadings, y)


def _grow_under_spans(rows: list[RowBox]) -> None:
    """Give the last row under a merged cell the height that the cell's words still need."""
    for at, row in enumerate(rows):
        for cell in row.cells:
            if cell.rows > 1:
                under = rows[at : at + cell.rows]
                lack = cell.height - sum(one.height for one in under)
                if lack > 0:
                    under[-1].height += lack
