"""The stable name of one blank: section, field and, inside a list, row and column."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

ENTRIES = "entries"
"""The list of a repeated page's entries: their order, and nothing else."""
EACH_ROW = "0"
"""Stands for the row that something is read in, where no row is meant in particular; `*` stands for all rows."""
_AT = "@"
_ID = r"[a-z][a-z0-9_]*"
_PATH = re.compile(rf"({_ID}(?:{_AT}[0-9A-Za-z]+)?)\.({_ID})(?:\[([0-9A-Za-z]+)\](?:\.({_ID}))?)?")


class FieldPath(NamedTuple):
    """One blank of a form.

    `section.field` names a blank or a whole list; `section.list[row]` names a row by its stable
    id; `section.list[row].column` names one cell.  A page that is asked once for each entry has the
    entry's id behind its own: `project@k3f.cost`; `project.entries[k3f]` is the entry itself.  The text
    form is what drafts store and what the command line prints.
    """

    section: str
    field: str
    row: str = ""
    column: str = ""

    def __str__(self) -> str:
        """The path as text: `equipment.total`, `devices.rows[k3f].name`."""
        text = f"{self.section}.{self.field}"
        if self.row:
            text += f"[{self.row}]"
        if self.column:
            text += f".{self.column}"
        return text

    @classmethod
    def parse(cls, text: str) -> FieldPath:
        """The path that `text` names; ValueError when it is not one."""
        match = _PATH.fullmatch(text)
        if match is None:
            raise ValueError(text)
        return cls(*(part or "" for part in match.groups()))

    @property
    def whole(self) -> FieldPath:
        """The field that this path lies in: the list of a row or cell, else itself."""
        return FieldPath(self.section, self.field) if self.row else self

    @property
    def folded(self) -> FieldPath:
        """The same path on the page as the pack has it, whichever entry it is of."""
        return self._replace(section=self.section.partition(_AT)[0])

    def at(self, row: str, column: str = "") -> FieldPath:
        """A row of this list, or one of its cells."""
        return FieldPath(self.section, self.field, row, column)


def is_entry(section: str) -> bool:
    """Whether a page is that of one entry of a repeated page."""
    return _AT in section


def entry_of(section: str) -> FieldPath | None:
    """The entry whose page is called `section`; None when it is no entry's."""
    page, _, entry = section.partition(_AT)
    return FieldPath(page, ENTRIES, entry) if entry else None


def entry_section(section: str, entry: str) -> str:
    """The id of the page that one entry has of a repeated page."""
    return f"{section}{_AT}{entry}"


def entry_blank(entry: FieldPath, name: str) -> FieldPath:
    """The blank called `name` of an entry of a repeated page, or of a row of a list."""
    if entry.field == ENTRIES:
        return FieldPath(entry_section(entry.section, entry.row), name)
    return entry.at(entry.row, name)


def blank_path(section: str, name: str) -> FieldPath:
    """The blank that a sentence of the page `section` calls `name`: one of its own, or any by its whole path."""
    return FieldPath.parse(name) if "." in name else FieldPath(section, name)


def listing(sections: Iterable[str]) -> frozenset[str]:
    """The pages that list the entries whose pages are among `sections`."""
    return frozenset(section.partition(_AT)[0] for section in sections if is_entry(section))
