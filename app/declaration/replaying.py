"""The steps of earlier sessions taken up again, so that undo reaches across them."""

from __future__ import annotations

import json
from collections.abc import Sequence

from app.drafts.model import Change, StoredStep, is_own
from app.drafts.store import Draft
from app.forms.answers.answers import Edit
from app.forms.answers.history import Step
from app.forms.answers.serial import value_from_json
from app.forms.pack.pack import Pack
from app.forms.paths import FieldPath
from app.forms.session import FormSession

UNDO_DEPTH = 200


def replay(session: FormSession, draft: Draft) -> None:
    """Take up the newest steps of a draft; not beyond one that cannot be read.

    A merge is one step, with all that it brought.  What stands under the program's own paths is nothing to undo.
    """
    for stored in gathered(draft.steps(UNDO_DEPTH)):
        try:
            edits = (_edit(session.folded, change) for change in stored.changes if not is_own(change.path))
            step = Step(tuple(edits), stored.by, stored.at)
        except (ValueError, RecursionError):
            session.history.forget()
        else:
            session.history.replay(stored.kind, step)


def gathered(steps: Sequence[StoredStep]) -> list[StoredStep]:
    """Steps with those that a merge brought put into the merge; nothing from a merge on that is not here as a whole."""
    found: list[StoredStep] = []
    end = len(steps)
    while end:  # from the newest: what a merge brought may itself hold merges, which are part of it
        newest = steps[end - 1]
        begin = end - 1 - newest.brought
        if begin < 0:
            break
        found.append(_as_one(steps[begin : end - 1], newest) if newest.brought else newest)
        end = begin
    return found[::-1]


def _as_one(brought: Sequence[StoredStep], merge: StoredStep) -> StoredStep:
    """A merge with all that it brought: of each path what stood before and what stood after all of it."""
    changes: dict[str, Change] = {}
    for change in (change for step in (*brought, merge) for change in step.changes):
        first = changes.get(change.path, change)
        changes[change.path] = Change(change.path, first.before, change.after)
    made = tuple(change for change in changes.values() if change.before != change.after)
    return StoredStep(merge.number, merge.kind, made, merge.by, merge.at, merge.replica, merge.counter, merge.why)


def _edit(pack: Pack, change: Change) -> Edit:
    """A stored change as the edit it was; ValueError when the pack asks nothing there."""
    path = FieldPath.parse(change.path)
    before, after = (
        None if text is None else value_from_json(pack, path, json.loads(text))
        for text in (change.before, change.after)
    )
    return Edit(path, before, after)
