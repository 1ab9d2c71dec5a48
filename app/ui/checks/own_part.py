"""Which pages are the user's own part of a declaration that several people fill in."""

from __future__ import annotations

from app.forms.paths import FieldPath
from app.ui.desk import Desk


def own_sections(desk: Desk) -> list[str] | None:
    """The pages asked for in this copy, where it was handed out; else those that nobody else has.

    None where nothing is lent, and all is everybody's.
    """
    if desk.own_loan is None and not desk.lent:
        return None
    sections = [section.id for section in desk.pack.sections]
    if desk.own_loan is not None:
        return [one for one in sections if FieldPath(one, "").folded.section in desk.own_loan.sections]
    return [one for one in sections if desk.loan_of(one) is None]
