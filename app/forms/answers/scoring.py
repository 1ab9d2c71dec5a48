"""自评: the applicant's own marks for the leaves of a tree of indicators, added up exactly; never printed.

A mark is 0 to 100.  Marks are optional, so a level knows both the points it has so far (what is not
marked counts nothing) and how much of its weight is marked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor

from app.forms.answers.answers import Answers
from app.forms.pack.indicators import Branch, IndicatorTable
from app.forms.pack.pack import Pack
from app.forms.paths import FieldPath

FULL = 100


@dataclass(frozen=True, slots=True)
class Tally:
    """One indicator of the tree with its marks: `points` of 100, of which `marked` (0 to 1) of the weight has a mark.

    `weight` is the share of the whole tree.  A leaf has the `path` of its answer and, where its page
    asks for one, that of its own `score`; a branch has neither.
    """

    branch: Branch
    title: str
    points: Fraction
    marked: Fraction
    below: tuple[Tally, ...] = ()
    path: FieldPath | None = None
    score: FieldPath | None = None

    @property
    def weight(self) -> Fraction:
        """The share of the whole tree."""
        return self.branch.weight

    @property
    def average(self) -> Fraction | None:
        """The points if what is not marked were like what is; None while nothing is marked."""
        return self.points / self.marked if self.marked else None

    @property
    def most(self) -> Fraction:
        """The points if everything not yet marked had full marks."""
        return self.points + (1 - self.marked) * FULL


def tallies(pack: Pack, table: IndicatorTable, answers: Answers) -> tuple[Tally, ...]:
    """The first level of the tree with the marks in `answers`."""
    marks: dict[str, Fraction] = {}
    for leaf in table.leaves:
        path = score_path(pack, leaf)
        value = answers.get(path) if path is not None else None
        if (mark := mark_of(value)) is not None:
            marks[leaf.node.answer] = mark
    return tuple(_tally(pack, branch, marks) for branch in table.branches)


def total(tallies: Iterable[Tally]) -> tuple[Fraction, Fraction]:
    """Points and marked share of siblings together, each by its share of their parent."""
    found = list(tallies)
    points = sum((tally.branch.share * tally.points for tally in found), Fraction(0))
    return points, sum((tally.branch.share * tally.marked for tally in found), Fraction(0))


def indicator_tables(pack: Pack) -> tuple[IndicatorTable, ...]:
    """The trees of indicators that a form weighs; most forms have none."""
    return tuple(block for section in pack.sections for block in section.body if isinstance(block, IndicatorTable))


def every(tallies: Iterable[Tally]) -> Iterator[Tally]:
    """All indicators of the tree, each before those below it."""
    for tally in tallies:
        yield tally
        yield from every(tally.below)


def two_places(points: Fraction) -> str:
    """Points to two decimals, a half rounded up."""
    hundredths = floor(points * 100 + Fraction(1, 2))
    return f"{hundredths // 100}.{hundredths % 100:02}"


def marked_words(marked: Fraction) -> str:
    """How much of the weight has a mark, in whole per cent; all (100%) and nothing (0%) only where it is so."""
    if marked in (0, 1):
        return f"{marked * 100}%"
    return f"{min(max(floor(marked * 100 + Fraction(1, 2)), 1), 99)}%"


def mark_of(value: object) -> Fraction | None:
    """The mark that an answer states; None when it states none from 0 to 100."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal) or not 0 <= value <= FULL:
        return None
    return Fraction(value)


def leaf_path(leaf: Branch) -> FieldPath:
    """The blank that answers a leaf."""
    return FieldPath.parse(leaf.node.answer)


def leaf_title(pack: Pack, leaf: Branch) -> str:
    """A leaf's title as its table prints it: its own, else the label of its blank."""
    field = pack.field_at(leaf_path(leaf))
    assert field is not None, "leaves are resolved against the pack when it is loaded"
    return leaf.node.title or field.label


def score_path(pack: Pack, leaf: Branch) -> FieldPath | None:
    """The blank for the applicant's own mark of a leaf; None where its page asks for none."""
    path = leaf_path(leaf)
    indicators = pack.section[path.section].indicators
    names: Iterator[str] = (indicator.score_id for indicator in indicators if indicator.field == path.field)
    name = next(names, None)
    return FieldPath(path.section, name) if name is not None else None


def _tally(pack: Pack, branch: Branch, marks: Mapping[str, Fraction]) -> Tally:
    if not branch.below:
        mark = marks.get(branch.node.answer)
        marked = Fraction(mark is not None)
        title, path = leaf_title(pack, branch), leaf_path(branch)
        return Tally(branch, title, mark or Fraction(0), marked, path=path, score=score_path(pack, branch))
    below = tuple(_tally(pack, inner, marks) for inner in branch.below)
    return Tally(branch, branch.node.title, *total(below), below)
