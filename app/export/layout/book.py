"""The laid-out book: its pages, its outline, and where every anchor and seal place stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from app.export.document import SealPlace
from app.export.layout.grid import Slice
from app.export.layout.items import Item, Line, Link, line_items


class Spot(NamedTuple):
    """Where something stands: page (from 0), the number printed there ("" if none), y from the top."""

    page: int
    label: str
    y: float


class OutlineEntry(NamedTuple):
    """One heading in the outline."""

    level: int
    title: str
    anchor: str
    spot: Spot


class SealSpot(NamedTuple):
    """One place for a seal, signature or date, and where it stands."""

    place: SealPlace
    spot: Spot
    x: float


class PlacedLine(NamedTuple):
    """A set line whose left end stands at (x, baseline)."""

    x: float
    baseline: float
    line: Line


class PlacedSlice(NamedTuple):
    """A part of a table with its upper left corner at (x, y)."""

    x: float
    y: float
    part: Slice


Placed = PlacedLine | PlacedSlice | Link


@dataclass(slots=True)
class Page:
    """One page; `label` is what is printed as its number, "" on covers and blank versos.

    `number` counts the pages of its kind of numbering, blank versos included; `volume` is the bound
    volume that holds it, from 1.
    `items` are made when they are asked for, so that a long book stays small in memory.
    """

    index: int
    width: float
    height: float
    label: str
    number: int
    placed: list[Placed] = field(default_factory=list)
    volume: int = 1

    @property
    def recto(self) -> bool:
        """Whether it is a right-hand page."""
        return self.index % 2 == 0

    @property
    def links(self) -> list[Link]:
        """The areas that lead somewhere."""
        return [placed for placed in self.placed if isinstance(placed, Link)]

    @property
    def items(self) -> Iterator[Item]:
        """Everything on the page, in reading order."""
        for placed in self.placed:
            if isinstance(placed, PlacedLine):
                yield from line_items(placed.line, placed.x, placed.baseline)
            elif isinstance(placed, PlacedSlice):
                yield from placed.part.items(placed.x, placed.y)
            else:
                yield placed


@dataclass(slots=True)
class Book:
    """The pages in binding order, and what can be looked up in them.

    `anchors` holds headings and seal places; `numbering` tells each page's kind of number.
    """

    pages: list[Page]
    outline: list[OutlineEntry]
    anchors: dict[str, Spot]
    seal_places: list[SealSpot]
