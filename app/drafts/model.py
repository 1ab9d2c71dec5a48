"""What goes into a draft and comes out of it: changes, steps, and what the draft is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from app.errors import DraftError

OWN = "/"
"""How the paths begin that are the program's own and no pack's (FORMAT.md, section 9)."""

DEEPEST = 50
"""No value of a draft is nested deeper."""
_NESTING = re.compile(r'[\[\]{}]|"(?:[^"\\]|\\.)*"')
_WRITTEN_ONCE = re.compile(r"/frozen/[^/]+|/remark/[^/]+(/answer/[^/]+)?")

Kind = Literal["do", "undo", "redo"]
"""What a step is: a gesture of the user, one taken back, or one done again."""


@dataclass(frozen=True, slots=True)
class Change:
    """One field before and after, as JSON texts; None is the absent value.

    The draft derives `before` from its own history: what a caller puts there is not stored.
    """

    path: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class StoredStep:
    """One gesture as the history keeps it; `at` is ISO 8601 in UTC, changes are in order of their paths.

    `replica` and `counter` name it in every copy of the draft.  `why` says in words what it was made for; `brought`
    counts the steps just before it that came from another copy: a step that brought some is a merge.
    """

    number: int
    kind: Kind
    changes: tuple[Change, ...]
    by: str
    at: str
    replica: bytes = b""
    counter: int = 0
    why: str = ""
    brought: int = 0


@dataclass(frozen=True, slots=True)
class DraftInfo:
    """What a draft is: its ids, the pack edition it answers, when it was made, how often it was written.

    `draft_id` is the same in every copy; `copy_id` is new in a copy made for somebody else.
    """

    draft_id: str
    pack: str
    edition: int
    created: str
    revision: int
    copy_id: str


def is_own(path: str) -> bool:
    """Whether `path` is the program's own: no answer stands there, and no undo touches it."""
    return path.startswith(OWN)


def is_written_once(path: str) -> bool:
    """Whether what stands at `path` is never changed or removed: a fixed version, a remark, an answer to one."""
    return _WRITTEN_ONCE.fullmatch(path) is not None


def require_bounded(changes: Iterable[Change]) -> None:
    """DraftError when a value is nested deeper than any of ours."""
    if not all(change.after is None or is_bounded(change.after) for change in changes):
        raise DraftError("有一处内容的层次太深，没有写入草稿，原有内容没有改动。", "请检查这份内容的来源。")


def is_bounded(text: str) -> bool:
    """Whether a JSON text is nested no deeper than any value of ours, so that every reader can take it in."""
    if text.count("[") + text.count("{") <= DEEPEST:
        return True
    depth = 0
    for mark in _NESTING.findall(text):
        depth += (mark in "[{") - (mark in "]}")
        if depth > DEEPEST:
            return False
    return True
