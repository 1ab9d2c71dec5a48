"""A run of text set into lines: each character placed, grouped by the face that prints it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from app.export.document import Footnote, SealPlace
from app.export.layout.items import EMPTY_LINE, Glyphs, Line
from app.export.layout.lines.characters import NOTE, OBJECT, ROOM, SPACE
from app.export.layout.lines.fitting import NATURAL, Breaker, Fit, Span
from app.export.layout.lines.linebreak import break_lines
from app.export.layout.lines.scripts import latin_marks
from app.export.layout.lines.shaping import Shaped, shape
from app.export.layout.metrics import RoleMetrics
from app.export.style import Align

THIN_PAIRS = ("ca", "ac")
NOTE_SIZE, NOTE_RISE = 0.6, 0.36  # of the size of the words: a footnote's mark, and its baseline above theirs


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
    notes: dict[int, Footnote] = field(default_factory=dict)
    latin: set[int] = field(default_factory=set)
    blanks: list[tuple[str, Stretch]] = field(default_factory=list)

    def add(self, text: str) -> Stretch:
        """Append characters; where they stand."""
        start = len(self.text)
        self.text += text
        self.latin.update(start + at for at in latin_marks(text))
        return Stretch(start, len(self.text))

    def add_note(self, note: Footnote, width: float) -> None:
        """Append the mark of a footnote, which prints so wide."""
        at = len(self.text)
        self.add(NOTE)
        self.rooms[at] = width
        self.notes[at] = note

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


class Frame(NamedTuple):
    """Where lines are set: left and right edge, indent of the first line, alignment."""

    left: float
    right: float
    indent: float
    align: Align


def set_run(run: Run, role: RoleMetrics, size: float, frame: Frame) -> list[Line]:
    """The lines of one run; one empty line when it has no text."""
    if not run.text:
        left = frame.left + frame.indent
        seals = tuple((place, left) for _, place in run.seals)
        return [EMPTY_LINE._replace(seals=seals, blanks=tuple((path, left, left) for path, _ in run.blanks))]
    shaped = shape(run.text, role, size, run.rooms, run.latin)
    width, count = frame.right - frame.left, len(run.text)
    if shaped.width(0, count) <= width - frame.indent:
        return [_line(run, shaped, Span(0, count, count, 0.0, True), None, frame)]
    spans, breaker = break_lines(shaped, width - frame.indent, width, frame.align)
    hanging = Frame(frame.left, frame.right, 0.0, frame.align)
    return [_line(run, shaped, span, breaker, hanging if span.start else frame) for span in spans]


def _line(run: Run, shaped: Shaped, span: Span, breaker: Breaker | None, frame: Frame) -> Line:
    """One line with its characters where the frame's alignment wants them, on the baseline 0."""
    start, end = span.start, span.end
    advances = shaped.advances[start:end]
    advances[-1] = shaped.widths[end - 1]
    fit = breaker.fit(span) if breaker and (breaker.justify or span.slack < 0) else NATURAL
    if breaker and fit is not NATURAL:
        _spread(advances, breaker, span, fit)
    origin = frame.left + frame.indent if frame.align in ("left", "justify") else _origin(frame, advances)
    xs = list(accumulate(advances, initial=origin))
    extra = _extra(advances, shaped, span, fit is NATURAL)
    glyphs = tuple(_glyphs(run, shaped, span, extra, xs))
    notes = tuple(run.notes[at] for at in range(start, end) if at in run.notes) if run.notes else ()
    blanks = tuple(_traced(run.blanks, span, xs)) if run.blanks else ()
    if not run.underlined and not run.seals:
        return Line(glyphs, (), (), xs[-1], shaped.size, notes=notes, blanks=blanks)
    rules = tuple((low, min(high, frame.right)) for low, high in _clipped(run.underlined, span, xs, shaped))
    beyond = max(end, span.next) + (span.next == len(run.text))  # a place without words may stand behind the last
    seals = tuple((place, xs[at - start]) for at, place in run.seals if start <= at < beyond)
    return Line(glyphs, rules, seals, xs[-1], shaped.size, notes=notes, blanks=blanks)


def _traced(blanks: list[tuple[str, Stretch]], span: Span, xs: list[float]) -> Iterator[tuple[str, float, float]]:
    """The parts of the blanks that lie in the line; one without words and room where it would stand."""
    for path, stretch in blanks:
        low, high = max(stretch.start, span.start), min(stretch.end, span.end)
        if low < high or low == high == stretch.start == stretch.end:
            yield path, xs[low - span.start], xs[high - span.start]


def _origin(frame: Frame, advances: list[float]) -> float:
    """The x at which a centred or right-aligned line begins."""
    left = frame.left + frame.indent
    if frame.align == "center":
        return left + (frame.right - left - sum(advances)) / 2
    return frame.right - sum(advances)


def _spread(advances: list[float], breaker: Breaker, span: Span, fit: Fit) -> None:
    """Add the line's fit to its advances, in place; the last character keeps its own."""
    count, start = len(advances) - 1, span.start
    if fit.squeeze:
        for at in range(count):
            advances[at] -= fit.squeeze * breaker.squeezes[start + at]
        return
    if fit.room:
        for at, kind in enumerate(breaker.shaped.kinds[start : span.end]):
            if kind == ROOM:
                advances[at] += fit.room
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


def _extra(advances: list[float], shaped: Shaped, span: Span, natural: bool) -> list[float]:
    """What each character's advance has beyond its width; empty when none has."""
    start, end = span.start, span.end
    if natural and not shaped.rooms:
        return []
    if natural:
        extra = [0.0] * (end - start)
        for at, room in shaped.rooms:
            if start <= at < end - 1:
                extra[at - start] = room
        return extra
    return [round(advance - width, 3) for advance, width in zip(advances, shaped.widths[start:end], strict=True)]


def _glyphs(run: Run, shaped: Shaped, span: Span, extra: list[float], xs: list[float]) -> Iterator[Glyphs]:
    """The line's characters in groups of one face and weight, and the raised marks among them."""
    start, size = span.start, shaped.size
    text = shaped.text[start : span.end]
    faces = list(map(shaped.role.faces.__getitem__, shaped.shown[start : span.end]))
    low = 0
    for high in _cuts(run, faces, start):
        if faces[low]:
            spacing, kerns = _kerns(extra[low : high - 1]) if extra else (0.0, ())
            bold = bool(run.bold) and any(some.start <= start + low < some.end for some in run.bold)
            yield Glyphs(xs[low], 0.0, faces[low], size, text[low:high], spacing, kerns, bold)
        elif start + low in run.notes:
            mark = run.notes[start + low].mark
            yield Glyphs(xs[low], -NOTE_RISE * size, shaped.role.faces[mark[-1]], NOTE_SIZE * size, mark)
        low = high


def _cuts(run: Run, faces: list[str], start: int) -> list[int]:
    """The end of each stretch of one face and weight."""
    count = len(faces)
    cuts = []
    if faces.count(faces[0]) < count:
        cuts = [at for at in range(1, count) if faces[at] != faces[at - 1]]
    if run.notes:
        edges = {edge for at in run.notes for edge in (at - start, at - start + 1)}
        cuts = sorted({*cuts, *(edge for edge in edges if 0 < edge < count)})
    if run.bold:
        cuts = sorted({*cuts, *(at - start for stretch in run.bold for at in stretch if start < at < start + count)})
    return [*cuts, count]


def _kerns(extra: list[float]) -> tuple[float, tuple[tuple[int, float], ...]]:
    """The spacing that most characters of a group share, and the others' difference from it."""
    if not any(extra):
        return 0.0, ()
    spacing = max(set(extra), key=lambda amount: (extra.count(amount), amount))
    return spacing, tuple((at, round(amount - spacing, 3)) for at, amount in enumerate(extra) if amount != spacing)


def _clipped(stretches: list[Stretch], span: Span, xs: list[float], shaped: Shaped) -> Iterator[tuple[float, float]]:
    """The parts of the stretches that lie in the line, as (from, to) in points."""
    for stretch in stretches:
        low, high = max(stretch.start, span.start), min(stretch.end, span.end)
        if low < high and shaped.kinds[high - 1] == ROOM:
            yield xs[low - span.start], xs[high - span.start]
        elif low < high:
            yield xs[low - span.start], xs[high - 1 - span.start] + shaped.widths[high - 1]
