"""No search for cycles while a book is made, and none through all of it right afterwards."""

from __future__ import annotations

import gc

from app.export.collector import collector_paused


def test_the_search_stands_still_inside_and_goes_on_afterwards() -> None:
    assert gc.isenabled()
    with collector_paused():
        assert not gc.isenabled()
        with collector_paused():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_what_was_made_inside_counts_as_old() -> None:
    gc.collect()
    with collector_paused():
        made = [[number] for number in range(5000)]
    old = set(map(id, gc.get_objects(generation=2)))
    assert all(id(one) in old for one in made)
    assert gc.get_freeze_count() == 0
