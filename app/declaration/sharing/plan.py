"""A plan: what another copy, or a document that came back, would change; looked at and decided before it is done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import Literal

Action = Literal["take", "keep", "same", "conflict"]
"""What is done by itself: theirs is taken, ours stays, both are alike, or somebody must choose."""
Choice = Literal["ours", "theirs"]
Choices = Mapping[str, Choice]
"""Which side stands, by unit."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One path: what ours, theirs and the last state known to both hold there, as JSON texts (None: nothing).

    `unit` is the path of what is decided as one: the blank itself, or the row, entry or list that it belongs to.
    `by` and `at` tell who gave the other's value and when; they are shown and decide nothing.  `note` says in words
    what else to know.
    """

    path: str
    ours: str | None
    theirs: str | None
    base: str | None
    action: Action
    by: str = ""
    at: str = ""
    unit: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """Entries that are decided together; a single blank is a unit of its own."""

    path: str
    entries: tuple[Entry, ...]

    @property
    def action(self) -> Action:
        """What is done with it by itself; one entry in conflict makes the whole of it one."""
        actions = {entry.action for entry in self.entries}
        return next((action for action in ("conflict", "take", "keep") if action in actions), "same")

    @property
    def note(self) -> str:
        """What else to know of it."""
        return "".join(dict.fromkeys(entry.note for entry in self.entries if entry.note))


@dataclass(frozen=True)
class Plan:
    """Every entry, in order of its unit and path."""

    entries: tuple[Entry, ...]

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Plan:
        """The plan of some entries."""
        named = (entry if entry.unit else replace(entry, unit=entry.path) for entry in entries)
        return cls(tuple(sorted(named, key=lambda entry: (entry.unit, entry.path))))

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """What is decided one by one."""
        return tuple(Unit(path, tuple(made)) for path, made in groupby(self.entries, key=attrgetter("unit")))

    @cached_property
    def conflicts(self) -> tuple[Unit, ...]:
        """What somebody must choose."""
        return tuple(unit for unit in self.units if unit.action == "conflict")

    def open(self, choices: Choices) -> tuple[Unit, ...]:
        """The conflicts that `choices` do not decide."""
        return tuple(unit for unit in self.conflicts if unit.path not in choices)

    def outcome(self, choices: Choices) -> dict[str, str | None]:
        """What each path holds afterwards; KeyError for a conflict that is not decided."""
        held: dict[str, str | None] = {}
        for unit in self.units:
            for entry in unit.entries:
                side = choices.get(unit.path) or _by_itself(entry)
                held[entry.path] = entry.ours if side == "ours" else entry.theirs
        return held

    def decided(self, choices: Choices) -> frozenset[str]:
        """The paths at which somebody has chosen, or two changes came to one; the history says so."""
        chosen = {entry.path for unit in self.units if unit.path in choices for entry in unit.entries}
        return frozenset(chosen)


def _by_itself(entry: Entry) -> Choice:
    if entry.action == "conflict":
        raise KeyError(entry.unit)
    return "theirs" if entry.action == "take" else "ours"
