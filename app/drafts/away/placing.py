"""Opening a draft where it is best worked on: in its place, or on a copy when that place is away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from app.drafts import failures, keys
from app.drafts.away import leftovers
from app.drafts.away.leftovers import Leftover
from app.drafts.away.places import place_of, why_not_writable, why_not_written_on
from app.drafts.away.publisher import Publisher
from app.drafts.away.working_copy import WorkingCopy
from app.drafts.format import header, pages
from app.drafts.keyring import remembered
from app.drafts.opening import journal, lock, seen
from app.drafts.store import Draft
from app.errors import DraftError, WrongPassphrase


@dataclass(frozen=True, slots=True)
class Placed:
    """An open draft, and what publishes it when it is a copy.

    `interrupted`: when it was last saved by a program of this computer that ended without closing it.
    """

    draft: Draft
    publisher: Publisher | None = None
    interrupted: datetime | None = None

    def close(self, *, discard: bool = False) -> None:
        """Close the draft; a copy that holds something unpublished is kept, unless it is to be discarded."""
        if self.publisher is None:
            self.draft.close()
            return
        self.publisher.stop()
        self.draft.close()
        if discard:
            self.publisher.copy.discard()
        else:
            self.publisher.copy.leave()


@dataclass(frozen=True, slots=True)
class Way:
    """How to open: only for reading; ignoring another computer's lock; in its place wherever that is.

    `copies` are the folders where copies by day lie, which are only read.
    """

    read_only: bool = False
    take_over: bool = False
    in_place: bool = False
    copies: tuple[Path, ...] = ()


def open_with_passphrase(path: Path, passphrase: str, way: Way) -> Placed:
    """Open a draft with its passphrase; see `Draft.open` for what can go wrong."""
    return _open(header.check_place(path), lambda file: keys.derive_key(passphrase, header.read_salt(file)), way)


def open_with_key(path: Path, key: bytes, way: Way) -> Placed:
    """Open a draft with a key derived before."""
    return _open(header.check_place(path), lambda _file: key, way)


def open_remembered(path: Path, way: Way) -> Placed | None:
    """Open a draft with the key in the keyring; None means: ask for the passphrase."""
    path = header.check_place(path)
    left = leftovers.of(path)
    name = header.file_id(left.local if left else path)
    key = remembered.recall(name)
    if key is None:
        return None
    try:
        return open_with_key(path, key, way)
    except WrongPassphrase:
        remembered.forget(name)
        return None


def settle(draft: Draft, way: Way) -> Placed:
    """A draft that was just made, to be worked on: as it is, or closed and opened again as a copy."""
    if way.in_place or not place_of(draft.path).away:
        return Placed(draft)
    path, key = draft.path, draft.key
    draft.close()
    return open_with_key(path, key, way)


def interruption(path: Path) -> datetime | None:
    """When the draft at `path` was last saved (local time), if this computer had it open and never closed it."""
    try:
        left = seen.was_left_open(header.file_id(path), path) and not lock.is_held(path)
        return datetime.fromtimestamp(path.stat().st_mtime) if left else None
    except (OSError, DraftError):
        return None


def _open(path: Path, key_for: Callable[[Path], bytes], way: Way) -> Placed:
    left = leftovers.of(path)
    if left is not None:
        return _resumed(left, key_for(left.local), way)
    key = key_for(path)
    if not way.read_only and (reason := why_not_writable(path) or why_not_written_on(path, way.copies)):
        raise failures.read_only_place(path, reason)
    place = place_of(path)
    if way.read_only or way.in_place or not place.away:
        at = None if way.read_only else interruption(path)
        return Placed(Draft.open_with_key(path, key, read_only=way.read_only, take_over=way.take_over), interrupted=at)
    _put_in_order(path, key, take_over=way.take_over)
    copy = WorkingCopy.take(path, place, take_over=way.take_over)
    try:
        return _on(copy, key)
    except BaseException:
        copy.discard()
        raise


def _resumed(left: Leftover, key: bytes, way: Way) -> Placed:
    if way.read_only:
        return Placed(Draft.open_with_key(left.local, key, read_only=True))
    copy = WorkingCopy.resume(left.folder, left.record, take_over=way.take_over)
    at = interruption(copy.local)
    try:
        return replace(_on(copy, key), interrupted=at)
    except BaseException:
        copy.let_be()
        raise


def _on(copy: WorkingCopy, key: bytes) -> Placed:
    draft = Draft.open_with_key(copy.local, key)
    return Placed(draft, Publisher(copy, draft))


def _put_in_order(path: Path, key: bytes, *, take_over: bool) -> None:
    """Refuse a wrong key before everything is copied, and settle a journal in its place: it belongs to that file."""
    with failures.in_words(path):
        if journal.has_journal(path):
            Draft.open_with_key(path, key, take_over=take_over).close()
        header.check_whole_pages(path)
        if not pages.key_fits_some_page(path, key):
            raise failures.wrong_passphrase(path)
