"""The short form of every harness that is not a test itself, run as `make reliability` runs the long one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from reliability.figure import Figure, Tally, table
from reliability.harnesses import HARNESSES, TESTS_AT_LENGTH

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the harnesses watch the disk as Linux shows it")


@pytest.mark.parametrize("name", [name for name in HARNESSES if name not in TESTS_AT_LENGTH])
def test_a_short_run_keeps_every_bound(name: str, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests")))}
    command = [sys.executable, "-m", "reliability", "--short", name]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stdout + done.stderr


def test_one_count_that_is_not_nought_breaks_a_bound_and_is_seen_in_the_table() -> None:
    tally = Tally("lost", "torn")
    tally.tried = 5
    assert tally.figure("断电", "5").held
    tally.note("lost", "one gesture back")
    broken = tally.figure("断电", "5")
    assert (broken.held, broken.found, broken.examples) == (False, "1 lost, 0 torn", ["lost: one gesture back"])
    assert "超出界限" in table([broken])


def test_a_trial_that_tried_nothing_proves_nothing() -> None:
    assert not Tally("lost").figure("断电", "0").held


def test_the_columns_of_the_table_stand_below_one_another() -> None:
    lines = table([Figure("断电", "1", "0 lost", "0", True), Figure("power", "10", "0 lost", "0", True)]).splitlines()
    assert len({line.replace("断电", "xxxx").find("0 lost") for line in lines[1:]}) == 1
