"""Two copies of one draft: what differs and who has seen what, and one made of both (FORMAT.md, section 4).

A field's value is known by the step that gave it, and a copy has seen a step or has not; so neither clocks nor files'
times decide anything.  Nothing here knows what a path means.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import apsw

from app.drafts.format import blobs, history, ledger, steps
from app.drafts.format.container import rows
from app.drafts.format.ledger import State
from app.drafts.format.steps import Head
from app.drafts.model import Change, StoredStep

Side = Literal["ours", "theirs", "both"]
"""Who has changed a field since the last state that both have seen."""

_LATEST = """
SELECT f.path, f.value, w.replica, s.counter, s.by, s.at FROM field f
JOIN step s ON s.number = (SELECT max(step) FROM change c WHERE c.field = f.id)
JOIN writer w ON w.id = s.writer
"""


@dataclass(frozen=True, slots=True)
class Held:
    """What one copy holds at a path (JSON text, None when absent), and the step that gave it; `at` is only shown."""

    value: str | None
    by: str = ""
    at: str = ""


ABSENT = Held(None)
Given = tuple[bytes, int, Held]
"""What stands at a path, behind the replica and counter of the step that gave it."""
Naming = Callable[[str], str]
"""What a stored path is called today."""


def _as_stored(path: str) -> str:
    return path


@dataclass(frozen=True, slots=True)
class Difference:
    """A path that one copy changed without the other having seen it: what each holds, and what both had seen last."""

    path: str
    side: Side
    ours: Held
    theirs: Held
    base: str | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every difference of two copies, by path; `unseen` are the steps of the other copy that ours does not have.

    `files` are those that the other holds and ours does not, by SHA-256, with their sizes.  `former` are the names
    under which the other holds what is called otherwise today; nothing stands there after a merge.
    """

    differences: tuple[Difference, ...]
    unseen: tuple[StoredStep, ...]
    files: Mapping[str, int]
    former: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy as it is read for a comparison: its latest value by path, what it has seen, all its steps.

    `former` are the stored paths whose value stands under another name in `latest`.
    """

    latest: Mapping[str, Given]
    seen: Mapping[bytes, int]
    steps: tuple[StoredStep, ...]
    evidence: Mapping[str, int]
    former: frozenset[str] = frozenset()

    def has_seen(self, replica: bytes, counter: int) -> bool:
        """Whether a step is in the history of this copy."""
        return self.seen.get(replica, 0) >= counter

    def is_new_to(self, other: Copy, path: str) -> bool:
        """Whether the value at `path` was given by a step that `other` has not seen."""
        found = self.latest.get(path)
        return found is not None and not other.has_seen(found[0], found[1])

    def held(self, path: str) -> Held:
        """What stands at `path`."""
        found = self.latest.get(path)
        return found[2] if found is not None else ABSENT


def read_copy(db: apsw.Connection, found: Sequence[StoredStep]) -> Copy:
    """The copy behind `db`, whose steps were read and checked."""
    latest = {
        path: (replica, counter, Held(value, by, at)) for path, value, replica, counter, by, at in rows(db, _LATEST)
    }
    return Copy(latest, steps.seen(db), tuple(found), blobs.sizes(db))


def compare(ours: Copy, theirs: Copy, naming: Naming = _as_stored) -> Comparison:
    """What each of two copies of one draft changed that the other has not seen, by today's names."""
    ours, theirs = _named(ours, naming), _named(theirs, naming)
    found = []
    for path in sorted(ours.latest.keys() | theirs.latest.keys()):
        mine, other = ours.is_new_to(theirs, path), theirs.is_new_to(ours, path)
        if mine or other:
            side: Side = "both" if mine and other else "ours" if mine else "theirs"
            found.append(Difference(path, side, ours.held(path), theirs.held(path), None))
    bases = _bases(ours, theirs, {one.path for one in found}, naming)
    told = tuple(Difference(one.path, one.side, one.ours, one.theirs, bases.get(one.path)) for one in found)
    # By name, not by counter: a burst of typing that was copied half has one name here and another there.
    own = {(step.replica, step.counter) for step in ours.steps}
    unseen = tuple(step for step in theirs.steps if (step.replica, step.counter) not in own)
    files = {sha256: size for sha256, size in theirs.evidence.items() if sha256 not in ours.evidence}
    return Comparison(told, unseen, files, theirs.former)


def _bases(ours: Copy, theirs: Copy, paths: Collection[str], naming: Naming) -> dict[str, str | None]:
    """What stood at each path after the latest step that both have seen."""
    found: dict[str, str | None] = {}
    for step in ours.steps:
        if theirs.has_seen(step.replica, step.counter):
            after: dict[str, str | None] = {}
            for change in step.changes:  # of a value that got another name, the name that it has now
                path = naming(change.path)
                after[path] = after.get(path) if change.after is None else change.after
            found.update((path, text) for path, text in after.items() if path in paths)
    return found


def _named(copy: Copy, naming: Naming) -> Copy:
    """The copy with what it holds under today's names; that a value got another name is no change of it."""
    names = {path: naming(path) for path in copy.latest}
    if all(path == name for path, name in names.items()):
        return copy
    given = _given(copy.steps, naming)
    latest = {path: given[path] for path, name in names.items() if path == name}
    today = {path for path, found in latest.items() if found[2].value is not None}
    former = set()
    for path, name in names.items():
        there = given[path][2].value is not None
        if path != name and there and name in today:
            latest[path] = given[path]  # both names hold a value: what has the older one is left as it is
        elif path != name:
            former.add(path)
            if there or name not in latest:
                latest[name] = given[path]
    return replace(copy, latest=latest, former=frozenset(former))


def _given(found: Iterable[StoredStep], naming: Naming) -> dict[str, Given]:
    """What each stored path holds, and the step that gave it, wherever it stood then."""
    given: dict[str, Given] = {}
    for step in found:
        leaving = () if step.brought else (change.path for change in step.changes if _leaves(change, naming, given))
        left = {naming(path): given[path] for path in leaving}
        for change in step.changes:
            before = left.get(change.path)
            own = (step.replica, step.counter, Held(change.after, step.by, step.at))
            given[change.path] = before if before is not None and before[2].value == change.after else own
    return given


def _leaves(change: Change, naming: Naming, given: Mapping[str, Given]) -> bool:
    """Whether a value goes from a name that it has no more."""
    return change.after is None and change.path in given and naming(change.path) != change.path


@dataclass(frozen=True, slots=True)
class Merged:
    """What becomes of two copies: the value of every path that differed, and the step that says so.

    Of `decided` the step says the value even where it is what stands there: both had changed them differently.
    `files` are those to bring along, by SHA-256, each fetched when it is written.
    """

    values: Mapping[str, str | None]
    decided: Collection[str]
    files: Collection[str]
    fetch: Callable[[str], bytes]
    by: str
    why: str


def take_in(db: apsw.Connection, state: State, unseen: tuple[StoredStep, ...], merged: Merged, replica: bytes) -> State:
    """Append the steps of the other copy, and one step that gives every path the value it shall have.

    A path that nothing was said of keeps what stood there, also where one of these steps is older than that: the
    beginning of a burst of typing, copied before the rest of it was typed.
    """
    stood = dict(history.values(db))
    touched = {change.path for step in unseen for change in step.changes}
    values = {path: stood.get(path) for path in touched} | dict(merged.values)
    for step in unseen:
        state, changed = history.write_fields(db, state, {change.path: change.after for change in step.changes})
        head = Head(step.kind, step.replica, step.counter, step.by, step.at, (step.why, step.brought))
        state = steps.append(db, state, head, changed)
    for sha256 in merged.files:
        state = blobs.put(db, state, {sha256: merged.fetch(sha256)})
    stands = dict(history.values(db))
    after = {path: value for path, value in values.items() if path in merged.decided or value != stands.get(path)}
    state, changed = history.write_fields(db, state, after)
    head = Head("do", replica, 1, merged.by, ledger.now(), (merged.why, len(unseen)))
    return ledger.following(steps.append(db, state, head, changed))
