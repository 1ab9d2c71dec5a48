"""How long the window keeps its user waiting when a declaration is opened and its pages are turned.

Every page of every notice is visited for the first time and once more.  What one turn of the event loop takes is
measured by the watchdog of the tests; the goal is that none takes more than 50 ms.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / "tests"), str(Path(__file__).parents[1])]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
PACKS = ("sichuan-2022", "shanghai-2022", "miit-2018", "miit-2023", "region-guide")
SHOWN = 6
OPENING = "opening"


def main(packs: tuple[str, ...]) -> int:
    with tempfile.TemporaryDirectory() as home:
        os.environ["QIBEI_HOME"] = home
        return max(measure(Path(home), pack) for pack in packs)


def measure(folder: Path, pack: str) -> int:
    """Print the longest turns of one pack; whether one is over the goal."""
    from ui.watchdog import LIMIT

    watchdog = watched(folder, pack)
    over = watchdog.over(LIMIT)
    print(f"{pack}: longest {watchdog.longest}; {len(over)} over {LIMIT:.0f} ms")
    for stall in over[:SHOWN]:
        print(f"    {stall}")
    return bool(over)


def turned(folder: Path, pack: str) -> tuple[float, list[float]]:
    """Milliseconds of the longest turn while the declaration is opened, and while each page is turned to."""
    longest: dict[str, float] = {}
    for stall in watched(folder, pack).stalls:
        longest[stall.what] = max(stall.busy, longest.get(stall.what, 0.0))
    return longest.pop(OPENING), list(longest.values())


def watched(folder: Path, pack: str):
    """The watchdog that saw the sample of a pack opened and all of its pages visited twice."""
    from ui.watchdog import Watchdog

    from app import collector
    from app.declaration.declaration import Declaration
    from app.declaration.keeping.opened_pages import looked_through
    from app.declaration.packs import find_pack
    from app.declaration.samples.sample import fill_sample
    from app.settings import Settings
    from app.ui.application import load_ahead, make_application
    from app.ui.main_window import MainWindow
    from benchmarks.in_a_loop import in_a_loop

    application = make_application(settings := Settings.load())
    window = MainWindow(settings)
    window.resize(1400, 900)
    window.show()
    application.processEvents()  # its first screen is seen
    load_ahead()
    collector.look_once()
    window.actions_.draw()
    declaration = Declaration.create(find_pack(pack), folder / f"{pack}.qibei", "a passphrase for measuring")
    fill_sample(declaration)
    looked_through(declaration)  # as is done beside the window
    watchdog = Watchdog(traced="QIBEI_TRACED" in os.environ)
    in_a_loop(lambda: visit(window, declaration, watchdog))
    window.close()
    return watchdog


def visit(window, declaration, watchdog) -> None:
    """Open the declaration, and each of its pages twice."""
    with watchdog(OPENING):
        window.opening.opened.emit(declaration)
    for round_ in ("first visit of", "again"):
        for section in window.form.desk.pack.sections:
            with watchdog(f"{round_} {section.id}"):
                window.form.open(section.id)


if __name__ == "__main__":
    sys.exit(main(tuple(sys.argv[1:]) or PACKS))
