"""How the mark of a page looks: its icon and its colour; the words are the core's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.forms.checks.checklist import Mark, SectionStatus

if TYPE_CHECKING:
    from app.forms.session import FormSession

IDLE = "不适用"
"""What is said of a page that does not apply."""

ICONS: dict[Mark, str] = {
    Mark.UNTOUCHED: "untouched",
    Mark.PARTIAL: "partial",
    Mark.FAULTY: "faulty",
    Mark.DONE: "done",
}
TONES: dict[Mark, str] = {
    Mark.UNTOUCHED: "faint",
    Mark.PARTIAL: "accent",
    Mark.FAULTY: "blocking",
    Mark.DONE: "done",
}


def mark_words(session: FormSession, status: SectionStatus) -> str:
    """The mark in words; of a page that does not apply, that it does not."""
    return status.mark.value if session.applies(status.section) else IDLE
