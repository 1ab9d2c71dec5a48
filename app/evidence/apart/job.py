"""A job object of Windows: a bound on the memory of one process, and its end when the program ends.

Source: Microsoft Learn, "Job Objects" and JOBOBJECT_EXTENDED_LIMIT_INFORMATION.
"""

from __future__ import annotations

import sys

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _EXTENDED_LIMITS = 9  # JobObjectExtendedLimitInformation
    _ACTIVE_PROCESS, _PROCESS_MEMORY, _KILL_ON_CLOSE, _NO_CRASH_BOX = 0x8, 0x100, 0x2000, 0x400

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
    _kernel.CloseHandle.argtypes = (wintypes.HANDLE,)

    class Job:
        """One process in a job of its own: at most `memory` bytes, no child processes; OSError when it cannot be."""

        def __init__(self, process: int, memory: int) -> None:
            self._handle = _told(_kernel.CreateJobObjectW(None, None))
            limits = _Extended()
            limits.BasicLimitInformation.LimitFlags = _ACTIVE_PROCESS | _PROCESS_MEMORY | _KILL_ON_CLOSE | _NO_CRASH_BOX
            limits.BasicLimitInformation.ActiveProcessLimit = 1
            limits.ProcessMemoryLimit = memory
            size = ctypes.sizeof(limits)
            _told(_kernel.SetInformationJobObject(self._handle, _EXTENDED_LIMITS, ctypes.byref(limits), size))
            _told(_kernel.AssignProcessToJobObject(self._handle, process))

        def close(self) -> None:
            """Let go of the job, which ends its process."""
            _kernel.CloseHandle(self._handle)

    def _told(result: int) -> int:
        """`result`, or the OSError that Windows means by 0."""
        if not result:
            raise ctypes.WinError(ctypes.get_last_error())
        return result
