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
    """
    if journal.has_journal(path) and not pages.key_fits_some_page(path, key):
        raise failures.wrong_passphrase(path)
    try:
        journal.set_aside_logs(path)
        if journal.has_journal(path) and (
            not journal.may_be_tried(path) or is_whole(path, key, salt) or _made_whole(path, key, salt)
        ):
            journal.set_aside(path)
    except OSError as failure:
        raise DraftError(
            f"草稿“{path.name}”旁边有来历不明的恢复文件，无法移开，因此没有打开；内容没有丢失。",
            "请把草稿复制到可以写入的文件夹后再打开。",
        ) from failure
    return not journal.has_journal(path)


def is_whole(path: Path, key: bytes, salt: bytes) -> bool:
    """Whether the file passes every check as it is, whatever lies beside it; nobody may be writing it."""
    with suppress(apsw.Error, UnicodeDecodeError, DraftError, OSError):
        header.check_whole_pages(path)
        copying.check_content(path, key, salt, "still")
        return True
    return False


def replayed(path: Path, target: Path, key: bytes, salt: bytes) -> None:
    """Copy `path` to `target` and let its journal be replayed there; raises whatever forbids that."""
    journal.copy_with_journal(path, target)
    container.connect(target, key, salt, "write").close()


def _made_whole(path: Path, key: bytes, salt: bytes) -> bool:
    """Whether the journal belongs to the draft: the copy on which it was tried has then replaced the file."""
    ours = seen.was_left_open(salt.hex(), path)
    with births.neighbour(path) as target, suppress(apsw.Error, UnicodeDecodeError, DraftError, OSError):
        replayed(path, target, key, salt)
        if not _follows(copying.check_new(target, key, salt), path, key, salt):
            return False
        if not ours:
            journal.keep_beside(path)
        births.move(target, path)
        return True
    return False


def _follows(state: State, path: Path, key: bytes, salt: bytes) -> bool:
    """Whether a journal that leads to `state` can be of the last commit: not of one long past."""
    last = seen.last_seen(state.info.copy_id)
    if last is not None and last.revision > state.seal.revision:
        return False
    with suppress(apsw.Error, UnicodeDecodeError, DraftError):
        db = container.connect(path, key, salt, "still")
        try:
            return ledger.read(db, path).seal.revision <= state.seal.revision + 1
        finally:
            db.close(True)
    return True
