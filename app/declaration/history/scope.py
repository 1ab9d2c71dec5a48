"""Which part of a declaration is meant: all of it, a page, a blank, a list, a row or a cell."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.errors import UsageError
from app.forms.paths import ENTRIES, FieldPath, entry_blank, entry_section, is_entry
from app.forms.session import FormSession

_SECTION = re.compile(r"[a-z][a-z0-9_]*(?:@[0-9A-Za-z]+)?")
_IN_ENTRY = re.compile(r"([a-z][a-z0-9_]*)\.entries\[([0-9A-Za-z]+)\]\.(.+)")


@dataclass(frozen=True, slots=True)
class Scope:
    """The stored paths that are, or lie in, one of `parts`; no parts are the whole declaration.

    `known` says that the form has such a place as it stands; what has gone may stand in the history alone.
    """

    parts: tuple[str, ...] = ()
    known: bool = True

    def holds(self, path: str) -> bool:
        """Whether the stored `path` belongs to it."""
        return not self.parts or any(
            path.startswith(part) and path[len(part) : len(part) + 1] in ("", ".", "[", "@") for part in self.parts
        )


EVERYTHING = Scope()


def scope_of(session: FormSession, text: str) -> Scope:
    """The part called `text`: as drafts store it, or as other programs know it, with rows by their place from 0.

    UsageError when it is no path, or a row by its place that is not there.
    """
    if _SECTION.fullmatch(text):
        return Scope((text,), known=text in session.pack.section)
    path = _parsed(session, text)
    field = session.pack.field_at(path.whole) if path.section in session.pack.section else None
    there = field is not None and (not path.row or session.answers.get(path.at(path.row)) is not None)
    if path.field == ENTRIES and not path.column:
        parts = (str(path), entry_section(path.section, path.row)) if path.row else (path.section,)
        return Scope(parts, known=there)
    column = bool(path.column) and there and session.pack.field_at(path) is None
    return Scope((str(path),), known=there and not column)


def _parsed(session: FormSession, text: str) -> FieldPath:
    """The path with its rows by their ids."""
    inside = _IN_ENTRY.fullmatch(text)
    try:
        if inside is not None:
            page, row, rest = inside.groups()
            entry = _by_id(session, FieldPath(page, ENTRIES, row), text)
            within = FieldPath.parse(f"{entry_blank(entry, 'x').section}.{rest}")
            return _by_id(session, within, text)
        return _by_id(session, FieldPath.parse(text), text)
    except ValueError as failure:
        raise UsageError(
            f"“{text}”不是页面或空格的名称，没有列出修改历史。", "可先用 qibei answers --json 查看全部名称。"
        ) from failure


def _by_id(session: FormSession, path: FieldPath, text: str) -> FieldPath:
    """`path` with its row by its id where that was given by its place."""
    if not path.row or not path.row.isdecimal() or session.answers.get(path.at(path.row)) is not None:
        return path
    rows = session.answers.rows(path.whole)
    if len(path.row) > 6:  # no list is so long: the id of a row that has gone
        return path
    if int(path.row) >= len(rows):
        name = "项" if path.field == ENTRIES or is_entry(path.section) else "行"
        raise UsageError(
            f"“{text}”中没有第 {int(path.row) + 1} {name}（从 0 数起，共 {len(rows)} {name}），没有列出修改历史。",
            "请改用 qibei answers --json 中的位置。",
        )
    return path._replace(row=rows[int(path.row)])
