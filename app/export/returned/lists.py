"""The rows of lists: a cell is told by its place in the row, a row by the marks in it.

A row without marks, or with those of a row that was there before (a copied one), is a new row.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.export.returned.filled import PICTURE, Box, Grid, Passage, passages, prompts_in, words_of
from app.export.returned.keys import Keys, path_of
from app.export.returned.normal import answer_of, solid
from app.export.returned.record import Record
from app.forms.paths import FieldPath

_NUMBER = re.compile(r"[A-Za-z]{0,6}-?\d{0,6}[.、．]?")  # of a row, as RD01


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row of a list: its id, "" for a new one, and the words of each column that was found."""

    row: str
    cells: dict[str, str]


class ListReader:
    """Reads the tables of lists; `loose` is what stands there besides."""

    def __init__(self, keys: Keys, record: Record) -> None:
        self._keys, self._record = keys, record
        self._taken: set[tuple[str, str]] = set()
        self._loose: list[str] = []

    def path_of(self, grid: Grid) -> str:
        """The list whose cells stand in a table; "" for a table of a form."""
        found = Counter(path.whole for row in grid.rows for path in self._cells_of(row))
        return str(found.most_common(1)[0][0]) if found else ""

    def take_loose(self) -> list[str]:
        """The words beside the cells of the rows that were read last."""
        loose, self._loose = self._loose, []
        return loose

    def _cells_of(self, row: Sequence[Box]) -> Iterator[FieldPath]:
        """The cells of lists that the marks in a row name."""
        for box in row:
            yield from (path for path in self._paths_in(box) if path.column)

    def _paths_in(self, box: Box) -> Iterator[FieldPath]:
        for passage in passages(box.content):
            for piece in passage.pieces:
                if key := self._keys.of(piece):
                    yield FieldPath.parse(path_of(key))

    def rows(self, grid: Grid, list_path: str) -> Iterator[ReadRow]:
        """The rows of a table of the list, in order; empty new ones are left out."""
        columns, width = self._columns(grid, list_path)
        for row in grid.rows:
            marked = [path for path in self._cells_of(row) if str(path.whole) == list_path]
            if not marked and (len(row) != width or self._is_printed(row)):
                self._loose += [words_of(one) for box in row for one in passages(box.content)]
                continue
            placed = columns if len(row) == width else self._marked(row, list_path)
            cells = {placed[at]: self._text(box) for at, box in enumerate(row) if at in placed}
            name = self._name(marked, list_path)
            self._loose += self._beside(row, placed)
            if name or any(text.strip() for text in cells.values()):
                yield ReadRow(name, cells)

    def _name(self, marked: Sequence[FieldPath], list_path: str) -> str:
        """The row that most of the marks name; "" for a new one, and for the second of that name."""
        name = Counter(path.row for path in marked).most_common(1)[0][0] if marked else ""
        if (list_path, name) in self._taken:
            return ""
        self._taken.add((list_path, name))
        return name

    def _marked(self, row: Sequence[Box], list_path: str) -> dict[int, str]:
        """The columns of a row that has more or fewer cells than others: those that its marks name."""
        found: dict[int, str] = {}
        for at, box in enumerate(row):
            for path in self._paths_in(box):
                if str(path.whole) == list_path and path.column and path.column not in found.values():
                    found[at] = path.column
        return found

    def _beside(self, row: Sequence[Box], placed: Mapping[int, str]) -> Iterator[str]:
        """What stands in cells that belong to no column, numbers of rows apart, and the pictures in all others."""
        for at, box in enumerate(row):
            for passage in passages(box.content):
                text = words_of(passage)
                if at in placed:
                    yield from (PICTURE for sign in text if sign == PICTURE)
                elif not _NUMBER.fullmatch(solid(text)):
                    yield text

    def _columns(self, grid: Grid, list_path: str) -> tuple[dict[int, str], int]:
        """Which column stands at which place of a row, by most of the marks, and how many cells a row has."""
        votes: dict[int, Counter[str]] = {}
        widths = Counter[int]()
        for row in grid.rows:
            paths = [
                [path for path in self._paths_in(box) if path.column and str(path.whole) == list_path] for box in row
            ]
            if any(paths):
                widths[len(row)] += 1
            for at, own in enumerate(paths):
                for path in own[:1]:
                    votes.setdefault(at, Counter())[path.column] += 1
        chosen = {at: counted.most_common(1)[0][0] for at, counted in votes.items()}
        width = widths.most_common(1)[0][0]
        return {at: column for at, column in chosen.items() if at < width}, width

    def _text(self, box: Box) -> str:
        """The words of a cell, in its blank or beside it."""
        return "\n".join(answer for one in passages(box.content) if (answer := _answer(one)).strip())

    def _is_printed(self, row: Sequence[Box]) -> bool:
        texts = [solid(words_of(one)) for box in row for one in passages(box.content)]
        return all(not text or self._record.prints(text) for text in texts)


def _answer(passage: Passage) -> str:
    prompts = any(prompts_in(piece) for piece in passage.pieces)
    return answer_of(words_of(passage), prompts=prompts)
