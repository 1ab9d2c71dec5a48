"""Working copies that an earlier run left: found, told, and removed only when they hold nothing of their own."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from app.drafts import failures
from app.drafts.away import record as records
from app.drafts.away.places import LOCAL, place_of
from app.drafts.away.prints import Print, is_unchanged, print_of
from app.drafts.away.record import Record
from app.drafts.away.working_copy import FOLDER
from app.drafts.opening import births, journal
from app.drafts.opening.lock import is_held, lock_path
from app.files import DRAFT_SUFFIX, data_folder, is_taken, is_there


@dataclass(frozen=True, slots=True)
class Leftover:
    """A working copy that nobody works on: where it lies, what it is of, and the newest revision noted of it."""

    folder: Path
    record: Record
    revision: int

    @property
    def local(self) -> Path:
        """The copy."""
        return self.folder / self.record.original.name

    @property
    def at(self) -> datetime:
        """When it was last written, in local time."""
        return datetime.fromtimestamp(self.local.stat().st_mtime)

    @property
    def original_at(self) -> datetime | None:
        """When the original was last written, in local time; None when it is not there."""
        try:
            return datetime.fromtimestamp(self.record.original.stat().st_mtime)
        except OSError:
            return None

    def fits(self) -> bool:
        """Whether the original is as it was when the copy was taken or last published."""
        try:
            return is_unchanged(self.record.original, self.record.base, self.record.attempt)
        except OSError:
            return False

    def discard(self) -> None:
        """Remove it for good."""
        _remove(self.folder)


def unpublished() -> list[Leftover]:
    """Every copy left behind that holds something unpublished, newest first; others are removed on the way."""
    found = [left for folder in _folders() if not is_held(folder) and (left := _kept(folder))]
    return sorted(found, key=lambda left: left.at, reverse=True)


def of(path: Path) -> Leftover | None:
    """The copy left behind of the draft at `path`; DraftInUse when a program on this computer works on it."""
    for folder in _folders():
        record = records.load(folder)
        if record is None or not _is_of(record, path):
            continue
        if is_held(folder):
            if not is_there(path):
                raise failures.in_use(path)
            continue  # the lock beside the original says who it is
        left = _kept(folder)
        if left is not None:
            return replace(left, record=replace(left.record, original=path))
    return None


def copy_to(left: Leftover, target: Path) -> Path:
    """Copy it, with the journal a crash left, to a new file; refuses an existing one."""
    with failures.making_in_words(target), births.new_file(target) as copied:
        shutil.copyfile(left.local, copied)
        if journal.has_journal(left.local):
            shutil.copyfile(journal.journal_path(left.local), journal.journal_path(target))
        with copied.open("rb+") as stream:
            os.fsync(stream.fileno())
    return target


def _is_of(record: Record, path: Path) -> bool:
    """Whether the copy is of the draft at `path`, or of the same one when its disk had another letter or place."""
    if record.original == path:
        return True
    if record.original.name != path.name or is_there(record.original) or place_of(path) != record.place:
        return False
    found = print_of(path)
    return found is not None and found.file_id == record.base.file_id


def _kept(folder: Path) -> Leftover | None:
    """The copy in `folder`, or None when there was nothing of its own in it and it was removed."""
    record = records.load(folder) or _nameless(folder)
    if record is None or not is_there(folder / record.original.name):
        _remove(folder)
        return None
    left = Leftover(folder, record, max(records.newest(folder), record.revision))
    if _is_published(left):
        _remove(folder)
        return None
    return left


def _is_published(left: Leftover) -> bool:
    """Whether the copy holds nothing that its original does not."""
    record = left.record
    if is_unchanged(left.local, record.base):
        return True
    with suppress(OSError):  # the program may have ended just after the original was replaced
        return is_unchanged(left.local, record.attempt) and is_unchanged(record.original, record.attempt)
    return False


def _nameless(folder: Path) -> Record | None:
    """What is left when the record itself cannot be read: the copy is its own original."""
    if not is_taken(folder / records.RECORD):
        return None  # the program ended before the copy was whole
    copy = next(iter(folder.glob(f"*{DRAFT_SUFFIX}")), None)
    return Record(copy, LOCAL, Print("", 0, "")) if copy else None


def _folders() -> list[Path]:
    """The folders of copies; none where there is no data folder."""
    try:
        return [one for one in (data_folder(made=False) / FOLDER).iterdir() if one.is_dir() and not one.is_symlink()]
    except OSError:
        return []


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    lock_path(folder).unlink(missing_ok=True)
