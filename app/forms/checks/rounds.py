"""Going from problem to problem until none is left, while they are mended and others come."""

from __future__ import annotations

from collections.abc import Sequence

from app.forms.checks.problems import Problem


class Round:
    """One way through the problems, in the order given; it goes round at either end.

    A problem that was mended keeps its place until the next step: `mended` says so, and the step goes to what came
    after it.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        self.current: Problem | None = None
        self.mended = False
        self.place = 0

    def begin(self, problem: Problem | None = None) -> Problem | None:
        """Stand at `problem`, else at the first; None when there is none at all."""
        found = _place_of(problem, self.problems) if problem is not None else None
        return self._stand(found or 0)

    def step(self, by: int) -> Problem | None:
        """Go `by` problems on, or back; None when none is left."""
        if self.current is None:
            return self.begin()
        return self._stand(self.place + by - (self.mended and by > 0))

    def follow(self, problems: Sequence[Problem]) -> None:
        """Take what is found now; where the current one is gone, it counts as mended."""
        self.problems = tuple(problems)
        if self.current is None:
            return
        found = _place_of(self.current, self.problems)
        self.mended = found is None
        if found is not None:
            self.place, self.current = found, self.problems[found]
        else:
            self.place = min(self.place, len(self.problems))

    def _stand(self, place: int) -> Problem | None:
        self.mended = False
        self.place = place % len(self.problems) if self.problems else 0
        self.current = self.problems[self.place] if self.problems else None
        return self.current


def _place_of(problem: Problem, problems: Sequence[Problem]) -> int | None:
    """Where the finding stands, by its blank and its kind; None when it is not there any more."""
    wanted = (problem.path, problem.code)
    return next((place for place, one in enumerate(problems) if (one.path, one.code) == wanted), None)
