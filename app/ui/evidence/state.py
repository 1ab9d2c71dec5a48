"""How the state of a proof looks: its icon, its words, its colour; the state itself is the core's."""

from __future__ import annotations

from app.forms.attachments import State, attachment
from app.forms.paths import FieldPath
from app.ui.desk import Desk

ICONS: dict[State, str] = {
    State.DONE: "done",
    State.MISSING: "untouched",
    State.ADVISED: "advice",
    State.OPTIONAL: "untouched",
    State.LATER: "untouched",
    State.NOT_ASKED: "untouched",
}
TONES: dict[State, str] = {
    State.DONE: "done",
    State.MISSING: "accent",
    State.ADVISED: "muted",
    State.OPTIONAL: "faint",
    State.LATER: "faint",
    State.NOT_ASKED: "faint",
}


def state_of(desk: Desk, path: FieldPath) -> tuple[str, str]:
    """Whether a proof is there, in words, and the tone of the words."""
    found = attachment(desk.session, path)
    if found.state is State.DONE:
        return f"已附 {len(found.files)} 份", "advice" if found.problems else "done"
    if found.left_out:
        return found.left_out, "advice"
    if found.files:
        lacking = next((one.params["count"] for one in found.problems if one.code == "evidence_rows"), 0)
        return f"已附 {len(found.files)} 份，还缺 {lacking} 行的", TONES[found.state]
    return found.state.value, TONES[found.state]
