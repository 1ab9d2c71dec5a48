"""A job object of Windows: a bound on the memory of one process, no other processes, and its end with the program's.

Source: Microsoft Learn, "Job Objects", JOBOBJECT_EXTENDED_LIMIT_INFORMATION, JOBOBJECT_BASIC_UI_RESTRICTIONS.
"""

from __future__ import annotations

import sys

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _UI_RESTRICTIONS, _EXTENDED_LIMITS = 4, 9  # of JOBOBJECTINFOCLASS
    _ACTIVE_PROCESS, _PROCESS_MEMORY, _KILL_ON_CLOSE, _NO_CRASH_BOX = 0x8, 0x100, 0x2000, 0x400
    _ALL_UI = 0xFF  # windows of others, clipboard, settings of system and screen, global names, desktops, logging off
    _SET_QUOTA_AND_TERMINATE = 0x0100 | 0x0001

    class _Basic(ctypes.Structure):
        _fields_ = (
            ("PerProcessUserTimeLimit", wintypes.LARGE_INTEGER),
            ("PerJobUserTimeLimit", wintypes.LARGE_INTEGER),
            ("LimitFlags", wintypes.DWORD),
            ("MinimumWorkingSetSize", ctypes.c_size_t),
            ("MaximumWorkingSetSize", ctypes.c_size_t),
            ("ActiveProcessLimit", wintypes.DWORD),
            ("Affinity", ctypes.c_size_t),
            ("PriorityClass", wintypes.DWORD),
            ("SchedulingClass", wintypes.DWORD),
        )

    class _Extended(ctypes.Structure):
        _fields_ = (
            ("BasicLimitInformation", _Basic),
            ("IoInfo", ctypes.c_ulonglong * 6),
            ("ProcessMemoryLimit", ctypes.c_size_t),
            ("JobMemoryLimit", ctypes.c_size_t),
            ("PeakProcessMemoryUsed", ctypes.c_size_t),
            ("PeakJobMemoryUsed", ctypes.c_size_t),
        )

    _kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    _kernel.CreateJobObjectW.argtypes = (wintypes.LPVOID, wintypes.LPCWSTR)
    _kernel.CreateJobObjectW.restype = wintypes.HANDLE
    _kernel.SetInformationJobObject.argtypes = (wintypes.HANDLE, ctypes.c_int, wintypes.LPVOID, wintypes.DWORD)
    _kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
    _kernel.OpenProcess.argtypes = (wintypes.DWORD, wintypes.BOOL, wintypes.DWORD)
    _kernel.OpenProcess.restype = wintypes.HANDLE
    _kernel.CloseHandle.argtypes = (wintypes.HANDLE,)

    class Job:
        """One process in a job of its own: at most `memory` bytes, no child processes; OSError when it cannot be.

        Nor does it touch the windows and the clipboard of others, unless the program is itself in a job: a job
        inside another may not forbid that.
        """

        def __init__(self, process: int, memory: int) -> None:
            opened = _told(_kernel.OpenProcess(_SET_QUOTA_AND_TERMINATE, False, process))
            try:
                try:
                    self._handle = _holding(opened, memory, _ALL_UI)
                except OSError:
                    self._handle = _holding(opened, memory, 0)
            finally:
                _kernel.CloseHandle(opened)

        def close(self) -> None:
            """Let go of the job, which ends its process."""
            _kernel.CloseHandle(self._handle)

    def _holding(process: int, memory: int, interface: int) -> int:
        """A new job that holds the process; nothing is left of it when that cannot be."""
        job = _told(_kernel.CreateJobObjectW(None, None))
        try:
            limits = _Extended()
            limits.BasicLimitInformation.LimitFlags = _ACTIVE_PROCESS | _PROCESS_MEMORY | _KILL_ON_CLOSE | _NO_CRASH_BOX
            limits.BasicLimitInformation.ActiveProcessLimit = 1
            limits.ProcessMemoryLimit = memory
            _set(job, _EXTENDED_LIMITS, limits)
            if interface:
                _set(job, _UI_RESTRICTIONS, wintypes.DWORD(interface))
            _told(_kernel.AssignProcessToJobObject(job, process))
        except OSError:
            _kernel.CloseHandle(job)
            raise
        return job

    def _set(job: int, what: int, value: ctypes.Structure | wintypes.DWORD) -> None:
        _told(_kernel.SetInformationJobObject(job, what, ctypes.byref(value), ctypes.sizeof(value)))

    def _told(result: int) -> int:
        """`result`, or the OSError that Windows means by 0."""
        if not result:
            raise ctypes.WinError(ctypes.get_last_error())
        return result
