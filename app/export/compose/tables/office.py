"""The words and tables of an office file, set as the book sets its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from app.evidence.prepared import Figure, Grid, Passage, Piece
from app.export.compose.tables.grids import grid_blocks, lies_on_its_side
from app.export.document import Block, PageBreak, Paragraph, Plate, Text
from app.export.style import DocumentStyle

MOST_HEADING = 60  # characters


def office_blocks(content: Iterable[Piece], figures: Sequence[Plate], style: DocumentStyle) -> Iterator[Block]:
    """Passages as prose, tables ruled with their first row repeated on every page, pictures in their place.

    The tables of a workbook stand on pages that are turned where that suits them; the first page is as
    `begins_turned` says.
    """
    pieces = tuple(content)
    if all(isinstance(piece, Grid) for piece in pieces):
        yield from _workbook([piece for piece in pieces if isinstance(piece, Grid)], style)
        return
    for piece, following in zip_longest(pieces, pieces[1:]):
        match piece:
            case Passage():
                yield from _passage(piece, following)
            case Figure():
                plate = figures[piece.page]
                yield replace(plate, words=piece.words or plate.words)
            case Grid():
                yield from grid_blocks(piece, style)


class OfficeFiles:
    """Office files as blocks of one style; what comes of a file is made once, as long as it has the same figures."""

    def __init__(self) -> None:
        self._blocks: dict[tuple[int, tuple[Plate, ...]], tuple[Block, ...]] = {}
        self._turned: dict[int, bool] = {}
        self._held: list[tuple[Piece, ...]] = []  # so that none of them is told by the place of another

    def blocks(self, content: tuple[Piece, ...], figures: Sequence[Plate], style: DocumentStyle) -> tuple[Block, ...]:
        """As `office_blocks`."""
        key = (id(content), tuple(figures))
        if key not in self._blocks:
            self._held.append(content)
            self._blocks[key] = tuple(office_blocks(content, figures, style))
        return self._blocks[key]

    def begins_turned(self, content: tuple[Piece, ...], style: DocumentStyle) -> bool:
        """As the function of this name."""
        if id(content) not in self._turned:
            self._held.append(content)
            self._turned[id(content)] = begins_turned(content, style)
        return self._turned[id(content)]


def begins_turned(content: Sequence[Piece], style: DocumentStyle) -> bool:
    """Whether the first page of an office file lies on its side: that of a workbook whose first table is wide."""
    if not content or not all(isinstance(piece, Grid) for piece in content):
        return False
    first = content[0]
    return isinstance(first, Grid) and lies_on_its_side(first, style)


def _workbook(grids: Sequence[Grid], style: DocumentStyle) -> Iterator[Block]:
    turned = begins_turned(grids, style)
    for grid in grids:
        if lies_on_its_side(grid, style) is not turned:
            turned = not turned
            yield PageBreak(turned=turned)
        yield from grid_blocks(grid, style.turned if turned else style)


def _passage(passage: Passage, following: Piece | None) -> Iterator[Paragraph]:
    """A paragraph a line; a heading, and a line that announces a picture, stay with what follows."""
    heads = len(passage.text) <= MOST_HEADING
    plain = isinstance(following, Passage) and not following.bold
    leads = heads and (isinstance(following, Figure) or (passage.bold and (plain or isinstance(following, Grid))))
    for line in passage.text.splitlines():
        if line.strip():
            words = (Text(line.strip(" \u3000\t"), bold=passage.bold),)
            yield Paragraph(words, "prose", leads=leads, align=passage.align or None)
