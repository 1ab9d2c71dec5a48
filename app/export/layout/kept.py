"""What was laid out and is wanted again: blocks measured, contents lines set, pages filled between two breaks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from app.export.document import Block
from app.export.layout.book import Page, PlacedLine
from app.export.layout.boxes import Measured, TextBox
from app.export.layout.lines.paragraph import UNKNOWN, Setter
from app.export.layout.numbers import folio
from app.export.layout.runs import FilledRun
from app.export.layout.shelf import Shelf
from app.export.layout.tables.cells import CellBox
from app.export.style import DocumentStyle

Numbers = tuple[tuple[str, int], ...]
"""The page number that each reference of a block prints, and for how many digits it has room."""


@dataclass(slots=True)
class _Known:
    """One block so wide, its references, and how it measures by the numbers that they print."""

    block: Block
    anchors: tuple[str, ...]
    measured: dict[Numbers, Measured] = field(default_factory=dict)


class Kept:
    """Serves the layouts of one style, one after another, in one thread at a time.

    What it gives back is what would come of the work done again.  Where it is `lasting`, it serves one document after
    another: blocks are known by what they hold, not by being the same object; and their lines tell where blanks stand.
    `paused` is called between two pieces of work; it may wait, and end the work by an exception.
    """

    def __init__(self, *, lasting: bool = False, paused: Callable[[], None] = lambda: None) -> None:
        self.lasting, self.paused = lasting, paused
        self._style: DocumentStyle | None = None
        self._clear()

    def _clear(self) -> None:
        self._blocks: Shelf[_Known] = Shelf()
        self._frames: Shelf[Measured] = Shelf()
        self.contents: Shelf[TextBox] = Shelf()
        self.cells: Shelf[list[CellBox]] = Shelf()
        self._folios: dict[tuple[str, bool], PlacedLine] = {}
        self.runs: Shelf[FilledRun] = Shelf()

    def serve(self, style: DocumentStyle) -> None:
        """Forget what was laid out in another style."""
        if style != self._style:
            self._style = style
            self._clear()

    def turn(self) -> None:
        """A document is laid out: let go of what it does not hold."""
        for shelf in (self._blocks, self._frames, self.contents, self.cells, self.runs):
            shelf.turn()

    def measured(
        self,
        block: Block,
        width: float,
        labels: Mapping[str, str],
        widest: dict[str, int],
        measure: Callable[[], Measured],
    ) -> Measured:
        """The block measured when pages are numbered as in `labels`; `widest` is told the room of its numbers."""
        key = (block if self.lasting else id(block), width)
        known = self._blocks.get(key)
        if known is not None:
            numbers = _numbers(known.anchors, labels, widest)
            found = known.measured.get(numbers)
            if found is not None:
                widest.update({anchor: room for anchor, (_, room) in zip(known.anchors, numbers, strict=True) if room})
                return found
        self.paused()
        fresh = measure()
        if known is None:
            self._blocks.put(key, known := _Known(block, tuple(fresh.refs)))
        known.measured[_numbers(known.anchors, labels, widest)] = fresh
        return fresh

    def folio(self, page: Page, setter: Setter) -> PlacedLine:
        """The number of a page."""
        key = (page.label, page.recto)
        if key not in self._folios:
            self._folios[key] = folio(page, setter)
        return self._folios[key]

    def framed(self, bands: Iterable[Iterable[Measured]], width: float, make: Callable[[], Measured]) -> Measured:
        """The frame around what was measured."""
        key = (tuple(tuple(map(id, band)) for band in bands), width)
        found = self._frames.get(key)
        if found is None:
            self._frames.put(key, found := make())
        return found


def _numbers(anchors: tuple[str, ...], labels: Mapping[str, str], widest: Mapping[str, int]) -> Numbers:
    return tuple(_number(anchor, labels, widest) for anchor in anchors)


def _number(anchor: str, labels: Mapping[str, str], widest: Mapping[str, int]) -> tuple[str, int]:
    label = labels.get(anchor, UNKNOWN)
    return label, max(widest.get(anchor, 1), len(label)) if label else 0
