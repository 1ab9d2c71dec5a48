"""The child process as the program holds it: asked over a pipe, ended at its deadline.

Over the pipe go bytes alone, never a pickled object from the child: strangers' files may have taken it over.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from app.evidence.apart.wire import MAX_PAYLOAD, Garbled, read_standing

if TYPE_CHECKING:
    from app.evidence.apart.start import Load, Serve

MAX_HEADER = 4_000_000  # bytes of JSON in front of an answer
_START = 60.0  # seconds; on a busy machine the interpreter alone takes some of them


class ChildLate(Exception):
    """The child did not answer in time and was ended."""


class ChildDied(Exception):
    """The child ended, or said what cannot be an answer, and is ended."""


class ChildAbsent(ChildDied):
    """The child did not come to life: no file is to blame."""


class Child:
    """One running child process; after `ChildLate` or `ChildDied` it is over.

    `walls` are those that stand around it, by its own trial.
    """

    def __init__(self, load: Load | None = None) -> None:
        from app.evidence.apart.start import Started  # loaded with the first proof, not with the window

        try:
            self._started = Started(load or _readers)
        except OSError as failure:
            raise ChildAbsent from failure
        self._ending = threading.Lock()
        self._late = self._over = False
        hello: list[bytes] = []
        try:
            self._within(_START, lambda: hello.append(self._started.pipe.recv_bytes(MAX_HEADER)))
            self.walls = read_standing(hello[0])
        except (ChildDied, Garbled) as failure:
            self.close()
            raise ChildAbsent from failure

    @property
    def usable(self) -> bool:
        """Whether it can be asked."""
        return not self._over and self._started.alive

    @property
    def pid(self) -> int | None:
        """The number of the process."""
        return None if self._over else self._started.pid

    def ask(self, header: bytes, payload: bytes, seconds: float) -> tuple[bytes, bytes]:
        """Its answer to one request within `seconds`; ChildLate or ChildDied when there is none."""
        answer: list[bytes] = []

        def talk() -> None:
            self._started.pipe.send_bytes(header)
            self._started.pipe.send_bytes(payload)
            answer.append(self._started.pipe.recv_bytes(MAX_HEADER))
            answer.append(self._started.pipe.recv_bytes(MAX_PAYLOAD))

        self._within(seconds, talk)
        return answer[0], answer[1]

    def kill(self) -> None:
        """End the process at once; from any thread, also while it is asked."""
        with self._ending:
            if not self._over:
                self._started.kill()

    def close(self) -> None:
        """End the process and let go of all that belongs to it."""
        with self._ending:
            if not self._over:
                self._over = True
                self._started.close()

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


def _readers() -> Serve:
    """What the child does, with all readers loaded."""
    from app.evidence.apart.child import serve

    return serve
