"""A child that says what it does, and is killed: forked from a warm process, so that a kill costs milliseconds."""

from __future__ import annotations

import os
import select
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass

Say = Callable[..., None]
"""Called with a state before it can reach the disk, and with nothing when the latest is acknowledged."""

PATIENCE = 20.0


@dataclass(frozen=True, slots=True)
class Said:
    """The states a child had told before it was killed; the one at `acknowledged` and none before it must be found."""

    states: list[str]
    acknowledged: int

    def place(self, found: str) -> str:
        """What it means to find this state: empty when that is in order."""
        if found in self.states[max(self.acknowledged, 0) :] or (self.acknowledged < 0 and not found):
            return ""
        return "lost" if found in self.states or not found else "torn"


def kill_during(work: Callable[[Say], None], delay: float, *, after_first_word: bool) -> Said:
    """Let a child do `work`, which never ends by itself, and kill it after `delay` seconds; what it said."""
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reads)
            work(lambda *state: os.write(writes, (state[0] if state else "").encode() + b"\n"))
        finally:
            os._exit(1)
    os.close(writes)
    if after_first_word:
        select.select([reads], [], [], PATIENCE)
    time.sleep(delay)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    with os.fdopen(reads, "rb") as stream:
        lines = stream.read().decode().split("\n")[:-1]
    if not os.WIFSIGNALED(status):
        raise AssertionError(f"the child ended by itself, status {status}, after {len(lines)} words")
    states = [line for line in lines if line]
    acknowledged = max((sum(map(bool, lines[:place])) for place, line in enumerate(lines) if not line), default=0) - 1
    return Said(states, acknowledged)
