"""Children beside one another: each works at one file at a time, and a file that costs one its life disturbs no other.

Two of them: with each comes another process with its readers, and the bound on memory holds for each alone.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Generic, Self, TypeVar

from app.errors import AppError
from app.evidence.apart.worker import Worker

_HANDS = 2
_BLINK = 0.1
"""Seconds between two looks at whether the work is still wanted."""
T = TypeVar("T")
Job = Callable[[Worker], T]


class Crew:
    """The workers that read the proofs of one declaration, as many as the machine has processors for, at most two.

    Each starts its child with its first request.  Close it, or use it in a `with`.
    """

    def __init__(self, hands: int | None = None) -> None:
        self.workers = tuple(Worker() for _ in range(hands or min(_HANDS, _processors())))

    @property
    def first(self) -> Worker:
        """The one that is asked where there is one thing to do."""
        return self.workers[0]

    def __enter__(self) -> Self:
        """Itself, to be closed at the end of the block."""
        return self

    def __exit__(self, *exception: object) -> None:
        """Close."""
        self.close()

    def close(self) -> None:
        """End all children; what they are asked then, and afterwards, is refused."""
        for worker in self.workers:
            worker.close()

    def done(
        self, jobs: Sequence[Job[T]], begin: Callable[[int], None], check: Callable[[], None]
    ) -> list[T | AppError]:
        """What each job gives, or how it fails, in their order; each is done by the next worker that is free.

        `begin` is called with the number of each before it is begun, in order, `check` again and again meanwhile; both
        in this thread.  An exception of theirs, or one of a job that is no AppError, ends it all: no work goes on.
        """
        return _Round(self.workers, jobs).done(begin, check)


@dataclass(frozen=True, slots=True)
class _Ended(Generic[T]):
    """What came of the job of that number, and whose it was."""

    number: int
    worker: Worker
    outcome: T | BaseException


class _Round(Generic[T]):
    """Some jobs given out, one to a worker at a time."""

    def __init__(self, workers: Sequence[Worker], jobs: Sequence[Job[T]]) -> None:
        self._jobs, self._free, self._busy = jobs, list(workers), list[Worker]()
        self._ended: SimpleQueue[_Ended[T]] = SimpleQueue()
        self._outcomes: dict[int, T | AppError] = {}

    def done(self, begin: Callable[[int], None], check: Callable[[], None]) -> list[T | AppError]:
        """What each job gives, or how it fails."""
        try:
            for number in range(len(self._jobs)):
                while not self._free:
                    self._await(check)
                begin(number)
                self._give_out(number)
            while self._busy:
                self._await(check)
        finally:
            self._break_off()
        return [self._outcomes[number] for number in range(len(self._jobs))]

    def _give_out(self, number: int) -> None:
        worker, job = self._free.pop(0), self._jobs[number]
        self._busy.append(worker)

        def work() -> None:
            try:
                self._ended.put(_Ended(number, worker, job(worker)))
            except BaseException as failure:
                self._ended.put(_Ended(number, worker, failure))

        threading.Thread(target=work, name="proof", daemon=True).start()

    def _await(self, check: Callable[[], None]) -> None:
        """Take in one job that ended; none when that takes longer than a blink."""
        check()
        ended = self._next()
        if ended is None:
            return
        if isinstance(ended.outcome, BaseException) and not isinstance(ended.outcome, AppError):
            raise ended.outcome
        self._outcomes[ended.number] = ended.outcome

    def _next(self) -> _Ended[T] | None:
        try:
            ended = self._ended.get(timeout=_BLINK)
        except Empty:
            return None
        self._busy.remove(ended.worker)
        self._free.append(ended.worker)
        return ended

    def _break_off(self) -> None:
        """End what is still being done; a child may be on its way to life, so it is tried again and again."""
        while self._busy:
            for worker in self._busy:
                worker.break_off()
            self._next()


def _processors() -> int:
    """How many processors this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
