"""The book of one declaration set again and again, each time only what is not as it was before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from app.collector import kept_away
from app.declaration.book.open_book import OpenBook, PageBlanks
from app.declaration.book.print import Print
from app.declaration.book.typesetting import typeset_flat
from app.evidence.prepared import Prepared
from app.export.compose.tables.office import OfficeFiles
from app.export.fonts.faces import Faces
from app.export.layout.blanks import blank_spots
from app.export.layout.book import Page, aside
from app.export.layout.kept import Kept
from app.export.layout.shelf import Shelf
from app.forms.session import FormSession


class Setting:
    """Gives the pages that the export would lay out, in the time that the change is worth.

    `paused` is called between two small pieces of the work: it may wait, or end the work by an exception, after which
    the next one goes on from what was done.  One thread at a time.
    """

    def __init__(self, paused: Callable[[], None] = lambda: None) -> None:
        self._faces, self._office, self._paused = Faces(), OfficeFiles(), paused
        self._kept = Kept(lasting=True, paused=paused)
        self._spots: Shelf[tuple[object, PageBlanks]] = Shelf()
        self._last: FormSession | None = None

    def opened(self, session: FormSession, proofs: Mapping[str, Prepared]) -> OpenBook:
        """The book of `session`, a later state of the same answers each time.  ExportError as in export."""
        if self._last is not None:
            session.circumstances.go_on_from(self._last.circumstances)
        self._last = session
        with kept_away():
            return self._opened(session, proofs)

    def _opened(self, session: FormSession, proofs: Mapping[str, Prepared]) -> OpenBook:
        prints, gutter = typeset_flat(session, proofs, self._faces, kept=self._kept, office=self._office)
        pages = prints.book.pages
        blanks = tuple(self._blanks(page, aside(page.index, gutter)) for page in pages)
        for shelf in (self._kept, self._spots):
            shelf.turn()
        places = tuple(sorted(_places(session, prints)))
        labels, volumes = tuple(one.label for one in pages), tuple(one.volume for one in pages)
        return OpenBook(prints, gutter, labels, volumes, places, blanks)

    def _blanks(self, page: Page, aside: float) -> PageBlanks:
        """Where blanks stand on a page; looked for once, as long as the page shows the same."""
        key = (id(page.placed), aside)
        found = self._spots.get(key)
        if found is None:
            self._paused()
            spots = [spot._replace(x=spot.x + aside) for spot in blank_spots(page)]
            self._spots.put(key, found := (page.placed, PageBlanks.of(spots)))
        return found[1]


def _places(session: FormSession, prints: Print) -> Iterator[tuple[int, float, str]]:
    yield 0, 0.0, session.pack.cover.id
    for section in session.pack.sections:
        spot = prints.book.anchors.get(f"section-{section.id}")
        if spot is not None:
            yield spot.page, spot.y, section.id
