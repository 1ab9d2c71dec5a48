"""What a file that came back would change: its differences from the draft, and all of it that answers no blank."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from app.export.returned.matching import Leftover
from app.forms.paths import FieldPath
from app.forms.values import Value

Action = Literal["take", "keep", "conflict", "same"]
Cells = Mapping[str, Value]
Content = Value | None | Cells


@dataclass(frozen=True, slots=True)
class Difference:
    """One blank, cell or row that is not alike everywhere; a row (no column) holds its cells, None where it is not.

    `base` is what it held when the file was sent, None also where that is not known.  A row that is new stands
    behind the row `behind`, "" at the head of its list.
    """

    path: FieldPath
    action: Action
    base: Content
    ours: Content
    theirs: Content
    behind: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A comment in the margin: whose, its words, the words that it is about.

    `path` is the blank or page that it stands at, "" where that is not known; `known`: the draft has this remark.
    """

    by: str
    text: str
    about: str
    path: str
    known: bool = False


@dataclass(frozen=True, slots=True)
class ReturnPlan:
    """The differences in the order of the form, and what else the file holds.

    `missing` are blanks that were sent and are not in the file; `unread` are words that answer no blank.  `by` and
    `at` are who saved the file last and when, as it says itself.
    """

    file: str
    differences: tuple[Difference, ...]
    unread: tuple[Leftover, ...]
    missing: tuple[str, ...]
    comments: tuple[Note, ...]
    notes: tuple[str, ...]
    by: str
    at: str

    def of(self, action: Action) -> tuple[Difference, ...]:
        """The differences with that action."""
        return tuple(one for one in self.differences if one.action == action)

    def arriving(self, *, conflicts: bool) -> Iterator[Difference]:
        """What would be written: what only Word changed, and the `conflicts` if they go its way."""
        return (one for one in self.differences if one.action == "take" or (conflicts and one.action == "conflict"))


def action_of(*, word: bool, draft: bool, alike: bool) -> Action | None:
    """What becomes of a blank that was changed in Word, in the draft, or in both; None where nothing was."""
    if not word and not draft:
        return None
    if alike:
        return "same"
    if word and draft:
        return "conflict"
    return "take" if word else "keep"
