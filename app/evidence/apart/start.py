"""A process of our own that holds nothing of ours but one end of a pipe.

It is started as a program, not by copying: without our memory, our open files or our environment, in which the
passphrase may stand.  It is told over the pipe which function to serve, puts its walls up and says which stand.
"""

from __future__ import annotations

import os
import subprocess
import sys
import weakref
from collections.abc import Callable, Mapping
from contextlib import suppress
from multiprocessing.connection import Connection, Pipe
from pathlib import Path

Serve = Callable[[Connection], None]
Load = Callable[[], Serve]

APART = "--apart"
"""In the packed program: the argument before the number of the pipe."""
_KEPT = frozenset(
    {"LANG", "LC_ALL", "LC_CTYPE", "LD_LIBRARY_PATH", "TZ"}
    if sys.platform != "win32"
    else {"NUMBER_OF_PROCESSORS", "PATH", "PROCESSOR_ARCHITECTURE", "SYSTEMDRIVE", "SYSTEMROOT", "TZ", "WINDIR"}
)
_BEGIN = "import sys; sys.path[:] = sys.argv[2:]; from app.evidence.apart.inside import main; main(int(sys.argv[1]))"
_RUNNING: weakref.WeakSet[Started] = weakref.WeakSet()


class Started:
    """One running process and our end of the pipe to it.

    There `load`, a function of a module, is called before the walls go up, and what it gives serves behind them.
    OSError when the system starts none.  The first message that comes is its hello, see `app.evidence.apart.inside`.
    """

    def __init__(self, load: Load) -> None:
        self.pipe, its_end = Pipe()
        with its_end:
            self._process = _begun(its_end.fileno())
        self._end = weakref.finalize(self, _ended, self._process)  # also when the program ends
        _RUNNING.add(self)
        if sys.platform == "win32":
            from app.evidence.apart.limits import confined

            self._job = confined(self.pid)
        with suppress(OSError):  # it has ended already, as the wait for its hello will tell
            self.pipe.send(load)

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self._process.poll() is None

    def kill(self) -> None:
        """End it at once; from any thread."""
        self._process.kill()

    def close(self) -> None:
        """End it and let go of all that belongs to it."""
        self._end()
        self.pipe.close()
        if sys.platform == "win32":
            self._job.close()


def running() -> set[Started]:
    """The processes that were started here and still run."""
    return {started for started in list(_RUNNING) if started.alive}


def kept(environment: Mapping[str, str]) -> dict[str, str]:
    """What the process gets of our environment: the language of names, the clock's place, where libraries are."""
    return {name: value for name, value in environment.items() if name.upper() in _KEPT}


def _begun(handle: int) -> subprocess.Popen[bytes]:
    """The process, with one end of the pipe, `handle`, open in it and nothing else of ours."""
    environment, folder, nothing = kept(os.environ), Path(sys.executable).anchor, subprocess.DEVNULL
    if sys.platform == "win32":
        program, base = sys.executable, getattr(sys, "_base_executable", sys.executable)
        if not getattr(sys, "frozen", False) and base != program:  # a launcher, which would start another process
            environment["__PYVENV_LAUNCHER__"], program = program, base
        os.set_handle_inheritable(handle, True)
        return subprocess.Popen(
            [program, *_arguments(handle)],
            stdin=nothing, stdout=nothing, stderr=nothing, env=environment, cwd=folder,
            startupinfo=subprocess.STARTUPINFO(lpAttributeList={"handle_list": [handle]}),
            creationflags=subprocess.DETACHED_PROCESS,  # no console: it would be a second process in the job
        )  # fmt: skip
    return subprocess.Popen(
        [sys.executable, *_arguments(handle)],
        stdin=nothing, stdout=nothing, stderr=nothing, env=environment, cwd=folder,
        pass_fds=(handle,), start_new_session=True,  # away from the terminal and its Ctrl+C
    )  # fmt: skip


def _arguments(handle: int) -> list[str]:
    """What stands behind the program's name: never anything secret, all users of the machine can read it."""
    if getattr(sys, "frozen", False):
        return [APART, str(handle)]
    path = [os.path.abspath(entry) for entry in sys.path]
    options = ["-I", *(["-B"] if sys.dont_write_bytecode else []), *(["-X", "utf8"] if sys.flags.utf8_mode else [])]
    return [*options, "-c", _BEGIN, str(handle), *path]


def _ended(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
