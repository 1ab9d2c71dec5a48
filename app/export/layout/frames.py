"""Frames on pages: what their rules part, and where the page being filled shows them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.export.layout.boxes import Band, Box, Edge, TextBox
from app.export.layout.items import Panel
from app.export.layout.tables.cells import TableBox
from app.export.style import PAD_Y

TINY = 0.01


def frame_boxes(bands: Sequence[Sequence[Box]]) -> Iterator[Box]:
    """The boxes of a frame with the edges between its bands; words have no white beside an edge but its own."""
    above: Band = ""
    for boxes in bands:
        kind: Band = "table" if isinstance(boxes[0], TableBox) else "words"
        yield Edge(above, kind)
        yield from _without_white(boxes)
        above = kind
    if bands:
        yield Edge(above, "")


def _without_white(boxes: Sequence[Box]) -> Iterator[Box]:
    for place, box in enumerate(boxes):
        if isinstance(box, TextBox):
            before = box.before if place else 0.0
            yield replace(box, before=before, after=box.after if place < len(boxes) - 1 else 0.0)
        else:
            yield box


@dataclass(slots=True)
class Framing:
    """The words of a frame on the page being filled; heights in points from the type area's top.

    `top` is where their band begins, `roof` whether its upper rule is still to be drawn.
    """

    top: float
    roof: bool

    def closed(self, y: float, height: float) -> tuple[Panel | None, float]:
        """The band that ends below `y`, no lower than `height`, and where; none where nothing stands in it."""
        if y <= self.top + PAD_Y + TINY:
            return None, self.top
        bottom = min(y + PAD_Y, height)
        return Panel(0.0, self.top, 0.0, bottom - self.top, self.roof), bottom
