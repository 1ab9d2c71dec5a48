"""What undo would take back of an earlier session, told before it is done: whose step, of when, and what it changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from app.declaration.history.words import NOBODY
from app.forms.answers.answers import Edit
from app.forms.answers.history import Step
from app.forms.field_types import FIELD_TYPES
from app.forms.moments import is_moment, moment
from app.forms.paths import FieldPath
from app.forms.session import FormSession
from app.forms.values import Value
from app.forms.wording import shortened

MOST_NAMED = 6
_NOTHING = "（空）"


def is_earlier(step: Step, begun: datetime) -> bool:
    """Whether a step was saved before this work was `begun`; a merge of just now is none, though it was read back."""
    return bool(step.at) and not (is_moment(step.at) and datetime.fromisoformat(step.at) >= begun)


def taking_back_words(session: FormSession, step: Step) -> tuple[str, str]:
    """Whose change of when would be taken back, and line by line what would become of it."""
    who = shortened(step.by, 40) or NOBODY
    lines = list(islice(_lines(session, step), MOST_NAMED + 1))
    if len(lines) > MOST_NAMED:
        lines[MOST_NAMED:] = [f"…… 这一步共改动 {len(step.edits)} 处"]
    return f"{who} {moment(step.at)} 的修改", "\n".join(lines)


def _lines(session: FormSession, step: Step) -> Iterator[str]:
    """One line for each row that would go or come back, and for each blank; cells of such rows go with them."""
    rows = {edit.path for edit in step.edits if edit.path.row and not edit.path.column and _goes_or_comes(edit)}
    for edit in step.edits:
        row = edit.path.at(edit.path.row) if edit.path.row else None
        if edit.path in rows:
            yield _of_row(session, step, edit)
        elif row not in rows:
            before, after = (_shown(session, edit.path, value) for value in (edit.before, edit.after))
            yield f"{_name(session, edit.path)}：“{after}”改回“{before}”"


def _goes_or_comes(edit: Edit) -> bool:
    return edit.before is None or edit.after is None


def _of_row(session: FormSession, step: Step, edit: Edit) -> str:
    path, goes = edit.path, edit.before is None
    page = session.pack.section.get(path.section)
    if page is None or path.field not in page.evidence_items:
        return f"{_name(session, path)}：一行将{'被去掉' if goes else '放回'}"
    named = path.at(path.row, "name")
    kept = session.answers.get(named) if goes else next((one.before for one in step.edits if one.path == named), None)
    return f"{_name(session, path)}：证明材料“{kept or ''}”将{'被移出' if goes else '放回'}"


def _name(session: FormSession, path: FieldPath) -> str:
    page = session.pack.section.get(path.section)
    field = session.pack.field_at(path.whole) if page is not None else None
    return f"{page.plain_name if page is not None else path.section}—{field.label if field is not None else path.field}"


def _shown(session: FormSession, path: FieldPath, value: Value | None) -> str:
    field = session.pack.field_at(path) if path.section in session.pack.section else None
    words = FIELD_TYPES[field.type].at_rest(value, field.unit) if field is not None else str(value or "")
    return shortened(words) or _NOTHING
