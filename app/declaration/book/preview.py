"""The book as it would be printed now, to be looked at page by page: its pages, and where each section stands."""

from __future__ import annotations

import io
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from app.declaration.book.print import Print
from app.declaration.book.typesetting import typeset
from app.evidence.prepared import Prepared
from app.export.layout.book import Book
from app.forms.session import FormSession

Spread = tuple[int | None, int | None]
"""The left and the right page, counted from 0; None where there is none."""


@dataclass(frozen=True)
class Preview:
    """One state of the book: its PDF, the number printed on each page, and where each section begins.

    `places` are (page, y from the top in points, section), in reading order; `size` is that of a page in points.
    """

    pdf: bytes
    labels: tuple[str, ...]
    volumes: tuple[int, ...]
    places: tuple[tuple[int, float, str], ...]
    size: tuple[float, float]

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
        return f"第 {label} 页" if label else f"无页码（文件第 {page + 1} 页）"


def make_preview(session: FormSession, proofs: Mapping[str, Prepared], cancelled: Callable[[], bool]) -> Preview | None:
    """The book of `session` with its proofs made ready; None when it was stopped.  ExportError as in export."""
    prints = typeset(session, proofs)
    if cancelled():
        return None
    stream = io.BytesIO()
    prints.write("pdf", stream)
    return _preview(session, prints, stream.getvalue())


def _preview(session: FormSession, prints: Print, pdf: bytes) -> Preview:
    book, page = prints.book, prints.document.style.page
    labels = tuple(one.label for one in book.pages)
    volumes = tuple(one.volume for one in book.pages)
    return Preview(pdf, labels, volumes, tuple(sorted(_places(session, book))), (page.width, page.height))


def _places(session: FormSession, book: Book) -> list[tuple[int, float, str]]:
    found = [(0, 0.0, session.pack.cover.id)]
    for section in session.pack.sections:
        spot = book.anchors.get(f"section-{section.id}")
        if spot is not None:
            found.append((spot.page, spot.y, section.id))
    return found
