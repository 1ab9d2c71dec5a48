"""The tool that measures how long the event loop is kept busy sees what keeps it so, and that alone."""

from __future__ import annotations

import time

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from ui.watchdog import Watchdog

from app.forms.wording import count_words


def work(seconds: float) -> None:
    """Keep the processor busy for so long."""
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


def test_a_slow_handler_is_seen_whether_called_or_set_off(watchdog: Watchdog) -> None:
    with watchdog("called"):
        work(0.08)
    with watchdog("set off"):
        QTimer.singleShot(0, lambda: work(0.08))
    assert {stall.what for stall in watchdog.over(75)} >= {"called", "set off"}


def test_handlers_with_the_loop_between_them_are_two(watchdog: Watchdog) -> None:
    with watchdog("twice"):
        work(0.06)
        watchdog.breathe()
        work(0.06)
    assert len(watchdog.over(55)) >= 2


def test_waiting_is_told_apart_from_being_busy(watchdog: Watchdog) -> None:
    with watchdog("waiting"):
        time.sleep(0.08)
    assert max(stall.lasted for stall in watchdog.stalls) >= 80
    assert max(stall.lasted - stall.busy for stall in watchdog.stalls) > 0


def test_it_can_say_where_the_time_went(qapp: QApplication) -> None:
    traced = Watchdog(traced=True)
    with traced("counting"):
        count_words("词，" * 400_000)
    assert any("count_words" in stall.where for stall in traced.stalls)
