"""What the actions of the window do on the open declaration, by the names of the actions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.declaration.finding.replacing import Replacing
    from app.ui.form.view import FormView


def _undo(form: FormView) -> None:
    """Take the last step back, after a question where it is not of today."""
    from app.ui.history.undoing import undo

    undo(form.desk, form.window())


def _replace(form: FormView) -> None:
    """Ask which words shall be replaced, and make it one step."""
    from app.declaration.finding.replacing import replace
    from app.ui.finding.replace import ReplaceDialog, done_words

    desk = form.desk
    if desk.read_only:
        return
    desk.settle()

    def make(planned: Replacing) -> None:
        words = done_words(planned)
        desk.agreed(lambda: replace(desk.session, planned.found, words.partition("。")[0]))
        form.notices.say(words)

    dialog = ReplaceDialog(desk, form.tree.finder.box.text(), form.window())
    dialog.agreed.connect(make)
    dialog.open()


def _remark(form: FormView) -> None:
    """Ask for a remark on the blank with the cursor, or on the page."""
    form.open(form.section)
    form.panel.add_remark()


ON_THE_FORM: Mapping[str, Callable[[FormView], object]] = {
    "save": lambda form: form.status.tell_saved(),
    "undo": _undo,
    "redo": lambda form: form.desk.redo(),
    "find": lambda form: form.going.start(),
    "replace": _replace,
    "goto": lambda form: form.going.ask(),
    "find_next": lambda form: form.going.step(1),
    "find_previous": lambda form: form.going.step(-1),
    "remark": _remark,
    "previous": lambda form: form.step(-1),
    "next": lambda form: form.step(1),
    "check": lambda form: form.check(),
    "attachments": lambda form: form.asides.check_attachments(),
    "next_problem": lambda form: form.asides.step(1),
    "previous_problem": lambda form: form.asides.step(-1),
    "progress": lambda form: form.asides.show_progress(),
    "scores": lambda form: form.asides.score(),
    "preview": lambda form: form.preview.toggle(),
}
