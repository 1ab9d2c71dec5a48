"""No search for cycles while much is made, and none through all of it right afterwards."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from app.collector import MANY, begin, kept_away, look_again, look_once


def test_the_search_stands_still_inside_and_goes_on_afterwards() -> None:
    assert gc.isenabled()
    with kept_away():
        assert not gc.isenabled()
        with kept_away():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_what_was_made_inside_counts_as_old() -> None:
    gc.collect()
    with kept_away():
        made = [[number] for number in range(5000)]
    old = set(map(id, gc.get_objects(generation=2)))
    assert all(id(one) in old for one in made)
    assert gc.get_freeze_count() == 0


def test_what_an_open_declaration_made_is_not_looked_at_at_all_until_the_next_is_opened() -> None:
    begin(MANY)
    try:
        spared = gc.get_freeze_count()
        assert spared
        with kept_away():
            made = [[number] for number in range(5000)]
        assert gc.get_freeze_count() >= spared + len(made)
    finally:
        look_again()


def test_a_small_declaration_is_looked_at_as_everything_else() -> None:
    begin(MANY - 1)
    assert gc.get_freeze_count() == 0


@pytest.fixture
def looked_once() -> Iterator[None]:
    callbacks = gc.callbacks[:]
    look_once()
    yield
    gc.callbacks[:] = callbacks
    look_again()


@pytest.mark.usefixtures("looked_once")
def test_what_was_looked_at_once_is_passed_by() -> None:
    made = [[number] for number in range(5000)]
    gc.collect()
    looked_at = set(map(id, gc.get_objects()))
    assert not any(id(one) in looked_at for one in made)


@pytest.mark.usefixtures("looked_once")
def test_what_nothing_holds_any_more_goes_when_everything_is_looked_at_again() -> None:
    gone = _left_behind()
    gc.collect()
    assert gone() is not None
    look_again()
    assert gone() is None


@pytest.mark.usefixtures("looked_once")
@pytest.mark.parametrize("answers", [0, MANY])
def test_what_a_declaration_left_can_wait_while_others_are_opened(answers: int) -> None:
    begin(answers)
    left = _left_behind()
    begin(MANY)
    begin(0)
    assert left() is not None
    look_again()
    assert left() is None


class Round:
    """Holds itself."""

    def __init__(self) -> None:
        self.itself = self


def _left_behind() -> weakref.ref[Round]:
    """What nothing else holds any more, since it was looked at."""
    held = Round()
    gc.collect()
    return weakref.ref(held)
