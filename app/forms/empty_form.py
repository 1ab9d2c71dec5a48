"""The form that is filled by hand."""

from __future__ import annotations

from app.forms.paths import ENTRIES, FieldPath
from app.forms.session import FormSession


def with_blank_entries(session: FormSession) -> FormSession:
    """The session, or a copy in which a repeated page without entries has as many as the pack gives an empty form."""
    empty = [
        one for one in session.pack.sections if one.repeat and not session.answers.rows(FieldPath(one.id, ENTRIES))
    ]
    if not empty:
        return session
    form = FormSession(session.folded, session.answers.copy())
    for page in empty:
        assert page.repeat is not None
        form.insert_rows(FieldPath(page.id, ENTRIES), 0, [{}] * page.repeat.blank)
    return form
