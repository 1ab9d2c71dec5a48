"""What is made before it is asked for: the same as when it is, no more than there is room for, nothing after it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest

from app.declaration.book import ahead as ahead_module
from app.declaration.book.ahead import Ahead

RUNS = [[1, 2, 3], [4], [5, 6, 7, 8]]
KEYS = [key for run in RUNS for key in run]


class Unwanted(Exception):
    """Nobody waits any more."""


class Maker:
    """Makes ten bytes of each number, and remembers which hand was at it."""

    def __init__(self, faulty: int = 0, slow: int = 0) -> None:
        self._faulty, self._slow = faulty, slow
        self.made: dict[int, str] = {}
        self.broken_off = threading.Event()

    def __call__(self, hand: str, key: int) -> bytes:
        if key == self._slow:
            assert self.broken_off.wait(30)
        self.made[key] = hand
        if key == self._faulty:
            raise ZeroDivisionError
        return b"%010d" % key


def nothing(*_given: object) -> None:
    """For what needs no end, or no pause."""


def resting(maker: Maker) -> int:
    """How much was made when nothing more comes."""
    count = -1
    while count != len(maker.made):
        count = len(maker.made)
        time.sleep(0.3)
    return count


def workers(before: set[threading.Thread]) -> set[threading.Thread]:
    """The threads that there are more than before."""
    return set(threading.enumerate()) - before


@pytest.mark.parametrize("hands", ["a", "ab", "abcde"])
@pytest.mark.parametrize("order", [KEYS, KEYS[::-1], [8, 1, 4]])
@pytest.mark.parametrize("room", [1, 16_000_000])
def test_everything_is_there_when_it_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, hands: str, order: list[int], room: int
) -> None:
    monkeypatch.setattr(ahead_module, "ROOM", room)
    with Ahead(RUNS, hands, Maker(), nothing) as ahead:
        assert [ahead.taken(key, nothing) for key in order] == [b"%010d" % key for key in order]


def test_what_stands_in_one_run_is_made_by_one_hand() -> None:
    maker = Maker()
    with Ahead(RUNS, "abc", maker, nothing) as ahead:
        for key in KEYS:
            ahead.taken(key, nothing)
    assert all(len({maker.made[key] for key in run}) == 1 for run in RUNS)


def test_no_more_is_made_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead_module, "ROOM", 20)
    maker = Maker()
    with Ahead(RUNS, "a", maker, nothing) as ahead:
        assert resting(maker) == 2
        ahead.taken(1, nothing)
        assert resting(maker) == 3


def test_a_failure_is_told_to_whom_asks_for_it_and_to_no_other() -> None:
    with Ahead(RUNS, "ab", Maker(faulty=3), nothing) as ahead:
        for key in (1, 2):
            ahead.taken(key, nothing)
        with pytest.raises(ZeroDivisionError):
            ahead.taken(3, nothing)
        assert ahead.taken(4, nothing) == b"%010d" % 4


@pytest.mark.parametrize("key", [0, 1])
def test_what_is_not_in_the_plan_or_was_taken_is_not_there(key: int) -> None:
    with Ahead(RUNS, "a", Maker(), nothing) as ahead:
        ahead.taken(1, nothing)
        with pytest.raises(KeyError):
            ahead.taken(key, nothing)


@pytest.mark.parametrize("asked", [True, False])
def test_nothing_is_made_any_more_after_the_end(asked: bool) -> None:
    before, maker = set(threading.enumerate()), Maker(slow=2)

    def unwanted() -> None:
        raise Unwanted

    def work(pause: Callable[[], None]) -> None:
        with Ahead(RUNS, "a", maker, lambda _hand: maker.broken_off.set()) as ahead:
            if asked:
                ahead.taken(2, pause)
            raise Unwanted

    with pytest.raises(Unwanted):
        work(unwanted)
    assert not workers(before)
    assert set(maker.made) == {1, 2}
