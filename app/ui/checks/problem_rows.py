"""Problems as rows of a list: red for what blocks, amber for advice, quiet for what is only owed."""

from __future__ import annotations

from app.forms.checks.findings import place_words
from app.forms.checks.problems import Problem
from app.ui.desk import Desk
from app.ui.widgets.rows import Row


def problem_row(desk: Desk, problem: Problem) -> Row:
    """A finding with its place in its list and the clause it rests on."""
    words = place_words(desk.pack, desk.session.answers, problem, alone=False)
    blocking = problem.severity == "blocking"
    icon = ("untouched" if problem.missing else "faulty") if blocking else "advice"
    tone = "blocking" if blocking else "advice"
    clause = f"依据：{problem.clause}" if problem.clause else ""
    return Row(words, problem.path, icon, tone, detail=clause)
