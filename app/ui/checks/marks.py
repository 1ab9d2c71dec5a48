"""How the mark of a page looks: its icon and its colour; the words are the core's."""

from __future__ import annotations

from app.forms.checks.checklist import Mark

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
