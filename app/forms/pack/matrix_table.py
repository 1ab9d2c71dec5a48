"""A matrix as the form table that it is on screen and paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any

from app.forms.pack.blanks import BlankRef, Sentence
from app.forms.pack.blocks import Grid, GridCell
from app.forms.pack.fields import FIGURES, Alignment
from app.forms.pack.matrix.lines import EntryLine, MatrixLine
from app.forms.pack.matrix.matrix import Matrix, crossing
from app.forms.paths import FieldPath, entry_blank

NOT_ASKED = "—"
_COLUMN = 2.0  # the width of a column that says nothing of it


class ShownCell(GridCell):
    """A cell with the blank at `path`, which is asked elsewhere."""

    path: FieldPath

    @cached_property
    def sentence(self) -> Sentence:
        """The blank alone, called by its path."""
        return Sentence((BlankRef(str(self.path), None),))


def matrix_table(matrix: Matrix, columns: Sequence[MatrixLine] = ()) -> Grid:
    """The form table of `matrix`, or of some of its columns, below a row of titles for each level of `columns`."""
    shown = columns or matrix.columns
    levels, sides = head_rows(matrix), max(line.depth for line in matrix.rows)
    heads: list[list[GridCell]] = [[] for _ in range(levels)]
    heads[0].append(_corner(matrix.corner, sides, levels))
    for line in shown:
        for level, title, wide, deep in _titles(line, 0, levels):
            heads[level].append(_made(text=title, columns=wide, rows=deep))
    beside = [cell for line in matrix.rows for cell in _beside(line, sides, matrix.titles)]
    leaves = [leaf for line in shown for leaf in line.leaves]
    rows = [
        (*titles, *(_cell(matrix, row, column) for column in leaves))
        for titles, row in zip(beside, matrix.row_lines, strict=True)
    ]
    widths = (*[matrix.side] * sides, *(_COLUMN * line.width for line in leaves))
    return Grid.model_construct(widths=widths, rows=(*map(tuple, heads), *rows))


def _corner(words: tuple[str, ...], columns: int, rows: int) -> GridCell:
    if len(words) == 2:
        return _made(diagonal=(words[0], words[1]), columns=columns, rows=rows)
    return _made(text=_plain("".join(words)), columns=columns, rows=rows)


def head_rows(matrix: Matrix) -> int:
    """How many rows of the table are titles of columns."""
    return max(line.depth for line in matrix.columns)


def column_groups(columns: Sequence[MatrixLine], count: int) -> tuple[tuple[MatrixLine, ...], ...]:
    """The columns in `count` groups of nearly the same size, each under the titles that stand over it."""
    leaves = [leaf for line in columns for leaf in line.leaves]
    edges = [len(leaves) * place // count for place in range(count + 1)]
    groups = ({id(leaf) for leaf in leaves[first:last]} for first, last in pairwise(edges))
    return tuple(tuple(_only(columns, group)) for group in groups)


def _only(lines: Sequence[MatrixLine], leaves: set[int]) -> Iterator[MatrixLine]:
    for line in lines:
        if line.below:
            if below := tuple(_only(line.below, leaves)):
                yield line.model_copy(update={"below": below})
        elif id(line) in leaves:
            yield line


def shown_elsewhere(matrix: Matrix) -> Iterator[FieldPath]:
    """The blanks of entries and rows that the matrix shows."""
    for row in matrix.row_lines:
        for column in matrix.column_lines:
            if (row.each or column.each) and (path := crossing_path(matrix, "", row, column)) is not None:
                yield path


def crossing_path(matrix: Matrix, section: str, row: MatrixLine, column: MatrixLine) -> FieldPath | None:
    """The blank where two lines cross on the page `section`; None where nothing is asked or there is no entry yet."""
    if row.each or column.each:
        line, other = (row, column) if row.each else (column, row)
        return entry_blank(line.at, other.name) if isinstance(line, EntryLine) else None
    name = crossing(row, column)
    return None if name in matrix.skip else FieldPath(section, name)


def _titles(line: MatrixLine, level: int, levels: int) -> Iterator[tuple[int, str, int, int]]:
    """The titles over one column or several: level, words, columns, rows."""
    if not line.below:
        yield level, _plain(line.title), 1, levels - level
        return
    yield level, _plain(line.title), sum(1 for _ in line.leaves), 1
    for below in line.below:
        yield from _titles(below, level + 1, levels)


def _beside(line: MatrixLine, sides: int, align: Alignment | None) -> Iterator[tuple[GridCell, ...]]:
    """The titles that begin in each row of a line."""
    if not line.below:
        yield (_made(text=_plain(line.title), columns=sides, align=align),)
        return
    rows = [titles for below in line.below for titles in _beside(below, sides - 1, align)]
    yield (_made(text=_plain(line.title), rows=len(rows)), *rows[0])
    yield from rows[1:]


def _cell(matrix: Matrix, row: MatrixLine, column: MatrixLine) -> GridCell:
    path = crossing_path(matrix, "", row, column)
    if row.each or column.each:
        return GridCell() if path is None else ShownCell.model_construct(path=path)
    if path is None:
        return _made(text=NOT_ASKED)
    kind = matrix.specs[path.field].type
    return _made(text=f"{{{path.field}:{kind}}}", align="right" if kind in FIGURES else None)


def _plain(words: str) -> str:
    """Words in which a brace is a brace."""
    return words.replace("{", "{{").replace("}", "}}")


def _made(**cell: Any) -> GridCell:
    """A cell that is sound as it is made: of entries there may be more than a pack may have columns."""
    return GridCell.model_construct(**cell)
