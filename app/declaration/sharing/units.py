"""What must be decided as one when two copies meet: a blank, a row or entry that one of them removed, a list said 无.

Blank by blank, the cells of a row that one copy removed and another went on filling would come apart, and so would a
list that one filled and the other called 无.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from app.declaration.sharing.plan import Action, Entry
from app.drafts.merging import Difference
from app.drafts.model import is_own, is_written_once
from app.forms.paths import ENTRIES, FieldPath, entry_of


@dataclass(slots=True)
class _Together:
    """The differences of one row, entry or list, and where its own being there differs."""

    members: list[Difference] = field(default_factory=list)
    itself: Difference | None = None

    @property
    def only_one_has_it(self) -> bool:
        """Whether the row or entry is in one copy and not in the other."""
        itself = self.itself
        return itself is not None and (itself.ours.value is None) != (itself.theirs.value is None)

    @property
    def torn(self) -> bool:
        """Whether one copy removed what the other changed."""
        itself = self.itself
        if itself is None or itself.base is None or not self.only_one_has_it:
            return False
        if itself.ours.value is None:
            return any(one.side != "ours" and one.theirs.value is not None for one in self.members)
        return any(one.side != "theirs" and one.ours.value is not None for one in self.members)


def entries_of(differences: Iterable[Difference]) -> Iterator[Entry]:
    """An entry for each difference, with what is done by itself and what it is decided with."""
    found = list(differences)
    paths = {one.path: path for one in found if (path := _parsed(one.path)) is not None}
    units = _lists_said_nil(found, paths)
    conflicts = set(units.values())
    rows = _rows(found, paths, units)
    for owner in sorted(rows, key=lambda owner: owner.field != ENTRIES):
        if rows[owner].only_one_has_it:
            units |= {one.path: str(owner) for one in rows[owner].members if one.path not in units}
        if rows[owner].torn:
            conflicts.add(str(owner))
    for one in found:
        unit = units.get(one.path, one.path)
        action: Action = "conflict" if unit in conflicts else _action(one, paths.get(one.path))
        taken = one.theirs if one.side != "ours" else one.ours
        yield Entry(one.path, one.ours.value, one.theirs.value, one.base, action, taken.by, taken.at, unit)


def _action(one: Difference, path: FieldPath | None) -> Action:
    if one.ours.value == one.theirs.value:
        return "same"
    if is_written_once(one.path):  # whatever was done to it there, the first text stands
        return "take" if one.ours.value is None and one.base is None else "keep"
    if one.side != "both":
        return "keep" if one.side == "ours" else "take"
    if is_own(one.path) or (path is not None and path.row and not path.column):
        return "take" if _greater(one) == one.theirs.value else "keep"
    return "conflict"


def _greater(one: Difference) -> str | None:
    """Of two places that a row was moved to, or two notes of the program, the one that every copy would choose."""
    return max((one.ours.value, one.theirs.value), key=lambda value: (value is not None, value or ""))


def _parsed(text: str) -> FieldPath | None:
    try:
        return FieldPath.parse(text)
    except ValueError:
        return None


def _owners(path: FieldPath) -> Iterator[FieldPath]:
    """The entry and the row that a path belongs to, the outer one first."""
    entry = entry_of(path.section)
    if entry is not None:
        yield entry
    if path.row:
        yield path.at(path.row)


def _rows(found: list[Difference], paths: dict[str, FieldPath], taken: dict[str, str]) -> dict[FieldPath, _Together]:
    """The differences of each row and each entry that none of `taken` speaks for."""
    rows: dict[FieldPath, _Together] = {}
    for one in found:
        path = paths.get(one.path)
        if path is not None and one.path not in taken:
            for owner in _owners(path):
                together = rows.setdefault(owner, _Together())
                together.members.append(one)
                if owner == path:
                    together.itself = one
    return rows


def _lists_said_nil(found: list[Difference], paths: dict[str, FieldPath]) -> dict[str, str]:
    """The unit of every difference in a list that one copy called 无 while the other put rows into it."""
    lists: dict[FieldPath, _Together] = {}
    for one in found:
        if one.path in paths:
            path = paths[one.path]
            together = lists.setdefault(path.whole, _Together())
            together.members.append(one)
            if path == path.whole:
                together.itself = one
    return {one.path: str(path) for path, each in lists.items() if _said_nil(each) for one in each.members}


def _said_nil(together: _Together) -> bool:
    itself = together.itself
    if itself is None or len(together.members) == 1:
        return False
    rows = [one for one in together.members if one is not itself]
    here = itself.side != "theirs" and itself.ours.value is not None
    there = itself.side != "ours" and itself.theirs.value is not None
    filled_there = any(one.side != "ours" and one.theirs.value is not None for one in rows)
    filled_here = any(one.side != "theirs" and one.ours.value is not None for one in rows)
    return (here and filled_there) or (there and filled_here)
