"""A slice of a table on one page: its words in reading order, and its rules, closed all around."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.export.document import SealPlace
from app.export.layout.items import EM_ABOVE, RULE_WIDTH, Glyphs, Line, Rule, line_items
from app.export.layout.tables.cells import CellBox, RowBox, TableBox
from app.export.style import NARROW, PAD_X, PAD_Y


class Words(NamedTuple):
    """Some lines of a cell in the place it has on one slice."""

    cell: CellBox
    top: float
    height: float
    start: int
    stop: int


@dataclass(slots=True)
class Piece:
    """One row, or a part of it, on a slice: `cuts` gives each cell's lines (None: all)."""

    index: int
    row: RowBox
    height: float
    cuts: list[tuple[int, int]] | None = None


@dataclass(slots=True)
class Slice:
    """What one page shows of a table: rows, and the merged cells that reach over them."""

    table: TableBox
    pieces: list[Piece]
    merged: list[Words]

    @property
    def height(self) -> float:
        """From the top rule to the bottom one."""
        return sum(piece.height for piece in self.pieces)

    def items(self, x: float, y: float) -> Iterator[Glyphs | Rule]:
        """The words, in reading order, and then the rules, of the slice at (`x`, `y`)."""
        for words in self.placed():
            yield from _cell_items(words, self.table, x, y)
        yield from _rules(self, x, y)
        for words in self.placed() if self.table.has_diagonals else ():
            if words.cell.diagonal:
                left, right = self.table.edges[words.cell.first], self.table.edges[words.cell.last]
                yield Rule(x + left, y + words.top, x + right, y + words.top + words.height, RULE_WIDTH)

    def placed(self) -> Iterator[Words]:
        """Every cell with its place, row by row and from left to right."""
        merged = sorted(self.merged, key=lambda words: (words.top, words.cell.first))
        top, at = 0.0, 0
        for piece in self.pieces:
            here = list(_piece_words(piece, top))
            while at < len(merged) and merged[at].top < top + piece.height - 0.01:
                here.append(merged[at])
                at += 1
            if piece.row.open_below:
                here.sort(key=lambda words: words.cell.first)
            yield from here
            top += piece.height

    @property
    def lines(self) -> Iterator[Line]:
        """Every line of words on it."""
        for words in self.placed():
            yield from words.cell.content.lines[words.start : words.stop]

    def frame(self, words: Words) -> tuple[float, float, Sequence[float]]:
        """Left and top of a cell's words in the slice, and the top of each line below that."""
        return _frame(words, self.table)

    def labels(self) -> Iterator[Words]:
        """The cells below the header whose words are shown again where they go on over a page's end."""
        headers = {id(cell) for row in self.table.rows[: self.table.headers] for cell in row.cells}
        for words in self.placed():
            if words.cell.repeats and words.stop > words.start and id(words.cell) not in headers:
                yield words

    def seals(self, y: float) -> Iterator[tuple[SealPlace, float, float, float]]:
        """The seal places in the slice: their x in the table, their y on the page, the height of their line."""
        for words in self.placed():
            left, top, tops = _frame(words, self.table)
            for at in range(words.start, words.stop):
                content = words.cell.content
                for place, x in content.lines[at].seals:
                    yield place, left + x, y + top + tops[at - words.start], content.leadings[at]


def _piece_words(piece: Piece, top: float) -> Iterator[Words]:
    for number, cell in enumerate(piece.row.cells):
        if cell.rows == 1:
            start, stop = piece.cuts[number] if piece.cuts else (0, len(cell.content.lines))
            yield Words(cell, top, piece.height, start, stop)


def _frame(words: Words, table: TableBox) -> tuple[float, float, Sequence[float]]:
    """Left and top of a cell's words in the slice, and the top of each line below that."""
    cell, content = words.cell, words.cell.content
    start, stop = words.start, words.stop
    left = table.edges[cell.first]
    left += PAD_X if table.edges[cell.last] - left >= NARROW else PAD_X / 2
    if start == 0 and stop == len(content.lines):
        return left, words.top + _drop(cell.vertical, words.height - content.height), content.tops
    base = content.tops[start] if stop > start else 0.0
    return left, words.top + PAD_Y, [at - base for at in content.tops[start:stop]]


def _drop(vertical: str, spare: float) -> float:
    """How far below the cell's top its words begin."""
    if vertical == "middle":
        return spare / 2
    return PAD_Y if vertical == "top" else spare - PAD_Y


def _cell_items(words: Words, table: TableBox, x: float, y: float) -> Iterator[Glyphs | Rule]:
    left, top, tops = _frame(words, table)
    content = words.cell.content
    for at, down in enumerate(tops, words.start):
        line = content.lines[at]
        if line.glyphs or line.rules:
            baseline = (content.leadings[at] - line.size) / 2 + EM_ABOVE * line.size
            yield from line_items(line, x + left, y + top + down + baseline)


def _rules(part: Slice, x: float, y: float) -> Iterator[Rule]:
    """Horizontal rules between rows, then vertical ones, each as long as it can be."""
    edges, pieces = part.table.edges, part.pieces
    top = y
    for number, piece in enumerate(pieces):
        covered = piece.row.covered if number and _continues(pieces[number - 1], piece) else ()
        for low, high in _uncovered(covered, len(edges) - 1):
            yield Rule(x + edges[low], top, x + edges[high], top, RULE_WIDTH)
        top += piece.height
    yield Rule(x, top, x + edges[-1], top, RULE_WIDTH)
    yield from _verticals(part, x, y)


def _continues(above: Piece, below: Piece) -> bool:
    """Whether merged cells reach from one piece into the next."""
    return above.row.open_below and above.index + 1 == below.index


def _uncovered(covered: tuple[tuple[int, int], ...], columns: int) -> Iterator[tuple[int, int]]:
    """The column ranges that no merged cell reaches through."""
    at = 0
    for low, high in covered:
        if low > at:
            yield at, low
        at = high
    if at < columns:
        yield at, columns


def _verticals(part: Slice, x: float, y: float) -> Iterator[Rule]:
    edges, last = part.table.edges, len(part.table.edges) - 1
    running: dict[int, float] = {last: y}
    shown: tuple[int, ...] = ()
    top = y
    for piece in part.pieces:
        if piece.row.edges is not shown:
            shown = piece.row.edges
            for column in [column for column in running if column not in shown and column != last]:
                yield Rule(x + edges[column], running.pop(column), x + edges[column], top, RULE_WIDTH)
            for column in shown:
                running.setdefault(column, top)
        top += piece.height
    for column in sorted(running):
        yield Rule(x + edges[column], running[column], x + edges[column], top, RULE_WIDTH)
