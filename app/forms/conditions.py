"""Whether a condition holds for the answers given."""

from __future__ import annotations

from app.forms.answers import Answers
from app.forms.consistency import resolve
from app.forms.fields import Condition
from app.forms.pack import Pack
from app.forms.section import Section


def holds(condition: Condition | None, pack: Pack, section: Section | None, answers: Answers) -> bool:
    """Whether `condition`, read inside `section`, is true; no condition always holds."""
    if condition is None:
        return True
    if condition.all:
        return all(holds(inner, pack, section, answers) for inner in condition.all)
    if condition.any:
        return any(holds(inner, pack, section, answers) for inner in condition.any)
    if condition.not_ is not None:
        return not holds(condition.not_, pack, section, answers)
    path = resolve(pack, condition.field or "", section)
    value = answers.get(path) if path else None
    if condition.is_ is None:
        return (value is not None) == condition.answered
    if isinstance(value, tuple):
        return condition.is_ in value
    if isinstance(value, bool):
        return condition.is_ == ("是" if value else "否")
    return value is not None and str(value) == condition.is_
