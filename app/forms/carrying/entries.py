"""Entries of repeated pages carried over: the blanks of each go where their page goes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.forms.answers.answers import Edit
from app.forms.paths import ENTRIES, FieldPath, entry_section, is_entry
from app.forms.session import FormSession


def with_entries(old: FormSession, new: FormSession) -> FormSession:
    """`new` as it is, or with the entries of `old` on every repeated page where it has none; of one form only."""
    if old.folded.id != new.folded.id:
        return new
    edits = [edit for path in _pages(new) if not new.answers.row_count(path) for edit in _rows(old, path)]
    if not edits:
        return new
    staged = FormSession(new.folded, new.answers.copy())
    staged.apply(edits)
    return staged


def entry_edits(planned: FormSession, session: FormSession, edits: Sequence[Edit]) -> Iterator[Edit]:
    """`edits` with the entries they are for put before them; those of an entry that is not to be are left out."""
    there = {entry_section(path.section, row) for path in _pages(session) for row in session.answers.rows(path)}
    for path in _pages(planned):
        if not session.answers.row_count(path):
            there |= {entry_section(path.section, row) for row in planned.answers.rows(path)}
            yield from _rows(planned, path)
    yield from (edit for edit in edits if not is_entry(edit.path.section) or edit.path.section in there)


def _pages(session: FormSession) -> list[FieldPath]:
    return [FieldPath(section.id, ENTRIES) for section in session.folded.sections if section.repeat]


def _rows(session: FormSession, path: FieldPath) -> list[Edit]:
    return [Edit(path.at(row), None, session.value(path.at(row))) for row in session.answers.rows(path)]
