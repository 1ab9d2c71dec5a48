"""The edits that put rows into a list: behind those there are, or in their place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from app.forms.answers.answers import Edit
from app.forms.answers.presets import is_preset
from app.forms.answers.ranks import between
from app.forms.paths import FieldPath
from app.forms.session import FormSession
from app.forms.values import Value, same

Rows = Sequence[Mapping[str, Value]]


def appended(session: FormSession, path: FieldPath, rows: Rows) -> list[Edit]:
    """The rows behind those of the list, in place of 无."""
    edits, _ = session.row_edits(path, session.answers.row_count(path), rows)
    return [Edit(path, session.answers.get(path), None), *edits]


def replaced(session: FormSession, path: FieldPath, rows: Rows) -> list[Edit]:
    """The rows in place of those of the list.

    A row whose first cell says the same as that of one row before is that row: it keeps its proofs and its history.
    Rows that the notice prints stay.
    """
    answers, table = session.answers, session.pack.section[path.section].lists[path.field]
    old = answers.rows(path)
    known = _by_title(path, old, session)
    kept = [known.get(_title(table.columns[0].id, row)) for row in _once(table.columns[0].id, rows)]
    printed = [row for row in old if is_preset(table, answers, path.at(row, table.columns[0].id))]
    stay = {row for row in (*kept, *printed) if row}
    edits = [Edit(path, answers.get(path), None)]
    for row in old:
        if row not in stay:
            edits += session.removal(path, row)
    fresh, ids = session.row_edits(path, len(old), [row if not at else {} for row, at in zip(rows, kept, strict=True)])
    order = [*(row for row in printed if row not in kept), *(at or new for at, new in zip(kept, ids, strict=True))]
    ranks = dict(zip(order, between("", "", len(order)), strict=True))
    unused = {new for new, at in zip(ids, kept, strict=True) if at}
    edits += [
        edit if edit.path.column else Edit(edit.path, None, ranks[edit.path.row])
        for edit in fresh
        if edit.path.row not in unused
    ]
    edits += [Edit(path.at(row), answers.get(path.at(row)), ranks[row]) for row in stay]
    for at, cells in zip(kept, rows, strict=True):
        if at is not None:
            edits += _changes(session, path.at(at), cells)
    return edits


def _changes(session: FormSession, row: FieldPath, cells: Mapping[str, Value]) -> list[Edit]:
    """What makes a row that is there hold these cells and no others."""
    table = session.pack.section[row.section].lists[row.field]
    names = [column.id for column in table.asked_columns if column.computed is None]
    found = [(row.at(row.row, name), cells.get(name)) for name in names]
    edits = [Edit(cell, session.answers.get(cell), value) for cell, value in found]
    return [
        edit for edit in edits if not same(edit.before, edit.after) and not is_preset(table, session.answers, edit.path)
    ]


def _by_title(path: FieldPath, rows: Sequence[str], session: FormSession) -> dict[object, str]:
    """The rows by what their first cell says, those that say something no other says."""
    first = session.pack.section[path.section].lists[path.field].columns[0].id
    titles = [session.answers.get(path.at(row, first)) for row in rows]
    count = Counter(titles)
    return {title: row for title, row in zip(titles, rows, strict=True) if title is not None and count[title] == 1}


def _title(first: str, row: Mapping[str, Value]) -> object:
    return row.get(first)


def _once(first: str, rows: Rows) -> list[Mapping[str, Value]]:
    """The rows, those empty whose first cell another has too: they are not taken for a row that was there."""
    count = Counter(_title(first, row) for row in rows)
    return [row if count[_title(first, row)] == 1 else {} for row in rows]
