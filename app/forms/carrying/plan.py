"""The plan of a carry-over: what arrives, what the user is asked about, what is left, and the edits it comes to."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from app.forms.answers.answers import Edit
from app.forms.answers.presets import only_presets
from app.forms.carrying.holdings import Content, Rows
from app.forms.paths import FieldPath
from app.forms.session import FormSession

Group = Literal["carried", "changed", "stale", "new", "dropped", "conflict", "unfit"]


class Arrival(NamedTuple):
    """What would be written into one blank or list that is still empty."""

    path: FieldPath
    content: Content


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that the two drafts have to say about each other.

    `sources` are answered blanks of the old draft, `targets` blanks of the new form; `arrivals` is what would be
    written, with `awaits` only once the user confirms it.  `reason` is a Chinese clause without a full stop.
    """

    group: Group
    sources: tuple[FieldPath, ...] = ()
    targets: tuple[FieldPath, ...] = ()
    arrivals: tuple[Arrival, ...] = ()
    reason: str = ""
    awaits: bool = False


@dataclass(frozen=True)
class CarryPlan:
    """Each answered blank of the old draft in exactly one entry, each empty blank of the new one in at most one.

    The groups: `carried` as it was; `changed`, converted to another unit or type; `stale`, to be confirmed because
    of its year; `new`, asked now and not found; `dropped`, not asked now; `conflict`, answered differently
    already, which is kept; `unfit`, asked in a way that what was answered cannot serve.
    """

    entries: tuple[Entry, ...] = ()

    def of(self, group: Group) -> tuple[Entry, ...]:
        """The entries of one group, in reading order."""
        return tuple(entry for entry in self.entries if entry.group == group)

    @cached_property
    def awaiting(self) -> frozenset[FieldPath]:
        """The blanks that are filled only once the user confirms it."""
        return frozenset(arrival.path for entry in self.entries if entry.awaits for arrival in entry.arrivals)

    def arrivals(self, confirmed: Container[FieldPath] = ()) -> Iterator[Arrival]:
        """What arrives when the user has confirmed the blanks in `confirmed`."""
        for entry in self.entries:
            for arrival in entry.arrivals:
                if not entry.awaits or arrival.path in confirmed:
                    yield arrival


def edits_of(plan: CarryPlan, session: FormSession, confirmed: Container[FieldPath] = ()) -> list[Edit]:
    """The edits that make `plan` come true; what was answered since it was made is left alone."""
    edits: list[Edit] = []
    for path, content in plan.arrivals(confirmed):
        page = session.pack.section.get(path.section)
        table = page.lists.get(path.field) if page is not None else None
        printed = table is not None and only_presets(table, session.answers, path)
        if session.value(path) is not None or (session.answers.row_count(path) and not printed):
            continue
        if isinstance(content, Rows):
            edits += [edit for row in session.answers.rows(path) for edit in session.removal(path, row)]
            edits += session.row_edits(path, 0, content.rows)[0]
        else:
            edits.append(Edit(path, None, content))
    return edits
