"""A table of an office file, set as the book sets its own: columns by what stands in them, merged cells as they are.

A table whose columns do not fit side by side lies on its side where more of them do then; what is still too wide
is parted into several, each with the first column.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from app.evidence.prepared import Grid
from app.export.compose.ems import ems, widest_runs
from app.export.compose.tables.columns import SMALLEST_LIST, Fit, Floats, Need, fit, points, text_need
from app.export.compose.tables.merged import Merged, merged
from app.export.compose.tables.rows import BuiltRows
from app.export.document import Block, Cell, Paragraph, Row, Space, Table, Text
from app.export.style import SIZES, DocumentStyle, StyleName
from app.forms.values import NIL

Group = tuple[int, ...]
MOST_COLUMNS = 12  # of a table on an upright page; on a wider one as many more
_TRACE = 0.01
LINE = 40.0  # em: a whole line of the page; longer words ask for no more
NUMBER_HEADS = ("序号", "编号", "序", "No.")
_SMALLEST = SIZES["六号"]  # where a table would be parted otherwise
_MOST_HEADS = 5  # rows of a head that is repeated on every page
_MOST_LINES = 12  # of a cell that covers several rows: it cannot be parted between two pages
_FIGURE = re.compile(
    r"[（(]?[-+−]?(?:[¥￥$€] ?)?[-+−]?(?:0|[1-9]\d{0,9}|[1-9]\d{0,2}(?:,\d{3})+)(?:\.\d*)?[%％]?[)）]?"
)  # no telephone, no code


def grid_blocks(grid: Grid, style: DocumentStyle) -> Iterator[Block]:
    """The table with its titles; one too wide for a page as several."""
    if not grid.rows or not grid.rows[0]:
        return
    if grid.title:
        yield Paragraph((Text(grid.title, bold=True),), "body", leads=True)
    titles = _title_rows(grid)
    for row in grid.rows[:titles]:
        if words := " ".join("".join(row).split()):
            yield Paragraph((Text(words),), "table_title", leads=True)
    sheet = _sheet_of(grid)
    usual, width = style["list_text"].size, style.page.text_width
    smallest, groups = sheet.groups(style)
    size = min(sheet.fit(columns, width, usual, smallest).size or usual for columns in groups)
    for columns in groups:
        widths, _ = sheet.fit(columns, width, size, smallest)
        rows = _SheetRows(sheet, columns, [width / size for width in widths])
        yield Table(widths, rows, sheet.heads, size if size < usual else None, has_blanks=False)
        yield Space(0.5)


def lies_on_its_side(grid: Grid, style: DocumentStyle) -> bool:
    """Whether fewer tables come of it on a page that is turned."""
    if not grid.rows or not grid.rows[0]:
        return False
    sheet = _sheet_of(grid)
    upright = len(sheet.groups_at(SMALLEST_LIST, style))
    return upright > 1 and len(sheet.groups(style.turned)[1]) < upright


def _most(style: DocumentStyle) -> int:
    """The most columns of one table on these pages."""
    page = style.page
    return int(MOST_COLUMNS * max(1.0, page.text_width / min(page.text_width, page.turned.text_width)))


def _title_rows(grid: Grid) -> int:
    """How many rows above the head are titles, with words in one cell at most; never all of the rows.

    The rows below the first that a merged title covers belong to it.
    """
    ends = {span.row: span.row + span.rows for span in grid.spans}
    count = 0
    while count < len(grid.rows):
        row = grid.rows[count]
        filled = sum(bool(cell.strip()) for cell in row)
        if filled > 1 or (filled and len(row) < 2):
            break
        after = max(count + 1, ends.get(count, 0))
        if any("".join(one).strip() for one in grid.rows[count + 1 : after]):
            break
        count = after
    return count if count < len(grid.rows) else 0


@lru_cache(maxsize=1)
def _sheet_of(grid: Grid) -> _Sheet:
    """The table measured; the last one is kept, since how it lies is asked before it is set."""
    return _Sheet(merged(grid, _title_rows(grid)))


class _Sheet:
    """A table of an office file: its rows, how many of them are its head, what each column asks and looks like."""

    def __init__(self, table: Merged) -> None:
        self.table, self.rows = table, table.rows
        self.heads = table.heads(_MOST_HEADS)
        columns = [list(table.column(at)) for at in range(len(table.rows[0]))]
        heads = [" ".join(filter(None, words[: self.heads])) for words in columns]
        self.needs = [text_need(at, heads[at], words[self.heads :]) for at, words in enumerate(columns)]
        self.styles = [_style(heads[at], words[self.heads :]) for at, words in enumerate(columns)]

    def fit(self, columns: Group, width: float, size: float, smallest: float) -> Fit:
        """The widths of some columns with words of `size`, or smaller where they must be."""
        needs = [replace(self.needs[column], first=at, last=at + 1) for at, column in enumerate(columns)]
        needs += self._wide_needs(columns)
        return fit(needs, [self._share(column) for column in columns], width, size, smallest)

    def _wide_needs(self, columns: Group) -> Iterator[Need]:
        """What the cells ask that cover several columns, as one for all that cover the same."""
        for (first, count), texts in self.table.wide.items():
            places = [at for at, column in enumerate(columns) if first <= column < first + count]
            if len(places) > 1 and places[-1] - places[0] == len(places) - 1:
                widest = widest_runs(texts)
                yield Need(places[0], places[-1] + 1, tuple(widest), widest[0], max(widest[0], 0.0))

    def _share(self, column: int) -> float:
        """The part of what is over that a column gets: by its longest words, serial numbers none."""
        least = _TRACE if self.table.wide else 0.0  # what covers several columns is shared out by their shares
        return least if self.styles[column] == "list_number" else max(least, min(self.needs[column].most, LINE))

    def groups(self, style: DocumentStyle) -> tuple[float, Sequence[Group]]:
        """The smallest size of words, and the columns of each table: the words are small where fewer come of it."""
        usual, small = self.groups_at(SMALLEST_LIST, style), self.groups_at(_SMALLEST, style)
        return (_SMALLEST, small) if len(small) < len(usual) else (SMALLEST_LIST, usual)

    def groups_at(self, size: float, style: DocumentStyle) -> Sequence[Group]:
        """The columns of each table with words of that size: as many as fit, the first one on each."""
        whole, most = style.page.text_width, _most(style)
        groups = list[Group]()
        group: Group = (0,)
        for column in range(1, len(self.needs)):
            room = whole - sum(points(self.needs[one].least, size) for one in (*group, column))
            if len(group) > 1 and (room < 0 or len(group) == most):
                groups.append(group)
                group = (0,)
            group = (*group, column)
        return [*groups, group]


def _style(head: str, words: Sequence[str]) -> StyleName:
    """One look for all cells of a column: serial numbers in the middle, figures at the right, words at the left."""
    if head.strip() in NUMBER_HEADS:
        return "list_number"
    filled = [word.strip() for word in words if word.strip() and word.strip() != NIL.value]
    return "list_figure" if filled and all(map(_FIGURE.fullmatch, filled)) else "list_text"


class _Place(NamedTuple):
    """Where a cell lies on paper: its first column in the group, and how many columns and rows it covers."""

    at: int
    columns: int
    rows: int


class _SheetRows(BuiltRows):
    """The rows of some columns, which are so many em wide."""

    def __init__(self, sheet: _Sheet, columns: Group, ems_wide: Floats) -> None:
        super().__init__(len(sheet.rows))
        self._sheet, self._columns, self._ems = sheet, columns, ems_wide

    def _built(self, place: int) -> Row:
        return Row(tuple(self._cells(place)))

    def _cells(self, row: int) -> Iterator[Cell]:
        at, table = 0, self._sheet.table
        while at < len(self._columns):
            column = self._columns[at]
            span = table.over(row, column)
            if span is None:
                yield self._cell(row, column, _Place(at, 1, 1))
                at += 1
                continue
            end = span.column + span.columns
            place = _Place(at, bisect_left(self._columns, end, at) - at, span.rows)
            at += place.columns
            if not self._stands_whole(span.row, span.column, place):
                yield self._cell(row, span.column, place._replace(rows=1))
            elif row == span.row:
                yield self._cell(row, span.column, place)

    def _cell(self, row: int, column: int, place: _Place) -> Cell:
        words = self._sheet.rows[row][column]
        style = "list_head" if row < self._sheet.heads else self._sheet.styles[column]
        if place.columns > 1 and style == "list_figure" and not _FIGURE.fullmatch(words.strip()):
            style = "list_text"
        lines = [line.strip() for line in words.splitlines() if line.strip()] or [""]
        return Cell(tuple(Paragraph((Text(line),), style) for line in lines), place.columns, place.rows)

    def _stands_whole(self, row: int, column: int, place: _Place) -> bool:
        """Whether the words of a cell that covers several rows are few enough to stand on one page."""
        if place.rows == 1:
            return True
        wide = max(1.0, sum(self._ems[place.at : place.at + place.columns]) - 1)
        lines = self._sheet.rows[row][column].splitlines()
        return sum(1 + int(ems(line) / wide) for line in lines) <= _MOST_LINES
