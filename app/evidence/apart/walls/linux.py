"""The walls of Linux: Landlock and seccomp, each where the kernel has it, and what stands, found by trying.

Where Landlock is missing, a root of its own stands in for it, if the system lets users make namespaces.
"""

from __future__ import annotations

import ctypes
import os
import platform
import socket
import sys
from collections.abc import Callable
from contextlib import suppress

from app.evidence.apart.walls import landlock, namespaces, seccomp
from app.evidence.apart.walls.kinds import Wall
from app.evidence.apart.walls.numbers import PROCESSORS
from app.evidence.apart.walls.readable import readable

_PR_SET_NO_NEW_PRIVS = 38
_CAPABILITIES = 0x20080522  # _LINUX_CAPABILITY_VERSION_3


def raised() -> list[Wall]:
    """Put up the walls of this thread, which must be the only one; those that stand."""
    libc = ctypes.CDLL(None, use_errno=True)
    one, unused = ctypes.c_ulong(1), ctypes.c_ulong(0)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, one, unused, unused, unused)
    version = landlock.version(libc)
    with suppress(OSError):
        if version:
            landlock.read_only(libc, version, readable())
        elif sys.platform == "linux":
            namespaces.own_root(libc, readable())
    _drop_capabilities(libc)
    processor = PROCESSORS.get(platform.machine())
    if processor is not None and sys.maxsize > 1 << 32:
        with suppress(OSError):
            seccomp.refuse_calls(libc, processor)
    return standing()


def standing() -> list[Wall]:
    """The walls that stand: each is tried."""
    return [wall for wall, stands in _TRIALS.items() if stands()]


def _drop_capabilities(libc: ctypes.CDLL) -> None:
    """Give up the powers of root, and those that a user namespace brings (capabilities(7))."""
    header = (ctypes.c_uint32 * 2)(_CAPABILITIES, 0)
    libc.capset(header, (ctypes.c_uint32 * 6)())


def _refused(attempt: Callable[[], object]) -> bool:
    """Whether the system does not let us; any other failure is no wall."""
    try:
        attempt()
    except PermissionError:
        return True
    except OSError:
        return False
    return False


def _opened(path: str, flags: int) -> None:
    os.close(os.open(path, flags))


def _out_of_sight(path: str) -> bool:
    """Whether the file cannot be read."""
    try:
        _opened(path, os.O_RDONLY)
    except OSError:
        return True
    return False


def _apart_from_the_program() -> bool:
    """Whether the parent's environment is out of sight and no signal reaches it."""
    parent = os.getppid()
    return _out_of_sight(f"/proc/{parent}/environ") and _refused(lambda: os.kill(parent, 0))


_TRIALS: dict[Wall, Callable[[], bool]] = {
    "network": lambda: _refused(lambda: socket.socket().close()),
    "programs": lambda: _refused(lambda: os.execv("", ("none",))),  # without a wall: there is no such program
    "reading": lambda: _out_of_sight("/etc/passwd"),  # there on every Linux, for all to read
    "writing": lambda: _refused(lambda: _opened(os.devnull, os.O_WRONLY)),
    "processes": _apart_from_the_program,
}
