"""Work that is measured in a process of its own, so that neither what ran before nor its memory counts."""

from __future__ import annotations

import multiprocessing
import resource
import statistics
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds, the peak of memory in MB, and what the work gave."""

    seconds: float
    peak: float
    result: Any


def alone(work: Callable[..., Any], *given: Any) -> Run:
    """`work(*given)` in a process of its own; loading what it imports counts, starting Python does not."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_measured, work, given).result()


def in_turns(rounds: int, *works: tuple[Callable[..., Any], Sequence[Any]]) -> list[Run]:
    """Each of the works alone, so many times and in turns, that the load of the machine meets all alike; the median
    run of each.
    """
    runs = [[alone(work, *given) for work, given in works] for _ in range(rounds)]
    return [_middle(of_one) for of_one in zip(*runs, strict=True)]


def _middle(runs: Sequence[Run]) -> Run:
    seconds = statistics.median_low([run.seconds for run in runs])
    return next(run for run in runs if run.seconds == seconds)


def _measured(work: Callable[..., Any], given: Sequence[Any]) -> Run:
    begun = time.perf_counter()
    result = work(*given)
    seconds = time.perf_counter() - begun
    return Run(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, result)
