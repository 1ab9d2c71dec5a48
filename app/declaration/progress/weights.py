"""Of a form that weighs its indicators: how much of each branch's weight is answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from app.forms.answers.scoring import Tally, indicator_tables, tallies
from app.forms.paths import FieldPath
from app.forms.session import FormSession


@dataclass(frozen=True, slots=True)
class Weighted:
    """One branch of the first or second level: its share of the whole, and of that what is answered.

    `path` is the first of its indicators that is not answered yet; None when all are.
    """

    title: str
    level: int
    weight: Fraction
    answered: Fraction
    path: FieldPath | None

    @property
    def percent(self) -> int:
        """How much of its weight is answered, in whole hundredths."""
        return int(self.answered * 100 / self.weight) if self.weight else 100


def weights(session: FormSession) -> tuple[Weighted, ...]:
    """The branches in reading order, each before those below it; none where the form weighs nothing."""
    found: list[Weighted] = []
    for table in indicator_tables(session.pack):
        for tally in tallies(session.pack, table, session.answers):
            found += [_weighted(session, tally, 1), *(_weighted(session, one, 2) for one in tally.below)]
    return tuple(found)


def _weighted(session: FormSession, tally: Tally, level: int) -> Weighted:
    leaves = list(_leaves(tally))
    open_ = [leaf for leaf in leaves if leaf.path is None or session.value(leaf.path) is None]
    owed = sum((leaf.weight for leaf in open_), Fraction(0))
    first = next((leaf.path for leaf in open_ if leaf.path is not None), None)
    return Weighted(tally.title, level, tally.weight, tally.weight - owed, first)


def _leaves(tally: Tally) -> Iterator[Tally]:
    if not tally.below:
        yield tally
    for one in tally.below:
        yield from _leaves(one)
