"""A window that is killed while somebody types: all but the last second is in the draft, and the next start says so."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from daily import daily
from ui.person import PASSPHRASE, path

from app.declaration.declaration import Declaration
from app.declaration.keeping.unfinished import unfinished, unfinished_words
from app.declaration.reports import opening_words
from app.declaration.saver import LATEST
from app.forms.pack.pack import Pack

ROOT = Path(__file__).resolve().parents[2]
NAME = "cover.project"
KILLS = 20 if os.environ.get("QIBEI_LONG") else 1
TOLERANCE = 0.5
"""Seconds that a busy computer may take for one save."""


@pytest.fixture(autouse=True)
def quick_keys() -> None:
    """Another process opens the draft, with a key as it is derived there."""


@pytest.mark.parametrize("folder", daily(("本机", "OneDrive"), "OneDrive"))
def test_what_was_typed_a_second_ago_is_there(pack: Pack, tmp_path: Path, folder: str) -> None:
    place = tmp_path / folder / "申报.qibei"
    place.parent.mkdir()
    Declaration.create(pack, place, PASSPHRASE).close()
    chance = random.Random(folder)
    typed = 0
    for _ in range(KILLS):
        typed = _type_and_kill(place, typed, chance.uniform(1.6, 3.0))
        assert [one.path for one in unfinished([place])] == [place]
        assert "没有丢失" in unfinished_words(unfinished([place]))
        with Declaration.open(place, PASSPHRASE) as again:
            assert "程序上次没有正常结束" in opening_words(again)
            assert len(again.session.text(path(NAME))) >= typed
            typed = len(again.session.text(path(NAME)))
        assert unfinished([place]) == []


def _type_and_kill(place: Path, before: int, delay: float) -> int:
    """Let somebody type for `delay` seconds, then kill the window; how many letters must be there."""
    command = [sys.executable, Path(__file__).with_name("typing_child.py"), place, PASSPHRASE, NAME]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as child:
        assert child.stdout is not None
        first = child.stdout.readline()
        time.sleep(delay)
        killed = time.monotonic()
        child.send_signal(signal.SIGKILL)
        said = [float(line) for line in (first + child.stdout.read()).splitlines() if "." in line[:-3]]
    return before + sum(moment < killed - LATEST - TOLERANCE for moment in said)
