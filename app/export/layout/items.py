"""What stands on a finished page; points, x from the left edge, y downwards from the top edge."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from app.export.document import Footnote, SealPlace


class Glyphs(NamedTuple):
    """Characters of one face on one baseline, in reading order.

    `spacing` is added after every character, and each (index, amount) of `kerns` after that one;
    `bold` asks for thickened strokes, as Word does where a face has no bold cut.
    """

    x: float
    y: float
    face: str
    size: float
    text: str
    spacing: float = 0.0
    kerns: tuple[tuple[int, float], ...] = ()
    bold: bool = False


class Rule(NamedTuple):
    """A horizontal or vertical line; `dotted` for the leaders of the contents."""

    x0: float
    y0: float
    x1: float
    y1: float
    width: float = 0.5
    dotted: bool = False


class Link(NamedTuple):
    """An area that leads to `anchor`."""

    x: float
    y: float
    width: float
    height: float
    anchor: str


class Picture(NamedTuple):
    """The area that a plate covers, from its upper left corner: page `page` (from 0) of the proof `source`.

    `turned`: the proof's head is at the left.  `scale` is the factor on its natural size; `words` name it.
    """

    x: float
    y: float
    width: float
    height: float
    source: str
    page: int
    turned: bool
    scale: float
    words: str = ""


class Panel(NamedTuple):
    """The rules around words in a frame, on one page; without a `roof` its upper rule stands there already."""

    x: float
    y: float
    width: float
    height: float
    roof: bool


Item = Glyphs | Rule | Link | Picture


class Line(NamedTuple):
    """One set line, relative to the left edge of its paragraph and to its baseline.

    `right` is where its words end.
    `rules` are the underlines (from, to); `seals` the seal places that begin in it, with their x;
    `leader` is the dotted line of the contents (from, to); `notes` are the footnotes whose marks stand in it.
    `blanks` are the blanks of the form that stand in it (path, from, to), where they are traced.
    """

    glyphs: tuple[Glyphs, ...]
    rules: tuple[tuple[float, float], ...]
    seals: tuple[tuple[SealPlace, float], ...]
    right: float
    size: float
    leader: tuple[float, float] | None = None
    notes: tuple[Footnote, ...] = ()
    blanks: tuple[tuple[str, float, float], ...] = ()


EMPTY_LINE = Line((), (), (), 0.0, 0.0)
UNDERLINE_DROP = 0.17  # of the size below the baseline: clear of every descender
UNDERLINE_WIDTH = 0.5
LEADER_WIDTH = 0.9  # diameter of its dots
RULE_WIDTH = 0.5  # of the rules of tables, points
FRAME_WIDTH = 0.25  # of the rules around a plate: a hairline
EM_ABOVE = 0.88  # share of the em square above the baseline in Chinese faces


def line_items(line: Line, x: float, baseline: float) -> list[Glyphs | Rule]:
    """The items of a set line whose left end stands at (`x`, `baseline`)."""
    items: list[Glyphs | Rule] = [
        Glyphs(x + at, baseline + down, face, size, text, spacing, kerns, bold)
        for at, down, face, size, text, spacing, kerns, bold in line.glyphs
    ]
    drop = baseline + UNDERLINE_DROP * line.size
    items += (Rule(x + start, drop, x + end, drop, UNDERLINE_WIDTH) for start, end in line.rules)
    if line.leader:
        items.append(Rule(x + line.leader[0], baseline, x + line.leader[1], baseline, LEADER_WIDTH, dotted=True))
    return items


def picture_items(picture: Picture) -> list[Picture | Rule]:
    """A plate and the hairline around it."""
    left, top, right, bottom = picture.x, picture.y, picture.x + picture.width, picture.y + picture.height
    corners = ((left, top), (right, top), (right, bottom), (left, bottom), (left, top))
    return [picture, *(Rule(*start, *end, FRAME_WIDTH) for start, end in pairwise(corners))]


def panel_items(panel: Panel) -> list[Rule]:
    """The rules of a panel: closed all around with that which stands above it."""
    left, top, right, bottom = panel.x, panel.y, panel.x + panel.width, panel.y + panel.height
    sides = [(left, top, left, bottom), (right, top, right, bottom), (left, bottom, right, bottom)]
    return [Rule(*ends, RULE_WIDTH) for ends in ([(left, top, right, top)] if panel.roof else []) + sides]
