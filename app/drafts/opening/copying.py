"""New files beside an old one: made or copied, and checked in full (FORMAT.md, section 6)."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import apsw

from app.drafts import failures
from app.drafts.format import blobs, container, header, ledger, migrations, schema, steps
from app.drafts.format.container import Mode
from app.drafts.format.ledger import State

Edit = Callable[[apsw.Connection, State], State]
"""What is changed in a copy before it is checked: writes rows and returns the state that follows."""


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
    state = check_content(target, key, salt, "read")
    _flush(target)
    return state


def check_content(path: Path, key: bytes, salt: bytes, mode: Mode) -> State:
    """Check a file in full and the hash of every file in it; its state."""
    db = container.connect(path, key, salt, mode)
    try:
        state = check_in_full(db, path)
        for sha256 in blobs.sizes(db):
            blobs.get(db, path, sha256)
        return state
    finally:
        db.close(True)


def check_in_full(db: apsw.Connection, path: Path) -> State:
    """Check every page, the schema, the seal and the steps; only the bytes of evidence are left to their reader."""
    schema.check(db, path)
    found = db.execute("PRAGMA quick_check(1)").get
    if found != "ok":
        raise apsw.CorruptError(str(found))
    state = ledger.verify(db, path)
    steps.verify(db, state, path)
    return state


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
