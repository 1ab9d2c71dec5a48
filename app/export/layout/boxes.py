"""What the blocks of a document are on paper before any page is begun."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from app.export.document import Block, Heading, Plate
from app.export.layout.items import Line
from app.export.layout.tables.cells import TableBox
from app.export.style import PAD_Y


@dataclass(slots=True)
class TextBox:
    """Lines of one leading; `heading` when they are one, `link` when they lead to an anchor.

    `before` and `after` may be dropped at a page's edge, the `white` on both sides never.
    """

    lines: list[Line]
    leading: float
    before: float = 0.0
    after: float = 0.0
    white: float = 0.0
    keep_with_next: bool = False
    heading: Heading | None = None
    link: str = ""

    @property
    def height(self) -> float:
        """The height of the lines."""
        return self.leading * len(self.lines)

    def inked(self, start: int) -> bool:
        """Whether anything stands in the lines from `start` on: empty ones are room to write."""
        return any(line.glyphs or line.rules or line.seals for line in self.lines[start:])


@dataclass(slots=True)
class Gap:
    """Vertical room; `fill` takes what the page has left."""

    height: float
    fill: bool = False


@dataclass(slots=True)
class Break:
    """The end of a page; whether the next ones are turned."""

    recto: bool
    turned: bool


class Edge(NamedTuple):
    """A rule across a frame, and what stands on both its sides: "" outside of the frame."""

    above: Band
    below: Band

    @property
    def height(self) -> float:
        """The white it keeps from the words on both sides."""
        return PAD_Y * (self.above, self.below).count("words")


Band = Literal["", "words", "table"]
Box = TextBox | TableBox | Plate | Gap | Break | Edge


@dataclass(slots=True)
class Measured:
    """One block's boxes, `width` wide, and the anchors whose page numbers they print; `inner` are a frame's bands."""

    block: Block
    width: float
    boxes: list[Box]
    refs: dict[str, str]
    inner: list[list[Measured]] = field(default_factory=list)
