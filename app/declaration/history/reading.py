"""The history of a draft or of a part of it, read page by page however long it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.declaration.history.scope import EVERYTHING, Scope
from app.drafts.model import Change, StoredStep, is_own
from app.drafts.store import Draft

PAGE = 500
"""So many steps are held at a time."""


@dataclass(frozen=True, slots=True)
class Record:
    """One step, of it the changes to what is asked for, and apart from them the notes of the program's own.

    `merge` is the number of the step that brought it from another copy, 0 when it was made in this one: of what it
    changed, only what stood there afterwards is known.
    """

    step: StoredStep
    changes: tuple[Change, ...]
    notes: tuple[Change, ...]
    merge: int = 0

    def within(self, scope: Scope) -> Record | None:
        """The same step as far as it belongs to `scope`; None when nothing of it does."""
        if scope == EVERYTHING:
            return self
        changes = tuple(change for change in self.changes if scope.holds(change.path))
        return replace(self, changes=changes, notes=()) if changes else None

    def tells(self, text: str) -> bool:
        """Whether `text` is part of a value before or after, of the reason or of the name of whoever did it."""
        told = (part for change in self.changes for part in (change.before, change.after) if part is not None)
        return any(text in part for part in (self.step.by, self.step.why, *told))


@dataclass(frozen=True, slots=True)
class Past:
    """What a history holds: which steps came by which merge, as (first, last, merge), and whether it met the scope."""

    brought: tuple[tuple[int, int, int], ...]
    met: bool


def past(draft: Draft, scope: Scope = EVERYTHING) -> Past:
    """Look through the whole history once; DraftDamaged when a step is not what was sealed."""
    brought: list[tuple[int, int, int]] = []
    met = False
    for step in _steps(draft):
        if step.brought:
            first = max(1, step.number - step.brought)
            while brought and brought[-1][0] >= first:  # what a merge brought may itself hold merges
                brought.pop()
            brought.append((first, step.number - 1, step.number))
        met = met or any(scope.holds(change.path) for change in step.changes)
    return Past(tuple(brought), met)


def records(draft: Draft, seen: Past, scope: Scope = EVERYTHING) -> Iterator[Record]:
    """The steps that changed something in `scope`, oldest first; notes of the program's own belong to no part."""
    brought = iter(seen.brought)
    span = next(brought, None)
    for step in _steps(draft):
        while span is not None and span[1] < step.number:
            span = next(brought, None)
        merge = span[2] if span is not None and span[0] <= step.number else 0
        answers = tuple(one for one in step.changes if not is_own(one.path))
        notes = tuple(one for one in step.changes if is_own(one.path))
        record = Record(step, answers, notes, merge).within(scope)
        if record is not None:
            yield record


def _steps(draft: Draft) -> Iterator[StoredStep]:
    first = 1
    while found := draft.steps_from(first, PAGE):
        yield from found
        first += len(found)
