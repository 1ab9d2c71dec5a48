"""The laid-out book: its pages, its outline, and where every anchor and seal place stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from app.export.document import SealPlace
from app.export.layout.items import (
    Glyphs,
    Item,
    Line,
    Link,
    Panel,
    Picture,
    Rule,
    line_items,
    panel_items,
    picture_items,
)
from app.export.layout.tables.grid import Slice
from app.export.plates import PlateSize
from app.export.style import SEAL_CIRCLE


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
    """One place for a seal, signature or date, where it begins, and its middle on the page."""

    place: SealPlace
    spot: Spot
    x: float
    middle: float

    @property
    def centre(self) -> tuple[float, float]:
        """Where the middle of a seal belongs, so that it begins at the words and stands over them."""
        return self.x + SEAL_CIRCLE / 2, self.middle

    def turned(self, height: float) -> SealSpot:
        """The same on the upright sheet so high, where it was measured on one that lies on its side."""
        across, down = self.centre
        return self._replace(x=down - SEAL_CIRCLE / 2, middle=height - across)


class PlateSpot(NamedTuple):
    """One plate, and where it stands."""

    picture: Picture
    spot: Spot

    def moved(self, by: float) -> PlateSpot:
        """The same so many points further to the right."""
        return self._replace(picture=self.picture._replace(x=self.picture.x + by))


class Volume(NamedTuple):
    """One bound volume (分册): its number from 1, its first and its last page (from 0)."""

    number: int
    first: int
    last: int


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


Placed = PlacedLine | PlacedSlice | Picture | Link | Panel


@dataclass(slots=True)
class Page:
    """One page; `label` is what is printed as its number, "" on covers and blank versos.

    `number` counts the pages of its kind of numbering, blank versos included; `volume` is the bound
    volume that holds it, from 1.
    `items` are made when they are asked for, so that a long book stays small in memory.  Where the page is `turned`
    they are measured on the sheet lying on its side, its head at the left; the `folio`, its number, never is.
    """

    index: int
    width: float
    height: float
    label: str
    number: int
    placed: list[Placed] = field(default_factory=list)
    volume: int = 1
    turned: bool = False
    folio: PlacedLine | None = None

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
        yield from self.body
        yield from self.folio_items

    @property
    def body(self) -> Iterator[Item]:
        """Everything on the page but its number."""
        for placed in self.placed:
            if isinstance(placed, PlacedLine):
                yield from line_items(placed.line, placed.x, placed.baseline)
            elif isinstance(placed, PlacedSlice):
                yield from placed.part.items(placed.x, placed.y)
            elif isinstance(placed, Picture):
                yield from picture_items(placed)
            elif isinstance(placed, Panel):
                yield from panel_items(placed)
            else:
                yield placed

    @property
    def folio_items(self) -> list[Glyphs | Rule]:
        """The number on the page, if it shows one."""
        return line_items(self.folio.line, self.folio.x, self.folio.baseline) if self.folio else []

    def moved(self, by: float) -> Page:
        """The same with everything on it so many points further to the right of the upright sheet."""
        placed = [_lowered(one, by) if self.turned else one._replace(x=one.x + by) for one in self.placed]
        return replace(self, placed=placed, folio=self.folio and self.folio._replace(x=self.folio.x + by))

    def alone(self, index: int) -> Page:
        """The same as page `index` of another book, without what leads to other pages."""
        return replace(self, index=index, placed=[one for one in self.placed if not isinstance(one, Link)])


@dataclass(slots=True)
class Book:
    """The pages in binding order, and what can be looked up in them.

    `anchors` holds headings and seal places.
    """

    pages: list[Page]
    outline: list[OutlineEntry]
    anchors: dict[str, Spot]
    seal_places: list[SealSpot]
    plates: list[PlateSpot] = field(default_factory=list)

    @property
    def volumes(self) -> list[Volume]:
        """The bound volumes in order; each begins on a recto."""
        runs = [(number, list(pages)) for number, pages in groupby(self.pages, attrgetter("volume"))]
        return [Volume(number, pages[0].index, pages[-1].index) for number, pages in runs]

    def moved_outwards(self, by: float) -> Book:
        """The same pages with everything on them so many points further from the spine."""
        pages = [page.moved(aside(page.index, by)) for page in self.pages]
        seals = [seal._replace(x=seal.x + aside(seal.spot.page, by)) for seal in self.seal_places]
        plates = [plate.moved(aside(plate.spot.page, by)) for plate in self.plates]
        return replace(self, pages=pages, seal_places=seals, plates=plates)

    def excerpt(self, pages: Sequence[int], by: float) -> Book:
        """These pages alone, so many points further from the spine; nothing on them leads anywhere."""
        at = {page: place for place, page in enumerate(pages)}
        chosen = [self.pages[page].moved(aside(page, by)).alone(place) for page, place in at.items()]
        plates = [plate.moved(aside(plate.spot.page, by)) for plate in self.plates if plate.spot.page in at]
        shown = [plate._replace(spot=plate.spot._replace(page=at[plate.spot.page])) for plate in plates]
        return Book(chosen, [], {}, [], shown)

    @property
    def plate_sizes(self) -> dict[tuple[str, int], PlateSize]:
        """The size of each (source, page) among the plates; the smallest where it stands more than once."""
        sizes: dict[tuple[str, int], PlateSize] = {}
        for picture, _ in sorted(self.plates, key=lambda plate: -plate.picture.scale):
            sizes[picture.source, picture.page] = PlateSize(picture.width, picture.height, picture.turned)
        return sizes


def aside(page: int, by: float) -> float:
    """How far to the right everything moves on a page (from 0) that moves outwards by so much."""
    return by if page % 2 == 0 else -by


def _lowered(placed: Placed, by: float) -> Placed:
    if isinstance(placed, PlacedLine):
        return placed._replace(baseline=placed.baseline + by)
    return placed._replace(y=placed.y + by)
