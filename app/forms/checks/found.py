"""What is found on one page, in reading order; the rows of each list can be looked at by themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from app.forms.checks.problems import Problem
from app.forms.checks.tally import Tally
from app.forms.paths import FieldPath

Key = tuple[FieldPath, str]


class RowsFound:
    """What is found in the rows of the list at `path`, and how much: `order` are the rows in which anything is."""

    def __init__(
        self, path: FieldPath, rows: Sequence[str], by_row: Mapping[str, tuple[Problem, ...]], tally: Tally
    ) -> None:
        self.path, self.tally = path, tally
        self._by_row = by_row
        self._order = [row for row in rows if row in by_row] if by_row else []

    def __iter__(self) -> Iterator[Problem]:
        """Row by row, in the order of the list."""
        for row in self._order:
            yield from self._by_row[row]

    @property
    def order(self) -> Sequence[str]:
        """The rows in which anything is found."""
        return self._order

    def at(self, row: str) -> tuple[Problem, ...]:
        """What is found in one row and its cells."""
        return self._by_row.get(row, ())


class PageFound:
    """The findings of one page: single ones, and those in the rows of its lists."""

    def __init__(self, parts: Sequence[Problem | RowsFound]) -> None:
        self._parts = parts

    def __iter__(self) -> Iterator[Problem]:
        """All of them, in reading order."""
        for part in self._parts:
            if isinstance(part, Problem):
                yield part
            else:
                yield from part

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """All of them, in reading order; of a long list there may be tens of thousands."""
        return tuple(self)

    @cached_property
    def tally(self) -> Tally:
        """How many there are of each kind."""
        return sum((rows.tally for rows in self.rows.values()), Tally.of(self.single))

    @cached_property
    def single(self) -> tuple[Problem, ...]:
        """Those that were not found by looking at the rows of a list one by one."""
        return tuple(part for part in self._parts if isinstance(part, Problem))

    @cached_property
    def keys(self) -> frozenset[Key]:
        """Where the single ones are, and of which kind."""
        return frozenset((problem.path, problem.code) for problem in self.single)

    @cached_property
    def blocked(self) -> frozenset[FieldPath]:
        """Where the single ones are that must be mended before stamping."""
        return frozenset(problem.path for problem in self.single if problem.severity == "blocking")

    @cached_property
    def rows(self) -> Mapping[FieldPath, RowsFound]:
        """Those in the rows of lists, by list."""
        return {part.path: part for part in self._parts if isinstance(part, RowsFound)}

    def in_row(self, row: FieldPath) -> tuple[Problem, ...]:
        """What was found by looking at one row of a list."""
        found = self.rows.get(row.whole)
        return found.at(row.row) if found is not None else ()

    def owed(self) -> Iterator[Problem]:
        """Those that must be filled in, in reading order."""
        for part in self._parts:
            if isinstance(part, Problem):
                if part.owed:
                    yield part
            elif part.tally.count("blocking", missing=True):
                yield from (one for one in part if one.owed)

    def knows(self, problem: Problem) -> bool:
        """Whether the same is found here: at the same place, of the same kind."""
        if (problem.path, problem.code) in self.keys:
            return True
        path, code = problem.path, problem.code
        return bool(path.row) and any(one.path == path and one.code == code for one in self.in_row(path))
