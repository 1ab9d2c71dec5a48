"""The whole job through the real window, by keys alone, for every notice; and no handler that keeps anyone waiting.

`make test` does it for a short notice with scores; `make test-long` for all others.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from daily import daily
from ui.watchdog import Watchdog
from ui.whole_job.job import Job

from app.files import resource
from app.ui.application import load_ahead
from app.ui.main_window import MainWindow

NOTICES = daily(sorted(file.stem for file in resource("forms").glob("*.yaml")), "miit-2023")

LENIENT = 300
"""Milliseconds of a handler on a machine that is shared; the bound of 50 is for `benchmarks/whole_job.py`."""

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # what one without a display says of dialogs


@pytest.mark.parametrize("notice", NOTICES)
def test_the_whole_job_is_done_by_keys_alone(
    empty_window: MainWindow, watchdog: Watchdog, tmp_path: Path, notice: str
) -> None:
    load_ahead()
    job = Job(empty_window, watchdog, tmp_path, notice)
    for phase in job.phases:
        with watchdog(phase.__name__):
            phase()
    assert watchdog.over(LENIENT) == []
