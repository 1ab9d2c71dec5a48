"""Every harness by name, and how they are run: each in a process of its own, two at a time where that is fair."""

from __future__ import annotations

import multiprocessing
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor

from reliability import canary, damage, faults, kills, large_draft, laws, power_loss, sharing_kills
from reliability.figure import Figure

Harness = Callable[[float], list[Figure]]
"""Runs at a share of its whole size, 1 for the whole, and tells what it found."""

HARNESSES: dict[str, Harness] = {
    "kills": kills.run,
    "sharing-kills": sharing_kills.run,
    "damage": damage.run,
    "power-loss": power_loss.run,
    "faults": faults.run,
    "canary": canary.run,
    "laws": laws.run,
    "large-draft": large_draft.run,
}
ALONE = frozenset({"large-draft"})
"""These measure times, so nothing else runs beside them."""


def run_all(names: Sequence[str], factor: float) -> list[Figure]:
    """The figures of these harnesses, in the order of their names here."""
    found: dict[str, list[Figure]] = {}
    fresh = multiprocessing.get_context("spawn")
    for workers, group in ((1, [n for n in names if n in ALONE]), (2, [n for n in names if n not in ALONE])):
        with ProcessPoolExecutor(workers, mp_context=fresh, max_tasks_per_child=1) as pool:
            for name, figures in zip(group, pool.map(run_one, group, [factor] * len(group)), strict=True):
                found[name] = figures
    return [figure for name in names for figure in found[name]]


def run_one(name: str, factor: float) -> list[Figure]:
    """One harness, its temporary files in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="reliability-") as place:
        os.environ["TMPDIR"] = tempfile.tempdir = place
        begun = time.perf_counter()
        figures = HARNESSES[name](factor)
        for figure in figures:
            figure.seconds = figure.seconds or time.perf_counter() - begun
        return figures
