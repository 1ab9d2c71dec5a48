"""What of one attached file the book will not show: as it was found when the file was taken, and in its own words."""

from __future__ import annotations

from collections.abc import Iterator

from app.forms.answers.answers import Answers
from app.forms.checks.blanks import Unprintable, named_characters
from app.forms.pack.fields import Severity
from app.forms.paths import FieldPath

Finding = tuple[str, Severity, dict[str, object]]
_WORDS = (("name", "evidence_name"), ("proves", "evidence_claim"))


def print_findings(answers: Answers, file: FieldPath, unprintable: Unprintable) -> Iterator[Finding]:
    """Code, severity and parameters of what is left out of the file in row `file`, and of characters without a face:

    in the file, in its name, in what it is said to prove.
    """
    removed, lost = (str(answers.get(file.at(file.row, name)) or "") for name in ("removed", "unprintable"))
    if removed:
        yield "evidence_partly", "advice", {"removed": removed}
    if lost:
        yield "evidence_unprintable", "blocking", {"chars": named_characters(lost)}
    for cell, code in _WORDS:
        if lost := unprintable(str(answers.get(file.at(file.row, cell)) or "")):
            yield code, "blocking", {"chars": named_characters(lost)}
