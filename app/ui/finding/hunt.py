"""Looking for words a little at a time, between what the user does; and again when the answers were changed."""

from __future__ import annotations

import time
from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer, Signal

from app.declaration.finding.places import Found, Kind
from app.declaration.finding.searching import search
from app.ui.desk import Desk

SLICE, TOLD = 0.008, 0.25
"""Seconds of looking at a time, and between two times that what was found so far is told."""
Hits = dict[Kind, list[Found]]


class Hunt(QObject):
    """One search after another; `told` says that more was found, or all.

    What was found stays while the same words are looked for again, until everything was looked through.
    """

    told = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.words = ""
        self.found: Hits = _nothing()
        self._coming = self.found
        self._search: Iterator[Found | None] = iter(())
        self._last = 0.0
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._look)

    @property
    def busy(self) -> bool:
        """Whether it is not done yet."""
        return self._next.isActive()

    @property
    def any(self) -> bool:
        """Whether anything was found so far."""
        return any(self.found.values())

    @property
    def hits(self) -> list[Found]:
        """Everything that was found so far, kind by kind."""
        return [found for own in self.found.values() for found in own]

    def begin(self, words: str) -> None:
        """Look for `words`; where they are the same as before, what was found stays until all is looked through."""
        self._next.stop()
        self._coming = _nothing()
        if words != self.words:
            self.words, self.found, self._last = words, self._coming, 0.0
        self._search = search(self._desk.session, self._desk.remarks.found, words)
        if words:
            self._look()

    def near(self, found: Found | None, by: int) -> Found | None:
        """What stands `by` places after `found`, round at either end; None where there is nothing.

        `found` may be of a search before: the same words in the same blank are the same, or the last ones there.
        """
        hits = self.hits
        if not hits:
            return None
        there = (place for place, one in enumerate(hits) if found is not None and _is_up_to(one, found))
        place = max(there, default=None)
        start = place + by if place is not None else 0 if by > 0 else -1
        return hits[start % len(hits)]

    def _look(self) -> None:
        """Look on for a moment, and tell what is found from time to time."""
        until, done = time.perf_counter() + SLICE, False
        for found in self._search:
            if found is not None:
                self._coming[found.kind].append(found)
            if time.perf_counter() > until:
                break
        else:
            done = True
        if not done:
            self._next.start()
        again = self._coming is not self.found
        if done:
            self.found = self._coming
        if done or (not again and time.perf_counter() - self._last > TOLD):
            self._last = time.perf_counter()
            self.told.emit()


def _nothing() -> Hits:
    return {kind: [] for kind in Kind}


def _is_up_to(one: Found, other: Found) -> bool:
    """Whether `one` is `other`, or stands before it in the same text."""
    return (one.kind, one.path, one.remark) == (other.kind, other.path, other.remark) and one.nth <= other.nth
