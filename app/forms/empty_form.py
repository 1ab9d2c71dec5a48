"""What a form has before anything is filled in: rows that its notice prints, and on paper entries to fill by hand."""

from __future__ import annotations

from collections.abc import Iterator

from app.forms.answers.answers import Edit
from app.forms.answers.presets import preset_rows
from app.forms.answers.row_edits import Cells
from app.forms.paths import ENTRIES, FieldPath
from app.forms.session import FormSession


def preset_edits(session: FormSession) -> list[Edit]:
    """The edits that put the rows into each list that the notice prints there; none where a list has rows or is 无."""
    return [edit for path, rows in _presets(session) for edit in session.row_edits(path, 0, rows)[0]]


def empty_form(session: FormSession) -> FormSession:
    """The session, or a copy that also has what its empty form prints: preset rows, so many entries of each page."""
    entries = [
        one for one in session.pack.sections if one.repeat and not session.answers.rows(FieldPath(one.id, ENTRIES))
    ]
    if not entries and not any(True for _ in _presets(session)):
        return session
    form = FormSession(session.folded, session.answers.copy())
    for page in entries:
        assert page.repeat is not None
        form.insert_rows(FieldPath(page.id, ENTRIES), 0, [{}] * page.repeat.blank)
    for path, rows in list(_presets(form)):
        table = form.pack.section[path.section].lists[path.field]
        further = table.blank_rows if "blank_rows" in table.model_fields_set else 0
        form.insert_rows(path, 0, [*rows, *[{}] * further])
    return form


def _presets(session: FormSession) -> Iterator[tuple[FieldPath, list[Cells]]]:
    for section in session.pack.sections:
        for table in section.lists.values():
            path = FieldPath(section.id, table.field)
            if table.preset and not session.answers.row_count(path) and session.value(path) is None:
                yield path, list(preset_rows(table))
