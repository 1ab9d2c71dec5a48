"""How the file of an open draft stood when it was last known, so that another file in its place is seen in time."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from app.drafts import failures
from app.drafts.opening import journal
from app.files import changed

ADRIFT = (-1, -1)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the system says of the file, and of a journal that a failed commit of ours left beside it."""

    place: tuple[int, int]
    size: int
    modified: int
    changed: int
    journal: tuple[int, int, int] | None

    @classmethod
    def of(cls, path: Path) -> Standing:
        """The file at `path` as it stands; DraftReplaced when it is gone, OSError when it cannot be looked at."""
        try:
            found = os.stat(path)
        except (FileNotFoundError, NotADirectoryError) as gone:
            raise failures.gone(path) from gone
        place = (found.st_dev, found.st_ino)
        return cls(place, found.st_size, found.st_mtime_ns, changed(path, found), _journal(path))

    def adrift(self) -> Standing:
        """No standing that a file can have: whoever works on the draft next must open it anew."""
        return replace(self, place=ADRIFT, journal=None)

    @property
    def is_adrift(self) -> bool:
        """Whether the file has no connection, and must be opened anew."""
        return self.place == ADRIFT

    def after_commit(self, path: Path) -> Standing:
        """The file after a commit of ours; DraftReplaced when the name belongs to another file meanwhile."""
        found = Standing.of(path)
        if found.place != self.place:
            raise failures.replaced(path)
        return found


def check_neighbours(path: Path, known: Standing) -> None:
    """See that SQLite finds nothing beside `path` to replay; DraftReplaced for a journal that is not ours.

    A draft never has a `-wal`: one that turns up is moved aside before the library can take it up.
    """
    if journal.has_log(path):
        with suppress(OSError):
            journal.set_aside_logs(path)
        if journal.has_log(path):
            raise failures.replaced(path)
    found = _journal(path)
    if found is not None and found != known.journal:
        raise failures.replaced(path)


def _journal(path: Path) -> tuple[int, int, int] | None:
    if not journal.has_journal(path):
        return None
    found = os.lstat(journal.journal_path(path))
    return (found.st_ino, found.st_size, found.st_mtime_ns)
