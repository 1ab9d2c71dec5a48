"""What a name in a condition, a check or a computed figure means, and a fault as it is told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from app.forms.pack.body import Keys
from app.forms.pack.pack import Pack
from app.forms.pack.reading.nearest import nearest
from app.forms.pack.section import Section
from app.forms.paths import ENTRIES, FieldPath, is_entry


class Fault(NamedTuple):
    """One thing wrong with a pack: the keys that lead to it, and why, in Chinese.

    Keys that begin with "sections" go on with a section's id, wherever the file has it.
    """

    keys: Keys
    reason: str


def resolve(pack: Pack, name: str, section: Section | None, at: FieldPath | None = None) -> FieldPath | None:
    """The path that a condition, check or computed figure means by `name`; None when there is none.

    Inside a section `field` or `list.column`; anywhere `section.field` or `section.list.column`.
    A column's path has the row `*`.  What is said of a column is read `at` a cell: the other columns of the list mean
    the cells of its row.  A check of rows is read `at` a row: the columns of the list mean its cells.
    """
    if at is not None and at.column and section is not None and name in section.lists[at.field].column:
        return at.at(at.row, name)
    path = _resolved(pack, name, section)
    if path is not None and at is not None and not at.column and path.row and path.whole == at.whole:
        return at.at(at.row, path.column)
    return path


def _resolved(pack: Pack, name: str, section: Section | None) -> FieldPath | None:
    parts = name.split(".")
    if section is not None and is_entry(section.id) and parts[0] == ENTRIES:
        parts = [FieldPath(section.id, ENTRIES).folded.section, *parts]
    if section is not None and parts[0] in section.asked:
        own = path_of([section.id, *parts])
        if own is not None and pack.field_at(own) is not None:
            return own
    path = path_of(parts)
    if path is None or pack.field_at(path) is None or _is_one_of_many(pack, path):
        return None
    return path


def each_list(section: Section, name: str) -> FieldPath:
    """The list that `each` of a matrix on this page names: one of the page itself, or `section.list`."""
    page, _, field = name.rpartition(".")
    return FieldPath(page or section.id, field)


def _is_one_of_many(pack: Pack, path: FieldPath) -> bool:
    """Whether a blank is asked of each entry of a repeated page, so that from elsewhere nobody knows which is meant."""
    return pack.section[path.section].repeat is not None and path.field != ENTRIES


def absent(pack: Pack, name: str, section: Section | None, at: FieldPath | None = None) -> str:
    """That nothing is called `name`, and what was probably meant."""
    own = list(_names_on(section)) if section is not None else []
    if section is not None and at is not None and at.column:
        own = [*section.lists[at.field].column, *own]
    others = [f"{one.id}.{name}" for one in pack.sections for name in _names_on(one)]
    last = name.rpartition(".")[2]
    alike = [one for one in others if nearest(last, [end := one.rpartition(".")[2]]) or last == end]
    return f"{name} 不存在{nearest(name, own) or nearest(name, alike)}"


def _names_on(section: Section) -> Iterator[str]:
    """The blanks of a page and the columns of its lists, in the page's own words."""
    yield from section.asked
    for listed in section.lists.values():
        yield from (f"{listed.field}.{column.id}" for column in listed.columns)


def path_of(parts: list[str]) -> FieldPath | None:
    """`section.field`, or the column `section.list.column`, as a path; None when there are fewer or more parts."""
    if len(parts) == 2:
        return FieldPath(*parts)
    return FieldPath(parts[0], parts[1], "*", parts[2]) if len(parts) == 3 else None
