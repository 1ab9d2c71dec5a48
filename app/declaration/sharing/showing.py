"""A plan laid side by side: where each unit is, and all that stood there and stands on either side, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from app.declaration.attachments import Attached, attached
from app.declaration.sharing.plan import Entry, Plan, Unit
from app.declaration.sharing.report import EMPTY, Telling
from app.drafts.model import is_own
from app.forms.moments import moment
from app.forms.paths import ENTRIES, FieldPath
from app.forms.session import FormSession

Side = Literal["base", "ours", "theirs"]
SIDES: tuple[Side, ...] = ("base", "ours", "theirs")
NO_ROW, NO_FILE, NO_ENTRY = "（没有这一行）", "（没有这份材料）", "（没有这一项）"
MOVED = "（位置有变动）"


@dataclass(frozen=True, slots=True)
class Shown:
    """One unit: `base` is what both last knew of it; `who` tells who gave the other's value and when, as a hint only.

    `our_file` and `their_file` are the proof on either side, where the unit is one.
    """

    unit: Unit
    where: str
    base: str
    ours: str
    theirs: str
    who: str
    our_file: Attached | None = None
    their_file: Attached | None = None


def side_by_side(plan: Plan, telling: Telling) -> Iterator[Shown]:
    """Everything of a plan that differs and is for people, in reading order of the form."""
    places = {section.id: place for place, section in enumerate(telling.ours.pack.sections)}
    told = [unit for unit in plan.units if unit.action != "same" and not is_own(unit.path)]
    for unit in sorted(told, key=lambda unit: places.get(unit.path.partition(".")[0], len(places))):
        yield _shown(unit, telling)


def _shown(unit: Unit, telling: Telling) -> Shown:
    path = _parsed(unit.path)
    who = _who(unit)
    if path is not None and path.row and not path.column and path.field != ENTRIES:
        field = telling.ours.pack.field_at(path.whole) or telling.theirs.pack.field_at(path.whole)
        if field is not None and field.type == "evidence":
            return _proof(unit, telling, path, who)
        base, ours, theirs = (_row(unit, telling, path, side) for side in SIDES)
    else:
        base, ours, theirs = (_blanks(unit, telling, side) for side in SIDES)
    return Shown(unit, telling.name(unit.path), base, ours, theirs, who)


def _value(entry: Entry, side: Side) -> str | None:
    return {"base": entry.base, "ours": entry.ours, "theirs": entry.theirs}[side]


def _blanks(unit: Unit, telling: Telling, side: Side) -> str:
    """One blank as its value; several, each with its name."""
    entries = unit.entries
    if len(entries) == 1:
        return telling.whole(entries[0], _value(entries[0], side))
    itself = next((one for one in entries if one.path == unit.path), None)
    path = _parsed(unit.path)
    if itself is not None and path is not None and path.row and _value(itself, side) is None:
        return NO_ENTRY
    named = [one for one in entries if not _is_row(one.path)]
    lines = [f"{telling.name(one.path)}：{telling.whole(one, _value(one, side))}" for one in named]
    rows = sum(_is_row(one.path) and _value(one, side) is not None and one is not itself for one in entries)
    return "\n".join([*lines, *([f"另有 {rows} 行"] if rows else [])]) or EMPTY


def _row(unit: Unit, telling: Telling, path: FieldPath, side: Side) -> str:
    """A row with all its cells; those that are alike on both sides are read from either session."""
    changed = {one.path: one for one in unit.entries}
    itself = changed.get(unit.path)
    if itself is not None and _value(itself, side) is None:
        return NO_ROW
    session = _having(telling, path, side)
    lines = []
    for cell, label in _cells(session, path):
        entry = changed.get(str(cell))
        text = telling.whole(entry, _value(entry, side)) if entry is not None else _text(session, cell)
        if text and text != EMPTY:
            lines.append(f"{label}：{text}")
    moved = [MOVED] if itself is not None and len(unit.entries) == 1 and side == "theirs" else []
    return "\n".join([*lines, *moved]) or EMPTY


def _proof(unit: Unit, telling: Telling, path: FieldPath, who: str) -> Shown:
    """An attached file by its name, pages and what it is said to prove."""
    ours, theirs = (_file(session, path) for session in (telling.ours, telling.theirs))
    itself = next((one for one in unit.entries if one.path == unit.path), None)
    known = itself is None or itself.base is not None
    base = (ours or theirs) if known else None
    words = _file_words(base), _file_words(ours), _file_words(theirs)
    shown = Shown(unit, telling.name(unit.path), words[0], words[1], words[2], who, ours, theirs)
    if ours is not None and theirs is not None and shown.ours == shown.theirs:
        return replace(shown, theirs=f"{shown.theirs}\n{MOVED}")
    return shown


def _file(session: FormSession, path: FieldPath) -> Attached | None:
    if path.section not in session.pack.section:
        return None
    return next((one for one in attached(session.answers, path.whole) if one.row == path.row), None)


def _file_words(file: Attached | None) -> str:
    if file is None:
        return NO_FILE
    pages = f"（{file.pages} 页）" if file.pages else ""
    return f"{file.name}{pages}\n证明内容：{file.proves}"


def _having(telling: Telling, path: FieldPath, side: Side) -> FormSession | None:
    """The session to read unchanged cells from: that of the side, else whichever has the row."""
    order = (telling.theirs, telling.ours) if side == "theirs" else (telling.ours, telling.theirs)
    there = (one for one in order if path.section in one.pack.section)
    return next((one for one in there if one.answers.get(path) is not None), None)


def _cells(session: FormSession | None, path: FieldPath) -> Iterator[tuple[FieldPath, str]]:
    """The cells of a row, each with the name of its column."""
    if session is not None:
        for name in session.pack.section[path.section].column_names(path.field):
            field = session.pack.field_at(path.at(path.row, name))
            yield path.at(path.row, name), field.label if field is not None else name


def _text(session: FormSession | None, cell: FieldPath) -> str:
    return session.text(cell) if session is not None else ""


def _who(unit: Unit) -> str:
    """Who gave the newest of the values, and when by that computer's clock."""
    newest = max(unit.entries, key=lambda one: one.at)
    return "\n".join(part for part in (newest.by, moment(newest.at)) if part)


def _is_row(text: str) -> bool:
    path = _parsed(text)
    return path is not None and bool(path.row) and not path.column


def _parsed(text: str) -> FieldPath | None:
    try:
        return FieldPath.parse(text)
    except ValueError:
        return None
