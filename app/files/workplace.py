"""Folders for work under way beside the user's files: told by name and lock, and swept when a run left one behind.

A workplace is a folder `.qibei-<computer>-<random>.work` and, made before it and removed after it, a lock of the same
name that its program holds.  The system gives the lock up when the program dies, however it dies.
"""

from __future__ import annotations

import os
import re
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from app.files.places import data_folder

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_NAME = re.compile(r"\.qibei-([0-9a-f]{6})-[0-9a-f]{16}\.lock")
_LOCK, _WORK = ".lock", ".work"
_MARK = b"qibei work\n"
_LOCKED_BYTE = 1 << 20  # Windows forbids reading a locked byte
_STRANGE = 86_400.0  # seconds after which the work of another computer, whose lock may not be seen here, is dead
_FLAGS = os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)


class Workplace:
    """A folder of the user's alone inside another; `remove` it.  OSError when it cannot be made."""

    def __init__(self, folder: Path) -> None:
        self._lock, self._handle = _held_lock(folder)
        self.path = self._lock.with_suffix(_WORK)
        try:
            self.path.mkdir(mode=0o700)
        except BaseException:
            self.remove()
            raise

    def remove(self) -> None:
        """Remove it with all that is in it; what another program holds open goes with a later sweep."""
        _remove(self.path, self._lock, self._handle)


@contextmanager
def working_in(folder: Path) -> Iterator[Path]:
    """A workplace in `folder` for the time of the block; what died there before is swept first."""
    sweep(folder)
    place = Workplace(folder)
    try:
        yield place.path
    finally:
        place.remove()


def sweep(folder: Path) -> None:
    """Remove what runs that ended early left in `folder`: nothing that is not ours, and nothing in use."""
    with suppress(OSError):  # what cannot be looked at is swept another time
        for name in [entry.name for entry in os.scandir(folder) if _NAME.fullmatch(entry.name)]:
            with suppress(OSError):
                _sweep(folder / name)


def sweep_data_folder() -> None:
    """Sweep the user's own folder and the folders in it."""
    folder = data_folder(made=False)
    sweep(folder)
    with suppress(OSError):
        for entry in os.scandir(folder):
            if entry.is_dir(follow_symlinks=False):
                sweep(folder / entry.name)


def _held_lock(folder: Path) -> tuple[Path, int]:
    """A new lock in `folder`, and the handle that holds it."""
    while True:
        path = folder / f".qibei-{_computer()}-{os.urandom(8).hex()}{_LOCK}"
        handle = os.open(path, _FLAGS | os.O_CREAT | os.O_EXCL, 0o600)
        with suppress(OSError):
            os.write(handle, _MARK)
        with suppress(OSError):  # where the system knows no locks, no sweep will get one either
            _take(handle)
        with suppress(OSError):  # a sweep may have met it between its making and its locking
            if os.path.samestat(os.fstat(handle), os.stat(path)):
                return path, handle
        os.close(handle)


def _sweep(lock: Path) -> None:
    handle = os.open(lock, _FLAGS)
    try:
        dead = _ours(os.fstat(handle), handle) and (_old(handle) or not _strange(lock))
        if dead:
            _take(handle)  # OSError: somebody works there
    except OSError:
        os.close(handle)
        raise
    if dead:
        _remove(lock.with_suffix(_WORK), lock, handle)
    else:
        os.close(handle)


def _ours(found: os.stat_result, handle: int) -> bool:
    """Whether the lock is a file of this user with our mark; one that was being made has none yet."""
    if not stat.S_ISREG(found.st_mode) or (sys.platform != "win32" and found.st_uid != os.geteuid()):
        return False
    return os.read(handle, len(_MARK) + 1) in (b"", _MARK)


def _strange(lock: Path) -> bool:
    named = _NAME.fullmatch(lock.name)
    return named is None or named[1] != _computer()


def _old(handle: int) -> bool:
    return time.time() - os.fstat(handle).st_mtime > _STRANGE


def _computer() -> str:
    """This computer, without telling its name."""
    import hashlib
    import platform

    return hashlib.sha256(platform.node().encode("utf-8", "replace")).hexdigest()[:6]


def _take(handle: int) -> None:
    if sys.platform == "win32":
        os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _remove(work: Path, lock: Path, handle: int) -> None:
    """Remove a workplace whose lock is held; the lock stays for a later sweep when the folder does."""
    import shutil

    shutil.rmtree(work, onerror=_once_more)
    if sys.platform == "win32":  # Windows removes no file that is open
        os.close(handle)
    if not os.path.lexists(work):
        with suppress(OSError):
            lock.unlink()
    if sys.platform != "win32":
        os.close(handle)


def _once_more(remove: Callable[..., object], name: str, _failure: object) -> None:
    """Windows removes no file that may not be written; what still stays is left for the next sweep."""
    if remove not in (os.unlink, os.rmdir):
        return  # it failed at looking into a folder, which takes more than a name
    with suppress(OSError):
        os.chmod(name, stat.S_IRWXU)
        remove(name)
