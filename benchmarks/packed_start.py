"""How long the packed program (`dist/qibei`, or the command named) takes to show its window, against an empty one of
PySide6.

The goal is a ratio of at most 2, cold and warm. From the start of the process to the first picture that Qt hands to
the screen, of which it tells on standard error; each in turns. Cold: before each start the system is told to forget
the program's files (those that another process holds stay, which favours the empty window).
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import PySide6

from benchmarks.window_start import BARE, seconds

ROUNDS = 5
GOAL = 2.0
PACKED = Path("dist/qibei/qibei")


def forget(folder: Path) -> None:
    """Have the system drop what it keeps of the files below `folder` in memory."""
    os.sync()
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def compare(packed: Path, cold: bool) -> float:
    """Print the medians; their ratio."""
    bare_times, packed_times = [], []
    for _ in range(ROUNDS):
        if cold:
            forget(Path(PySide6.__file__).parent)
            forget(packed.resolve().parent)
        bare_times.append(seconds(BARE))
        packed_times.append(seconds([str(packed)]))
    bare, ours = statistics.median(bare_times), statistics.median(packed_times)
    name = "cold" if cold else "warm"
    print(f"{name}: bare window {bare * 1000:.0f} ms, packed program {ours * 1000:.0f} ms, ratio {ours / bare:.2f}")
    return ours / bare


def main(arguments: Sequence[str]) -> int:
    packed = Path(arguments[0]) if arguments else PACKED
    if not packed.exists():
        print(f"{packed} is not there: make package, or make deb")
        return 0
    with tempfile.TemporaryDirectory() as home:
        os.environ["QIBEI_HOME"] = home
        compare(packed, cold=False)  # the first round reads everything once
        worst = max(compare(packed, cold=False), compare(packed, cold=True))
    print(f"worst ratio {worst:.2f} (goal {GOAL})")
    return 0 if worst <= GOAL else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
