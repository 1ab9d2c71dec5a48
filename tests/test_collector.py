"""No search for cycles while much is made, and none through all of it right afterwards."""

from __future__ import annotations

import gc

from app.collector import MANY, begin, kept_away


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
        gc.unfreeze()


def test_a_small_declaration_is_looked_at_as_everything_else() -> None:
    begin(MANY - 1)
    assert gc.get_freeze_count() == 0
