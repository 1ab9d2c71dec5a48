"""What has been answered, by path: the only mutable state of an open declaration."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from app.forms.paths import FieldPath
from app.forms.values import Value, of_characters

RECENT = 500  # changes that are known one by one
MANY = 200  # edits from which the rows of a list are put in order once for all


@dataclass(frozen=True, slots=True)
class Edit:
    """One reversible change of one value; None is absence.

    At a row's own path the value is its rank (see `app.forms.answers.ranks`): setting it makes or moves
    the row, None removes it.
    """

    path: FieldPath
    before: Value | None
    after: Value | None

    @property
    def reversed(self) -> Edit:
        """The edit that takes this one back."""
        return Edit(self.path, self.after, self.before)

    @property
    def of_characters(self) -> Edit:
        """This edit, its new value with a replacement mark for what is no character (see `values.of_characters`)."""
        after = of_characters(self.after)
        return self if after == self.after else Edit(self.path, self.before, after)


class Answers:
    """Values by path, and the rows of each list in order; keeps answers of pages that do not apply."""

    def __init__(self) -> None:
        self._values: dict[FieldPath, Value] = {}
        self._rows: dict[FieldPath, list[tuple[str, str]]] = {}
        self._answered: Counter[str] = Counter()
        self.edition = 0
        self._recent: deque[FieldPath] = deque(maxlen=RECENT)
        """Grows with each change: what was worked out at an earlier one may no longer hold."""

    def get(self, path: FieldPath) -> Value | None:
        """The value at `path`; None when nothing is answered."""
        return self._values.get(path)

    def rows(self, path: FieldPath) -> list[str]:
        """The ids of the rows of the list at `path`, in order."""
        return [row for _, row in self._rows.get(path, ())]

    def column(self, path: FieldPath) -> list[Value | None]:
        """What each row of a list has in the column of `path`, in order."""
        section, field, _, column = path
        values = cast("dict[tuple[str, str, str, str], Value]", self._values)  # a path is one, and slower to make
        return [values.get((section, field, row, column)) for _, row in self._rows.get(path.whole, ())]

    def row_count(self, path: FieldPath) -> int:
        """How many rows the list at `path` has."""
        return len(self._rows.get(path, ()))

    def place(self, path: FieldPath) -> int:
        """Where the row of `path` stands in its list, from 0; KeyError when there is no such row."""
        rank = self._values[path.at(path.row)]
        return bisect_left(self._rows[path.whole], (str(rank), path.row))

    def ranks(self, path: FieldPath) -> list[str]:
        """The ranks of the rows of the list at `path`, in order."""
        return [rank for rank, _ in self._rows.get(path, ())]

    def apply(self, edit: Edit) -> None:
        """Make the change; the caller knows that `edit.before` is what stands there."""
        self.edition += 1
        self._recent.append(edit.path)
        if edit.path.row and not edit.path.column:
            self._move(edit.path, edit.after)
        self._answered[edit.path.section] += (edit.after is not None) - (edit.path in self._values)
        if edit.after is None:
            self._values.pop(edit.path, None)
        else:
            self._values[edit.path] = edit.after

    def apply_all(self, edits: Sequence[Edit]) -> None:
        """Make the changes in their order; many at once cost less than one by one."""
        if len(edits) < MANY:
            for edit in edits:
                self.apply(edit)
            return
        self.edition += len(edits)
        self._recent.extend(edit.path for edit in edits[-RECENT:])
        moved: dict[FieldPath, set[str]] = {}
        for edit in edits:
            path, after = edit.path, edit.after
            if path.row and not path.column:
                moved.setdefault(path.whole, set()).add(path.row)
            self._answered[path.section] += (after is not None) - (path in self._values)
            if after is None:
                self._values.pop(path, None)
            else:
                self._values[path] = after
        for whole, rows in moved.items():
            self._reorder(whole, rows)

    def changed_since(self, edition: int) -> list[FieldPath] | None:
        """The paths that were changed since there was `edition`; None when they are too many to tell."""
        count = self.edition - edition
        return list(self._recent)[-count:] if count <= len(self._recent) else None

    def touched(self, section: str, shown: Iterable[FieldPath] = ()) -> bool:
        """Whether anything is answered in `section`, or at one of the paths that are `shown` there."""
        return self._answered[section] > 0 or any(path in self._values for path in shown)

    def items(self) -> Iterator[tuple[FieldPath, Value]]:
        """Every path with its value, rows' ranks included."""
        return iter(self._values.items())

    def emptied(self, section: str) -> list[Edit]:
        """The edits that would take every answer of `section` away, cells before their rows."""
        own = [path for path in self._values if path.section == section]
        return [Edit(path, self._values[path], None) for path in sorted(own, key=lambda path: not path.column)]

    def forget(self) -> None:
        """Drop everything; whoever worked something out from it is gone, too."""
        for held in (self._values, self._rows, self._answered, self._recent):
            held.clear()

    def copy(self) -> Answers:
        """The same answers, to be read in another thread while these go on changing."""
        twin = Answers()
        twin._values = self._values.copy()
        twin._rows = {path: rows.copy() for path, rows in self._rows.items()}
        twin._answered = self._answered.copy()
        twin.edition, twin._recent = self.edition, self._recent.copy()
        return twin

    def _reorder(self, whole: FieldPath, moved: set[str]) -> None:
        """Put rows that came, went or moved where their ranks say."""
        left = [one for one in self._rows.get(whole, ()) if one[1] not in moved]
        ranks = ((self._values.get(whole.at(row)), row) for row in moved)
        self._rows[whole] = sorted([*left, *((str(rank), row) for rank, row in ranks if rank is not None)])

    def _move(self, path: FieldPath, rank: Value | None) -> None:
        rows = self._rows.setdefault(path.whole, [])
        old = self._values.get(path)
        if old is not None:
            del rows[bisect_left(rows, (str(old), path.row))]
        if rank is not None:
            insort(rows, (str(rank), path.row))
