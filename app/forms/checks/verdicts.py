"""Thresholds judged: 达标 or 未达标, computed from the answers for screen, check list and paper alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from app.forms.answers.answers import Answers
from app.forms.answers.conditions import Circumstances
from app.forms.checks.operands import Operand
from app.forms.pack.agreement.units import comparing_to
from app.forms.pack.fields import Field
from app.forms.pack.section import Section
from app.forms.pack.threshold import Alternatives, Threshold, demanded, runs
from app.forms.paths import FieldPath
from app.forms.values import NIL


class Verdict(Enum):
    """What comes of a figure against its threshold."""

    MET = "达标"
    MISSED = "未达标"


class Standing(NamedTuple):
    """One threshold at one place, a blank or a row: what is demanded and what is there."""

    threshold: Threshold
    demanded: Operand
    actual: Operand

    @property
    def figure(self) -> Decimal | None:
        """The figure in the unit of what is demanded."""
        number = self.actual.number
        return None if number is None else number.scaleb(comparing_to(self.actual.field, self.demanded.field) or 0)

    @property
    def met(self) -> bool | None:
        """Whether the figure keeps to the threshold; None while either is missing.

        无 as a figure is 0, and as a threshold demands nothing.
        """
        bound, figure = self.demanded.number, self.figure
        if bound is None or figure is None:
            return None
        if self.demanded.value is NIL:
            return True
        return figure >= bound if self.threshold.least else figure <= bound

    @property
    def begun(self) -> bool:
        """Whether the applicant has turned to this threshold here."""
        own_bound = not self.threshold.column and self.demanded.value is not None
        return own_bound or self.actual.value is not None


@dataclass(frozen=True, slots=True)
class Demand:
    """Thresholds of which one suffices, as they stand in the one blank or in every row of a list."""

    thresholds: Alternatives
    places: tuple[tuple[Standing, ...], ...]

    @property
    def verdict(self) -> Verdict | None:
        """达标 when every place is; 未达标 as soon as one is not; None while that is open."""
        found = [_verdict(place) for place in self.places]
        if Verdict.MISSED in found:
            return Verdict.MISSED
        return Verdict.MET if found and None not in found else None

    @property
    def either(self) -> frozenset[str]:
        """The blanks that are not each owed, because another threshold suffices."""
        blanks = [blank.id for threshold in self.thresholds for blank in threshold.sentence.blanks]
        return frozenset(blanks) if len(self.thresholds) > 1 else frozenset()

    def worst(self, threshold: Threshold) -> Decimal | None:
        """The figure nearest to breaking `threshold`; None when there is none."""
        figures = [
            standing.figure
            for place in self.places
            for standing in place
            if standing.threshold is threshold and standing.figure is not None
        ]
        return (min if threshold.least else max)(figures, default=None)


class Shortfall(NamedTuple):
    """What a demand finds: the figure it is about, its code and parameters."""

    operand: Operand
    code: str
    params: dict[str, object]
    owed: bool


def demands(section: Section, answers: Answers, circumstances: Circumstances) -> Iterator[Demand]:
    """Every demand of the page that applies as things stand."""
    for run in runs(section.body):
        for alternatives in demanded(run):
            applying = tuple(one for one in alternatives if circumstances.holds(one.when, section))
            if applying:
                yield judged(section, applying, answers, circumstances)


def judged(section: Section, alternatives: Alternatives, answers: Answers, circumstances: Circumstances) -> Demand:
    """These thresholds of the page, of which one suffices, as they stand."""
    return Demand(alternatives, tuple(_places(section, alternatives, answers, circumstances)))


def shortfalls(demand: Demand) -> Iterator[Shortfall]:
    """Figures below their threshold, and what is still owed where there is a choice between thresholds."""
    told: set[FieldPath] = set()
    for place in demand.places:
        if _verdict(place) is None and len(place) > 1:
            yield from (one for one in _owed(place) if one.operand.path not in told)
            told |= {one.operand.path for one in _owed(place)}
        elif _verdict(place) is Verdict.MISSED:
            missed = next(standing for standing in place if standing.met is False)
            code = "below_threshold" if missed.threshold.least else "above_threshold"
            params: dict[str, object] = {"value": missed.actual.shown, "bound": missed.demanded.shown}
            yield Shortfall(missed.actual, code, params, owed=False)


def _owed(place: tuple[Standing, ...]) -> Iterator[Shortfall]:
    """The figures missing from the thresholds turned to, or from the first when none is."""
    for standing in [one for one in place if one.begun] or [place[0]]:
        others = "或".join(other.threshold.label for other in place if other is not standing)
        for operand in (standing.demanded, standing.actual):
            if operand.value is None:
                yield Shortfall(operand, "required_either", {"others": others}, owed=True)


def _verdict(place: tuple[Standing, ...]) -> Verdict | None:
    found = [standing.met for standing in place]
    if True in found:
        return Verdict.MET
    return Verdict.MISSED if False in found else None


def _places(
    section: Section, thresholds: Alternatives, answers: Answers, circumstances: Circumstances
) -> Iterator[tuple[Standing, ...]]:
    """The alternatives at every place they are judged at; none in a list without rows."""
    for row in _rows(section, thresholds[0], answers):
        yield tuple(_standing(section, threshold, row, answers, circumstances) for threshold in thresholds)


def _rows(section: Section, threshold: Threshold, answers: Answers) -> list[str]:
    """The rows that `threshold` is judged in; one without a name where there is one figure for the page."""
    if not threshold.listed:
        return [""]
    table = FieldPath(section.id, threshold.listed)
    rows = answers.rows(table)
    if threshold.column:
        return rows
    return [""] if rows or answers.get(table) is NIL else []


def _standing(
    section: Section, threshold: Threshold, row: str, answers: Answers, circumstances: Circumstances
) -> Standing:
    if threshold.field is not None:
        actual = _at(section, threshold.field, circumstances)
    else:
        actual = _listed(section, threshold, row, answers, circumstances)
    return Standing(threshold, _at(section, threshold.bound, circumstances), actual)


def _at(section: Section, name: str, circumstances: Circumstances) -> Operand:
    path = FieldPath(section.id, name)
    return Operand(path, section.asked[name], circumstances.stated(path))


def _listed(
    section: Section, threshold: Threshold, row: str, answers: Answers, circumstances: Circumstances
) -> Operand:
    listed = FieldPath(section.id, threshold.listed)
    column = section.lists[threshold.listed].column.get(threshold.column)
    field = Field(
        id=threshold.column or threshold.listed,
        type=threshold.type,
        label=threshold.label,
        unit=(column.unit if column is not None else "") or threshold.printed_unit,
        required=section.asked[threshold.bound].required,
    )
    if not threshold.column:
        return Operand(listed, field, answers.row_count(listed))
    cell = listed.at(row, threshold.column)
    return Operand(cell, field, circumstances.stated(cell))
