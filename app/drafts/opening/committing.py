"""Changing an open draft: one transaction, or a new file in its place; never over what others put there."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import apsw

from app.drafts import failures
from app.drafts.format import ledger
from app.drafts.format.ledger import Edit, State
from app.drafts.opening import births, copying, opening, seen
from app.drafts.opening.opening import Opened
from app.drafts.opening.standing import Standing, check_neighbours
from app.errors import DraftError, DraftReplaced


def confirm(opened: Opened) -> None:
    """See that the file is in the state in which we left it; DraftReplaced when it is not and must not be written.

    A file that looks otherwise (another one, another time) is opened anew and checked in full: the same state counts.
    """
    with failures.in_words(opened.path):
        opened.lock = opened.lock.renewed(opened.path) if opened.lock is not None else None
        check_neighbours(opened.path, opened.standing)
        standing = Standing.of(opened.path)
        if standing != opened.standing:
            _take_up(opened, standing)


def confirm_readable(opened: Opened) -> None:
    """After reading failed: DraftReplaced where that is because others put something else in the file's place."""
    try:
        confirm(opened)
    except DraftReplaced as failure:
        raise failures.replaced_unread(opened.path) from failure
    except DraftError:
        return  # why it could not be read says more


def commit(opened: Opened, edit: Edit) -> int:
    """Make one transaction of `edit`; the revision afterwards, unchanged when nothing was to be written."""
    confirm(opened)
    intended: State | None = None
    try:
        opened.db.execute("BEGIN IMMEDIATE")
        before = _known(opened, ledger.tag(opened.db))
        if before is None:
            raise failures.replaced(opened.path)
        after = edit(before)
        if after == before:
            _roll_back(opened)
            opened.state = before
            return before.seal.revision
        intended = ledger.write(opened.db, ledger.following(after))
        opened.db.execute("COMMIT")
    except (apsw.Error, UnicodeDecodeError, MemoryError) as error:
        if intended is not None:
            opened.in_doubt()
        _roll_back(opened)
        found = _read_back(opened)
        if intended is None or found != intended.tag:
            _note_failure(opened, intended)
            raise failures.translated(error, opened.path) from error
    except BaseException:
        _roll_back(opened)
        raise
    opened.state, opened.written, opened.unsure = intended, True, None
    with failures.in_words(opened.path):
        opened.standing = opened.standing.after_commit(opened.path)
    return intended.seal.revision


def rewrite(opened: Opened, key: bytes, salt: bytes, edit: copying.Edit | None = None) -> Opened:
    """Write the draft anew, changed by `edit`, in place of its file; the opening of the new file."""
    with failures.making_in_words(opened.path), births.neighbour(opened.path) as target:
        confirm(opened)
        state = copying.copy(opened.db, target, key, salt, edit)
        confirm(opened)
        return _replaced_by(opened, target, replace(opened, key=key, salt=salt, state=state))


def _replaced_by(old: Opened, target: Path, new: Opened) -> Opened:
    salt = new.salt
    seen.note_open(salt.hex(), old.path)
    old.db.close(True)  # Windows moves nothing over an open file.
    try:
        births.move(target, old.path)
    except OSError:
        if os.path.lexists(target):
            again = _connected_again(old)
            old.db, old.state, old.standing = again.db, again.state, again.standing
            if salt != old.salt:
                seen.note_closed(salt.hex())
            raise
        # The new file stands in its place; only the folder could not be flushed.
    new = _connected_again(new)
    if salt != old.salt:
        seen.note_closed(old.salt.hex())
    return new


def _connected_again(opened: Opened) -> Opened:
    """`opened` with a new connection; where there is none to be had now, adrift: it is tried again at the next work."""
    try:
        return opening.reconnected(opened, opened.key, opened.salt)
    except (DraftError, OSError):
        return replace(opened, standing=opened.standing.adrift())


def _take_up(opened: Opened, standing: Standing) -> None:
    """Go on with the file that is there, when it holds the state we know."""
    try:
        again = opening.reconnected(opened, opened.key, opened.salt)
    except (DraftError, OSError) as failure:
        raise failures.replaced(opened.path) from failure
    if _known(opened, again.state.tag) is None or again.standing != standing:
        again.db.close(True)
        raise failures.replaced(opened.path)
    opened.db.close(True)
    opened.db, opened.state, opened.standing, opened.unsure = again.db, again.state, standing, None


def _known(opened: Opened, tag: bytes | None) -> State | None:
    """The state of that tag: what we left in the file, or what a commit that reported an error may have left."""
    if tag == opened.state.tag:
        return opened.state
    return opened.unsure if opened.unsure is not None and tag == opened.unsure.tag else None


def _note_failure(opened: Opened, intended: State | None) -> None:
    """Note what a commit that failed leaves: perhaps its state, perhaps a journal of ours."""
    opened.unsure = intended or opened.unsure
    with suppress(DraftError, OSError):
        opened.standing = opened.standing.after_commit(opened.path)


def _roll_back(opened: Opened) -> None:
    # A failed COMMIT may have rolled back by itself; another attempt would hide its error.
    if not opened.db.get_autocommit():
        with suppress(apsw.Error):
            opened.db.execute("ROLLBACK")


def _read_back(opened: Opened) -> bytes | None:
    """The tag of the state that the file holds after an error; None when it cannot be read.

    Pages that were written before the error SQLite takes back now, when it reads.
    """
    try:
        return ledger.tag(opened.db)
    except (apsw.Error, UnicodeDecodeError):
        return None
