"""What it means that the system did not do something: in a few words, and told apart where the program acts on it."""

from __future__ import annotations

import errno
import os

_WHY = {
    errno.ENOSPC: "磁盘空间已满",
    errno.EDQUOT: "磁盘配额已满",
    errno.EACCES: "没有写入权限" if os.name != "nt" else "没有写入权限，或文件正被其他程序打开",
    errno.EPERM: "没有写入权限",
    errno.EROFS: "该位置为只读",
    errno.ENOENT: "文件夹不存在",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "该位置已有同名文件夹",
    errno.EEXIST: "该位置已有同名的其他文件",
    errno.ENAMETOOLONG: "名称或路径太长",
    errno.EINVAL: "名称中有系统不允许的字符",
    errno.ELOOP: "路径中的链接绕成了圈",
    errno.EIO: "磁盘读写出错",
}
_FULL, _OPEN_ELSEWHERE, _PROTECTED, _LONG, _NOT_READY = (
    "磁盘空间已满",
    "文件正被其他程序打开",
    "该磁盘有写保护",
    "名称或路径太长",
    "磁盘没有接好，或网络位置连不上",
)
_WHY_ON_WINDOWS = {
    **dict.fromkeys((39, 112), _FULL),  # HANDLE_DISK_FULL, DISK_FULL
    **dict.fromkeys((32, 33), _OPEN_ELSEWHERE),  # SHARING_VIOLATION, LOCK_VIOLATION
    19: _PROTECTED,  # WRITE_PROTECT
    206: _LONG,  # FILENAME_EXCED_RANGE
    **dict.fromkeys((23, 1117), "磁盘读写出错"),  # CRC, IO_DEVICE
}
_AWAY_ON_WINDOWS = frozenset(
    {15, 20, 21, 31, 51, 53, 54, 55, 59, 64, 67, 121, 1112, 1117, 1167, 1231, 1232, 1236, 1256}
)
"""INVALID_DRIVE, BAD_UNIT, NOT_READY, GEN_FAILURE, REM_NOT_LIST, BAD_NETPATH, NETWORK_BUSY, DEV_NOT_EXIST,
UNEXP_NET_ERR, NETNAME_DELETED, BAD_NET_NAME, SEM_TIMEOUT, NO_MEDIA_IN_DRIVE, IO_DEVICE, DEVICE_NOT_CONNECTED,
NETWORK_UNREACHABLE, HOST_UNREACHABLE, CONNECTION_ABORTED, HOST_DOWN.  Source: Microsoft Learn, "System Error Codes"."""
_AWAY = frozenset(
    getattr(errno, name)
    for name in (
        *("EIO", "ENODEV", "ENXIO", "ENOTCONN", "ESTALE", "ETIMEDOUT", "ENOMEDIUM"),  # the last one of Linux alone
        *("ENETDOWN", "ENETUNREACH", "EHOSTDOWN", "EHOSTUNREACH", "ENOENT"),
    )
    if hasattr(errno, name)
)


def why_not(failure: OSError) -> str:
    """Why the system did not do it, in a few words."""
    code = _windows(failure)
    if code in _WHY_ON_WINDOWS:
        return _WHY_ON_WINDOWS[code]
    if code in _AWAY_ON_WINDOWS:
        return _NOT_READY
    return _WHY.get(failure.errno or 0, "系统不允许")


def is_full(failure: OSError) -> bool:
    """Whether the disk had no room."""
    return failure.errno == errno.ENOSPC or why_not(failure) == _FULL


def is_away(failure: OSError) -> bool:
    """Whether it is what a disk that was pulled out, or a share that is not reached, answers."""
    return failure.errno in _AWAY or _windows(failure) in _AWAY_ON_WINDOWS


def _windows(failure: OSError) -> int:
    """The code of Windows, which tells more than the number that C has for it; 0 elsewhere."""
    return getattr(failure, "winerror", None) or 0
