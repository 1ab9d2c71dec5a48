"""Opening a draft: each check in the order in which it is safe (FORMAT.md, sections 7 and 8)."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NoReturn

import apsw

from app.drafts import failures
from app.drafts.format import container, header, ledger, migrations, pages, schema
from app.drafts.format.container import Mode
from app.drafts.format.ledger import State
from app.drafts.opening import births, copying, inspection, journal, lock, seen, settling
from app.drafts.opening.lock import LockFile
from app.drafts.opening.seen import Seen
from app.drafts.opening.standing import Standing
from app.errors import DraftDamaged, DraftError, DraftInUse


@dataclass(slots=True)
class Opened:
    """A draft that passed its checks: where, under which key, and in which state; no lock when it is only read.

    `last` is what this computer had seen of the copy before; `unsure` the state that a failed commit may have left.
    `in_doubt` is called while it is read back what a commit that reported an error did.
    """

    path: Path
    key: bytes
    salt: bytes
    db: apsw.Connection
    state: State
    lock: LockFile | None
    last: Seen | None
    standing: Standing
    written: bool = False
    unsure: State | None = None
    in_doubt: Callable[[], None] = lambda: None

    @property
    def older_than_seen(self) -> bool:
        """Whether this computer had seen a later revision of this copy before it was opened."""
        return self.last is not None and not self.written and self.state.info.revision < self.last.revision


def for_reading(path: Path, key: bytes) -> Opened:
    """Open beside a writer; what a crash left is first put in order, or passed by where nothing can be moved."""
    salt = header.read_salt(path)
    births.remove_leftovers(path)
    mode = _put_in_order(path, key, salt)
    header.check_whole_pages(path)
    db, state = _connect_checked(path, key, salt, mode)
    last = seen.last_seen(state.info.copy_id)
    if last is None or last.revision < state.info.revision:
        seen.note_seen(state.info.copy_id, Seen(state.info.revision, "", seen.written_at(path)))
    return Opened(path, key, salt, db, state, None, last, Standing.of(path))


def _put_in_order(path: Path, key: bytes, salt: bytes) -> Mode:
    """How a reader opens the draft: "still" when something lies beside it that must not be looked at and cannot go."""
    held = lock.is_held(path)
    if journal.has_journal(path) and not held:
        try:
            close(for_writing(path, key, take_over=False))
        except DraftInUse:
            raise
        except DraftError:
            if not settling.is_whole(path, key, salt):
                raise
            return "still"
    elif journal.has_log(path):
        with suppress(OSError):
            journal.set_aside_logs(path)
    return "still" if journal.has_log(path) else "read"


def for_writing(path: Path, key: bytes, *, take_over: bool) -> Opened:
    """Open as the one writer."""
    salt = header.read_salt(path)
    held = LockFile.acquire(path, take_over=take_over)
    try:
        births.remove_leftovers(path)
        journal.remove_empty(path)
        if not settling.settle(path, key, salt):
            _refuse_torn(path, key, salt)
        header.check_whole_pages(path)
        seen.note_open(salt.hex(), path)
        seen.forget_others(salt.hex(), path)
        db, state = _connect_checked(path, key, salt, "write")
        standing = _migrated(db, path)
    except BaseException:
        _leave(path, salt, held)
        raise
    last = seen.last_seen(state.info.copy_id)
    opened = Opened(path, key, salt, db, state, held, last, standing)
    seen.note_seen(state.info.copy_id, _latest(opened))
    return opened


def _migrated(db: apsw.Connection, path: Path) -> Standing:
    try:
        migrations.migrate(db)
        return Standing.of(path)
    except BaseException:
        db.close(True)
        raise


def _refuse_torn(path: Path, key: bytes, salt: bytes) -> NoReturn:
    """Say what a draft has lost that no journal makes whole; the file is only looked at."""
    header.check_whole_pages(path)
    _connect_checked(path, key, salt, "still")[0].close(True)
    copying.check_content(path, key, salt, "still")
    raise failures.damaged(path, "旁边的恢复文件不能使它完整")


def close(opened: Opened) -> None:
    """Close in order: the connection, then the marks, then the lock; and remember the state."""
    opened.db.close(True)
    if opened.lock is not None:
        with suppress(OSError, DraftError):  # The disk may have been pulled out meanwhile.
            as_left = Standing.of(opened.path) == opened.standing
            closed_as = seen.print_of(opened.path, opened.state.tag) if as_left else ""
            seen.note_seen(opened.state.info.copy_id, _latest(opened, closed_as))
        _leave(opened.path, opened.salt, opened.lock)


def _latest(opened: Opened, closed_as: str = "") -> Seen:
    """What to remember: an older file counts only once its user has gone on writing it."""
    if opened.last is not None and opened.older_than_seen:
        return replace(opened.last, closed_as=closed_as, older=opened.state.info.revision)
    return Seen(opened.state.info.revision, closed_as, seen.written_at(opened.path))


def _leave(path: Path, salt: bytes, held: LockFile) -> None:
    # While a journal of ours is still there, the mark that vouches for it must stay.
    if not journal.has_journal(path):
        seen.note_closed(salt.hex())
    held.release()


def _connect_checked(path: Path, key: bytes, salt: bytes, mode: Mode) -> tuple[apsw.Connection, State]:
    db = _connect(path, key, salt, mode)
    try:
        if mode == "write" and db.readonly("main"):
            raise DraftError(f"没有写入“{path.name}”的权限，草稿没有改动。", "请以只读方式打开，或复制到其他文件夹。")
        return db, _check(db, path)
    except failures.UNREADABLE as error:
        loss = _loss(db, path)
        db.close(True)
        raise loss from error
    except apsw.Error as error:
        db.close(True)
        raise failures.translated(error, path) from error
    except BaseException:
        db.close(True)
        raise


def _loss(db: apsw.Connection, path: Path) -> DraftDamaged:
    """What a damaged draft has lost, by name; a schema that is not ours is not looked into."""
    try:
        ours = schema.is_ours(db)
    except apsw.Error:
        ours = False
    if not ours:
        return failures.damaged(path, "内部结构有误")
    found = inspection.survey(db)
    return failures.PartlyDamaged(path, found.lost_paths, found.lost_evidence, found.rest)


def _connect(path: Path, key: bytes, salt: bytes, mode: Mode) -> apsw.Connection:
    try:
        return container.connect(path, key, salt, mode)
    except apsw.NotADBError as error:
        if pages.key_fits_some_page(path, key):
            raise failures.damaged(path, "文件首页无法读出") from error
        raise failures.wrong_passphrase(path) from error
    except apsw.CorruptError as error:
        raise failures.damaged(path, "内部结构有误") from error
    except apsw.BusyError as error:
        raise failures.in_use(path) from error
    except apsw.Error as error:
        raise DraftError(
            f"草稿“{path.name}”无法打开，文件没有被改动。", "请确认文件仍在原处，且有读写权限。"
        ) from error


def _check(db: apsw.Connection, path: Path) -> State:
    """The state, after the checks; in full unless this computer closed the file and nobody touched it since."""
    db.execute("BEGIN")  # One snapshot, whatever a writer beside us does meanwhile.
    try:
        schema.check(db, path)
        state = ledger.read(db, path)
        last = seen.last_seen(state.info.copy_id)
        if last is None or last.closed_as != seen.print_of(path, state.tag):
            return copying.check_in_full(db, path)
        return ledger.verify(db, path)
    finally:
        db.execute("ROLLBACK")


def reconnected(opened: Opened, key: bytes, salt: bytes) -> Opened:
    """The same opening after its file was replaced by us, or was about to be: a new connection under `key`."""
    db, state = _connect_checked(opened.path, key, salt, "write")
    return replace(opened, key=key, salt=salt, db=db, state=state, standing=Standing.of(opened.path), unsure=None)
