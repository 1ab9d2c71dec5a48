"""The working copy of one draft: taken from its place, and put back there whole or not at all (FORMAT.md, 11)."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Self

from app.drafts import failures
from app.drafts.away import words
from app.drafts.away.places import Place, place_of
from app.drafts.away.prints import Print, is_unchanged, print_of
from app.drafts.away.record import Record
from app.drafts.opening import births, journal
from app.drafts.opening.lock import LockFile, holder_of
from app.drafts.store import Draft
from app.errors import DraftError, DraftInUse
from app.files import copy_checked, data_folder, is_away, is_full, is_there, patiently, sync_folder

FOLDER = "working"
_OUTGOING = "outgoing"


class WorkingCopy:
    """A local copy of the draft at `record.original`; held, like the original, while it is worked on."""

    def __init__(self, folder: Path, record: Record, mark: LockFile, lock: LockFile | None) -> None:
        self.folder, self.record = folder, record
        self._mark, self._lock = mark, lock

    @classmethod
    def take(cls, original: Path, place: Place, *, take_over: bool = False) -> Self:
        """Copy a draft whose place is away; DraftInUse names who has it, DraftError when it cannot be read."""
        with failures.in_words(original):
            lock = LockFile.acquire(original, take_over=take_over)
            folder = working_folder() / secrets.token_hex(8)
            mark: LockFile | None = None
            try:
                births.remove_leftovers(original)
                mark = LockFile.acquire(folder)  # before the folder is there to be swept
                folder.mkdir(mode=0o700)
                record = Record(original, place, _copied_in(original, folder / original.name))
                record.save(folder)
            except BaseException:
                shutil.rmtree(folder, ignore_errors=True)
                _release(mark, lock)
                raise
        return cls(folder, record, mark, lock)

    @classmethod
    def resume(cls, folder: Path, record: Record, *, take_over: bool = False) -> Self:
        """Go on with a copy that an earlier run left; its original may be out of reach for the moment."""
        mark = LockFile.acquire(folder)
        try:
            there = place_of(record.original) == record.place and is_there(record.original.parent)
            lock = LockFile.acquire(record.original, take_over=take_over) if there else None
            if lock is not None:
                births.remove_leftovers(record.original)
        except BaseException:
            mark.release()
            raise
        return cls(folder, record, mark, lock)

    @property
    def original(self) -> Path:
        """Where the draft has its place."""
        return self.record.original

    @property
    def local(self) -> Path:
        """The file that is worked on."""
        return self.folder / self.original.name

    def is_published(self) -> bool:
        """Whether the original holds all that the copy, once it was opened, holds, as far as this computer knows.

        A journal counts for nothing then: what had to be replayed was.
        """
        return print_of(self.local) == self.record.base

    def publish(self, draft: Draft) -> None:
        """Put what `draft`, the open copy, holds in the place of the original.

        PlaceAbsent, DraftDiverged or another NotPublished: the original is as it was, everything is in the copy.
        """
        if self.is_published():
            return
        try:
            self._find_original()
            if not self.is_published():  # it may have been, just before a program ended
                self._send(draft)
        except OSError as failure:
            if is_away(failure):
                self._let_go()
                raise words.absent(self.record) from failure
            raise words.not_written(self.record, failure) from failure

    def took_in(self, original: Print) -> None:
        """What lay at the place as `original` is in the copy too, merged by its user: it may be replaced."""
        self.record = replace(self.record, base=original, attempt=None)
        self.record.save(self.folder)

    def leave(self) -> None:
        """Stop working on the copy, which is closed, and keep it when something in it is not published."""
        if self.is_published():
            self.discard()
        else:
            self.let_be()

    def discard(self) -> None:
        """Remove the copy, whatever it holds."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.let_be()

    def let_be(self) -> None:
        """Give the copy and the original free, and leave both as they are."""
        if self._lock is not None and not self._lock.is_there():
            self._let_go()
        _release(self._mark, self._lock)

    def _send(self, draft: Draft) -> None:
        outgoing = self.folder / _OUTGOING
        revision, sent = self._prepare(draft, outgoing)
        with births.neighbour(self.original) as target:
            copy_checked(outgoing, target)
            with suppress(OSError):  # not every file system has permissions
                shutil.copymode(self.original, target)
            self._find_original()  # as late as can be
            self.record = replace(self.record, attempt=sent)
            self.record.save(self.folder)
            patiently(os.replace, target, self.original)
        _sync(self.original.parent)
        self.record = replace(self.record, base=sent, revision=revision, attempt=None)
        self.record.save(self.folder)
        outgoing.unlink(missing_ok=True)

    def _prepare(self, draft: Draft, outgoing: Path) -> tuple[int, Print]:
        """Copy the draft aside on this computer, so that typing goes on while it is sent; its revision and print."""
        try:
            revision, sent = draft.snapshot(outgoing), print_of(outgoing)
        except OSError as failure:
            raise words.not_prepared(self.record, failure) from failure
        if sent is None:
            raise words.not_prepared(self.record, FileNotFoundError(errno.ENOENT, "gone"))
        return revision, sent

    def _find_original(self) -> None:
        """Make sure that the original is there, held by us, and as it was taken or last published."""
        if not self.original.parent.is_dir() or place_of(self.original) != self.record.place:
            self._let_go()
            raise words.absent(self.record)
        self._hold()
        if not is_unchanged(self.original, self.record.base, self.record.attempt):
            raise words.diverged(self.record, self.local, missing=not is_there(self.original))
        found = print_of(self.original)
        if found is not None and found == self.record.attempt:
            self.record = replace(self.record, base=found, attempt=None)

    def _hold(self) -> None:
        if self._lock is not None and self._lock.is_there():
            return
        self._let_go()
        try:
            self._lock = LockFile.acquire(self.original)
        except DraftInUse as failure:
            raise words.held(self.record, holder_of(self.original)) from failure

    def _let_go(self) -> None:
        """Close a lock whose disk went away; what lies there when it comes back is not ours to remove."""
        if self._lock is not None:
            self._lock.abandon()
            self._lock = None


def working_folder() -> Path:
    """Where the working copies of this user lie, each in a folder of its own; made when absent."""
    folder = data_folder() / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _release(*locks: LockFile | None) -> None:
    for lock in locks:
        if lock is not None:
            lock.release()


def _copied_in(original: Path, local: Path) -> Print:
    """Copy the original as it is in one state; its print."""
    before = print_of(original)
    try:
        shutil.copyfile(original, local)
    except OSError as failure:
        if is_full(failure):
            raise words.no_room(original) from failure
        raise
    if before is None or print_of(original) != before or print_of(local) != before or journal.has_journal(original):
        raise DraftError(f"草稿“{original.name}”正在变动，没有打开，内容没有丢失。", "请稍候片刻再打开。")
    with local.open("rb+") as stream:
        os.fsync(stream.fileno())
    return before


def _sync(folder: Path) -> None:
    try:
        sync_folder(folder)
    except OSError as failure:
        if failure.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EPERM):
            raise
