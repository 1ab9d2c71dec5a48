"""The tables of a form, row by row: as a notice's text has them, and as the book has them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from forms.notice_words import plain
from forms.printed_words import block_words

from app.export.document import Block, Cell, Document, Frame, Table

_OUTSIDE = re.compile(r"（[一二三四五六七]）|[一二]、|\(\d\)|附件")


@dataclass(frozen=True)
class Place:
    """One cell: its words without white space, and how many columns and rows it takes."""

    words: str
    columns: int
    rows: int


Places = list[Place]


def printed_tables(document: Document) -> list[list[Places]]:
    """Every table of the book below its contents; a frame is one, and a list in it one row of the words of its head."""
    blocks = [block for part in document.parts if part.numbering == "arabic" for block in part.blocks]
    return [rows for block in blocks if (rows := list(_rows(block)))]


def _rows(block: Block) -> Iterator[Places]:
    if isinstance(block, Table):
        if not _is_list(block):
            yield from ([_place(cell) for cell in row.cells] for row in block.rows)
    elif isinstance(block, Frame):
        for band in block.bands:
            if isinstance(band, Table):
                yield from _rows(band)
            else:
                yield [Place(plain("".join(block_words(band)), blanks=False), 1, 1)]


def _is_list(table: Table) -> bool:
    """Whether a table is a list of the form's own, which the notice does not print."""
    return table.rows[0].cells[0].blocks[0].style == "list_head"


def _place(cell: Cell) -> Place:
    return Place(plain("".join(block_words(cell.blocks)), blanks=False), cell.columns, cell.rows)


def rows_of_tabs(lines: list[str]) -> Iterator[list[str]]:
    """The rows of a table whose cells are parted by tabs, one row a line: the words of each cell that has any."""
    for line in lines:
        if "\t" in line:
            yield [words for cell in line.split("\t") if (words := plain(cell, blanks=False))]


def rows_of_cells(lines: list[str]) -> Iterator[list[str]]:
    """The rows of tables in which every cell begins with a tab, and a white line ends a row or pads a cell."""
    row: list[str] = []
    inside, white = False, True
    for line in lines:
        words = plain(line, blanks=False)
        if line.startswith("\t"):
            if white and row:
                yield row
                row = []
            row.append(words)
            inside = True
        elif words and white and _OUTSIDE.match(words.replace("(", "（").replace(")", "）")):
            if row:
                yield row
            row, inside = [], False
        elif words and inside:
            row[-1] += words
        white = not line.strip(" ")
    yield row


def rows_of_numbers(lines: list[str]) -> Iterator[list[str]]:
    """The rows of a table whose cells begin with 1. or 1.1, one below the other."""
    for line in lines:
        if re.match(r"\d\.\d? ?", line):
            yield [plain(line, blanks=False)]
