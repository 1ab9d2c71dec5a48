"""How long the event loop was kept from serving the user while something was done, and where that time went."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer

LIMIT = 50.0
"""Milliseconds beyond which a user feels that the window hesitates."""
QUIET, PATIENCE = 0.35, 8.0
"""Seconds without anything to do after which all that was set off is taken to be over, and those waited at most."""
LEAST = 1.0
"""Milliseconds from which a turn is worth noting."""
LOOK = 0.01
DEEP = 4
"""How many functions of the program are told, from the innermost outwards."""


@dataclass(frozen=True, slots=True)
class Stall:
    """One time for which nothing else was served: what was being done, for how many milliseconds, of which the
    processor was at it for `busy` (the rest was waiting, on a shared machine for others), where most of it was seen.
    """

    what: str
    lasted: float
    busy: float
    where: str = ""

    def __str__(self) -> str:
        return f"{self.what}: {self.lasted:.0f} ms, busy {self.busy:.0f} ms {self.where}".rstrip()


class Watchdog:
    """A pulse in the event loop; the time between two beats is what one turn of handlers took.

    `with watchdog("turning the page"): form.step(1)` counts the body as one handler, and all that it sets off until
    the loop is quiet as further ones.  `breathe` inside of it ends one handler and begins the next.  `where` is looked
    up only when `traced`, by a thread that looks at this one.
    """

    def __init__(self, *, traced: bool = False) -> None:
        self.stalls: list[Stall] = []
        self._pulse = QTimer(interval=0)
        self._pulse.timeout.connect(self._beat)
        self._what, self._last, self._used, self._traced = "", 0.0, 0.0, traced
        self._seen: list[str] = []

    @property
    def longest(self) -> Stall:
        """The longest of all that was watched."""
        return max(self.stalls, key=lambda stall: stall.busy, default=Stall("nothing", 0.0, 0.0))

    def over(self, limit: float = LIMIT) -> list[Stall]:
        """What kept the processor busy for longer than `limit` milliseconds, the longest first."""
        return sorted((one for one in self.stalls if one.busy > limit), key=lambda one: -one.busy)

    @contextmanager
    def __call__(self, what: str) -> Iterator[Watchdog]:
        """Watch what is done under the name `what`, and what comes of it."""
        self._what, self._last, self._used = what, time.perf_counter(), time.thread_time()
        ended = threading.Event()
        if self._traced:
            threading.Thread(target=self._look, args=(ended, threading.get_ident()), daemon=True).start()
        self._pulse.start()
        try:
            yield self
            self._beat()
            self.rest()
        finally:
            self._pulse.stop()
            ended.set()

    def breathe(self) -> None:
        """Let the loop serve what waits, as it would between two wishes of a user."""
        self._beat()
        QCoreApplication.processEvents()
        self._beat()

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Leave out what the test itself does in between, such as looking at what is shown."""
        self._beat()
        try:
            yield
        finally:
            self._last, self._used, self._seen = time.perf_counter(), time.thread_time(), []

    def rest(self, seconds: float = QUIET) -> None:
        """Let the loop run until nothing was done for so long."""
        begun = quiet_since = time.perf_counter()
        while (now := time.perf_counter()) - quiet_since < seconds and now - begun < PATIENCE:
            used = time.thread_time()
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
            self._beat()
            if time.thread_time() - used > 2 * LEAST / 1000:
                quiet_since = time.perf_counter()
            time.sleep(0.001)

    def _beat(self) -> None:
        now, used = time.perf_counter(), time.thread_time()
        where = max(set(self._seen), key=self._seen.count) if self._seen else ""
        stall = Stall(self._what, (now - self._last) * 1000, (used - self._used) * 1000, where)
        if stall.lasted > LEAST:
            self.stalls.append(stall)
        self._last, self._used, self._seen = now, used, []

    def _look(self, ended: threading.Event, watched: int) -> None:
        """Note every few milliseconds what the watched thread is at, once a turn has lasted for a while."""
        while not ended.wait(LOOK):
            if time.perf_counter() - self._last > 2 * LOOK:
                self._seen.append(" ← ".join(_ours(watched)))


def _ours(watched: int) -> list[str]:
    """The last functions of the program that a thread is in, told at once: a frame that is held here would keep alive
    what the thread lets go meanwhile, and a painter that outlives its event ends the program.
    """
    frame, found = sys._current_frames().get(watched), list[str]()
    while frame is not None and len(found) < DEEP:
        if "/app/" in frame.f_code.co_filename:
            found.append(f"{frame.f_code.co_name}:{frame.f_lineno}")
        frame = frame.f_back
    return found
