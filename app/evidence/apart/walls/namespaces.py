"""A root of its own, for kernels without Landlock: the process sees the files that it may read, and no others.

By a user and a mount namespace, where an ordinary user may make them: an empty root in memory, on which what may be
read is mounted, read-only.
Source: user_namespaces(7), mount_namespaces(7), pivot_root(2).
"""

from __future__ import annotations

import ctypes
import os
import stat
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

_NEW_MOUNTS, _NEW_USER = 0x00020000, 0x10000000  # CLONE_NEW*
_READ_ONLY, _NO_SUID, _NO_DEVICES, _REMOUNT, _BIND = 1, 2, 4, 32, 4096  # MS_*
_WITH_ALL_BELOW, _PRIVATE = 16384, 1 << 18  # MS_REC, MS_PRIVATE
_KEPT = 2 | 4 | 8  # MS_NOSUID, MS_NODEV, MS_NOEXEC: a mount that has them cannot be mounted again without
_O_PATH = 0o10000000  # of fcntl.h: a file to be named, not read
_DETACH = 2  # MNT_DETACH
_COVERED = "/tmp"
"""Any folder of every Linux: in the namespace, and only there, the new root lies over it until it is the root."""

if sys.platform == "linux":

    def own_root(libc: ctypes.CDLL, paths: Iterable[Path]) -> None:
        """Leave this process, which must have one thread, the sight of `paths`; OSError when it cannot be.

        Of other processes it sees nothing either, there is no /proc.  What is not there is passed over.
        """
        user, group = os.geteuid(), os.getegid()
        names = {name for path in paths for name in (os.path.abspath(path), os.path.realpath(path))}
        shown = sorted(filter(os.path.exists, names), key=len)  # a folder before what is in it
        _told(libc.unshare(_NEW_USER | _NEW_MOUNTS))
        for name, line in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
            Path("/proc/self", name).write_text(line, "ascii")
        _mount(libc, "none", "/", _PRIVATE | _WITH_ALL_BELOW)
        opened = {name: os.open(name, _O_PATH) for name in shown}
        try:
            _mount(libc, "tmpfs", _COVERED, _NO_SUID | _NO_DEVICES, kind="tmpfs")
            for name, file in opened.items():
                with suppress(OSError):
                    _show(libc, name, file)
            _mount(libc, "none", _COVERED, _REMOUNT | _READ_ONLY | _NO_SUID | _NO_DEVICES)
            os.chdir(_COVERED)
            _told(libc.pivot_root(b".", b"."))
            _told(libc.umount2(b".", _DETACH))
            os.chdir("/")
        finally:
            for file in opened.values():
                os.close(file)

    def _show(libc: ctypes.CDLL, name: str, file: int) -> None:
        """Mount the open `file` or folder below the new root, under its own name."""
        place = Path(_COVERED + name)
        if place.exists():  # within a folder that is shown already
            return
        if stat.S_ISDIR(os.fstat(file).st_mode):
            place.mkdir(parents=True)
        else:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.touch()
        source = f"/proc/self/fd/{file}"  # what is itself below the covered folder has no other name any more
        _mount(libc, source, str(place), _BIND | _WITH_ALL_BELOW)
        kept = os.statvfs(place).f_flag & _KEPT
        _mount(libc, "none", str(place), _BIND | _REMOUNT | _READ_ONLY | kept)

    def _mount(libc: ctypes.CDLL, source: str, place: str, flags: int, kind: str = "") -> None:
        names = (os.fsencode(source), os.fsencode(place), kind.encode() or None)
        _told(libc.mount(*names, ctypes.c_ulong(flags), None))

    def _told(result: int) -> None:
        """Raise the OSError that the kernel means by -1."""
        if result < 0:
            raise OSError(ctypes.get_errno(), "namespaces")
