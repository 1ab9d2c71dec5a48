"""Writes what a file brought back into the draft, as one step that can be undone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from app.declaration.declaration import Declaration
from app.declaration.returning.plan import Difference, ReturnPlan
from app.errors import DraftError
from app.forms.answers.answers import Edit
from app.forms.paths import FieldPath
from app.forms.session import FormSession
from app.forms.values import same


def take_returned(declaration: Declaration, plan: ReturnPlan, *, conflicts: bool = False) -> int:
    """Fill the draft as planned; how many blanks and rows that changed.

    With `conflicts` they go the way of the file, else the draft keeps its own.  What was answered since the plan was
    made stays.  DraftError when the draft can only be read.
    """
    chosen = frozenset(one.path for one in plan.of("conflict")) if conflicts else frozenset[FieldPath]()
    return take_chosen(declaration, plan, chosen)


def take_chosen(declaration: Declaration, plan: ReturnPlan, chosen: frozenset[FieldPath]) -> int:
    """Fill the draft as planned, the conflicts at the paths `chosen` the way of the file."""
    if declaration.read_only:
        raise DraftError(f"草稿“{declaration.path.name}”是以只读方式打开的，没有读回任何内容。", "请重新打开后再读回。")
    session = declaration.session
    arriving = [
        one
        for one in plan.differences
        if (one.action == "take" or (one.action == "conflict" and one.path in chosen)) and _still_stands(session, one)
    ]
    session.apply(list(_edits(session, arriving)), why=f"读回 Word 文件“{plan.file}”")
    return len(arriving)


def _still_stands(session: FormSession, one: Difference) -> bool:
    """Whether the draft holds what it held when the plan was made."""
    if one.path.row and session.answers.get(one.path.at(one.path.row)) is None:
        return one.path.column == "" and one.ours is None
    if not one.path.column and one.path.row:
        return True
    assert not isinstance(one.ours, Mapping), "only rows hold cells"
    return same(session.value(one.path), one.ours)


def _edits(session: FormSession, arriving: list[Difference]) -> Iterator[Edit]:
    """The edits, those of new rows gathered by the place where they go."""
    fresh: list[Difference] = []
    for one in arriving:
        if one.path.row and not one.path.column:
            if isinstance(one.theirs, Mapping):
                fresh.append(one)
            else:
                yield from session.removal(one.path.whole, one.path.row)
            continue
        assert not isinstance(one.theirs, Mapping), "only rows hold cells"
        yield Edit(one.path, session.answers.get(one.path), one.theirs)
    fresh.sort(key=lambda one: (one.path.whole, _position(session, one)))
    for (path, position), rows in groupby(fresh, lambda one: (one.path.whole, _position(session, one))):
        cells = [dict(one.theirs) for one in rows if isinstance(one.theirs, Mapping)]
        yield Edit(path, session.answers.get(path), None)
        yield from session.row_edits(path, position, cells)[0]


def _position(session: FormSession, one: Difference) -> int:
    """Before which row of its list a new row goes."""
    rows = session.answers.rows(one.path.whole)
    return rows.index(one.behind) + 1 if one.behind in rows else 0 if one.behind == "" and rows else len(rows)
