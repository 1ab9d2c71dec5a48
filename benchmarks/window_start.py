"""How long the window takes to appear, against an empty one of PySide6; the goal is a ratio of at most 1.5.

Each is started as a program of its own, from the start of Python to the first painted window, in turns.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time

ROUNDS = 9
GOAL = 1.5

BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication([])
window = QMainWindow()
window.resize(1024, 700)
"""
OURS = """
from app.settings import Settings
from app.ui.application import make_application
from app.ui.main_window import MainWindow
settings = Settings.load()
application = make_application(settings)
window = MainWindow(settings)
"""
SHOW = """
window.show()
application.processEvents()
window.grab()
"""


def seconds(program: str) -> float:
    """From the start of Python to the painted window."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", program + SHOW], check=True)
    return time.perf_counter() - begun


def started() -> tuple[float, float]:
    """Seconds until the bare window is painted, and until ours is: the medians of turns."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
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
