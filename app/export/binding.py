"""What the binder needs to know of a book: volumes, sheets, spines, empty versos, where a seal meets the fore edges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.export.layout.book import Book, Page

THICK = ((25.0, 4.0), (15.0, 2.0))
"""A spine so thick hides so much of the inner edge, both in mm: its pages do not open flat."""
Pair = tuple[int, int]
Labels = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Stock:
    """What a book is made of, in mm: one sheet of 80 g paper, one cover of 250 g, the thickest spine that glue holds.

    `seal_sheets` is how many sheets one 骑缝章 can meet when their fore edges are fanned out.
    """

    sheet: float = 0.104
    cover: float = 0.3
    spine_limit: float = 40.0
    seal_sheets: int = 60

    def spine(self, sheets: int) -> float:
        """How thick so many sheets are between two covers."""
        return self.sheet * sheets + 2 * self.cover

    @property
    def sheets_limit(self) -> int:
        """The most sheets that one spine takes; 1 at least."""
        return max(1, int((self.spine_limit - 2 * self.cover) / self.sheet + 1e-9))


@dataclass(frozen=True, slots=True)
class SealGroup:
    """Sheets of a volume whose fore edges one 骑缝章 meets: sheets of the volume, PDF pages, printed numbers.

    Sheets and pages count from 1, both ends included; `labels` are ("", "") where no number is printed.
    """

    sheets: Pair
    pages: Pair
    labels: Labels


@dataclass(frozen=True, slots=True)
class BoundVolume:
    """One bound volume (分册) of one copy.

    `pages` are those of the PDF, from 1, both ends included; `labels` the first and last Arabic number
    printed in it, ("", "") where there is none.  `blank_versos` are the pages that are left empty on
    purpose; a last sheet whose back is no page of the PDF is not among them (`open_back`).
    `plates` are the pages with pictures of proofs, which may want colour.  `spine` is in mm.
    """

    number: int
    pages: Pair
    labels: Labels
    sheets: int
    spine: float
    blank_versos: tuple[int, ...]
    open_back: bool
    plates: tuple[int, ...]
    seal_groups: tuple[SealGroup, ...]


@dataclass(frozen=True, slots=True)
class BindingPlan:
    """How a book is bound, in how many copies; `too_thick` are the volumes that no spine takes."""

    volumes: tuple[BoundVolume, ...]
    copies: int
    too_thick: tuple[int, ...]

    @property
    def pages(self) -> int:
        """The pages of the PDF."""
        return sum(last - first + 1 for first, last in (volume.pages for volume in self.volumes))

    @property
    def sheets(self) -> int:
        """The sheets of one copy."""
        return sum(volume.sheets for volume in self.volumes)

    @property
    def all_sheets(self) -> int:
        """The sheets of all copies."""
        return self.sheets * self.copies

    @property
    def all_volumes(self) -> int:
        """The volumes to bind for all copies."""
        return len(self.volumes) * self.copies

    @property
    def gutter(self) -> float:
        """By how much the inner edge of its thickest volume is to be wider than usual, in mm."""
        return gutter_of(max((volume.spine for volume in self.volumes), default=0.0))

    @property
    def plates(self) -> tuple[int, ...]:
        """The pages of the PDF that hold pictures of proofs."""
        return tuple(page for volume in self.volumes for page in volume.plates)


def gutter_of(spine: float) -> float:
    """By how much the inner edge is wider than usual where the spine is so thick, both in mm."""
    return next((more for least, more in THICK if spine >= least), 0.0)


def sheets_of(pages: int) -> int:
    """The sheets that so many duplex pages take."""
    return (pages + 1) // 2


def binding_plan(book: Book, copies: int = 1, stock: Stock | None = None) -> BindingPlan:
    """How `book` is bound; its volumes are those of its pages."""
    chosen = stock or Stock()
    plates = {plate.spot.page for plate in book.plates}
    volumes = tuple(
        _volume(number, book.pages[first : last + 1], plates, chosen) for number, first, last in book.volumes
    )
    thick = tuple(volume.number for volume in volumes if volume.sheets > chosen.sheets_limit)
    return BindingPlan(volumes, copies, thick)


def _volume(number: int, pages: Sequence[Page], plates: set[int], stock: Stock) -> BoundVolume:
    sheets = sheets_of(len(pages))
    return BoundVolume(
        number,
        _range(pages),
        _labels(pages),
        sheets,
        stock.spine(sheets),
        tuple(page.index + 1 for page in pages if not page.placed),
        len(pages) % 2 == 1,
        tuple(page.index + 1 for page in pages if page.index in plates),
        tuple(_seal_groups(pages, stock.seal_sheets)),
    )


def _range(pages: Sequence[Page]) -> Pair:
    return pages[0].index + 1, pages[-1].index + 1


def _labels(pages: Sequence[Page]) -> Labels:
    """The first and last Arabic number printed on these pages."""
    printed = [page.label for page in pages if page.placed and page.label.isdecimal()]
    return (printed[0], printed[-1]) if printed else ("", "")


def _seal_groups(pages: Sequence[Page], most: int) -> Iterator[SealGroup]:
    """The sheets in as few groups as possible, none larger than another by more than one sheet."""
    sheets = sheets_of(len(pages))
    groups = -(-sheets // most)
    for group in range(groups):
        first, stop = sheets * group // groups, sheets * (group + 1) // groups
        held = pages[2 * first : 2 * stop]
        yield SealGroup((first + 1, stop), _range(held), _labels(held))
