"""Every harness by name, and how they are run: each in a process of its own, two at a time where that is fair."""

from __future__ import annotations

import importlib
import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed

from reliability.figure import Figure

Harness = Callable[[float], list[Figure]]
"""Runs at a share of its whole size, 1 for the whole, and tells what it found."""

HARNESSES = {
    "kills": "kills.run",
    "sharing-kills": "sharing_kills.run",
    "damage": "damage.run",
    "power-loss": "power_loss.run",
    "faults": "faults.run",
    "canary": "canary.run",
    "laws": "at_length.laws",
    "rescue": "at_length.rescue",
    "word": "at_length.word",
    "large-draft": "large_draft.run",
}
"""Where each stands: only the process that runs one loads what it tries."""
TESTS_AT_LENGTH = frozenset({"laws", "rescue", "word"})
"""These are tests that `make test` runs as they are, at the length of a night."""
LONGEST = ("damage", "kills", "rescue", "faults", "laws")
"""These are begun first, the longest before the others, so that the short ones fill what is left."""
ALONE = frozenset({"large-draft"})
"""These measure times, so nothing else runs beside them."""


def run_all(names: Sequence[str], factor: float) -> list[Figure]:
    """The figures of these harnesses, in the order given; says on standard error when each has ended."""
    found: dict[str, list[Figure]] = {}
    fresh = multiprocessing.get_context("spawn")
    beside = sorted((name for name in names if name not in ALONE), key=_turn)
    for workers, group in ((1, [name for name in names if name in ALONE]), (2, beside)):
        with ProcessPoolExecutor(workers, mp_context=fresh, max_tasks_per_child=1) as pool:
            running = {pool.submit(run_one, name, factor): name for name in group}
            for ended in as_completed(running):
                found[running[ended]] = ended.result()
                print(f"{running[ended]}: 完成 / done", file=sys.stderr, flush=True)
    return [figure for name in names for figure in found[name]]


def _turn(name: str) -> int:
    return LONGEST.index(name) if name in LONGEST else len(LONGEST)


def run_one(name: str, factor: float) -> list[Figure]:
    """One harness, its temporary files in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="reliability-") as place:
        os.environ["TMPDIR"] = tempfile.tempdir = place
        begun = time.perf_counter()
        figures = _harness(name)(factor)
        for figure in figures:
            figure.seconds = figure.seconds or time.perf_counter() - begun
        return figures


def _harness(name: str) -> Harness:
    module, function = HARNESSES[name].split(".")
    harness: Harness = getattr(importlib.import_module(f"reliability.{module}"), function)
    return harness
