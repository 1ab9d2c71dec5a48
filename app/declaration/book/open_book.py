"""The book lying open: its spreads, where sections and blanks stand on them, and the PDF of some of its pages."""

from __future__ import annotations

import io
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from app.declaration.book.print import Print
from app.export.layout.blanks import BlankSpot
from app.export.layout.book import Placed
from app.export.pdf.writer import write_pdf
from app.forms.paths import FieldPath

Spread = tuple[int | None, int | None]
"""The left and the right page, counted from 0; None where there is none."""
NEAR = 60.0
"""Points within which what is pointed at is a blank beside it."""


@dataclass(frozen=True, slots=True, eq=False)
class Content:
    """What a page shows: what stands on it, told by being the same things, its number, and how far it all moves."""

    placed: list[Placed] = field(repr=False)
    label: str
    recto: bool
    gutter: float

    def __eq__(self, other: object) -> bool:
        """Whether a picture of the one is a picture of the other."""
        if not isinstance(other, Content) or self.placed is not other.placed:
            return False
        return (self.label, self.recto, self.gutter) == (other.label, other.recto, other.gutter)

    def __hash__(self) -> int:
        """As equality has it."""
        return hash((id(self.placed), self.label))


@dataclass(frozen=True, slots=True)
class PageBlanks:
    """Where the blanks of one page stand, and the names of all that stands there: the blanks, their rows and lists."""

    spots: Sequence[BlankSpot]
    names: frozenset[str]

    @classmethod
    def of(cls, spots: Sequence[BlankSpot]) -> PageBlanks:
        """Those of a page on which `spots` were found."""
        names: set[str] = set()
        for path in {spot.path for spot in spots}:
            whole, bracket, rest = path.partition("[")
            names |= {path, whole, f"{whole}[{rest.partition(']')[0]}]"} if bracket else {path}
        return cls(spots, frozenset(names))


@dataclass(frozen=True)
class OpenBook:
    """One state of the book: the number printed on each page, where each section begins, what blanks each page shows.

    `places` are (page, y from the top in points, section), in reading order.  `prints` is the book before it was moved
    `gutter` points outwards.
    """

    prints: Print = field(repr=False)
    gutter: float
    labels: tuple[str, ...]
    volumes: tuple[int, ...]
    places: tuple[tuple[int, float, str], ...]
    blanks: tuple[PageBlanks, ...] = field(repr=False)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of a page in points."""
        page = self.prints.document.style.page
        return page.width, page.height

    @property
    def pages(self) -> int:
        """How many pages the book has."""
        return len(self.labels)

    @cached_property
    def spreads(self) -> tuple[Spread, ...]:
        """The pages as the open book shows them: the first alone at the right."""
        count = self.pages
        return tuple(
            (left if left >= 0 else None, left + 1 if left + 1 < count else None) for left in range(-1, count, 2)
        )

    def pdf(self, pages: Sequence[int]) -> bytes:
        """A PDF of these pages alone, as they are printed."""
        stream, prints = io.BytesIO(), self.prints
        write_pdf(prints.book.excerpt(pages, self.gutter), prints.document, stream, prints.faces, prints.plates)
        return stream.getvalue()

    def content(self, page: int) -> Content:
        """All that is drawn on a page; the same of another book where the picture is the same."""
        one = self.prints.book.pages[page]
        return Content(one.placed, one.label, one.recto, self.gutter)

    # -- sections ------------------------------------------------------------------------------

    def page_of(self, section: str) -> int:
        """The page on which a section begins; that of the cover for one without a heading of its own."""
        return next((page for page, _, name in self.places if name == section), 0)

    def section_at(self, page: int, y: float) -> str:
        """The section that stands at `y` points from the top of a page; empty before the first one."""
        at = bisect_right(self.places, (page, y), key=lambda place: (place[0], place[1]))
        return self.places[at - 1][2] if at else ""

    def named(self, page: int) -> str:
        """How a page is called: by its printed number, else by its place in the file."""
        label = self.labels[page]
        return f"第 {label} 页" if label else f"文件第 {page + 1} 页（无页码）"

    # -- blanks --------------------------------------------------------------------------------

    def page_with(self, path: FieldPath) -> int | None:
        """The first page on which a blank, a row or a list stands; None where none does."""
        return next(self._pages_with(path), None)

    def _pages_with(self, path: FieldPath) -> Iterator[int]:
        name = str(path)
        return (page for page, blanks in enumerate(self.blanks) if name in blanks.names)

    def page_near(self, path: FieldPath, fields: Sequence[str]) -> int:
        """The page on which a blank stands, or would: that of the nearest one before it among the `fields` of its page.

        A blank without words may have no place of its own; the page of the section's heading is the last resort.
        """
        before = fields[: fields.index(path.field)] if path.field in fields else ()
        near = (FieldPath(path.section, name) for name in reversed(before))
        found = (self.page_with(one) for one in (path, path.whole, *near))
        return next((page for page in found if page is not None), self.page_of(path.section))

    def place_words(self, path: FieldPath) -> str:
        """On which pages a blank, a row or a list is printed: 第 3 页, 第 3 至 5 页; empty where on none."""
        pages = list(self._pages_with(path))
        if not pages:
            return ""
        first, last = pages[0], pages[-1]
        if last > first and self.labels[first] and self.labels[last]:
            return f"第 {self.labels[first]} 至 {self.labels[last]} 页"
        return self.named(first)

    def spots_of(self, path: FieldPath, page: int) -> list[BlankSpot]:
        """The parts of a page that belong to a blank or a row."""
        words, spots = str(path), self.blanks[page].spots
        if path.row and not path.column:
            return [spot for spot in spots if spot.path.startswith(f"{words}.")]
        return [spot for spot in spots if spot.path == words]

    def blank_at(self, page: int, x: float, y: float) -> FieldPath | None:
        """The blank that is meant by a point of a page; None where none is near."""
        nearest = min(self.blanks[page].spots, key=lambda spot: spot.distance(x, y), default=None)
        if nearest is None or nearest.distance(x, y) > NEAR:
            return None
        return FieldPath.parse(nearest.path)
