"""The laws of merging, over random histories of several copies: clocks decide nothing, and nothing is lost."""

from __future__ import annotations

import os
from itertools import permutations

import pytest
from drafts.copies_in_memory import Copy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

HISTORIES = int(os.environ.get("QIBEI_HISTORIES", "150"))
COPIES = 3
PATHS = ("company.name", "equipment.total", "devices.rows[k3f]", "devices.rows[k3f].name")

times = st.sampled_from(["2016-11-28T00:00:00Z", "2026-11-28T08:00:00Z", "2036-11-28T23:59:59Z"])
values = st.one_of(st.none(), st.sampled_from(['"甲"', '"乙"', '"丙"', "12"]))
writing = st.tuples(
    st.just("write"),
    st.integers(0, COPIES - 1),
    st.dictionaries(st.sampled_from(PATHS), values, min_size=1, max_size=3),
    times,
    st.booleans(),
)
reopening = st.tuples(st.just("reopen"), st.integers(0, COPIES - 1))
merging = st.tuples(st.just("merge"), st.integers(0, COPIES - 1), st.integers(0, COPIES - 1))
lending = st.tuples(st.just("lend"), st.integers(0, COPIES - 1), st.integers(0, COPIES - 1))
histories = st.lists(st.one_of(writing, writing, writing, reopening, merging, lending), min_size=1, max_size=14)


def copies_after(history: list[tuple[object, ...]]) -> list[Copy]:
    origin = Copy()
    origin.write({"company.name": '"华东"', "equipment.total": "1"}, "2026-11-28T08:00:00Z")
    copies = [Copy(origin) for _ in range(COPIES)]
    for kind, place, *rest in history:
        copy = copies[place]  # type: ignore[call-overload]
        if kind == "write":
            after, at, extends = rest
            copy.write(after, at, extends=extends)
        elif kind == "reopen":
            copy.opened_anew()
        elif kind == "merge":
            copies[place] = copy.merged(copies[rest[0]])  # type: ignore[call-overload]
        else:
            copies[rest[0]] = Copy(copy)  # type: ignore[call-overload]
    return copies


def steps_of(copy: Copy) -> set[tuple[bytes, int]]:
    return {(step.replica, step.counter) for step in copy.steps}


def ever_held(copy: Copy) -> set[tuple[str, str | None]]:
    return {(change.path, change.after) for step in copy.steps for change in step.changes}


@given(histories)
@settings(max_examples=HISTORIES, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_laws_hold_whatever_happened(history: list[tuple[object, ...]]) -> None:
    one, other, third = copies_after(history)
    merged, turned = one.merged(other), other.merged(one)
    merged.check()
    # commutative: which copy is asked makes no difference to what stands there
    assert merged.values == turned.values
    # idempotent: who merges again finds nothing
    for each in (one, other, merged):
        again = merged.compared(each)
        assert not again.unseen
        assert not [found for found in again.differences if found.side != "ours"]
    assert merged.merged(other).values == merged.values
    assert one.merged(one).values == one.values
    # nothing lost: every step and every value of either is in the history of the result
    assert steps_of(merged) >= steps_of(one) | steps_of(other)
    assert ever_held(merged) >= ever_held(one) | ever_held(other)
    # what only one of them changed stands as that one left it
    for found in one.compared(other).differences:
        if found.side != "both":
            held = found.ours if found.side == "ours" else found.theirs
            assert merged.values.get(found.path) == held.value
    # all in any order: every step of all three is there
    for first, second, last in permutations((one, other, third)):
        every = first.merged(second).merged(last)
        every.check()
        assert steps_of(every) >= steps_of(one) | steps_of(other) | steps_of(third)


def test_a_burst_that_was_taken_half_and_then_whole_does_not_go_back_to_its_half() -> None:
    origin = Copy()
    origin.write({"company.name": '"华东"'}, "2026-11-28T08:00:00Z")
    one, other = Copy(origin), Copy(origin)
    one.opened_anew()
    one.write({"company.name": '"华"'}, "2026-11-28T09:00:00Z")
    other = other.merged(one)
    one.write({"company.name": '"华西"'}, "2026-11-28T09:00:01Z", extends=True)
    other = other.merged(one)
    assert one.merged(other).values == other.merged(one).values == {"company.name": '"华西"'}


@pytest.mark.parametrize("years", [-10, 10])
def test_a_clock_that_is_ten_years_off_changes_nothing(years: int) -> None:
    def together(at: str) -> tuple[dict[str, str], list[tuple[str, str]]]:
        origin = Copy()
        origin.write({"company.name": '"华东"', "equipment.total": "1"}, "2026-11-28T08:00:00Z")
        one, other = Copy(origin), Copy(origin)
        one.write({"company.name": '"甲"'}, "2026-11-28T09:00:00Z")
        other.write({"company.name": '"乙"', "equipment.total": "2"}, at)
        sides = [(found.path, found.side) for found in one.compared(other).differences]
        return one.merged(other).values, sides

    assert together("2026-11-28T09:30:00Z") == together(f"{2026 + years}-11-28T09:30:00Z")
