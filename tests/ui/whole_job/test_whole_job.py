"""The whole job through the real window, by keys alone, for every notice; and no handler that keeps anyone waiting."""

from __future__ import annotations

from pathlib import Path

import pytest
from ui.whole_job.job import Job
from ui.whole_job.keyboard import Keyboard
from ui.watchdog import Watchdog

from app.files import resource
from app.ui.application import load_ahead
from app.ui.main_window import MainWindow

NOTICES = sorted(file.stem for file in resource("forms").glob("*.yaml"))

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.mark.parametrize("notice", NOTICES)
def test_the_whole_job_is_done_by_keys_alone(
    empty_window: MainWindow, watchdog: Watchdog, tmp_path: Path, notice: str
) -> None:
    load_ahead()
    job = Job(empty_window, watchdog, tmp_path, notice)
    for phase in job.phases:
        with watchdog(phase.__name__):
            import time; t=time.monotonic(); phase(); print("PHASE", phase.__name__, round(time.monotonic()-t,2), job.keys.stops)
            [print('   ', o) for o in watchdog.over(50)[:6]]; watchdog.stalls.clear()
    for stall in watchdog.over(50)[:20]:
        print(stall)
    print(job.keys.stops)
    assert watchdog.over(50) == []
