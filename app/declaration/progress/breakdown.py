"""What the lists hold, counted by their columns of options."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from app.forms.paths import ENTRIES, FieldPath
from app.forms.session import FormSession
from app.forms.values import Nil, Unparsed

EMPTY, OTHER = "未填", "读不出"
NO, YES = "否", "是"


@dataclass(frozen=True, slots=True)
class Share:
    """How many rows have one option; `path` is the first of these cells."""

    words: str
    count: int
    path: FieldPath | None


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The rows of one list by one column; a row of several choices counts at each of them."""

    path: FieldPath
    title: str
    rows: int
    shares: tuple[Share, ...]


def breakdowns(session: FormSession) -> Iterator[Breakdown]:
    """Each list that has rows and is asked, by each of its columns of options."""
    for section in session.pack.sections:
        for name, table in section.lists.items():
            path = FieldPath(section.id, name)
            if name == ENTRIES or not session.answers.row_count(path) or not session.asked(path):
                continue
            for column in table.asked_columns:
                if column.type in ("choice", "choices", "yesno"):
                    options = [option.value for option in column.options] or [YES, NO]
                    title = f"{session.field(path).label} · {column.label}"
                    yield _counted(session, path, column.id, options, title)


def _counted(session: FormSession, path: FieldPath, column: str, options: list[str], title: str) -> Breakdown:
    counts: Counter[str] = Counter()
    first: dict[str, FieldPath] = {}
    rows = session.answers.rows(path)
    for row in rows:
        cell = path.at(row, column)
        for words in _options_of(session.answers.get(cell)):
            counts[words] += 1
            first.setdefault(words, cell)
    order = [*options, *(words for words in counts if words not in options)]
    shares = tuple(Share(words, counts[words], first.get(words)) for words in order)
    return Breakdown(path, title, len(rows), shares)


def _options_of(value: object) -> tuple[str, ...]:
    if value is None or value == ():
        return (EMPTY,)
    if isinstance(value, Unparsed):
        return (OTHER,)
    if isinstance(value, Nil):
        return (value.value,)
    if isinstance(value, bool):
        return (YES if value else NO,)
    return tuple(map(str, value)) if isinstance(value, tuple) else (str(value),)
