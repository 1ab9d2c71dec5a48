"""How many findings there are of each kind: what heads and marks say, without going through the findings again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from app.forms.checks.problems import MISSING, Problem
from app.forms.pack.fields import Severity


class Tally:
    """Counts of findings by how bad they are and by code."""

    def __init__(self, counts: Mapping[tuple[Severity, str], int] | None = None) -> None:
        self._counts = counts or {}

    @classmethod
    def of(cls, problems: Iterable[Problem]) -> Tally:
        """That of these problems."""
        return cls(Counter((problem.severity, problem.code) for problem in problems))

    def __add__(self, other: Tally) -> Tally:
        counts = Counter(self._counts)
        counts.update(other._counts)
        return Tally(counts)

    def __sub__(self, other: Tally) -> Tally:
        counts = Counter(self._counts)
        counts.subtract(other._counts)
        return Tally(counts)

    def count(self, severity: Severity | None = None, *, missing: bool | None = None, proofs: bool = False) -> int:
        """How many there are, of one severity alone, only what is owed or only what is wrong, of `proofs` alone."""
        return sum(
            count
            for (how_bad, code), count in self._counts.items()
            if severity in (None, how_bad)
            and missing in (None, code in MISSING)
            and (code.startswith("evidence") or not proofs)
        )
