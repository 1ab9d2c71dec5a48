"""How long the window keeps its user waiting while the whole job is done by keys, from the first screen to the merge.

The keys are those of the tests, pressed while a loop runs as in the program; what one turn of the event loop takes is
measured by their watchdog.  The goal is that none takes more than 50 ms.  Names of notices may be given; QIBEI_TRACED
tells where the time goes.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / "tests"), str(Path(__file__).parents[1])]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
NOTICES = ("sichuan-2022", "shanghai-2022")
SHOWN = 8


def main(notices: tuple[str, ...]) -> int:
    return max(measure(notice) for notice in notices)


def measure(notice: str) -> int:
    from in_a_loop import in_a_loop
    from ui.watchdog import LIMIT, Watchdog
    from ui.whole_job.job import Job

    from app import collector
    from app.settings import Settings
    from app.ui.application import load_ahead, make_application
    from app.ui.main_window import MainWindow

    with tempfile.TemporaryDirectory() as home:
        os.environ["QIBEI_HOME"] = home
        make_application(settings := Settings.load())
        load_ahead()
        collector.look_once()
        window = MainWindow(settings)
        window.show()
        window.activateWindow()
        window.actions_.draw()  # as the program does once its first screen is seen
        watchdog = Watchdog(traced="QIBEI_TRACED" in os.environ)
        job = Job(window, watchdog, Path(home), notice)
        in_a_loop(lambda: do(job, watchdog))
        window.close()
    over = watchdog.over(LIMIT)
    print(f"{notice}: {len(watchdog.stalls)} turns, longest {watchdog.longest}; {len(over)} over {LIMIT:.0f} ms")
    for stall in over[:SHOWN]:
        print(f"    {stall}")
    return bool(over)


def do(job, watchdog) -> None:
    for phase in job.phases:
        with watchdog(phase.__name__):
            phase()


if __name__ == "__main__":
    sys.exit(main(tuple(sys.argv[1:]) or NOTICES))
