"""How a file comes to its name: made under another, held while it grows, moved when whole (FORMAT.md, section 6)."""

from __future__ import annotations

import ctypes
import errno
import hashlib
import os
import re
import secrets
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from app.drafts import failures
from app.drafts.opening import journal, lock
from app.errors import DraftError, DraftInUse
from app.files import patiently, shown, sync_folder

_REWRITE = re.compile(r"(\.[0-9a-f]{16}\.[0-9a-f]+\.rewrite)(-journal)?|\.(\.[0-9a-f]{16}\.[0-9a-f]+\.rewrite)\.lock")
_NO_REPLACE = 1
"""RENAME_NOREPLACE of Linux."""


@contextmanager
def new_file(path: Path) -> Iterator[Path]:
    """A name beside `path` for a file that becomes `path` when the block succeeds; DraftError when there is one."""
    if os.path.lexists(path):
        raise _taken(path)
    with neighbour(path) as target:
        yield target
        place_new(target, path)


@contextmanager
def neighbour(path: Path) -> Iterator[Path]:
    """An empty file beside `path`, the user's alone, for one in the making; what is left of it at the end is removed.

    It is held with a lock of the system, so that `remove_leftovers` can tell it from what a killed run left.
    """
    remove_leftovers(path)
    target, let_go = _begun(path)
    try:
        yield target
    finally:
        journal.remove_with_journal(target)
        let_go()


@contextmanager
def unborn(path: Path) -> Iterator[Path]:
    """A free name beside `path` under which a whole draft can be made and filled before it becomes `path`."""
    if os.path.lexists(path):
        raise _taken(path)
    remove_leftovers(path)
    target = _temporary(path)
    try:
        yield target
        with failures.making_in_words(path):
            place_new(target, path)
    finally:
        journal.remove_with_journal(target)


def remove_leftovers(path: Path) -> None:
    """Remove what killed runs left in the folder of `path`: every rewrite that no living program holds."""
    with suppress(OSError):
        for name in os.listdir(path.parent):
            if match := _REWRITE.fullmatch(name):
                _remove_dead(path.with_name(match[1] or match[3]))


def move(target: Path, path: Path) -> None:
    """Put the finished file `target` in the place of `path`, so that a power loss cannot undo it.

    Who may read and write the file stays as its owner chose.
    """
    with suppress(OSError):
        os.chmod(target, stat.S_IMODE(path.stat().st_mode))
    patiently(os.replace, target, path)
    sync_folder(path.parent)


def place_new(target: Path, path: Path) -> None:
    """Give the finished file `target` its name, over no other file; DraftError when the name is taken.

    A DraftError says so when the file stands in its place and only the folder could not be flushed.
    """
    try:
        if os.name == "nt":
            patiently(os.rename, target, path)
        else:
            _linked(target, path)
    except FileExistsError as error:
        raise _taken(path) from error
    try:
        sync_folder(path.parent)
    except OSError as failure:
        raise failures.not_flushed(path) from failure


def _linked(target: Path, path: Path) -> None:
    try:
        os.link(target, path)
    except FileExistsError:
        raise
    except OSError:  # no second names here: FAT on a stick, some network drives
        _renamed(target, path)
    else:
        with suppress(OSError):  # a second name, which the next run sweeps
            os.unlink(target)


def _renamed(target: Path, path: Path) -> None:
    """Rename over nothing: by the system where it can, else after a look."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None) if sys.platform == "linux" else None
    if rename is not None:
        here = -100  # AT_FDCWD: both paths are absolute
        if rename(here, os.fsencode(target), here, os.fsencode(path), _NO_REPLACE) == 0:
            return
        code = ctypes.get_errno()
        if code not in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
            raise OSError(code, os.strerror(code), str(path))
    if os.path.lexists(path):
        raise FileExistsError(path)
    os.rename(target, path)


def _begun(path: Path) -> tuple[Path, Callable[[], None]]:
    """A new empty file that is held, and what lets go of it."""
    while True:
        target = _temporary(path)
        if os.name == "nt":
            with suppress(DraftInUse):  # else somebody's sweep was looking at it
                return target, _held_beside(target)
            continue
        handle = os.open(target, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
        lock.try_lock(handle)
        with suppress(FileNotFoundError):  # else it was taken for a leftover before it was held
            if os.path.samestat(os.fstat(handle), os.stat(target)):
                return target, partial(os.close, handle)
        os.close(handle)


def _held_beside(target: Path) -> Callable[[], None]:
    """Make the empty file `target`, held by a lock beside it: Windows gives no other name to a file that is open."""
    held = lock.LockFile.acquire(target)
    try:
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except BaseException:
        held.release()
        raise
    return held.release


def _remove_dead(left: Path) -> None:
    if lock.is_held(left) or (os.path.lexists(left) and not _is_unheld(left)):
        return
    for path in (left, journal.journal_path(left), lock.lock_path(left)):
        with suppress(OSError):
            path.unlink()


def _is_unheld(left: Path) -> bool:
    """Whether nobody holds the file itself; in Windows the lock beside it tells, and no open file is removed."""
    if sys.platform == "win32":
        return True
    try:
        handle = os.open(left, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return False
    try:
        return stat.S_ISREG(os.fstat(handle).st_mode) and lock.try_lock(handle)
    finally:
        os.close(handle)


def _temporary(path: Path) -> Path:
    """A name that never grows too long, and tells nothing of the draft's."""
    start = hashlib.sha256(os.fsencode(path.name)).hexdigest()[:16]
    return path.with_name(f".{start}.{secrets.token_hex(8)}.rewrite")


def _taken(path: Path) -> DraftError:
    return DraftError(f"“{shown(path.name)}”已存在，没有覆盖。", "请换一个文件名。")
