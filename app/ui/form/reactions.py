"""What the actions of the window do on the open declaration, by the names of the actions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.ui.form.view import FormView

ON_THE_FORM: dict[str, Callable[[FormView], object]] = {
    "save": lambda form: form.status.tell_saved(),
    "preview": lambda form: form.preview.toggle(),
    "undo": lambda form: form.desk.undo(),
    "redo": lambda form: form.desk.redo(),
    "find": lambda form: form.tree.finder.start(),
    "remark": lambda form: form.add_remark(),
    "previous": lambda form: form.step(-1),
    "next": lambda form: form.step(1),
    "check": lambda form: form.check(),
    "attachments": lambda form: form.check_attachments(),
    "scores": lambda form: form.score(),
}
