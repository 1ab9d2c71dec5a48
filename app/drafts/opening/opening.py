"""Opening a draft: each check in the order in which it is safe (FORMAT.md, sections 7 and 8)."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import apsw

from app.drafts import failures
from app.drafts.format import container, header, ledger, migrations, pages, schema
from app.drafts.format.container import Mode
from app.drafts.format.ledger import State
from app.drafts.opening import copying, inspection, journal, lock, seen
from app.drafts.opening.lock import LockFile
from app.drafts.opening.seen import Seen
from app.errors import DraftDamaged, DraftError


@dataclass(slots=True)
class Opened:
    """A draft that passed its checks: where, under which key, and in which state; no lock when it is only read.

    `last` is what this computer had seen of the copy before.
    """

    path: Path
    key: bytes
    salt: bytes
    db: apsw.Connection
    state: State
    lock: LockFile | None
    last: Seen | None
    written: bool = False

    @property
    def older_than_seen(self) -> bool:
        """Whether this computer had seen a later revision of this copy before it was opened."""
        return self.last is not None and not self.written and self.state.info.revision < self.last.revision


def for_reading(path: Path, key: bytes) -> Opened:
    """Open beside a writer; a draft left by a crash is first put in order, for which it must be writable."""
    salt = header.read_salt(path)
    if journal.has_journal(path) and not lock.is_held(path):
        close(for_writing(path, key, take_over=False))
    header.check_whole_pages(path)
    db, state = _connect_checked(path, key, salt, "read")
    last = seen.last_seen(state.info.copy_id)
    if last is None or last.revision < state.info.revision:
        seen.note_seen(state.info.copy_id, Seen(state.info.revision, ""))
    return Opened(path, key, salt, db, state, None, last)


def for_writing(path: Path, key: bytes, *, take_over: bool) -> Opened:
    """Open as the one writer."""
    salt = header.read_salt(path)
    held = LockFile.acquire(path, take_over=take_over)
    try:
        copying.remove_leftovers(path)
        aside = _settle_journals(path, key, salt)
        seen.note_open(salt.hex(), path)
        db, state = _connect_or_rescue(path, key, salt, aside)
    except BaseException:
        _leave(path, salt, held)
        raise
    last = seen.last_seen(state.info.copy_id)
    opened = Opened(path, key, salt, db, state, held, last)
    seen.note_seen(state.info.copy_id, Seen(_latest(opened), ""))
    return opened


def close(opened: Opened) -> None:
    """Close in order: the connection, then the marks, then the lock; and remember the state."""
    opened.db.close(True)
    if opened.lock is not None:
        with suppress(OSError):  # The disk may have been pulled out meanwhile.
            closed_as = seen.print_of(opened.path, opened.state.tag)
            seen.note_seen(opened.state.info.copy_id, Seen(_latest(opened), closed_as))
        _leave(opened.path, opened.salt, opened.lock)


def _latest(opened: Opened) -> int:
    """The revision to remember: an older file counts only once its user has gone on writing it."""
    revision = opened.state.info.revision
    return opened.last.revision if opened.last and opened.older_than_seen else revision


def _leave(path: Path, salt: bytes, held: LockFile) -> None:
    # While a journal of ours is still there, the mark that vouches for it must stay.
    if not journal.has_journal(path):
        seen.note_closed(salt.hex())
    held.release()


def _settle_journals(path: Path, key: bytes, salt: bytes) -> Path | None:
    if journal.has_journal(path) and not pages.key_fits_some_page(path, key):
        # A journal must not be replayed under a wrong key: it would be written back as noise.
        raise failures.wrong_passphrase(path)
    try:
        aside = journal.set_aside_foreign(path, salt.hex())
    except OSError as failure:
        raise DraftError(
            f"草稿“{path.name}”旁边有来历不明的恢复文件，无法移开，因此没有打开；内容没有丢失。",
            "请把草稿复制到可以写入的文件夹后再打开。",
        ) from failure
    return aside


def _connect_or_rescue(path: Path, key: bytes, salt: bytes, aside: Path | None) -> tuple[apsw.Connection, State]:
    try:
        if not journal.has_journal(path):
            header.check_whole_pages(path)
        return _connect_checked(path, key, salt, "write")
    except DraftDamaged:
        if aside is None or not _made_whole_by(path, key, salt, aside):
            raise
    return _connect_checked(path, key, salt, "write")


def _made_whole_by(path: Path, key: bytes, salt: bytes, aside: Path) -> bool:
    """Whether the journal moved aside belongs to the draft after all: tried on a copy, which then replaces it."""
    if journal.names_another(aside):
        return False
    with copying.neighbour(path) as target, suppress(apsw.Error, DraftError, OSError):
        journal.copy_with_journal(path, aside, target)
        container.connect(target, key, salt, "write").close()
        copying.check_new(target, key, salt)
        copying.move(target, path)
        return True
    return False


def _connect_checked(path: Path, key: bytes, salt: bytes, mode: Mode) -> tuple[apsw.Connection, State]:
    db = _connect(path, key, salt, mode)
    try:
        if mode == "write" and db.readonly("main"):
            raise DraftError(f"没有写入“{path.name}”的权限，草稿没有改动。", "请以只读方式打开，或复制到其他文件夹。")
        state = _check(db, path)
        if mode == "write":
            migrations.migrate(db)
        return db, state
    except apsw.CorruptError as error:
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
    return failures.PartlyDamaged(path, found.lost_paths, found.lost_evidence)


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
    return replace(opened, key=key, salt=salt, db=db, state=state)
