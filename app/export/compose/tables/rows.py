"""Rows of a long table, each built when it is asked for, so that thousands of them need not be held at once."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Hashable, Sequence
from typing import overload

from app.export.document import Row


class BuiltRows(Sequence[Row]):
    """So many rows; a subclass builds the one at a place.

    Two of them are equal where the same comes of both; by default, only where they are one.
    """

    def __init__(self, count: int) -> None:
        self._count = count

    @property
    def built_from(self) -> Hashable:
        """All that its rows come of."""
        return id(self)

    def row_key(self, place: int) -> Hashable:
        """All that the row at `place` comes of; None where that is not told."""
        return None

    def __eq__(self, other: object) -> bool:
        """Whether the same rows come of `other`."""
        return self is other or (
            isinstance(other, BuiltRows) and type(other) is type(self) and other.built_from == self.built_from
        )

    def __hash__(self) -> int:
        """As equality has it."""
        return hash(self.built_from)

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | Sequence[Row]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        if place < 0:
            place += self._count
        if not 0 <= place < self._count:
            raise IndexError(place)
        return self._built(place)

    @abstractmethod
    def _built(self, place: int) -> Row:
        """The row at `place`, from 0."""
