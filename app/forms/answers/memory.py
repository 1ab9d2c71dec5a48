"""What was worked out from the answers, remembered until an answer that it was worked out from changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable
from typing import TypeVar, cast

from app.forms.answers.answers import Answers
from app.forms.paths import FieldPath

T = TypeVar("T")


class Memory:
    """Results by key, each with the blanks, rows and lists that were read for it, directly or by way of another result.

    A result that rests on a guess is not kept; see `guess`.
    """

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self._edition = answers.edition
        self._results: dict[Hashable, object] = {}
        self._reads: dict[Hashable, set[FieldPath]] = {}
        self._readers: dict[FieldPath, set[Hashable]] = defaultdict(set)
        self._open: list[set[FieldPath]] = []
        self._guesses = 0

    def read(self, path: FieldPath) -> None:
        """Note that the blank, row or list `path` lies in is read for what is being worked out; `*` is all rows."""
        if self._open:
            whole, reads = path.whole, self._open[-1]
            if whole not in reads:
                reads.add(whole if path.row in ("", "*") else path.at(path.row))

    def guess(self) -> None:
        """Note that what is being worked out rests on a guess."""
        self._guesses += 1

    def take_over(self, before: Memory) -> None:
        """Know what `before` did, which has the same answers at an earlier edition; it begins anew."""
        self._edition = before._edition
        self._results, self._reads, self._readers = before._results, before._reads, before._readers
        before._results, before._reads, before._readers = {}, {}, defaultdict(set)

    def remembered(self, key: Hashable, work: Callable[[], T]) -> T:
        """What `work` comes to, worked out once as long as nothing that it reads changes."""
        self._follow()
        if key not in self._results:
            return self._worked_out(key, work)
        if self._open:
            self._open[-1] |= self._reads[key]
        return cast("T", self._results[key])

    def _worked_out(self, key: Hashable, work: Callable[[], T]) -> T:
        before = self._guesses
        self._open.append(set())
        try:
            found = work()
        finally:
            reads = _without_rows_of_lists(self._open.pop())
            if self._open:
                self._open[-1] |= reads
        if self._guesses == before:
            self._results[key], self._reads[key] = found, reads
            for path in reads:
                self._readers[path].add(key)
        return found

    def _follow(self) -> None:
        """Forget what the changes since the last look may have made untrue."""
        if self._edition == self._answers.edition:
            return
        changed = self._answers.changed_since(self._edition)
        self._edition = self._answers.edition
        if changed is None:
            for known in (self._results, self._reads, self._readers):
                known.clear()
            return
        for read in {one for path in changed for one in (path.whole, path.at(path.row))}:
            for key in self._readers.pop(read, ()):
                self._results.pop(key, None)
                self._reads.pop(key, None)


def _without_rows_of_lists(reads: set[FieldPath]) -> set[FieldPath]:
    """Whoever has read a list as a whole need not know of its rows one by one."""
    return {path for path in reads if not path.row or path.whole not in reads}
