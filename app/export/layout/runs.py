"""Blocks between two page breaks: what they put on pages, wherever in the book these stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from app.export.layout.book import Book, OutlineEntry, Placed, PlateSpot, SealSpot, Spot
from app.export.layout.boxes import Box, Break, Measured


@dataclass(slots=True)
class Run:
    """Blocks measured that begin on a fresh page, after the break that `opened` it; `boxes` end with the next break."""

    opened: Break | None = None
    measured: list[Measured] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    count: int = 0

    @property
    def key(self) -> tuple[int, ...]:
        """What its pages come of, as long as it is kept."""
        return tuple(map(id, self.measured))


def runs_of(part: Iterable[Measured]) -> Iterator[Run]:
    """The runs of a part."""
    run = Run()
    for measured in part:
        (first, *_) = measured.boxes or (None,)
        if isinstance(first, Break):
            run.count = len(run.boxes)
            run.boxes.append(first)
            yield run
            run = Run(first)
        else:
            run.measured.append(measured)
            run.boxes += measured.boxes
    run.count = len(run.boxes)
    yield run


class Ends(NamedTuple):
    """How much a book holds."""

    page: int
    anchors: int
    outline: int
    seals: int
    plates: int

    @classmethod
    def of(cls, book: Book) -> Ends:
        """The ends of a book, its last page left out."""
        return cls(len(book.pages) - 1, len(book.anchors), len(book.outline), len(book.seal_places), len(book.plates))


@dataclass(slots=True)
class FilledRun:
    """The pages of a run, and what stands on them; pages are counted from its first one, numbers are left out.

    `y` is where the last page ends.
    """

    measured: list[Measured]
    placed: list[list[Placed]]
    y: float
    anchors: dict[str, Spot]
    outline: list[OutlineEntry]
    seals: list[SealSpot]
    plates: list[PlateSpot]

    @classmethod
    def taken(cls, run: Run, book: Book, since: Ends, y: float) -> FilledRun:
        """What `run` has put into `book` since it ended there."""

        def back(spot: Spot) -> Spot:
            return Spot(spot.page - since.page, "", spot.y)

        return cls(
            run.measured,
            [page.placed for page in book.pages[since.page :]],
            y,
            {name: back(spot) for name, spot in islice(book.anchors.items(), since.anchors, None)},
            [entry._replace(spot=back(entry.spot)) for entry in book.outline[since.outline :]],
            [seal._replace(spot=back(seal.spot)) for seal in book.seal_places[since.seals :]],
            [plate._replace(spot=back(plate.spot)) for plate in book.plates[since.plates :]],
        )

    def noted(self, book: Book, since: Ends) -> float:
        """Note in `book` what stands on the pages that it has got since; where the last one ends."""

        def on(spot: Spot) -> Spot:
            page = book.pages[since.page + spot.page]
            return Spot(page.index, page.label, spot.y)

        book.anchors.update({name: on(spot) for name, spot in self.anchors.items()})
        book.outline += [entry._replace(spot=on(entry.spot)) for entry in self.outline]
        book.seal_places += [seal._replace(spot=on(seal.spot)) for seal in self.seals]
        book.plates += [plate._replace(spot=on(plate.spot)) for plate in self.plates]
        return self.y
