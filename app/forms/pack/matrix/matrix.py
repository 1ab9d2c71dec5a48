"""A matrix: named rows across named columns, each crossing a blank.

A line for `each` entry of a repeated page, or row of a list, crosses the others with blanks of the entry's own: the
matrix shows and edits them.  Every other crossing is a blank of the page itself, called `row_column`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any, Literal

from pydantic import Field as Key
from pydantic import model_validator

from app.forms.pack.computed import Computed
from app.forms.pack.fields import Alignment, Fact, FieldSpec, Identifier, Misplaced, Question, TypeName
from app.forms.pack.matrix.lines import MatrixLine

_OF_BLANKS = FieldSpec.model_fields.keys() - {"type", "unit", "label", "fact", "computed"}
_OF_ALL = ("required", "when", "help", "clause")
_UNIT_AT_END = re.compile(r"（(?:单位：(?P<named>[^（）]+)|(?P<known>[千万亿]?元|[%％‰])|(?P<other>[^（）]+))）$")
LONGEST_NAME = 40
Keys = tuple[str | int, ...]


class Matrix(Question):
    """Rows across columns; `type` and `unit` hold for every blank whose row and column say no other.

    `skip` names the crossings where nothing is asked.  Of two words in the `corner` the first names the rows.  What
    is not `printed` is asked on the screen only; `side` is the width of each column of titles, `titles` where the
    words of rows stand in it.
    """

    kind: Literal["matrix"] = "matrix"
    corner: tuple[str, ...] = Key(default=(), max_length=2)
    type: TypeName = "decimal"
    unit: str = ""
    rows: tuple[MatrixLine, ...] = Key(min_length=1, max_length=200)
    columns: tuple[MatrixLine, ...] = Key(min_length=1, max_length=60)
    skip: tuple[Identifier, ...] = ()
    side: float = Key(default=3.0, gt=0, le=1000)
    titles: Alignment | None = None
    printed: bool = True

    @model_validator(mode="before")
    @classmethod
    def _one_word(cls, data: Any) -> Any:
        corner = data.get("corner") if isinstance(data, dict) else None
        return data | {"corner": (corner,)} if isinstance(corner, str) else data

    @model_validator(mode="after")
    def _sound(self) -> Matrix:
        for key in ("rows", "columns"):
            seen: set[str] = set()
            for keys, line in _placed(getattr(self, key), (key,)):
                if line.name in seen:
                    raise Misplaced((*keys, "id"), f"id {line.name} 用了两次")
                seen.add(line.name)
        each = [keys for keys, line in self.placed_lines if line.each]
        if len(each) > 1:
            raise Misplaced((*each[1], "each"), "each 只能用一次，在行上或者列上")
        for place, name in enumerate(self.skip):
            if name not in self._crossings:
                raise Misplaced(("skip", place), f"没有 {name} 这一格")
        if long := next((name for name in self._crossings if len(name) > LONGEST_NAME), None):
            raise ValueError(f"格子的名称 {long} 超过 {LONGEST_NAME} 个字符，请把行、列的 id 写短一些")
        _ = self.specs
        return self

    @cached_property
    def row_lines(self) -> tuple[MatrixLine, ...]:
        """The rows, from the top."""
        return tuple(leaf for line in self.rows for leaf in line.leaves)

    @cached_property
    def column_lines(self) -> tuple[MatrixLine, ...]:
        """The columns, from the left."""
        return tuple(leaf for line in self.columns for leaf in line.leaves)

    @property
    def each(self) -> str:
        """The list whose entries or rows are lines of the matrix; empty when there is none."""
        return next((line.each for line in (*self.row_lines, *self.column_lines) if line.each), "")

    @property
    def across_each(self) -> tuple[MatrixLine, ...]:
        """The lines that cross those of the entries, each with a blank that every entry has."""
        return self.row_lines if any(line.each for line in self.column_lines) else self.column_lines

    @property
    def placed_lines(self) -> Iterator[tuple[Keys, MatrixLine]]:
        """Every row and column with the keys that lead to it from the matrix."""
        for key in ("rows", "columns"):
            yield from _placed(getattr(self, key), (key,))

    def keys_of(self, name: str) -> Keys:
        """The keys that lead to the line which says how the blank `name` is computed, else to its row."""
        row, column = self._crossings[name]
        line = column if column.computed and not row.computed else row
        return next(keys for keys, one in self.placed_lines if one is line)

    @cached_property
    def specs(self) -> dict[str, FieldSpec]:
        """What the page's own blanks ask, by name."""
        crossings = self._crossings.items()
        return {name: self._spec(name, *lines) for name, lines in crossings if name not in self.skip}

    @cached_property
    def _crossings(self) -> dict[str, tuple[MatrixLine, MatrixLine]]:
        return {
            crossing(row, column): (row, column)
            for row in self.row_lines
            for column in self.column_lines
            if not row.each and not column.each
        }

    def _spec(self, name: str, row: MatrixLine, column: MatrixLine) -> FieldSpec:
        told: dict[str, Any] = {key: said for key in _OF_ALL if (said := getattr(self, key))}
        for line in (column, row):
            told |= {key: getattr(line, key) for key in _OF_BLANKS & line.model_fields_set}
        told["type"], told["unit"] = self._kind(row, column)
        words = [line.label or _parted(line.words, told["unit"])[0] for line in (row, column)]
        told |= {"label": "{}（{}）".format(*words), "fact": _fact(row, column)}
        told["computed"] = self._computed(row, column)
        if told["computed"] is not None:
            told |= {"required": None, "nil": True}
        try:
            return FieldSpec(**told)
        except ValueError as failure:
            raise ValueError(f"{name} 这一格：行与列说的不能同时成立") from failure

    def _kind(self, row: MatrixLine, column: MatrixLine) -> tuple[TypeName, str]:
        """The type of a crossing and its unit, both from the line that says the type, if one does."""
        for line in (row, column):
            if line.type is not None:
                return line.type, _unit(line)
        return self.type, _unit(row) or _unit(column) or self.unit

    def _computed(self, row: MatrixLine, column: MatrixLine) -> Computed | None:
        """How a crossing is computed: of two ways the one that does more than add up, else along the column."""
        rows = {line.name: crossing(line, column) for line in self.row_lines}
        columns = {line.name: crossing(row, line) for line in self.column_lines}
        along_column = row.computed and row.computed.renamed(rows)
        along_row = column.computed and column.computed.renamed(columns)
        if along_column and along_row:
            return along_row if along_column.sum else along_column
        return along_column or along_row


def crossing(row: MatrixLine, column: MatrixLine) -> str:
    """The name of the blank where they cross; for each entry, that of all such blanks together."""
    if row.each or column.each:
        each, other = (row, column) if row.each else (column, row)
        return f"{each.each}.{other.name}"
    return f"{row.name}_{column.name}"


def _unit(line: MatrixLine) -> str:
    return line.unit or _parted(line.words, "")[1]


def _parted(title: str, unit: str) -> tuple[str, str]:
    """A title and the unit that is said at its end, if one is: 营业收入 and 万元."""
    end = _UNIT_AT_END.search(title)
    if end is None or (end["other"] and end["other"] != unit):
        return title, ""
    return title[: end.start()], str(end[end.lastgroup or 0]).replace("％", "%")


def _placed(lines: tuple[MatrixLine, ...], above: Keys) -> Iterator[tuple[Keys, MatrixLine]]:
    for place, line in enumerate(lines):
        if line.below:
            yield from _placed(line.below, (*above, place, "below"))
        else:
            yield (*above, place), line


def _fact(row: MatrixLine, column: MatrixLine) -> Fact | None:
    fact = row.fact or column.fact
    year = row.year or column.year
    return fact if fact is None or year is None else fact.model_copy(update={"year": year})
