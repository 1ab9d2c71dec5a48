"""The files that SQLite would look for beside a draft: found, copied, moved aside (FORMAT.md, section 7)."""

from __future__ import annotations

import os
import shutil
import stat
from contextlib import suppress
from datetime import UTC, datetime
from filecmp import cmp
from glob import escape
from pathlib import Path

SUPER_JOURNAL_MARK = bytes.fromhex("d9d505f920a163d7")
"""The last eight bytes of a journal that names another journal, which its replay may delete."""


def journal_path(draft: Path) -> Path:
    """Where SQLite puts the journal of `draft`."""
    return draft.with_name(draft.name + "-journal")


def has_journal(draft: Path) -> bool:
    """Whether a journal with content lies beside `draft`, or something else of that name: a link, a pipe, a folder."""
    try:
        found = os.lstat(f"{draft}-journal")
    except OSError:
        return False
    return found.st_size > 0 or not stat.S_ISREG(found.st_mode)


def has_log(draft: Path) -> bool:
    """Whether a `-wal` lies beside `draft`, which a draft never has."""
    return os.path.lexists(f"{draft}-wal")


def set_aside(draft: Path) -> None:
    """Move the journal of `draft` aside; one of which a copy lies aside already is removed."""
    path = journal_path(draft)
    if any(_are_alike(path, each) for each in draft.parent.glob(f"{escape(path.name)}.*.aside")):
        path.unlink()
    else:
        _move_aside(path)


def remove(draft: Path) -> None:
    """Remove the journal of `draft`, which is whole without it."""
    journal_path(draft).unlink(missing_ok=True)


def set_aside_logs(draft: Path) -> None:
    """Move a `-wal` and a `-shm` aside: a draft never has either."""
    for suffix in ("-wal", "-shm"):
        _move_aside(draft.with_name(draft.name + suffix))


def keep_beside(draft: Path) -> None:
    """Keep the file as it is under another name, before another takes its place."""
    shutil.copy(draft, _aside(draft))


def may_be_tried(draft: Path) -> bool:
    """Whether the journal of `draft` is a plain file that names no other: a draft's own never does."""
    path = journal_path(draft)
    try:
        if path.is_symlink() or not path.is_file():
            return False
        with path.open("rb") as stream:
            stream.seek(-min(path.stat().st_size, 8), os.SEEK_END)
            return stream.read(8) != SUPER_JOURNAL_MARK
    except OSError:
        return False


def copy_with_journal(draft: Path, target: Path) -> None:
    """Copy `draft` to `target` with its journal beside it, so that the outcome of a replay can be looked at."""
    shutil.copyfile(draft, target)
    shutil.copyfile(journal_path(draft), journal_path(target))


def remove_empty(draft: Path) -> None:
    """Remove a journal into which nothing was written before its program was killed."""
    with suppress(OSError):
        if journal_path(draft).lstat().st_size == 0:
            journal_path(draft).unlink()


def remove_with_journal(draft: Path) -> None:
    """Remove a file made here and its journal, where they exist."""
    for path in (draft, journal_path(draft)):
        with suppress(OSError):
            path.unlink()


def _move_aside(path: Path) -> None:
    if os.path.lexists(path):
        os.replace(path, _aside(path))


def _are_alike(one: Path, other: Path) -> bool:
    """Whether both are plain files with the same bytes."""
    with suppress(OSError):
        return all(stat.S_ISREG(os.lstat(each).st_mode) for each in (one, other)) and cmp(one, other, shallow=False)
    return False


def _aside(path: Path) -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%d%H%M%S%f")
    return path.with_name(f"{path.name}.{stamp}.aside")
