"""Paragraphs set into lines: words, blanks with their underline, page numbers and seal places.

A blank that is not filled leaves its room as objects of one 字, so that a long one can run over
a line's end and its underline stays unbroken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, pairwise
from typing import NamedTuple

from app.export.document import Blank, Inline, LineBreak, PageRef, Paragraph, SealPlace, Text
from app.export.layout.characters import OBJECT, SPACE, cleaned
from app.export.layout.items import EMPTY_LINE, Glyphs, Line
from app.export.layout.linebreak import Breaker, Fit, Span, break_lines
from app.export.layout.metrics import Metrics, RoleMetrics
from app.export.layout.shaping import Shaped, shape
from app.export.style import DocumentStyle, ParagraphStyle

TINY = 1e-4
FIGURES_MEASURE = 1000.0  # points: wider than any page number
THIN_PAIRS = ("ca", "ac")


class Stretch(NamedTuple):
    """Characters `start` to `end` of a paragraph that share a look or a meaning."""

    start: int
    end: int


@dataclass(slots=True)
class Run:
    """The inlines of one forced line as one text, with what belongs to stretches of it."""

    text: str = ""
    rooms: dict[int, float] = field(default_factory=dict)
    underlined: list[Stretch] = field(default_factory=list)
    bold: list[Stretch] = field(default_factory=list)
    seals: list[tuple[int, SealPlace]] = field(default_factory=list)

    def add(self, text: str) -> Stretch:
        """Append characters; where they stand."""
        start = len(self.text)
        self.text += text
        return Stretch(start, len(self.text))

    def add_room(self, width: float, size: float) -> Stretch:
        """Append empty room in pieces of at most one 字."""
        count = max(1, round(width / size))
        where = self.add(OBJECT * count)
        self.rooms.update((at, width / count) for at in range(where.start, where.end))
        return where

    def clamp(self, width: float) -> None:
        """Let room that stands alone end at the line's end instead of running over."""
        total = sum(self.rooms.values())
        if total > width and len(self.rooms) == len(self.text):
            self.rooms = {at: room * width / total for at, room in self.rooms.items()}


class Setter:
    """Sets paragraphs of one document; knows the styles, the faces and the page labels so far.

    `labels` maps an anchor to the printed number of its page, as the pass before found it; `used`
    collects the anchors that were asked for, and `widest` keeps the room of each number from
    shrinking, so that the passes cannot swing for ever.
    """

    def __init__(self, style: DocumentStyle, metrics: Metrics) -> None:
        self.style, self.metrics = style, metrics
        self.labels: Mapping[str, str] = {}
        self.used: set[str] = set()
        self.widest: dict[str, int] = {}

    def lines(self, paragraph: Paragraph, measure: float) -> list[Line]:
        """The lines of a paragraph set to `measure`, at least `min_lines` and at least one."""
        style = self.style[paragraph.style]
        lines = self.set(paragraph.inlines, style, measure)
        lines += [EMPTY_LINE] * (paragraph.min_lines - len(lines))
        return lines

    def set(
        self, inlines: Sequence[Inline], style: ParagraphStyle, measure: float, latin: bool = True, right: float = 0.0
    ) -> list[Line]:
        """The lines of `inlines`, with `right` points kept free at their right end."""
        role = self.metrics.role(style.face, latin)
        indent = style.first_indent * style.size
        left = style.left_indent * style.size
        lines: list[Line] = []
        for run in self._runs(inlines, style.size):
            run.clamp(measure - left - right - indent)
            lines += _set_run(run, role, style, (left, indent if not lines else 0.0, measure - left - right))
        return lines

    def figures(self, text: str, style: ParagraphStyle) -> Line:
        """One line whose digits come from the Chinese face, as a page number's do."""
        return self.set((Text(text),), replace(style, align="left"), FIGURES_MEASURE, latin=False)[0]

    def _runs(self, inlines: Sequence[Inline], size: float) -> list[Run]:
        runs = [Run()]
        for inline in inlines:
            if isinstance(inline, Text):
                self._add_text(runs, inline.text, inline.bold, False)
            elif isinstance(inline, Blank):
                self._add_blank(runs, inline, size)
            elif isinstance(inline, LineBreak):
                runs.append(Run())
            elif isinstance(inline, PageRef):
                self._add_label(runs[-1], inline.anchor, size)
            else:
                self._add_seal(runs[-1], inline, size)
        return runs

    def _add_text(self, runs: list[Run], text: str, bold: bool, underlined: bool) -> None:
        for number, piece in enumerate(cleaned(text).split("\n")):
            if number:
                runs.append(Run())
            where = runs[-1].add(piece)
            if bold:
                runs[-1].bold.append(where)
            if underlined:
                runs[-1].underlined.append(where)

    def _add_blank(self, runs: list[Run], blank: Blank, size: float) -> None:
        if blank.text:
            self._add_text(runs, blank.text, False, blank.underlined)
        elif blank.room > 0:
            where = runs[-1].add_room(blank.room * size, size)
            if blank.underlined:
                runs[-1].underlined.append(where)

    def _add_seal(self, run: Run, place: SealPlace, size: float) -> None:
        run.seals.append((len(run.text), place))
        run.add(cleaned(place.words))
        if place.room > 0:
            run.add_room(place.room * size, size)

    def _add_label(self, run: Run, anchor: str, size: float) -> None:
        self.used.add(anchor)
        label = self.labels.get(anchor, "0")
        self.widest[anchor] = max(self.widest.get(anchor, 1), len(label))
        spare = self.widest[anchor] - len(label)
        if spare:
            run.add_room(spare * size / 2, size)
        run.add(label)


def _set_run(run: Run, role: RoleMetrics, style: ParagraphStyle, frame: tuple[float, float, float]) -> list[Line]:
    """The lines of one run in a frame of (left indent, first indent, width after the left indent)."""
    left, indent, width = frame
    if not run.text:
        return [EMPTY_LINE]
    shaped = shape(run.text, role, style.size, run.rooms)
    justify = style.align == "justify"
    if shaped.width(0, len(run.text)) <= width - indent:
        spans, breaker = [Span(0, len(run.text), len(run.text), 0.0, True)], None
    else:
        spans, breaker = break_lines(shaped, width - indent, width, justify)
    lines = []
    for number, span in enumerate(spans):
        fit = breaker.fit(span) if breaker else None
        line = _line(run, shaped, style, span, breaker, fit)
        lines.append(_aligned(line, style, left + (indent if not number else 0.0), left + width))
    return lines


def _aligned(line: Line, style: ParagraphStyle, left: float, right: float) -> Line:
    """The line moved to where its alignment wants it between `left` and `right`."""
    shift = left
    if style.align == "center":
        shift += (right - left - line.width) / 2
    elif style.align == "right":
        shift = right - line.width
    return moved(line, shift) if abs(shift) > TINY else line


def moved(line: Line, shift: float) -> Line:
    """The line moved to the right by `shift`."""
    glyphs = tuple(some._replace(x=some.x + shift) for some in line.glyphs)
    rules = tuple((start + shift, end + shift) for start, end in line.rules)
    seals = tuple((place, x + shift) for place, x in line.seals)
    return Line(glyphs, rules, seals, line.width + shift, line.size)


def _line(
    run: Run, shaped: Shaped, style: ParagraphStyle, span: Span, breaker: Breaker | None, fit: Fit | None
) -> Line:
    """One line: its characters, grouped by the face that prints them, on a baseline from x = 0."""
    start, end = span.start, span.end
    advances = shaped.advances[start:end]
    advances[-1] = shaped.widths[end - 1]
    if breaker is not None and fit is not None:
        _spread(advances, breaker, span, fit)
    xs = [0.0, *accumulate(advances)]
    glyphs = tuple(_glyphs(run, shaped, span, advances, xs))
    rules = tuple(_clipped(run.underlined, span, xs, shaped.widths))
    seals = tuple((place, xs[at - start]) for at, place in run.seals if start <= at < max(end, span.next))
    return Line(glyphs, rules, seals, xs[-1], style.size)


def _spread(advances: list[float], breaker: Breaker, span: Span, fit: Fit) -> None:
    """Add the line's fit to its advances, in place; the last character keeps its own."""
    count, start = len(advances) - 1, span.start
    if fit.squeeze:
        for at in range(count):
            advances[at] -= fit.squeeze * breaker.squeezes[start + at]
        return
    if fit.gap:
        for at, free in enumerate(breaker.stretches[start : start + count]):
            advances[at] += free * fit.gap
    if fit.thin:
        kinds = breaker.shaped.kinds[start : span.end]
        for at in range(count):
            if kinds[at] == SPACE:
                advances[at] += fit.space
            elif kinds[at : at + 2] in THIN_PAIRS:
                advances[at] += fit.thin


def _glyphs(run: Run, shaped: Shaped, span: Span, advances: list[float], xs: list[float]) -> Iterator[Glyphs]:
    """The line's characters in groups of one face and weight."""
    start, end = span.start, span.end
    faces = list(map(shaped.role.faces.__getitem__, shaped.text[start:end]))
    cuts = {0, end - start}
    if len(set(faces)) > 1:
        cuts.update(at for at in range(1, end - start) if faces[at] != faces[at - 1])
    for stretch in run.bold:
        cuts.update(at - start for at in stretch if start < at < end)
    for low, high in pairwise(sorted(cuts)):
        if faces[low]:
            bold = any(stretch.start <= start + low < stretch.end for stretch in run.bold)
            spacing, kerns = _kerns(advances, shaped.widths, start, low, high)
            yield Glyphs(
                xs[low], 0.0, faces[low], shaped.size, shaped.text[start + low : start + high], spacing, kerns, bold
            )


def _kerns(
    advances: list[float], widths: list[float], start: int, low: int, high: int
) -> tuple[float, tuple[tuple[int, float], ...]]:
    """The spacing that most characters of a group share, and the others' difference from it."""
    extra = [round(advances[at] - widths[start + at], 3) for at in range(low, high - 1)]
    if not any(extra):
        return 0.0, ()
    spacing = max(set(extra), key=lambda amount: (extra.count(amount), amount))
    return spacing, tuple((at, round(amount - spacing, 3)) for at, amount in enumerate(extra) if amount != spacing)


def _clipped(
    stretches: list[Stretch], span: Span, xs: list[float], widths: list[float]
) -> Iterator[tuple[float, float]]:
    """The parts of the stretches that lie in the line, as (from, to) in points."""
    for stretch in stretches:
        low, high = max(stretch.start, span.start), min(stretch.end, span.end)
        if low < high:
            yield xs[low - span.start], xs[high - 1 - span.start] + widths[high - 1]
