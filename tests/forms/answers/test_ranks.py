"""The order of rows: always room between two, and ranks that stay short however rows are added."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from app.forms.answers.ranks import between

MANY = 10_000


@settings(max_examples=150)
@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 6)), max_size=60))
def test_rows_put_anywhere_stay_in_order_with_room_below_each(puts: list[tuple[float, int]]) -> None:
    ranks: list[str] = []
    for where, count in puts:
        place = round(where * len(ranks))
        low, high = "" if place == 0 else ranks[place - 1], ranks[place] if place < len(ranks) else ""
        ranks[place:place] = between(low, high, count)
        assert ranks == sorted(set(ranks))
    assert not [rank for rank in ranks if rank.endswith("0")]


def test_ten_thousand_rows_appended_one_by_one_have_short_ranks() -> None:
    ranks = [""]
    for _ in range(MANY):
        ranks += between(ranks[-1], "")
    assert ranks == sorted(set(ranks))
    assert max(map(len, ranks)) <= 6


def test_ten_thousand_rows_put_first_one_by_one_have_short_ranks() -> None:
    ranks = between("", "")
    for _ in range(MANY):
        ranks += between("", ranks[-1])
    assert ranks == sorted(set(ranks), reverse=True)
    assert max(map(len, ranks)) <= 6


def test_ten_thousand_rows_pasted_at_once_have_short_ranks() -> None:
    for low, high in (("", ""), ("V", ""), ("", "V"), ("V", "W")):
        ranks = between(low, high, MANY)
        assert ranks == sorted(set(ranks))
        assert max(map(len, ranks)) <= 6
        assert low < ranks[0]
        assert not high or ranks[-1] < high


def test_a_place_used_again_and_again_costs_one_character_in_five() -> None:
    low, high = between("", "", 2)
    for _ in range(500):
        (high,) = between(low, high)
    assert len(high) <= 101


def test_an_edge_of_many_levels_does_not_widen_without_end() -> None:
    assert len(between("z" * 40, "")[0]) < 80
    assert len(between("", "0" * 40 + "1")[0]) < 80
