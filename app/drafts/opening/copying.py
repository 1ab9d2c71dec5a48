"""New files beside an old one: made or copied, checked in full, moved into place (FORMAT.md, section 6)."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import apsw

from app.drafts import failures
from app.drafts.format import blobs, container, header, ledger, migrations, schema, steps
from app.drafts.format.ledger import State
from app.drafts.opening import journal
from app.errors import DraftError
from app.files import sync_folder

Edit = Callable[[apsw.Connection, State], State]
"""What is changed in a copy before it is checked: writes rows and returns the state that follows."""


@contextmanager
def neighbour(path: Path) -> Iterator[Path]:
    """A name beside `path` for a file in the making; whatever is left of it afterwards is removed."""
    target = path.with_name(f"{_prefix(path)}{secrets.token_hex(8)}.rewrite")
    try:
        yield target
    finally:
        journal.remove_with_journal(target)


def remove_leftovers(path: Path) -> None:
    """Remove what a crash left of earlier rewrites of `path`, whose lock is held."""
    for left in path.parent.glob(f"{_prefix(path)}*"):
        with suppress(OSError):
            left.unlink()


def make(target: Path, key: bytes, salt: bytes, pack: str, edition: int) -> None:
    """Make a new, empty draft at `target`, and make sure that it is encrypted."""
    db = container.connect(target, key, salt, "create")
    try:
        schema.create(db)
        ledger.begin(db, pack, edition)
    finally:
        db.close(True)
    if header.read_salt(target) != salt:
        raise failures.damaged(target, "加密没有生效")
    check_new(target, key, salt)


def copy(db: apsw.Connection, target: Path, key: bytes, salt: bytes, edit: Edit | None = None) -> State:
    """Write everything in `db` to `target` under another key, change it there, and check the result; its state."""
    container.write_copy(db, target, key, salt)
    if edit is not None:
        _change(target, key, salt, edit)
    return check_new(target, key, salt)


def check_new(target: Path, key: bytes, salt: bytes) -> State:
    """Check a file made here in full and flush it to the disk; its state."""
    db = container.connect(target, key, salt, "read")
    try:
        state = check_in_full(db, target)
        for sha256 in blobs.sizes(db):
            blobs.get(db, target, sha256)
    finally:
        db.close(True)
    _flush(target)
    return state


def check_in_full(db: apsw.Connection, path: Path) -> State:
    """Check every page, the schema, the seal and the steps; only the bytes of evidence are left to their reader."""
    schema.check(db, path)
    found = db.execute("PRAGMA quick_check(1)").get
    if found != "ok":
        raise apsw.CorruptError(str(found))
    state = ledger.verify(db, path)
    steps.verify(db, state, path)
    return state


def move(target: Path, path: Path) -> None:
    """Put the finished file `target` in the place of `path`, so that a power loss cannot undo it."""
    os.replace(target, path)
    sync_folder(path.parent)


@contextmanager
def reserved(path: Path) -> Iterator[None]:
    """Hold the name of a new file, so that nothing that exists is overwritten; given back when the block fails."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError as error:
        raise DraftError(f"“{path.name}”已存在，没有覆盖。", "请换一个文件名。") from error
    try:
        yield
    except BaseException:
        with suppress(OSError):
            path.unlink()
        raise


def renamed(copy_id: str) -> Edit:
    """The change that gives a copy for somebody else its id."""
    return lambda _db, state: replace(state, info=replace(state.info, copy_id=copy_id))


def _change(target: Path, key: bytes, salt: bytes, edit: Edit) -> None:
    db = container.connect(target, key, salt, "write")
    try:
        migrations.migrate(db)
        db.execute("BEGIN IMMEDIATE")
        ledger.write(db, edit(db, ledger.read(db, target)))
        db.execute("COMMIT")
    finally:
        db.close(True)


def _flush(path: Path) -> None:
    with path.open("r+b") as stream:
        os.fsync(stream.fileno())


def _prefix(path: Path) -> str:
    """Names one draft's rewrites and no other's, in any folder, and never grows too long."""
    return f".{hashlib.sha256(os.fsencode(path.name)).hexdigest()[:16]}."
