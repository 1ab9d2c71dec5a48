"""A journal found beside a draft: tried on a copy that is checked in full, never in place (FORMAT.md, section 7)."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import apsw

from app.drafts import failures
from app.drafts.format import container, header, ledger, pages
from app.drafts.format.ledger import State
from app.drafts.opening import births, copying, journal, seen
from app.errors import DraftError


def settle(path: Path, key: bytes, salt: bytes) -> bool:
    """Leave nothing beside `path`, whose lock is held, that SQLite would replay; whether that could be done.

    A draft that is whole needs no journal.  One that the journal makes whole is replaced by the copy that proved it.
    If neither is so, both stay as they are, for a salvage.  WrongPassphrase before anything is touched.
    A journal of ours is removed when the draft stands checked, any other is moved aside.
    """
    if journal.has_journal(path) and not pages.key_fits_some_page(path, key):
        raise failures.wrong_passphrase(path)
    try:
        journal.set_aside_logs(path)
        if journal.has_journal(path):
            _settle_journal(path, key, salt)
    except OSError as failure:
        raise DraftError(
            f"草稿“{path.name}”旁边有来历不明的恢复文件，无法移开，因此没有打开；内容没有丢失。",
            "请把草稿复制到可以写入的文件夹后再打开。",
        ) from failure
    return not journal.has_journal(path)


def is_whole(path: Path, key: bytes, salt: bytes) -> bool:
    """Whether the file passes every check as it is, whatever lies beside it; nobody may be writing it."""
    return _whole(path, key, salt) is not None


def _settle_journal(path: Path, key: bytes, salt: bytes) -> None:
    if not journal.may_be_tried(path):
        journal.set_aside(path)
        return
    ours = seen.was_left_open(salt.hex(), path)
    state = _whole(path, key, salt) or _made_whole(path, key, salt, ours=ours)
    if state is not None and ours and not _is_older_than_seen(state):
        journal.remove(path)
    elif state is not None:
        journal.set_aside(path)


def _whole(path: Path, key: bytes, salt: bytes) -> State | None:
    """The state of the file, which passes every check as it is; None when it does not."""
    with suppress(apsw.Error, UnicodeDecodeError, DraftError, OSError):
        header.check_whole_pages(path)
        return copying.check_content(path, key, salt, "still")
    return None


def _is_older_than_seen(state: State) -> bool:
    last = seen.last_seen(state.info.copy_id)
    return last is not None and last.is_later_than(state.seal.revision)


def replayed(path: Path, target: Path, key: bytes, salt: bytes) -> None:
    """Copy `path` to `target` and let its journal be replayed there; raises whatever forbids that."""
    journal.copy_with_journal(path, target)
    container.connect(target, key, salt, "write").close()


def _made_whole(path: Path, key: bytes, salt: bytes, *, ours: bool) -> State | None:
    """The state to which the journal leads, if it belongs to the draft: the copy that proved it is then in its place.

    Unless the journal is ours, the file as it was is kept beside.
    """
    with births.neighbour(path) as target, suppress(apsw.Error, UnicodeDecodeError, DraftError, OSError):
        replayed(path, target, key, salt)
        state = copying.check_new(target, key, salt)
        if not _follows(state, path, key, salt):
            return None
        if not ours:
            journal.keep_beside(path)
        births.move(target, path)
        return state
    return None


def _follows(state: State, path: Path, key: bytes, salt: bytes) -> bool:
    """Whether a journal that leads to `state` can be of the last commit: not of one long past."""
    if _is_older_than_seen(state):
        return False
    with suppress(apsw.Error, UnicodeDecodeError, DraftError):
        db = container.connect(path, key, salt, "still")
        try:
            return ledger.read(db, path).seal.revision <= state.seal.revision + 1
        finally:
            db.close(True)
    return True
