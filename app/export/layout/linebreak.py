"""Text broken into lines: as full as the marks allow, both edges flush without visible gaps.

A quick pass fills line after line and compresses marks where that pulls a character in.  Where it
leaves a loose line or one lonely character at the end, the whole paragraph is broken again for
the least total ugliness (the method of Knuth and Plass, with Chinese places and penalties).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from app.export.layout.characters import CLOSING, JOINED, OPENING, ROOM, SPACE
from app.export.layout.places import FORCED, RELUCTANT, WEAK, Places, places
from app.export.layout.shaping import THIN, Shaped
from app.export.style import Align

LOOSE = 0.08  # em between characters from which a line looks loose
RAGGED = 0.5  # share of a line of ragged text that may stay white to keep a number and its unit together
GAPING = 0.5  # em from which a line is better left ragged than spread
INNER_SHARE = 0.6  # share of a mark's white that compression may take inside a line
ROOM_GROWS, ROOM_SHRINKS = 1.0, 0.3  # how far an empty blank may give way, as a share of its room
SLACK_SEARCHED = 9.0  # em: how short a line the second pass considers
TINY = 1e-6
# By a place's weight: the looseness of the line before it that is better than taking it, its cost.
TOLERATED = {0: 0.0, WEAK: LOOSE, RELUCTANT: 0.25, FORCED: 0.25}
COSTS = {0: 0.0, WEAK: 0.3, RELUCTANT: 9.0, FORCED: 20.0}
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

    def elastic(self, start: int, end: int) -> float:
        """How much the empty blanks of the line may grow."""
        return (self.rooms[end] - self.rooms[start]) * ROOM_GROWS * self.size

    def worse(self, span: Span, measure: float, weight: int) -> bool:
        """Whether a line is worse than one that ends at a place of this weight."""
        if not self.justify:
            return span.slack > RAGGED * measure
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
        rest = slack - capacity * share
        return Fit(room, rest / gaps, share * THIN * self.size, 2 * share * THIN * self.size)


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


def break_lines(shaped: Shaped, first: float, rest: float, align: Align = "justify") -> tuple[list[Span], Breaker]:
    """Break a text into lines: the first one `first` wide, the others `rest`; points."""
    justify = align == "justify"
    breaker = Breaker(shaped, justify)
    found = places(shaped, min(first, rest))
    spans = _quickly(breaker, found, first, rest)
    if justify and len(spans) > 1 and _ugly(breaker, spans):
        spans = _carefully(breaker, found, first, rest)
    if align == "center" and len(spans) > 1:
        spans = _evenly(breaker, found, spans, rest)
    return spans, breaker


def _evenly(breaker: Breaker, found: Places, spans: list[Span], measure: float) -> list[Span]:
    """As many lines, yet of about one length: a title's last line is not a single character."""
    share = breaker.sums[-1] / len(spans)
    for step in range(4):
        narrower = share + step * breaker.size / 2
        even = _quickly(breaker, found, narrower, narrower) if narrower < measure else spans
        if len(even) == len(spans):
            return [span._replace(slack=measure - breaker.width(span.start, span.end)) for span in even]
    return spans


def _ugly(breaker: Breaker, spans: list[Span]) -> bool:
    """Whether a line is loose, or the last one holds a single character."""
    final = spans[-1]
    if final.end - final.start <= 1 + (breaker.shaped.kinds[final.end - 1] in (CLOSING, JOINED)):
        return True
    return any(breaker.looseness(span.start, span.end, span.slack) > LOOSE for span in spans[:-1])


def _quickly(breaker: Breaker, found: Places, first: float, rest: float) -> list[Span]:
    """Fill each line as far as it goes, or one place further where compression allows."""
    text_end, start, spans = found.starts[-1], 0, list[Span]()
    while start < text_end:
        measure = rest if spans else first
        at = _furthest(breaker, found.starts, start, measure)
        spans.append(_chosen(breaker, found, at, start, measure))
        start = spans[-1].next
    return spans


def _furthest(breaker: Breaker, starts: list[int], start: int, measure: float) -> int:
    """Index of the last place whose line fits naturally; at least the first one after `start`."""
    reach = bisect_right(breaker.sums, breaker.sums[start] + measure + TINY) - 1
    lowest = bisect_right(starts, start)
    at = max(lowest, bisect_right(starts, reach) - 1)
    while at + 1 < len(starts) and breaker.width(start, breaker.content_end(start, starts[at + 1])) <= measure + TINY:
        at += 1
    while at > lowest and breaker.width(start, breaker.content_end(start, starts[at])) > measure + TINY:
        at -= 1
    return at


def _chosen(breaker: Breaker, found: Places, at: int, start: int, measure: float) -> Span:
    """The line that ends at place `at`, or one place later (compressed) or earlier (a better place)."""
    starts, weights = found
    here = _span(breaker, start, starts[at], measure, starts[-1])
    if here.last:
        return here
    loose = breaker.looseness(here.start, here.end, max(0.0, here.slack))
    ragged = not breaker.justify and breaker.shaped.kinds[starts[at + 1] - 1] != CLOSING
    if starts[at + 1] not in weights and not ragged:
        further = _span(breaker, start, starts[at + 1], measure, starts[-1])
        room = breaker.room(start, further.end)
        if -further.slack <= room + TINY and (not breaker.justify or -further.slack / room * 0.05 < loose):
            return further
    weight = weights.get(starts[at], 0)
    while weight and starts[at] in weights and at and starts[at - 1] > start:
        at -= 1
        earlier = _span(breaker, start, starts[at], measure, starts[-1])
        if breaker.worse(earlier, measure, weight):
            break
        here = earlier
    return here


def _span(breaker: Breaker, start: int, end: int, measure: float, text_end: int) -> Span:
    stop = breaker.content_end(start, end)
    return Span(start, stop, end, measure - breaker.width(start, stop), end == text_end)


def _carefully(breaker: Breaker, found: Places, first: float, rest: float) -> list[Span]:
    """Break for the least sum of the lines' costs."""
    starts = found.starts
    best: dict[int, tuple[float, Span | None]] = {0: (0.0, None)}
    for start in [0, *starts[:-1]]:
        if start not in best:
            continue
        so_far = best[start][0]
        for cost, span in _candidates(breaker, found, start, rest if start else first):
            if span.next not in best or so_far + cost < best[span.next][0]:
                best[span.next] = (so_far + cost, span)
    spans, end = list[Span](), starts[-1]
    while end:
        chosen = best[end][1]
        assert chosen is not None  # only the place 0 has no line before it
        spans.append(chosen)
        end = chosen.start
    return spans[::-1]


def _candidates(breaker: Breaker, found: Places, start: int, measure: float) -> list[tuple[float, Span]]:
    """The lines that may begin at `start`, each with its cost; never none."""
    starts = found.starts
    top = _furthest(breaker, starts, start, measure)
    low = bisect_left(breaker.sums, breaker.sums[start] + measure - SLACK_SEARCHED * breaker.size)
    bottom = min(top, max(bisect_right(starts, start), bisect_left(starts, low)))
    made = []
    weight, text_end = found.weights.get, starts[-1]
    for at in range(bottom, min(len(starts), top + 3)):
        span = _span(breaker, start, starts[at], measure, text_end)
        if at > top and -span.slack > breaker.room(start, span.end) + TINY:
            break
        made.append((_cost(breaker, span, weight(starts[at], 0)), span))
    return made


def _cost(breaker: Breaker, span: Span, weight: int) -> float:
    """How ugly a line is: 1 is a line that just begins to look loose."""
    cost = COSTS[weight]
    if span.slack < -TINY:
        return cost + 0.4 * (-span.slack / max(TINY, breaker.room(span.start, span.end))) ** 2
    if span.last:
        lonely = span.end - span.start <= 1 + (breaker.shaped.kinds[span.end - 1] in (CLOSING, JOINED))
        return cost + (2.0 if lonely and span.start else 0.0)
    loose = breaker.looseness(span.start, span.end, span.slack)
    return cost + (loose / LOOSE) ** 2 + (100.0 if loose > GAPING else 0.0)
