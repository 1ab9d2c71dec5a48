"""From blank to blank on an open spread, as it is read."""

from __future__ import annotations

from collections.abc import Callable

from app.declaration.book.open_book import OpenBook, Spread
from app.forms.paths import FieldPath


def blanks_on(book: OpenBook, spread: Spread, known: Callable[[FieldPath], object]) -> list[FieldPath]:
    """The blanks of a spread that are `known` to the form, page by page, from top to bottom and left to right."""
    pages = [page for page in spread if page is not None and page < book.pages]
    spots = [
        spot for page in pages for spot in sorted(book.blanks[page].spots, key=lambda spot: (round(spot.y), spot.x))
    ]
    paths = [FieldPath.parse(words) for words in dict.fromkeys(spot.path for spot in spots)]
    return [path for path in paths if known(path) is not None]


def last_section(book: OpenBook, spread: Spread) -> str:
    """The section that stands at the end of a spread; empty before the first one."""
    page = max(page for page in spread if page is not None)
    return book.section_at(page, book.size[1])


def beside(blanks: list[FieldPath], here: FieldPath | None, by: int) -> FieldPath | None:
    """The blank behind `here` (1) or before it (-1); from elsewhere the first or the last, None beyond either end."""
    place = blanks.index(here) + by if here in blanks else 0 if by > 0 else len(blanks) - 1
    return blanks[place] if 0 <= place < len(blanks) else None
