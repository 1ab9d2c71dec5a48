"""What of the open declaration can be looked at or looked for, by the names of the actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.ui.form.view import FormView

REACTIONS: Mapping[str, Callable[[FormView], object]] = {
    "find": lambda form: form.going.start(),
    "find_next": lambda form: form.going.step(1),
    "find_previous": lambda form: form.going.step(-1),
    "check": lambda form: form.check(),
    "attachments": lambda form: form.check_attachments(),
    "next_problem": lambda form: form.asides.step(1),
    "previous_problem": lambda form: form.asides.step(-1),
    "scores": lambda form: form.score(),
    "preview": lambda form: form.preview.toggle(),
}
