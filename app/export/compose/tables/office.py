"""The words and tables of an office file, set as the book sets its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile, zip_longest

from app.evidence.prepared import Figure, Grid, Passage, Piece
from app.export.compose.tables.columns import SMALLEST_LIST, Fit, fit, points, text_need
from app.export.compose.tables.rows import BuiltRows
from app.export.document import Block, Cell, Paragraph, Plate, Row, Space, Table, Text
from app.export.style import DocumentStyle, StyleName
from app.forms.values import NIL

Rows = tuple[tuple[str, ...], ...]
MOST_COLUMNS = 12
MOST_HEADING = 60  # characters
LINE = 40.0  # em: a whole line of the page; longer words ask for no more
NUMBER_HEADS = ("序号", "编号", "序", "No.")
_FIGURE = re.compile(r"[-+−]?(?:0|[1-9]\d{0,9}|[1-9]\d{0,2}(?:,\d{3})+)(?:\.\d+)?[%％]?")  # no telephone, no code


def office_blocks(content: Iterable[Piece], figures: Sequence[Plate], style: DocumentStyle) -> Iterator[Block]:
    """Passages as prose, tables ruled with their first row repeated on every page, pictures in their place."""
    pieces = list(content)
    for piece, following in zip_longest(pieces, pieces[1:]):
        match piece:
            case Passage():
                yield from _passage(piece, following)
            case Figure():
                plate = figures[piece.page]
                yield replace(plate, words=piece.words or plate.words)
            case Grid():
                yield from _grid(piece, style)


def _passage(passage: Passage, following: Piece | None) -> Iterator[Paragraph]:
    """A paragraph a line; a heading, and a line that announces a picture, stay with what follows."""
    heads = len(passage.text) <= MOST_HEADING
    plain = isinstance(following, Passage) and not following.bold
    leads = heads and (isinstance(following, Figure) or (passage.bold and (plain or isinstance(following, Grid))))
    for line in passage.text.splitlines():
        if line.strip():
            words = (Text(line.strip(" \u3000\t"), bold=passage.bold),)
            yield Paragraph(words, "prose", leads=leads, align=passage.align or None)


def _grid(grid: Grid, style: DocumentStyle) -> Iterator[Block]:
    """The table; one too wide for a page as several, each with the first column and as many others as fit."""
    if not grid.rows or not grid.rows[0]:
        return
    if grid.title:
        yield Paragraph((Text(grid.title, bold=True),), "body", leads=True)
    titles = _title_rows(grid)
    for row in grid.rows[:titles]:
        yield Paragraph((Text(" ".join("".join(row).split())),), "table_title", leads=True)
    rows = grid.rows[titles:]
    sheet = _Sheet(rows)
    usual = style["list_text"].size
    groups = list(sheet.groups(style.page.text_width))
    size = min(sheet.fit(columns, style.page.text_width, usual).size or usual for columns in groups)
    for columns in groups:
        widths, _ = sheet.fit(columns, style.page.text_width, size)
        yield Table(widths, _SheetRows(sheet, columns), sheet.heads, size if size < usual else None)
        yield Space(0.5)


def _title_rows(grid: Grid) -> int:
    """How many rows above the head are titles, with words in one cell alone; never all of the rows."""
    titles = takewhile(lambda row: len(row) > 1 and sum(bool(cell.strip()) for cell in row) == 1, grid.rows)
    count = sum(1 for _ in titles)
    return count if count < len(grid.rows) else 0


class _Sheet:
    """A table of an office file: its rows, how many of them are its head, what each column asks and looks like."""

    def __init__(self, rows: Rows) -> None:
        self.rows, self.heads = rows, 1 if len(rows) > 1 else 0
        columns = list(zip(*rows, strict=True))
        self.needs = [text_need(at, _head(words, self.heads), words[self.heads :]) for at, words in enumerate(columns)]
        self.styles = [_style(_head(words, self.heads), words[self.heads :]) for words in columns]

    def fit(self, columns: tuple[int, ...], width: float, size: float) -> Fit:
        """The widths of some columns with words of `size`, or smaller where they must be."""
        needs = [replace(self.needs[column], first=at, last=at + 1) for at, column in enumerate(columns)]
        return fit(needs, [self._share(column) for column in columns], width, size, SMALLEST_LIST)

    def _share(self, column: int) -> float:
        """The part of what is over that a column gets: by its longest words, serial numbers none."""
        return 0.0 if self.styles[column] == "list_number" else min(self.needs[column].most, LINE)

    def groups(self, width: float) -> Iterator[tuple[int, ...]]:
        """The columns of each table on paper: as many as fit, the first one on each."""
        group: tuple[int, ...] = (0,)
        for column in range(1, len(self.needs)):
            room = width - sum(points(self.needs[one].least, SMALLEST_LIST) for one in (*group, column))
            if len(group) > 1 and (room < 0 or len(group) == MOST_COLUMNS):
                yield group
                group = (0,)
            group = (*group, column)
        yield group


def _head(words: Sequence[str], heads: int) -> str:
    return words[0] if heads else ""


def _style(head: str, words: Sequence[str]) -> StyleName:
    """One look for all cells of a column: serial numbers in the middle, figures at the right, words at the left."""
    if head.strip() in NUMBER_HEADS:
        return "list_number"
    filled = [word.strip() for word in words if word.strip() and word.strip() != NIL.value]
    return "list_figure" if filled and all(map(_FIGURE.fullmatch, filled)) else "list_text"


class _SheetRows(BuiltRows):
    """The rows of some columns."""

    def __init__(self, sheet: _Sheet, columns: tuple[int, ...]) -> None:
        super().__init__(len(sheet.rows))
        self._sheet, self._columns = sheet, columns

    def _built(self, place: int) -> Row:
        words, styles = self._sheet.rows[place], self._sheet.styles
        if place < self._sheet.heads:
            return Row(tuple(_cell(words[column], "list_head") for column in self._columns))
        return Row(tuple(_cell(words[column], styles[column]) for column in self._columns))


def _cell(words: str, style: StyleName) -> Cell:
    lines = [line.strip() for line in words.splitlines() if line.strip()] or [""]
    return Cell(tuple(Paragraph((Text(line),), style) for line in lines))
