"""A history as people make it, of what is answered: the steps by which the draft to be drawn came about are none."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from app.declaration.declaration import Declaration
from app.declaration.history import Record, past, records
from app.drafts.model import Change, Kind, StoredStep
from app.forms.paths import FieldPath

PEOPLE = ("王工", "李工", "陈会计", "赵经理")
PAGES, BLANKS, PROOFS, DAYS = 12, 3, 4, 8
"""Pages that are filled in, blanks of each, proofs that are added, and days that it takes."""
HOURS = time(9, 12), time(14, 35)
"""When work on a page begins: in the morning or after noon."""
APART, PLAIN = 7, ("text", "count", "decimal", "money")
"""Minutes from one step to the next; the types of blanks of which a part may be written first and the rest later."""


def lived(declaration: Declaration) -> list[Record]:
    """The history of a declaration, oldest first; where it was all made today, one of more days."""
    real = list(records(declaration.draft, past(declaration.draft)))
    if not real or real[0].step.at[:10] != real[-1].step.at[:10]:
        return real
    made = [*_filled(declaration, real), *_proved(real)]
    made += [(PEOPLE[0], "do", record) for record in real if record.notes and not record.changes]
    moments = _moments(len(made))
    return [
        replace(record, step=StoredStep(number, kind, record.changes, by, at, why=record.step.why))
        for number, ((by, kind, record), at) in enumerate(zip(made, moments, strict=True), 1)
    ]


def before_today(at: str, days: int) -> str:
    """A moment of the draft, so many days earlier."""
    return (datetime.fromisoformat(at) - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")


_Made = Iterator[tuple[str, Kind, Record]]


def _filled(declaration: Declaration, real: Sequence[Record]) -> _Made:
    """Page after page is filled in; on every third somebody else completes a blank, or thinks better of it."""
    pages: dict[str, list[Change]] = {}
    for change in real[0].changes:
        path = FieldPath.parse(change.path)
        if not path.row and change.after is not None and declaration.session.field(path).type in PLAIN:
            pages.setdefault(path.section, []).append(change)
    order = [section.id for section in declaration.pack.sections if section.id in pages][:PAGES]
    for place, page in enumerate(order):
        who, other = PEOPLE[place % len(PEOPLE)], PEOPLE[(place + 1) % len(PEOPLE)]
        found = sorted(pages[page], key=lambda change: len(change.after or ""))[:BLANKS]
        *whole, last = found
        for change in whole:
            yield who, "do", _record(change)
        begun = _part(last.after or "")
        if place % 3 or begun is None:
            yield who, "do", _record(last)
            continue
        yield who, "do", _record(replace(last, after=begun))
        yield other, "do", _record(Change(last.path, begun, last.after))
        if place:
            yield other, "undo", _record(Change(last.path, last.after, begun))
            yield other, "redo", _record(Change(last.path, begun, last.after))


def _proved(real: Sequence[Record]) -> _Made:
    """Some proofs are added."""
    added = [record for record in real[1:] if record.changes and FieldPath.parse(record.changes[0].path).row]
    for place, record in enumerate(added[:PROOFS]):
        yield PEOPLE[place % 2], "do", record


def _part(text: str) -> str | None:
    """The beginning of an answer, as one writes it before one knows the rest; None of what is too short."""
    value = json.loads(text)
    return json.dumps(value[:-2].rstrip("."), ensure_ascii=False) if isinstance(value, str) and len(value) > 4 else None


def _record(change: Change) -> Record:
    return Record(StoredStep(0, "do", (change,), "", ""), (change,), ())


def _moments(count: int) -> list[str]:
    """So many moments of the last days, as the draft writes them."""
    halves = DAYS * len(HOURS)
    each = -(-count // halves)
    found = []
    for place in range(count):
        half, step = divmod(place, each)
        day, hour = divmod(half, len(HOURS))
        begun = datetime.combine(date.today() - timedelta(days=DAYS - day), HOURS[hour]).astimezone(UTC)
        found.append((begun + timedelta(minutes=APART * step + half % 5)).strftime("%Y-%m-%dT%H:%M:%SZ"))
    return found
