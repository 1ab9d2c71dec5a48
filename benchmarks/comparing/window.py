"""The window: its start beside an empty one, a key, and another page."""

from __future__ import annotations

import os
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.comparing.alone import alone
from benchmarks.comparing.figures import Figure
from benchmarks.keypress import GOAL, HIGH, PLACES, measured
from benchmarks.turning_pages import PACKS, turned
from benchmarks.window_start import started

AT_ONCE = 50.0  # milliseconds


def figures() -> Iterator[Figure]:
    """Seconds and milliseconds as a user feels them."""
    bare, own = alone(started).result
    yield Figure(
        "window, from the start of Python until painted", own, peer="an empty one of PySide6", theirs=bare, goal=1.5
    )
    for place, (middle, high) in zip(PLACES, alone(_at_home, measured).result, strict=True):
        yield Figure(f"key {place}, median", middle, "ms", goal=GOAL)
        yield Figure("  99 % are below", high, "ms", goal=HIGH)
    for pack in PACKS:
        opening, turns = alone(_at_home, turned, pack).result
        yield Figure(f"{pack} opened, longest hold-up", opening, "ms", goal=AT_ONCE)
        yield Figure("  another page, median", statistics.median(turns), "ms")
        yield Figure("  the longest of all hold-ups", max(turns), "ms", goal=AT_ONCE)


def _at_home(work, *given):
    with tempfile.TemporaryDirectory() as home:
        os.environ["QIBEI_HOME"] = home
        return work(Path(home), *given)
