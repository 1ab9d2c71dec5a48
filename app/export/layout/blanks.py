"""Where the blanks of the form stand on a page; points on the upright sheet, y downwards."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from app.export.layout.book import Page, PlacedLine, PlacedSlice
from app.export.layout.items import EM_ABOVE
from app.export.layout.tables.grid import Words
from app.export.style import SIZES

LEAST = SIZES["小四"]  # points: the width and height of a blank without words
DESCENT = 0.16  # of the size


class BlankSpot(NamedTuple):
    """A part of a page that belongs to the blank at `path`."""

    path: str
    x: float
    y: float
    width: float
    height: float

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.x <= x <= self.x + self.width and self.y <= y <= self.y + self.height

    def distance(self, x: float, y: float) -> float:
        """How far a point is from it; what is in the same line is nearer than what is above or below."""
        aside = max(self.x - x, 0.0, x - self.x - self.width)
        return aside + 4 * max(self.y - y, 0.0, y - self.y - self.height)

    def turned(self, height: float) -> BlankSpot:
        """The same on the upright sheet so high, where it was measured on one that lies on its side."""
        return BlankSpot(self.path, self.y, height - self.x - self.width, self.height, self.width)


def blank_spots(page: Page) -> list[BlankSpot]:
    """The blanks on a page whose lines are traced, in reading order."""
    found = list(_spots(page))
    return [spot.turned(page.height) for spot in found] if page.turned else found


def _spots(page: Page) -> Iterator[BlankSpot]:
    for placed in page.placed:
        if isinstance(placed, PlacedLine) and placed.line.blanks:
            size = placed.line.size or LEAST
            top, height = placed.baseline - EM_ABOVE * size, (1 + DESCENT) * size
            for path, start, end in placed.line.blanks:
                yield BlankSpot(path, placed.x + start, top, max(end - start, LEAST), height)
        elif isinstance(placed, PlacedSlice):
            for words in placed.part.placed():
                yield from _cell_spots(placed, words)


def _cell_spots(placed: PlacedSlice, words: Words) -> Iterator[BlankSpot]:
    """The whole cell where it holds one blank, else the lines of each."""
    content, edges = words.cell.content, placed.part.table.edges
    traced = {path for line in content.lines for path, _, _ in line.blanks}
    left, top = placed.x + edges[words.cell.first], placed.y + words.top
    width = edges[words.cell.last] - edges[words.cell.first]
    if len(traced) == 1:
        yield BlankSpot(traced.pop(), left, top, width, words.height)
    elif traced:
        inner, below, downs = placed.part.frame(words)
        for at, down in enumerate(downs, words.start):
            x, y = placed.x + inner, placed.y + below + down
            for path, start, end in content.lines[at].blanks:
                yield BlankSpot(path, x + start, y, max(end - start, LEAST), content.leadings[at])
