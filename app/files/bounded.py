"""Files that somebody names, read within bounds: never endlessly many bytes, never for ever."""

from __future__ import annotations

import errno
import os
import select
import stat
import sys
import time
from pathlib import Path
from typing import IO

PIPE_SECONDS = 10.0
_CHUNK = 1 << 20
_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)


class TooLarge(OSError):
    """There is more in the file than anybody may need."""


class NoPlainFile(OSError):
    """A folder, a pipe or a device."""


def read_bounded(file: Path, limit: int, *, pipes: bool = False) -> bytes:
    """All of `file`, at most `limit` bytes; OSError, TooLarge or NoPlainFile else.

    With `pipes` also what a pipe or a device gives until its end, at the latest after `PIPE_SECONDS`.
    """
    handle = _opened(file)
    try:
        found = os.fstat(handle)
        streams = stat.S_ISFIFO(found.st_mode) or stat.S_ISCHR(found.st_mode)
        if not stat.S_ISREG(found.st_mode) and not (pipes and streams):
            raise NoPlainFile(errno.EINVAL, "no plain file")
        if stat.S_ISREG(found.st_mode) and found.st_size > limit:
            raise TooLarge(errno.EFBIG, os.strerror(errno.EFBIG))
        return _read(handle, limit, waiting=streams and sys.platform != "win32")
    finally:
        os.close(handle)


def opened_plain(file: Path) -> IO[bytes]:
    """`file`, open for reading piece by piece; OSError or NoPlainFile else."""
    handle = _opened(file)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise NoPlainFile(errno.EINVAL, "no plain file")
        return os.fdopen(handle, "rb")
    except BaseException:
        os.close(handle)
        raise


def _opened(file: Path) -> int:
    """The file opened; the end of a pipe, too, opens at once, and Windows opens no folder."""
    if "\0" in str(file):
        raise OSError(errno.ENOENT, os.strerror(errno.ENOENT))
    try:
        return os.open(file, _FLAGS)
    except PermissionError as failure:
        if file.is_dir():
            raise NoPlainFile(errno.EINVAL, "no plain file") from failure
        raise


def _read(handle: int, limit: int, *, waiting: bool) -> bytes:
    data, last = bytearray(), time.monotonic() + PIPE_SECONDS
    while True:
        if waiting and not select.select([handle], [], [], max(0.0, last - time.monotonic()))[0]:
            raise TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT))
        try:
            more = os.read(handle, min(_CHUNK, limit + 1 - len(data)))
        except BlockingIOError:
            continue
        if not more:
            return bytes(data)
        data += more
        if len(data) > limit:
            raise TooLarge(errno.EFBIG, os.strerror(errno.EFBIG))
