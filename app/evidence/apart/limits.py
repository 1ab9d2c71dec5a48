"""How much the child process may use; what it may touch is said by its walls (`app.evidence.apart.walls`).

POSIX: 1 GiB of address space (`RLIMIT_AS`, so what is mapped counts too), no core file, no byte written to
any file, little priority, and an end by itself when one request takes longer than the program ever waits.
Windows: a job object with 1 GiB of memory for the process, which ends with the program.
"""

from __future__ import annotations

import os
import sys
import warnings

MEMORY = 1 << 30
LONGEST = 90
"""Seconds after which the child ends itself, should the program be gone and unable to end it."""
_NICENESS = 5

if sys.platform == "win32":
    from app.evidence.apart.job import Job

    def confined(process: int) -> Job:
        """A job that holds the process of that number; as long as it is kept the process may live."""
        return Job(process, MEMORY)


def limit_this_process() -> None:
    """Take from this process what a reader of strangers' files does not need; called in the child, before any comes."""
    sys.dont_write_bytecode = True
    warnings.simplefilter("ignore")  # what libraries say of a broken file is told as a refusal
    _fall_silent()
    if sys.platform != "win32":
        import resource
        import signal

        for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, 0)):
            resource.setrlimit(what, (most, most))
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the program's; it ends the child
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        os.nice(_NICENESS)


def watch(seconds: int) -> None:
    """End this process after that many seconds, whatever it does then; 0: not any more."""
    if sys.platform != "win32":
        import signal

        signal.alarm(seconds)


def _fall_silent() -> None:
    """Send what C libraries print to nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)
