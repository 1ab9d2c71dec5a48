"""Words replaced in the answers: looked at first, then made as one step."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from app.declaration.finding.matching import Wanted
from app.forms.answers.answers import Edit
from app.forms.answers.proved_rows import row_name
from app.forms.field_types import FIELD_TYPES
from app.forms.pack.fields import Field
from app.forms.paths import ENTRIES, FieldPath
from app.forms.session import Changes, FormSession
from app.forms.values import Nil, Value

AT_A_TIME = 200
"""Cells that are looked at between two questions whether to stop."""
WORDED = ("text", "prose", "url", "email", "phone", "mobile", "fax", "credit_code")
"""The types whose answers are words, and may be changed in part."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """One answer that would change: where it is, in words, what stands there and what would; how often the words do."""

    path: FieldPath
    title: str
    before: Value
    after: Value | None
    old: str
    new: str
    count: int


@dataclass(frozen=True, slots=True)
class Replacing:
    """What would change; `others` are places in figures, days, options and 无, which are never changed in part."""

    words: str
    new: str
    found: tuple[Replacement, ...]
    others: int = 0

    @property
    def count(self) -> int:
        """How often the words would be replaced."""
        return sum(one.count for one in self.found)


def plan(
    session: FormSession,
    words: str,
    new: str,
    *,
    exact: bool = False,
    sections: Collection[str] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Replacing | None:
    """What replacing `words` by `new` would change in these `sections`, else everywhere; None when it was stopped."""
    wanted, found, others = Wanted(words, exact=exact), list[Replacement](), 0
    for number, (path, field) in enumerate(_blanks(session, sections) if wanted else ()):
        if number % AT_A_TIME == 0 and cancelled():
            return None
        value = session.answers.get(path)
        text = FIELD_TYPES[field.type].typed(value) if value is not None else ""
        if not text or not wanted.within(text):
            continue
        count = len(list(wanted.places(text)))
        if value is None or isinstance(value, Nil) or field.type not in WORDED:
            others += count
            continue
        after = wanted.replaced(text, new)
        parsed = FIELD_TYPES[field.type].parse(after, field)
        if after != text:
            found.append(Replacement(path, _title(session, path, field), value, parsed, text, after, count))
    return Replacing(wanted.words, new, tuple(found), others)


def replace(session: FormSession, planned: Iterable[Replacement], why: str) -> Changes | None:
    """Make it as one step, for the reason `why`; an answer that was changed since it was looked at stays as it is."""
    edits = [Edit(one.path, one.before, one.after) for one in planned if session.answers.get(one.path) == one.before]
    return session.apply(edits, why)


def _blanks(session: FormSession, sections: Collection[str] | None) -> Iterator[tuple[FieldPath, Field]]:
    """Every blank and cell that a person fills in, in reading order."""
    for section in session.pack.sections:
        if sections is not None and section.id not in sections:
            continue
        for field in section.asked.values():
            path = FieldPath(section.id, field.id)
            if field.type == "evidence" or field.id == ENTRIES or field.computed is not None:
                continue
            yield path, field
            if field.type == "list":
                columns = [one for one in section.lists[field.id].asked_columns if one.computed is None]
                fields = [(column.id, column.as_field) for column in columns]
                for row in session.answers.rows(path):
                    yield from ((path.at(row, name), own) for name, own in fields)


def _title(session: FormSession, path: FieldPath, field: Field) -> str:
    page = session.page_name(session.pack.section[path.section])
    if not path.row:
        return f"{page} · {field.label}"
    return f"{page} · {row_name(session.pack, session.answers, path)} · {field.label}"
