"""The threshold block: a figure against a bound that the applicant enters, where the notice leaves it open.

不少于一定数量 names no number; the authority that evaluates tells it, or nobody does (无).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from pydantic import Field as Key
from pydantic import model_validator

from app.forms.pack.blanks import BlankRef, Sentence, Words
from app.forms.pack.fields import Column, Condition, Identifier, Strict


class Threshold(Strict):
    """One demand: `label` 不少于 the blank `least`, or 不多于 the blank `most`.

    What is there is the blank `field`, every cell of a list's column (`each`: list.column), or the
    number of a list's `rows`.  An `alternative` stands beside the threshold before it: either suffices.
    """

    kind: Literal["threshold"] = "threshold"
    label: str = Key(min_length=1)
    field: Identifier | None = None
    each: str | None = Key(default=None, pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$")
    rows: Identifier | None = None
    least: Identifier | None = None
    most: Identifier | None = None
    type: Literal["count", "decimal", "money", "percent"] = "count"
    unit: str = ""
    when: Condition | None = None
    alternative: bool = False

    @model_validator(mode="after")
    def _one_figure_one_bound(self) -> Threshold:
        if sum(part is not None for part in (self.field, self.each, self.rows)) != 1:
            raise ValueError("须给出 field（实际的空格）、each（清单.列）、rows（清单）之一")
        if (self.least is None) == (self.most is None):
            raise ValueError("须给出 least（不少于）、most（不多于）之一，值是“要求”空格的名称")
        if self.rows is not None and self.type != "count":
            raise ValueError("rows 数的是清单的行数，type 只能是 count")
        return self

    @property
    def bound(self) -> str:
        """The blank that holds what is demanded."""
        return self.least or self.most or ""

    @property
    def listed(self) -> str:
        """The list that the figures are in; empty when there is a blank for the figure."""
        return self.rows or (self.each or "").partition(".")[0]

    @property
    def column(self) -> str:
        """The column of that list whose every cell is judged; empty when its rows are counted."""
        return (self.each or "").partition(".")[2]

    @property
    def printed_unit(self) -> str:
        """The unit behind both figures."""
        return self.unit or ("%" if self.type == "percent" else "")

    @property
    def relation(self) -> str:
        """What the notice says before the bound: 不少于 of things, 不低于 of shares."""
        words = ("不低于", "不高于") if self.type == "percent" else ("不少于", "不多于")
        return words[0] if self.least else words[1]

    @property
    def demanded(self) -> BlankRef:
        """The blank of the bound."""
        return BlankRef(self.bound, self.type, f"{self.label}的要求", self.printed_unit)

    @property
    def figure(self) -> BlankRef | None:
        """The blank of the figure; None when a list holds it."""
        return BlankRef(self.field, self.type, self.label, self.printed_unit) if self.field else None

    @property
    def sentence(self) -> Sentence:
        """The threshold as one line: 设备数量：要求不少于＿台，实际＿台; the latter only when it is a blank."""
        unit = self.printed_unit
        figure = (Words(f"{unit}，实际"), self.figure) if self.figure else ()
        pieces = (Words(f"{self.label}：要求{self.relation}"), self.demanded, *figure, Words(unit))
        return Sentence(tuple(piece for piece in pieces if piece != Words("")))


Alternatives = tuple[Threshold, ...]


def runs(body: Iterable[object]) -> tuple[Alternatives, ...]:
    """The thresholds that stand together in `body`: each run is printed as one table."""
    found: list[list[Threshold]] = [[]]
    for block in body:
        if isinstance(block, Threshold):
            found[-1].append(block)
        elif found[-1]:
            found.append([])
    return tuple(tuple(run) for run in found if run)


def demanded(run: Iterable[Threshold]) -> tuple[Alternatives, ...]:
    """What one run demands: thresholds by themselves, or with the alternatives that follow them."""
    found: list[list[Threshold]] = []
    for threshold in run:
        if threshold.alternative and found:
            found[-1].append(threshold)
        else:
            found.append([threshold])
    return tuple(tuple(alternatives) for alternatives in found)


def misfits(body: Iterable[object], columns: Mapping[str, Mapping[str, Column]]) -> Iterator[tuple[Threshold, str]]:
    """Thresholds of `body` that fit neither its lists (`columns` by list) nor one another, with the reason."""
    for run in runs(body):
        if run[0].alternative:
            yield run[0], "alternative 须紧接在另一个 threshold 之后"
        for first, *others in demanded(run):
            yield from ((one, "任选其一的各项须同是空格，或同一清单的列") for one in others if not _alike(one, first))
        for threshold in run:
            if threshold.listed and (reason := _unlisted(threshold, columns)) is not None:
                yield threshold, reason


def _alike(one: Threshold, other: Threshold) -> bool:
    """Whether both are judged at the same places."""
    return one.listed == other.listed and bool(one.column) == bool(other.column)


def _unlisted(threshold: Threshold, columns: Mapping[str, Mapping[str, Column]]) -> str | None:
    """Why the list or column that `threshold` reads does not suit it; None when it does."""
    if threshold.listed not in columns:
        return f"本页没有清单 {threshold.listed}"
    if not threshold.column:
        return None
    column = columns[threshold.listed].get(threshold.column)
    if column is None:
        return f"清单 {threshold.listed} 没有列 {threshold.column}"
    return None if column.type == threshold.type else f"列 {threshold.column} 是 {column.type}，不是 {threshold.type}"
