"""Columns as wide as what stands in them: decided here once, so that PDF and DOCX agree.

As CSS lays out its automatic tables: no column is narrower than what must not be parted in it; what is left is
shared by how much more each one could use, the pack's widths coming first; the surplus follows the pack.
Where the paper is too narrow for that, the words get smaller step by step before anything is parted.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from app.export.compose.ems import SAFETY, ems, widest_line, widest_runs
from app.export.document import Blank, Cell, Inline, LineBreak, Text
from app.export.layout.lines.places import unparted
from app.export.style import PAD_X, SIZES, DocumentStyle

SMALLEST_LIST, SMALLEST_FORM = SIZES["小五"], SIZES["五号"]
LEAST, EASY = 4.0, 8.0  # em: Chinese words so short stay on one line; long texts get as much to a line
LINES = 4  # that a cell takes where this lets it
PAIR = 2.0  # em: no column has less for Chinese words
PARTED = 4.0  # em that a word keeps at least where it must be parted
HEAD_LINES = 3  # in which a column's head may stand
TINY = 1e-6
Floats = Sequence[float]


@dataclass(frozen=True, slots=True)
class Need:
    """What stands in the columns from `first` to before `last`, in em of the table's words.

    The first of `firms` must not be parted; if it must, then the next.  With `least` all reads well, and more than
    `most` is of no use.
    """

    first: int
    last: int
    firms: tuple[float, ...]
    least: float = 0.0
    most: float = math.inf

    @property
    def firm(self) -> float:
        """The widest word that is to stay whole."""
        return self.firms[0]

    def at_will(self) -> Need:
        """The same where any width is of use: what is over goes where the pack prefers it."""
        return replace(self, most=math.inf)

    def parted(self) -> Need:
        """The same when its longest words may be parted."""
        firms = self.firms[1:] or (PARTED,)
        return replace(self, firms=firms, least=min(self.least, max(firms[0], LEAST)))


class Fit(NamedTuple):
    """The widths of the columns in points, and the size of the words: None for the one of their style."""

    widths: tuple[float, ...]
    size: float | None


class _Try(NamedTuple):
    """Columns at one size: how many words may be parted, and how many points are missing to read well."""

    parted: int
    lack: float
    size: float
    widths: Floats


def text_need(place: int, head: str, texts: Sequence[str]) -> Need:
    """What a column of words asks; its head wraps and asks no more than its own longest word."""
    whole, title = widest_line(texts), ems(head)
    firms = _no_less(widest_runs(texts), max(min(whole, PAIR), _head_word(head)))
    least = max(firms[0], min(whole, max(LEAST, min(EASY, whole / LINES))))
    return Need(place, place + 1, firms, least, max(least, whole, min(title, max(PAIR + 1, title / HEAD_LINES + 1))))


def empty_need(place: int, head: str) -> Need:
    """What a column asks that is filled by hand: all that the pack gives it."""
    return Need(place, place + 1, (_head_word(head),))


def number_need(place: int, count: int) -> Need:
    """What the column of serial numbers asks: its longest number, or 序号, and never more."""
    width = max(PAIR, ems(str(count)))
    return Need(place, place + 1, (width,), width, width)


def _head_word(head: str) -> float:
    """What a head asks: an odd number of Chinese characters, two to a line, would end in a single one."""
    odd = len(head) % 2 and len(list(unparted(head))) == len(head)
    return max(*widest_runs([head]), min(ems(head), PAIR + odd))


def _no_less(widths: Floats, least: float) -> tuple[float, ...]:
    """The widths that are more than `least`, and `least` itself if none is."""
    return tuple(width for width in widths if width > least) or (least,)


def fit(needs: Sequence[Need], shares: Floats, whole: float, size: float, smallest: float) -> Fit:
    """The widths, `whole` together, at the largest size from `size` down to `smallest` that parts the fewest words.

    `shares` are the relative widths that the pack prefers, none where it has no opinion.
    """
    steps = [size, *(step for step in SIZES.values() if smallest <= step < size)]
    tries = (_Columns(shares, whole, step).tried(needs) for step in steps)
    best = min(tries, key=lambda one: (one.parted, one.lack))
    return Fit(tuple(best.widths), best.size if best.size < size else None)


def fit_form(places: Sequence[int], cells: Sequence[Cell], shares: Floats, style: DocumentStyle) -> Fit:
    """The widths of a form's columns: those of the notice where no word of a cell, from its place on, asks for more."""
    needs = _form_needs(places, cells, shares, style)
    return fit(needs, shares, style.page.text_width, style["table_text"].size, SMALLEST_FORM)


def parts_words(places: Sequence[int], cells: Sequence[Cell], shares: Floats, style: DocumentStyle) -> bool:
    """Whether a form has so many columns that words must be parted, be they ever so small."""
    needs = _form_needs(places, cells, shares, style)
    columns = _Columns(shares, style.page.text_width, SMALLEST_FORM)
    return not columns.hold(needs)


def _form_needs(places: Sequence[int], cells: Sequence[Cell], shares: Floats, style: DocumentStyle) -> list[Need]:
    whole, size = style.page.text_width, style["table_text"].size
    rooms = [(share / sum(shares) * whole - 2 * PAD_X) / size / SAFETY for share in shares]
    return [_cell_need(place, cell, rooms, size) for place, cell in zip(places, cells, strict=True)]


def _cell_need(place: int, cell: Cell, rooms: Floats, size: float) -> Need:
    """What a cell of a form asks, set in `size`; Chinese words ask for no more than the notice gives, `rooms` in em."""
    texts = ["".join(map(_words, paragraph.inlines)) for paragraph in cell.blocks]
    if cell.diagonal:  # which leaves each word half of the width
        wide = 2 * max(map(ems, texts))
        return Need(place, place + cell.columns, (wide,), wide)
    if cell.min_width:
        wide = (cell.min_width - 2 * PAD_X) / size / SAFETY
        return Need(place, place + cell.columns, (wide,), wide)
    least = min(widest_line(texts), LEAST, rooms[place]) if cell.columns == 1 else 0.0
    return Need(place, place + cell.columns, _no_less(widest_runs(texts), min(least, PAIR)), max(least, 0.0))


def _words(inline: Inline) -> str:
    if isinstance(inline, Text | Blank):
        return inline.text
    return "\n" if isinstance(inline, LineBreak) else ""


def points(wide: float, size: float) -> float:
    """The width of a column for words so many em wide, with the white beside them."""
    return wide * size * SAFETY + 2 * PAD_X


def shared(whole: float, least: Floats, most: Floats, shares: Floats) -> list[float]:
    """`whole` shared out: to each its `least`, then up to its share, then up to its `most`, then what is over.

    Where even the least is too much, the largest give way.
    """
    if sum(least) > whole:
        return _levelled(least, whole)
    total = sum(shares)
    preferred = [share / total * whole for share in shares] if total else least
    grown = _grown(least, [min(*pair) for pair in zip(preferred, most, strict=True)], whole)
    grown = _grown(grown, most, whole)
    over, weights = whole - sum(grown), shares if total else most
    return [width + over * weight / sum(weights) for width, weight in zip(grown, weights, strict=True)]


def _grown(widths: Floats, goals: Floats, whole: float) -> list[float]:
    """The widths, grown towards their goals as far as `whole` goes, each by the same part of what it lacks."""
    lacks = [max(0.0, goal - width) for width, goal in zip(widths, goals, strict=True)]
    rest = max(0.0, whole - sum(widths))
    part = min(1.0, rest / sum(lacks)) if sum(lacks) > TINY else 0.0
    return [width + lack * part for width, lack in zip(widths, lacks, strict=True)]


def _levelled(widths: Floats, whole: float) -> list[float]:
    """The widths, `whole` together: none above a level, those below it as they are."""
    rest = whole
    for place, width in enumerate(sorted(widths)):
        level = rest / (len(widths) - place)
        if width >= level:
            return [min(one, level) for one in widths]
        rest -= width
    return list(widths)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Columns that prefer `shares` of `whole`, in points, with words of one size."""

    shares: Floats
    whole: float
    size: float

    def tried(self, needs: Sequence[Need]) -> _Try:
        """The widths, the words that exceed their share the most being parted where all do not fit."""
        given, parted = list(needs), 0
        while not self.hold(given):
            longest = max(range(len(given)), key=lambda at: (given[at].firm > PARTED, self._excess(given[at])))
            if given[longest].firm <= PARTED:
                break
            given[longest] = given[longest].parted()
            parted += 1
        firm = self._floors(given, [need.firm for need in given])
        least = self._floors(given, [max(need.firm, need.least) for need in given])
        lack = max(0.0, sum(least) - self.whole)
        if lack > TINY and sum(firm) <= self.whole:
            return _Try(parted, lack, self.size, _grown(firm, least, self.whole))
        return _Try(parted, lack, self.size, shared(self.whole, least, self._most(given, least), self.shares))

    def hold(self, needs: Sequence[Need]) -> bool:
        """Whether all fits with no word parted that is to stay whole."""
        return sum(self._floors(needs, [need.firm for need in needs])) <= self.whole + TINY

    def _floors(self, needs: Sequence[Need], asked: Floats) -> list[float]:
        """What the columns must be wide for each need to have what it asks, in em; wide cells ask last."""
        floors = [0.0] * len(self.shares)
        for need, wide in sorted(zip(needs, asked, strict=True), key=lambda pair: pair[0].last - pair[0].first):
            under, width = slice(need.first, need.last), points(wide, self.size)
            if need.last - need.first == 1:
                floors[need.first] = max(floors[need.first], width)
            elif width > sum(floors[under]):
                floors[under] = shared(width, floors[under], self._preferred(under), self.shares[under])
        return floors

    def _most(self, needs: Sequence[Need], least: Floats) -> list[float]:
        most = list(least)
        for need in needs:
            wide = min(self.whole, points(need.most, self.size))
            for place in range(need.first, need.last):
                most[place] = max(most[place], wide)
        return most

    def _preferred(self, under: slice) -> list[float]:
        total = sum(self.shares)
        return [share / total * self.whole if total else 1.0 for share in self.shares[under]]

    def _excess(self, need: Need) -> float:
        """How much a need exceeds the share of its columns."""
        preferred = sum(self._preferred(slice(need.first, need.last)))
        return points(need.firm, self.size) - preferred
