"""The words and tables of an office file, set as the book sets its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import takewhile

from app.evidence.prepared import Grid, Passage
from app.export.compose.rows import BuiltRows
from app.export.document import Block, Cell, Paragraph, Row, Space, Table, Text
from app.export.style import StyleName

Rows = tuple[tuple[str, ...], ...]
MOST_COLUMNS = 10
_NARROWEST, _WIDEST = 4, 36
_MEASURED_ROWS = 200
"""So many rows are looked at to share out the width; the rest is like them."""


def office_blocks(content: Iterable[Passage | Grid]) -> Iterator[Block]:
    """Passages as prose, tables ruled with their first row repeated on every page."""
    for piece in content:
        if isinstance(piece, Passage):
            yield from _passage(piece)
        else:
            yield from _grid(piece)


def _passage(passage: Passage) -> Iterator[Paragraph]:
    for line in passage.text.splitlines():
        if line.strip():
            yield Paragraph((Text(line.strip(" \u3000\t")),), "prose")


def _grid(grid: Grid) -> Iterator[Block]:
    """The table; one too wide for a page as several, each with the first column and as many others as fit."""
    if not grid.rows or not grid.rows[0]:
        return
    if grid.title:
        yield Paragraph((Text(grid.title, bold=True),), "body", leads=True)
    titles = _title_rows(grid)
    for row in grid.rows[:titles]:
        yield Paragraph((Text(" ".join("".join(row).split())),), "table_title", leads=True)
    rows = grid.rows[titles:]
    for columns in _column_groups(len(rows[0])):
        yield Table(_widths(rows, columns), _GridRows(rows, columns), header_rows=1 if len(rows) > 1 else 0)
        yield Space(0.5)


def _title_rows(grid: Grid) -> int:
    """How many rows above the head are titles, with words in one cell alone; never all of the rows."""
    titles = takewhile(lambda row: len(row) > 1 and sum(bool(cell.strip()) for cell in row) == 1, grid.rows)
    count = sum(1 for _ in titles)
    return count if count < len(grid.rows) else 0


def _column_groups(count: int) -> Iterator[tuple[int, ...]]:
    yield tuple(range(min(count, MOST_COLUMNS)))
    for start in range(MOST_COLUMNS, count, MOST_COLUMNS - 1):
        yield (0, *range(start, min(count, start + MOST_COLUMNS - 1)))


def _widths(rows: Rows, columns: tuple[int, ...]) -> tuple[float, ...]:
    """Relative widths: as the longest words of each column ask, within bounds."""
    measured = rows[:_MEASURED_ROWS]
    longest = (max(_half_ems(row[column]) for row in measured) for column in columns)
    return tuple(float(min(max(_NARROWEST, one), _WIDEST)) for one in longest)


def _half_ems(words: str) -> int:
    """How wide words are, in half 字."""
    return sum(1 if char.isascii() else 2 for char in words)


class _GridRows(BuiltRows):
    """The rows of a table of an office file."""

    def __init__(self, rows: Rows, columns: tuple[int, ...]) -> None:
        super().__init__(len(rows))
        self._rows, self._columns = rows, columns

    def _built(self, place: int) -> Row:
        words = self._rows[place]
        style: StyleName = "list_head" if words is self._rows[0] and len(self._rows) > 1 else "list_text"
        return Row(tuple(_cell(words[column], style) for column in self._columns))


def _cell(words: str, style: StyleName) -> Cell:
    lines = [line.strip() for line in words.splitlines() if line.strip()] or [""]
    return Cell(tuple(Paragraph((Text(line),), style) for line in lines))
