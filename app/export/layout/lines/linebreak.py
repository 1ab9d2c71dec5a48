"""Text broken into lines: as full as the marks allow, both edges flush without visible gaps.

A quick pass fills line after line and compresses marks where that pulls a character in.  Where it
leaves a loose line or one lonely character at the end, the whole paragraph is broken again for
the least total ugliness (the method of Knuth and Plass, with Chinese places and penalties).  What the
quick pass's lines cost bounds that search: a way that costs more is given up.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from math import sqrt

from app.export.layout.lines.characters import CLOSING
from app.export.layout.lines.fitting import GAPING, LOOSE, Breaker, Span
from app.export.layout.lines.places import FORCED, RELUCTANT, WEAK, Places, places
from app.export.layout.lines.shaping import Shaped
from app.export.style import Align

SLACK_SEARCHED = 9.0  # em: how short a line the second pass considers
TINY = 1e-6
INFINITE = float("inf")
COSTS = {0: 0.0, WEAK: 0.3, RELUCTANT: 9.0, FORCED: 20.0}  # of a place, by its weight


def break_lines(shaped: Shaped, first: float, rest: float, align: Align = "justify") -> tuple[list[Span], Breaker]:
    """Break a text into lines: the first one `first` wide, the others `rest`; points."""
    justify = align == "justify"
    breaker = Breaker(shaped, justify)
    found = places(shaped, min(first, rest))
    spans = _quickly(breaker, found, first, rest)
    if justify and len(spans) > 1 and _ugly(breaker, spans):
        spans = _carefully(breaker, found, spans, first, rest)
    if align == "center" and len(spans) > 1:
        spans = _evenly(breaker, found, spans, rest)
    if not justify and len(spans) > 1 and breaker.lonely(spans[-1].start):
        spans = _with_company(breaker, found, spans, first, rest)
    return spans, breaker


def _evenly(breaker: Breaker, found: Places, spans: list[Span], measure: float) -> list[Span]:
    """As many lines, yet of about one length: a title's last line is not a single character."""
    share = breaker.sums[-1] / len(spans)
    for step in range(4):
        narrower = share + step * breaker.size / 2
        even = _quickly(breaker, found, narrower, narrower) if narrower < measure else spans
        torn = [span.next for span in even if span.next in found.weights]
        if len(even) == len(spans) and torn == [span.next for span in spans if span.next in found.weights]:
            return [span._replace(slack=measure - breaker.width(span.start, span.end)) for span in even]
    return spans


def _with_company(breaker: Breaker, found: Places, spans: list[Span], first: float, rest: float) -> list[Span]:
    """The same lines; what stands before the single character of the last one comes along where it may and fits."""
    *others, before, last = spans
    at = bisect_left(found.starts, last.start) - 1
    place = found.starts[at]
    if at < 0 or place <= before.start or place in found.weights:
        return spans
    ends, measure = found.starts[-1], rest if others else first
    company = _span(breaker, place, ends, rest, ends)
    if -company.slack > breaker.room(company.start, company.end) + TINY:
        return spans
    return [*others, _span(breaker, before.start, place, measure, ends), company]


def _ugly(breaker: Breaker, spans: list[Span]) -> bool:
    """Whether a line is loose, or the last one holds a single character."""
    if breaker.lonely(spans[-1].start):
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


def _carefully(breaker: Breaker, found: Places, quick: list[Span], first: float, rest: float) -> list[Span]:
    """Break for the least sum of the lines' costs, which is at most that of the `quick` lines."""
    starts = [0, *found.starts]
    search = _Search(breaker, found)
    most = search.total(quick, first, rest) + TINY
    costs, before = [0.0] + [INFINITE] * len(found.starts), [0] * len(starts)
    for place, so_far in enumerate(costs):
        if so_far < INFINITE and place < len(found.starts):
            for at, cost in search.candidates(place, rest if place else first, most - so_far):
                if so_far + cost < costs[at]:
                    costs[at], before[at] = so_far + cost, place
    spans, at = list[Span](), len(found.starts)
    while at:
        place = before[at]
        spans.append(_span(breaker, starts[place], starts[at], rest if place else first, starts[-1]))
        at = place
    return spans[::-1]


class _Search:
    """The lines between the places of one text, 0 being its beginning; what each costs takes no call."""

    def __init__(self, breaker: Breaker, found: Places) -> None:
        self.breaker, self.starts = breaker, [0, *found.starts]
        self.weights = [COSTS[found.weights.get(start, 0)] for start in self.starts]
        self.stops = [0, *(breaker.content_end(0, start) for start in found.starts)]
        widths, sums = breaker.shaped.widths, breaker.sums
        self.ends = [0.0, *(sums[stop - 1] + widths[stop - 1] for stop in self.stops[1:])]

    def total(self, spans: list[Span], first: float, rest: float) -> float:
        """What these lines cost together; infinite where one is not among those looked at."""
        found = 0.0
        for number, span in enumerate(spans):
            place = bisect_left(self.starts, span.start)
            costs = dict(self.candidates(place, rest if number else first, INFINITE))
            found += costs.get(bisect_left(self.starts, span.next), INFINITE)
        return found

    def candidates(self, place: int, measure: float, most: float) -> Iterator[tuple[int, float]]:
        """The places at which a line from `place` may end, each with the line's cost, of those that cost at most
        `most`; never none where that is infinite.
        """
        breaker, starts = self.breaker, self.starts
        start = starts[place]
        top = _furthest(breaker, starts, start, measure)
        low = bisect_left(breaker.sums, breaker.sums[start] + measure - self._searched(start, top, most))
        bottom = min(top, max(place + 1, bisect_left(starts, low)))
        reach, final = measure + breaker.sums[start], len(starts) - 1
        for at in range(bottom, min(final + 1, top + 3)):
            stop, slack = self.stops[at], reach - self.ends[at]
            if stop <= start:  # a line of spaces alone
                stop = start + 1
                slack = measure - breaker.width(start, stop)
            if slack < -TINY:
                room = breaker.room(start, stop)
                if at > top and -slack > room + TINY:
                    return
                cost = self.weights[at] + 0.4 * (-slack / max(TINY, room)) ** 2
            elif at == final:
                cost = self.weights[at] + (2.0 if breaker.lonely(start) and start else 0.0)
            else:
                loose = breaker.looseness(start, stop, slack)
                cost = self.weights[at] + (loose / LOOSE) ** 2 + (100.0 if loose > GAPING else 0.0)
            if cost <= most:
                yield at, cost

    def _searched(self, start: int, top: int, most: float) -> float:
        """How short, in points, a line from `start` is looked at that would go to `top`: a shorter one costs more than
        `most`.
        """
        if most == INFINITE:
            return SLACK_SEARCHED * self.breaker.size
        stop = max(start + 1, self.stops[top])
        gaps = self.breaker.stretched[stop] - self.breaker.stretched[start]
        shown = LOOSE * sqrt(max(0.0, most)) * (gaps or 1) * self.breaker.size
        return min(SLACK_SEARCHED * self.breaker.size, shown + self.breaker.elastic(start, stop) + self.breaker.size)
