"""The walls of Windows: low integrity, and no new processes; the job that holds the process is the program's doing.

A process of low integrity writes nowhere but where Windows lets web pages write (AppData/LocalLow), and neither opens
nor ends processes of the user; it may read the user's files, and use the network.
Source: Microsoft Learn, "Mandatory Integrity Control", "Designing Applications to Run at a Low Integrity Level",
SetTokenInformation, SetProcessMitigationPolicy.
"""

from __future__ import annotations

import sys

if sys.platform == "win32":
    import ctypes
    from contextlib import suppress
    from ctypes import wintypes

    from app.evidence.apart.walls.kinds import Wall

    _TOKEN_QUERY, _TOKEN_ADJUST_DEFAULT = 0x0008, 0x0080
    _INTEGRITY_LEVEL = 25  # TokenIntegrityLevel of TOKEN_INFORMATION_CLASS
    _SE_GROUP_INTEGRITY = 0x20
    _LOW_SID, _LOW = "S-1-16-4096", 0x1000
    _CHILD_PROCESS_POLICY, _NO_CHILD_PROCESS = 13, 1  # ProcessChildProcessPolicy of PROCESS_MITIGATION_POLICY

    class _Label(ctypes.Structure):
        """TOKEN_MANDATORY_LABEL, which is one SID_AND_ATTRIBUTES."""

        _fields_ = (("Sid", ctypes.c_void_p), ("Attributes", wintypes.DWORD))

    _kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    _security = ctypes.WinDLL("advapi32", use_last_error=True)
    _kernel.GetCurrentProcess.restype = wintypes.HANDLE
    _kernel.CloseHandle.argtypes = (wintypes.HANDLE,)
    _kernel.LocalFree.argtypes = (ctypes.c_void_p,)
    _kernel.LocalFree.restype = ctypes.c_void_p
    _kernel.SetProcessMitigationPolicy.argtypes = (ctypes.c_int, wintypes.LPVOID, ctypes.c_size_t)
    _security.OpenProcessToken.argtypes = (wintypes.HANDLE, wintypes.DWORD, ctypes.POINTER(wintypes.HANDLE))
    _security.ConvertStringSidToSidW.argtypes = (wintypes.LPCWSTR, ctypes.POINTER(ctypes.c_void_p))
    _security.GetLengthSid.argtypes = (ctypes.c_void_p,)
    _security.GetLengthSid.restype = wintypes.DWORD
    _security.SetTokenInformation.argtypes = (wintypes.HANDLE, ctypes.c_int, wintypes.LPVOID, wintypes.DWORD)
    _security.GetTokenInformation.argtypes = (
        wintypes.HANDLE,
        ctypes.c_int,
        wintypes.LPVOID,
        wintypes.DWORD,
        ctypes.POINTER(wintypes.DWORD),
    )
    _security.GetSidSubAuthority.argtypes = (ctypes.c_void_p, wintypes.DWORD)
    _security.GetSidSubAuthority.restype = ctypes.POINTER(wintypes.DWORD)

    def raised() -> list[Wall]:
        """Put up the walls of this process; those that stand, the job's among them."""
        policy = wintypes.DWORD(_NO_CHILD_PROCESS)
        _kernel.SetProcessMitigationPolicy(_CHILD_PROCESS_POLICY, ctypes.byref(policy), ctypes.sizeof(policy))
        low = False
        with suppress(OSError):
            token = _own_token()
            try:
                _lower(token)
                low = _level(token) <= _LOW
            finally:
                _kernel.CloseHandle(token)
        return ["programs", "writing", "processes"] if low else ["programs"]

    def _own_token() -> wintypes.HANDLE:
        token = wintypes.HANDLE()
        access = _TOKEN_QUERY | _TOKEN_ADJUST_DEFAULT
        _told(_security.OpenProcessToken(_kernel.GetCurrentProcess(), access, ctypes.byref(token)))
        return token

    def _lower(token: wintypes.HANDLE) -> None:
        """Set the integrity of the process's token to low."""
        sid = ctypes.c_void_p()
        _told(_security.ConvertStringSidToSidW(_LOW_SID, ctypes.byref(sid)))
        try:
            label = _Label(sid, _SE_GROUP_INTEGRITY)
            size = ctypes.sizeof(label) + _security.GetLengthSid(sid)
            _told(_security.SetTokenInformation(token, _INTEGRITY_LEVEL, ctypes.byref(label), size))
        finally:
            _kernel.LocalFree(sid)

    def _level(token: wintypes.HANDLE) -> int:
        """The integrity that the token has now: the last and only part of its label."""
        room, needed = ctypes.create_string_buffer(256), wintypes.DWORD()
        size = ctypes.sizeof(room)
        _told(_security.GetTokenInformation(token, _INTEGRITY_LEVEL, room, size, ctypes.byref(needed)))
        label = ctypes.cast(room, ctypes.POINTER(_Label)).contents
        return int(_security.GetSidSubAuthority(label.Sid, 0)[0])

    def _told(result: int) -> None:
        """Raise the OSError that Windows means by 0."""
        if not result:
            raise ctypes.WinError(ctypes.get_last_error())
