"""The lock beside a draft: one program writes it, and everybody else learns who that is (FORMAT.md, section 7)."""

from __future__ import annotations

import errno
import getpass
import json
import os
import platform
import stat
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.drafts import failures
from app.errors import DraftError, DraftInUse
from app.files import cannot_write

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

LARGEST_LOCK = 4096
_LOCKED_BYTE = 1 << 20
"""Windows forbids reading a locked byte, so one far behind the text is locked."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who writes a draft: user and computer, since when (ISO 8601, UTC), as which process."""

    user: str
    host: str
    since: str
    pid: int

    @classmethod
    def here(cls) -> Holder:
        """This program, now."""
        try:
            user = getpass.getuser()
        except (OSError, KeyError, ImportError):
            user = "?"
        return cls(user, platform.node(), datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), os.getpid())

    def words(self) -> str:
        """The holder as read by a user."""
        return f"{self.user}（电脑 {self.host}）"

    def when(self) -> str:
        """Since when, in local time, as read by a user; empty when the lock names no time."""
        try:
            return datetime.fromisoformat(self.since).astimezone().strftime("%Y-%m-%d %H:%M")
        except (ValueError, OverflowError, OSError):
            return ""


class LockFile:
    """A held lock; `release` gives it up.  The operating system gives it up when the program dies."""

    def __init__(self, path: Path, handle: int) -> None:
        self.path = path
        self._handle: int | None = handle

    @classmethod
    def acquire(cls, draft: Path, *, take_over: bool = False) -> LockFile:
        """Hold the lock of `draft`; DraftInUse names the holder, DraftError what stands there instead of a lock.

        A lock nobody holds is stale when it was left on this computer.  One left by another
        computer may only be invisible from here: it is taken over when `take_over` says so.
        """
        path = lock_path(draft)
        try:
            handle = _open_locked(path)
        except OSError as failure:
            if os.path.lexists(path):
                raise _no_lock(draft) from failure
            raise cannot_write(path, failure, DraftError) from failure
        holder = holder_of(draft)
        if handle is None:
            raise _in_use(draft, holder)
        if holder and holder.host != platform.node() and not take_over:
            os.close(handle)
            raise _in_use(draft, holder)
        _write(handle, Holder.here())
        return cls(path, handle)

    def release(self) -> None:
        """Give the lock up and remove its file, unless it is another's meanwhile; harmless when done twice."""
        if self._handle is None:
            return
        handle, self._handle = self._handle, None
        ours = _is_at(handle, self.path)
        if sys.platform == "win32":  # Windows removes no file that is open.
            os.close(handle)
        if ours:
            with suppress(OSError):
                self.path.unlink()
        if sys.platform != "win32":
            os.close(handle)

    def renewed(self, draft: Path) -> LockFile:
        """The lock of `draft`, put back where somebody removed it; who came first meanwhile keeps theirs."""
        if self._handle is None or os.path.lexists(self.path):
            return self
        try:
            new = LockFile.acquire(draft)
        except DraftError:
            return self
        self.release()
        return new


def lock_path(draft: Path) -> Path:
    """Where the lock of `draft` lies."""
    return draft.with_name(f".{draft.name}.lock")


def holder_of(draft: Path) -> Holder | None:
    """Who the lock beside `draft` names, or None without a readable lock; the names are cleaned for reading."""
    try:
        handle = _opened(lock_path(draft), os.O_RDONLY)
        try:
            said = json.loads(os.read(handle, LARGEST_LOCK))
        finally:
            os.close(handle)
        return Holder(_clean(said["user"]), _clean(said["host"]), _clean(said["since"]), int(said["pid"]))
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None


def is_held(draft: Path) -> bool:
    """Whether a living program on this computer holds the lock of `draft`."""
    try:
        handle = _opened(lock_path(draft), os.O_RDWR if sys.platform == "win32" else os.O_RDONLY)
    except OSError:
        return False
    try:
        return not try_lock(handle)
    finally:
        os.close(handle)


def try_lock(handle: int) -> bool:
    """Whether the lock of the system on an open file could be had; it goes with the handle."""
    try:
        if sys.platform == "win32":
            os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _open_locked(path: Path) -> int | None:
    """A handle that holds the lock, or None when another program does; OSError when there can be none."""
    while True:
        handle = _owned(path)
        if not try_lock(handle):
            os.close(handle)
            return None
        # The former holder may have removed the file between our opening and our locking it.
        with suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(handle), os.stat(path)):
                return handle
        os.close(handle)


def _is_at(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), os.lstat(path))
    except OSError:
        return False


def _owned(path: Path) -> int:
    """The lock file, made when absent; one that another user left can be held although we may only read it."""
    try:
        return _opened(path, os.O_RDWR | os.O_CREAT)
    except PermissionError:
        return _opened(path, os.O_RDONLY)


def _opened(path: Path, flags: int) -> int:
    """A handle of the plain file at `path`; OSError for a link, a pipe, a folder and whatever else stands there."""
    handle = os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0), 0o644)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(errno.EINVAL, "no plain file", str(path))
    return handle


def _write(handle: int, holder: Holder) -> None:
    with suppress(OSError):  # On a full disk the lock holds all the same; it only names nobody.
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, json.dumps(asdict(holder), ensure_ascii=False).encode())


def _in_use(draft: Path, holder: Holder | None) -> DraftInUse:
    return failures.in_use(draft, holder.words() if holder else "", holder.when() if holder else "")


def _no_lock(draft: Path) -> DraftError:
    return DraftError(
        f"草稿“{draft.name}”旁边的锁文件“{lock_path(draft).name}”无法使用，草稿没有打开，内容没有丢失。",
        "请删除这个锁文件后重试，或以只读方式打开草稿。",
    )


def _clean(text: object) -> str:
    """A name from a file a stranger may have written: short, without control or direction marks."""
    return "".join(char for char in str(text)[:64] if char.isprintable())
