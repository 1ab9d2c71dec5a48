"""What a candidate line is like: its width, how loose it would look, how its slack is shared out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from app.export.layout.lines.characters import CLOSING, JOINED, OPENING, ROOM, SPACE
from app.export.layout.lines.places import FORCED, RELUCTANT, WEAK
from app.export.layout.lines.shaping import THIN, Shaped

LOOSE = 0.08  # em between characters from which a line looks loose
RAGGED = 0.5  # share of a line of ragged text that may stay white to keep a URL or a long code together
TINY = 1e-6
GAPING = 0.5  # em of white between two characters from which a line is better left ragged than spread
SPACE_WIDTH = 0.25  # em: a word space of the Latin face, before anything is added
INNER_SHARE = 0.6  # share of a mark's white that compression may take inside a line
ROOM_GROWS, ROOM_SHRINKS = 1.0, 0.3  # how far an empty blank may give way, as a share of its room
# By a place's weight: the looseness of the line before it that is better than taking it.
TOLERATED = {0: 0.0, WEAK: LOOSE, RELUCTANT: 0.25, FORCED: 0.25}
_MARKS_BEHIND = CLOSING + JOINED + SPACE
_RIGID = re.compile(r"(?=[a<>/u][a<>/u]|[co]/|/[co]|--|oo|.s)")
_THIN_PAIR = re.compile(r"(?=ca|ac)")


class Span(NamedTuple):
    """One line: characters `start` to `end`, the next line's start, and how it is fitted.

    `slack` is the room left (points; negative: so much is to be compressed); `last` says that
    the line ends its paragraph and stays natural.
    """

    start: int
    end: int
    next: int
    slack: float
    last: bool


class Fit(NamedTuple):
    """How the slack of one line is shared out, in points."""

    room: float = 0.0  # added to each piece of a blank's room: its underline grows
    gap: float = 0.0  # added after every character that may stand apart
    thin: float = 0.0  # added between Chinese and Latin
    space: float = 0.0  # added to a Latin word space
    squeeze: float = 0.0  # share of each mark's white that is taken


NATURAL = Fit()


class Breaker:
    """The sums over one text that make each candidate line cost no loop."""

    def __init__(self, shaped: Shaped, justify: bool) -> None:
        self.shaped, self.justify = shaped, justify
        self.size = shaped.size
        self.sums = [0.0, *accumulate(shaped.advances)]
        self.last = len(shaped.kinds.rstrip(_MARKS_BEHIND)) - 1  # the last character before the marks at the end
        none = [0] * (len(shaped.text) + 1)
        self.rooms: Sequence[int] = none
        if ROOM in shaped.kinds:
            self.rooms = [0, *accumulate(kind == ROOM for kind in shaped.kinds)]
        self.squeezes: Sequence[float] = none
        self.squeezed: Sequence[float] = none
        self.stretches: Sequence[int] = none
        self.stretched: Sequence[int] = none
        if justify:
            self.squeezes = _squeezes(shaped)
            self.squeezed = [0.0, *accumulate(self.squeezes)]
            self.stretches = _stretches(shaped)
            self.stretched = [0, *accumulate(self.stretches)]

    def content_end(self, start: int, end: int) -> int:
        """The end of a line's words: spaces before a break print nothing."""
        while end > start + 1 and self.shaped.kinds[end - 1] == SPACE:
            end -= 1
        return end

    def width(self, start: int, end: int) -> float:
        """Natural width of the characters of a line."""
        return self.sums[end - 1] - self.sums[start] + self.shaped.widths[end - 1]

    def end_trim(self, end: int) -> float:
        """White right of a mark at a line's end that may stand outside the measure."""
        return self.shaped.spare(end - 1, right=True) if self.shaped.kinds[end - 1] == CLOSING else 0.0

    def room(self, start: int, end: int) -> float:
        """How much the line can be compressed."""
        return self.squeezed[end - 1] - self.squeezed[start] + self.end_trim(end)

    def looseness(self, start: int, end: int, slack: float) -> float:
        """The room between characters, in em, if `slack` is spread over the line."""
        if self.rooms[end] != self.rooms[start]:
            slack -= self.elastic(start, end)
        gaps = self.stretched[end - 1] - self.stretched[start]
        return slack / self.size / (gaps or 1) if slack > 0 else 0.0

    def lonely(self, start: int) -> bool:
        """Whether the last line, from `start` on, holds a single character, be it with marks behind it."""
        return start >= self.last

    def elastic(self, start: int, end: int) -> float:
        """How much the empty blanks of the line may grow."""
        return (self.rooms[end] - self.rooms[start]) * ROOM_GROWS * self.size

    def worse(self, span: Span, measure: float, weight: int) -> bool:
        """Whether a line is worse than one that ends at a place of this weight."""
        if not self.justify:
            return weight != RELUCTANT and span.slack > RAGGED * measure
        return self.looseness(span.start, span.end, span.slack) > TOLERATED[weight]

    def fit(self, span: Span) -> Fit:
        """How the line's slack is shared out: thin spaces first, then every gap alike."""
        slack = span.slack
        if slack < 0:
            inner = self.squeezed[span.end - 1] - self.squeezed[span.start]
            need = max(0.0, -slack - self.end_trim(span.end))
            return Fit(squeeze=min(1.0, need / inner)) if need > 0 < inner else NATURAL
        gaps = self.stretched[span.end - 1] - self.stretched[span.start]
        if span.last or not self.justify or self.looseness(span.start, span.end, slack) > GAPING:
            return NATURAL
        rooms, elastic = self.rooms[span.end] - self.rooms[span.start], self.elastic(span.start, span.end)
        room = min(slack, elastic) / rooms if rooms else 0.0
        slack = max(0.0, slack - elastic)
        if not gaps:
            return Fit(room)
        kinds = self.shaped.kinds[span.start : span.end]
        thin = sum(1 for _ in _THIN_PAIR.finditer(kinds))
        spaces = kinds.count(SPACE)
        capacity = (thin + 2 * spaces) * THIN * self.size
        share = min(1.0, slack / capacity) if capacity else 0.0
        gap, growth = (slack - capacity * share) / gaps, share * THIN * self.size
        space = 2 * growth
        most = (GAPING - SPACE_WIDTH) * self.size  # what a word space may gain, the gap behind it included
        if spaces and space + gap > most and gaps > spaces:
            gap = (slack - thin * growth - spaces * most) / (gaps - spaces)
            space = most - gap
        torn = space < 0 or space + gap > most + TINY if spaces else gap + growth > GAPING * self.size
        return NATURAL if torn else Fit(room, gap, growth, space)


def _squeezes(shaped: Shaped) -> list[float]:
    """What compression may take after each character inside a line."""
    taken = [0.0] * len(shaped.text)
    for at, kind in enumerate(shaped.kinds):
        if kind == CLOSING and shaped.advances[at] == shaped.widths[at]:
            taken[at] += INNER_SHARE * shaped.spare(at, right=True)
        elif kind == OPENING and at and shaped.kinds[at - 1] not in (OPENING, CLOSING):
            taken[at - 1] += INNER_SHARE * shaped.spare(at, right=False)
        elif kind == ROOM:
            taken[at] += ROOM_SHRINKS * shaped.widths[at]
    return taken


def _stretches(shaped: Shaped) -> list[int]:
    """1 for each character after which room may be added, else 0."""
    free = [1] * len(shaped.text)
    for match in _RIGID.finditer(shaped.kinds):
        free[match.start()] = 0
    return free
