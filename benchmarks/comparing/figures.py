"""Lines of the table: what was measured, here and at a peer, their ratio and the goal for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

HEADS = ("", "ours", "beside", "theirs", "ratio", "goal")


@dataclass(frozen=True, slots=True)
class Figure:
    """One line: both figures in `unit`, the smaller the better.

    `goal` is the largest ratio that is wanted, or where there is no `peer` the largest figure.
    """

    what: str
    ours: float
    unit: str = "s"
    peer: str = ""
    theirs: float | None = None
    goal: float | None = None

    @property
    def ratio(self) -> float | None:
        """Ours as a multiple of theirs."""
        return self.ours / self.theirs if self.theirs else None

    @property
    def missed(self) -> bool:
        """Whether the goal is not reached."""
        reached = self.ratio if self.ratio is not None else self.ours
        return self.goal is not None and reached > self.goal

    @property
    def cells(self) -> tuple[str, ...]:
        """The line as words; a ratio below one is followed by how many times faster that is."""
        theirs = f"{_short(self.theirs)} {self.unit}" if self.theirs is not None else ""
        ratio = "" if self.ratio is None else f"{self.ratio:.3g}"
        if self.ratio is not None and self.ratio < 1:
            ratio += f" ({_short(1 / self.ratio)} ×)"
        goal = "" if self.goal is None else f"≤ {_short(self.goal)}{'' if self.peer else f' {self.unit}'}"
        return self.what, f"{_short(self.ours)} {self.unit}", self.peer, theirs, ratio, goal + " !" * self.missed


def table(figures: Iterable[Figure]) -> str:
    """All lines under their heads; `!` stands beside what is missed."""
    lines = [HEADS, *(figure.cells for figure in figures)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def _short(number: float) -> str:
    """Three significant digits, without an exponent."""
    return f"{number:,.0f}" if number >= 100 else f"{number:.3g}"
