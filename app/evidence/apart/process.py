"""The child process as the program holds it: started by spawning, asked over a pipe, ended at its deadline.

Over the pipe go bytes alone, never a pickled object from the child: strangers' files may have taken it over.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection

from app.evidence.apart.wire import MAX_PAYLOAD

MAX_HEADER = 4_000_000  # bytes of JSON in front of an answer
_START = 60.0  # seconds; on a busy machine the interpreter alone takes some of them


class ChildLate(Exception):
    """The child did not answer in time and was ended."""


class ChildDied(Exception):
    """The child ended, or said what cannot be an answer, and is ended."""


class Child:
    """One running child process; after `ChildLate` or `ChildDied` it is over."""

    def __init__(self, serve: Callable[[Connection], None] | None = None) -> None:
        from multiprocessing import get_context  # loaded with the first proof, not with the window

        context = get_context("spawn")  # the same on every system; forking beside Qt's threads could hang
        self._pipe, its_end = context.Pipe()
        self._process = context.Process(target=serve or _serve, args=(its_end,), name="qibei evidence", daemon=True)
        self._process.start()
        its_end.close()
        if sys.platform == "win32":
            from app.evidence.apart.limits import confined

            self._job = confined(self._process.sentinel)
        self._ending = threading.Lock()
        self._late = self._over = False
        self._within(_START, lambda: self._pipe.recv_bytes(MAX_HEADER))

    @property
    def usable(self) -> bool:
        """Whether it can be asked."""
        return not self._over and self._process.is_alive()

    @property
    def pid(self) -> int | None:
        """The number of the process."""
        return None if self._over else self._process.pid

    def ask(self, header: bytes, payload: bytes, seconds: float) -> tuple[bytes, bytes]:
        """Its answer to one request within `seconds`; ChildLate or ChildDied when there is none."""
        answer: list[bytes] = []

        def talk() -> None:
            self._pipe.send_bytes(header)
            self._pipe.send_bytes(payload)
            answer.append(self._pipe.recv_bytes(MAX_HEADER))
            answer.append(self._pipe.recv_bytes(MAX_PAYLOAD))

        self._within(seconds, talk)
        return answer[0], answer[1]

    def kill(self) -> None:
        """End the process at once; from any thread, also while it is asked."""
        with self._ending:
            if not self._over:
                self._process.kill()

    def close(self) -> None:
        """End the process and let go of all that belongs to it."""
        with self._ending:
            if self._over:
                return
            self._over = True
            self._process.kill()
            self._process.join()
            self._process.close()
        self._pipe.close()
        if sys.platform == "win32":
            self._job.close()

    def _within(self, seconds: float, talk: Callable[[], object]) -> None:
        """Call `talk`, and end the process when that takes longer; whatever blocks on the pipe then fails."""
        deadline = threading.Timer(seconds, self._expire)
        deadline.daemon = True
        deadline.start()
        try:
            talk()
        except (EOFError, OSError) as failure:
            self.close()
            raise (ChildLate if self._late else ChildDied) from failure
        finally:
            deadline.cancel()
            deadline.join()

    def _expire(self) -> None:
        self._late = True
        self.kill()


def _serve(connection: Connection) -> None:
    """What the child does; its modules are loaded there, behind its limits."""
    from app.evidence.apart.limits import limit_this_process

    limit_this_process()
    from app.evidence.apart.child import serve

    serve(connection)
