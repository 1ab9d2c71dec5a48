"""When the system last noted that anything of a file was changed: a number to be compared, never to be read."""

from __future__ import annotations

import os
import sys
from pathlib import Path

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _READ_ATTRIBUTES, _SHARED, _EXISTING, _FOLDERS_TOO = 0x80, 7, 3, 0x02000000
    _BASIC_INFO = 0  # of FILE_INFO_BY_HANDLE_CLASS
    _NOBODY = wintypes.HANDLE(-1).value

    class _Basic(ctypes.Structure):
        _fields_ = (
            ("CreationTime", wintypes.LARGE_INTEGER),
            ("LastAccessTime", wintypes.LARGE_INTEGER),
            ("LastWriteTime", wintypes.LARGE_INTEGER),
            ("ChangeTime", wintypes.LARGE_INTEGER),
            ("FileAttributes", wintypes.DWORD),
        )

    _kernel = ctypes.WinDLL("kernel32")
    _kernel.CreateFileW.argtypes = (
        *(wintypes.LPCWSTR, wintypes.DWORD, wintypes.DWORD, wintypes.LPVOID, wintypes.DWORD, wintypes.DWORD),
        wintypes.HANDLE,
    )
    _kernel.CreateFileW.restype = wintypes.HANDLE
    _kernel.GetFileInformationByHandleEx.argtypes = (wintypes.HANDLE, ctypes.c_int, wintypes.LPVOID, wintypes.DWORD)
    _kernel.CloseHandle.argtypes = (wintypes.HANDLE,)

    def _changed(path: Path) -> int:
        handle = _kernel.CreateFileW(str(path), _READ_ATTRIBUTES, _SHARED, None, _EXISTING, _FOLDERS_TOO, None)
        if handle == _NOBODY:
            return 0
        try:
            basic = _Basic()
            told = _kernel.GetFileInformationByHandleEx(handle, _BASIC_INFO, ctypes.byref(basic), ctypes.sizeof(basic))
            return int(basic.ChangeTime) if told else 0
        finally:
            _kernel.CloseHandle(handle)


def changed(path: Path, found: os.stat_result) -> int:
    """When the file at `path`, of which the system says `found`, was changed last, be it its bytes or its times.

    Nobody can set it back.  In Windows, where `st_ctime` is the file's birth, 0 when the disk keeps no such time.
    Source: Microsoft Learn, FILE_BASIC_INFO.
    """
    if sys.platform == "win32":
        return _changed(path)
    return found.st_ctime_ns
