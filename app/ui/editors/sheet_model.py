"""What a sheet asks of its model: cells that can be typed in and pasted into."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from app.forms.checks.problems import Problem
from app.forms.pack.fields import Field
from app.forms.paths import FieldPath
from app.ui.theme import colour

Index = QModelIndex | QPersistentModelIndex
Texts = Sequence[Sequence[str]]
PROBLEMS = Qt.ItemDataRole.UserRole + 1
"""The role of the problems of a cell: a list of `Problem`."""


class Look(NamedTuple):
    """How a cell is drawn: its words on one line, the sides that they keep to (`Qt.AlignmentFlag`), what is found
    there, and whether it is quiet, as what nobody types is.
    """

    words: str
    alignment: int
    problems: Sequence[Problem]
    quiet: bool


def told(look: Look, role: int) -> object:
    """What a cell that looks so says to Qt, which asks for one thing at a time."""
    if role == Qt.ItemDataRole.DisplayRole:
        return look.words
    if role == Qt.ItemDataRole.TextAlignmentRole:
        return look.alignment
    if role == Qt.ItemDataRole.BackgroundRole:
        return colour("sunken") if look.quiet else None
    return look.problems if role == PROBLEMS else None


class SheetModel(Protocol):
    """Cells that can be typed in and pasted into."""

    def cell(self, index: Index) -> FieldPath | None:
        """The blank in a cell; None where there is none yet."""

    def field(self, index: Index) -> Field | None:
        """What a cell asks; None where nothing is asked."""

    def look(self, index: Index) -> Look:
        """How a cell is drawn."""

    def paste(self, row: int, column: int, texts: Texts) -> tuple[int, str]:
        """Write a block of texts with its first cell there, as one step; how many rows, and in words what was not."""

    def clear(self, rows: range, columns: range) -> None:
        """Empty these cells, as one step."""

    def read(self, rows: range, columns: range, take: Callable[[Texts], object]) -> None:
        """Give the texts of these cells to `take`, now or when they are read."""
