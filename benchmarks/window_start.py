"""How long the program takes to show its window, against an empty one of PySide6; the goal is a ratio of at most 1.5.

From the start of the process to the first picture that Qt hands to the screen, of which it tells on standard error;
each in turns.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence

ROUNDS = 9
GOAL = 1.5
SHOWN = b"qt.widgets.painting: Flushing"
BARE_WINDOW = """
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication([])
window = QMainWindow()
window.resize(1024, 700)
window.show()
application.exec()
"""
BARE = (sys.executable, "-c", BARE_WINDOW)
OURS = (sys.executable, "-m", "app")


def seconds(command: Sequence[str]) -> float:
    """From the start of the process to its first picture; it is ended then."""
    surroundings = {"QT_QPA_PLATFORM": "offscreen", **os.environ, "QT_LOGGING_RULES": "qt.widgets.painting=true"}
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=surroundings)
    assert process.stderr is not None
    try:
        if not any(line.startswith(SHOWN) for line in process.stderr):
            raise RuntimeError(f"no window was shown: {command}")
        return time.perf_counter() - begun
    finally:
        process.kill()
        process.wait()
        process.stderr.close()


def started() -> tuple[float, float]:
    """Seconds until the bare window is seen, and until ours is: the medians of turns."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["QIBEI_HOME"] = home
        seconds(BARE), seconds(OURS)
        rounds = [(seconds(BARE), seconds(OURS)) for _ in range(ROUNDS)]
    bare, ours = (statistics.median(times) for times in zip(*rounds, strict=True))
    return bare, ours


def main() -> int:
    bare, ours = started()
    print(f"bare window {bare * 1000:.0f} ms, ours {ours * 1000:.0f} ms, ratio {ours / bare:.2f} (goal {GOAL})")
    return 0 if ours / bare <= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
