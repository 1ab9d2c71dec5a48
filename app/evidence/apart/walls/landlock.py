"""Landlock: of all files this process may read those that it is told of, and do nothing else with any.

Where the kernel knows more of it, also: no TCP, no signals to others, no abstract Unix sockets.
Source: the kernel's Documentation/userspace-api/landlock.rst and linux/landlock.h.
"""

from __future__ import annotations

import ctypes
import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # the same numbers on every processor
_VERSION, _PATH_BENEATH = 1, 1
_O_PATH = 0o10000000  # of fcntl.h: a file to be named, not read
_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}  # how many rights to files a version knows; 16 from the fifth on
_MOST_RIGHTS = 16
_TCP, _SCOPES = 0b11, 0b11  # bind and connect; abstract Unix sockets and signals


class _Ruleset(ctypes.Structure):
    """landlock_ruleset_attr; older kernels take its beginning."""

    _fields_ = (("fs", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _Beneath(ctypes.Structure):
    """landlock_path_beneath_attr."""

    _pack_ = 1
    _fields_ = (("access", ctypes.c_uint64), ("folder", ctypes.c_int32))


def version(libc: ctypes.CDLL) -> int:
    """The version of Landlock that the kernel offers; 0 for none."""
    return max(0, _call(libc, _CREATE, None, 0, _VERSION))


def read_only(libc: ctypes.CDLL, known: int, paths: Iterable[Path]) -> None:
    """Leave this thread, and those that it will start, the reading of `paths`; OSError when it cannot be.

    `known` is the version that the kernel offers.  What is not there is passed over.
    """
    attributes = _Ruleset((1 << _RIGHTS.get(known, _MOST_RIGHTS)) - 1, _TCP, _SCOPES)
    size = 8 if known < 4 else 16 if known < 6 else 24
    ruleset = _told(_call(libc, _CREATE, ctypes.byref(attributes), size, 0))
    try:
        for path in paths:
            with suppress(OSError):
                _allow(libc, ruleset, path)
        _told(_call(libc, _RESTRICT, ruleset, 0))
    finally:
        os.close(ruleset)


def _allow(libc: ctypes.CDLL, ruleset: int, path: Path) -> None:
    opened = os.open(path, _O_PATH)
    try:
        folder = stat.S_ISDIR(os.fstat(opened).st_mode)
        rule = _Beneath(_READ_FILE | _READ_DIR if folder else _READ_FILE, opened)
        _told(_call(libc, _ADD, ruleset, _PATH_BENEATH, ctypes.byref(rule), 0))
    finally:
        os.close(opened)


def _call(libc: ctypes.CDLL, number: int, *arguments: object) -> int:
    whole = [ctypes.c_long(value) if isinstance(value, int) else value for value in arguments]
    return int(libc.syscall(ctypes.c_long(number), *whole))


def _told(result: int) -> int:
    """`result`, or the OSError that the kernel means by -1."""
    if result < 0:
        raise OSError(ctypes.get_errno(), "Landlock")
    return result
