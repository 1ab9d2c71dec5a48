"""The index of proofs: numbers without gaps, one place for the same bytes, and a page for every claim."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from app.evidence.index import Claim, Index


def claim(item: str, place: int, sha256: str) -> Claim:
    """A claim of page `a`, or of the page before the dot."""
    section, _, name = item.rpartition(".")
    return Claim(section or "a", name, place, sha256, f"{sha256}.png", f"证明{place}")


def shown(index: Index) -> list[tuple[int, str, list[tuple[str, str]]]]:
    return [(item.number, item.anchor, [(one.number, one.anchor) for one in item.entries]) for item in index.items]


def test_items_and_files_are_numbered_in_reading_order() -> None:
    index = Index.of([claim("one", 1, "x"), claim("one", 2, "y"), claim("b.two", 1, "z")], {"x", "y", "z"})
    assert shown(index) == [
        (1, "proof-a-one", [("1-1", "proof-a-one-1"), ("1-2", "proof-a-one-2")]),
        (2, "proof-b-two", [("2-1", "proof-b-two-1")]),
    ]


def test_the_same_bytes_are_bound_once_and_all_claims_lean_on_them() -> None:
    first, again, third = claim("one", 1, "x"), claim("two", 1, "x"), claim("two", 2, "y")
    index = Index.of([first, again, third], {"x", "y"})
    entry = index.entry("x")
    assert entry is not None
    assert (entry.number, entry.anchor, entry.claims) == ("1-1", "proof-a-one-1", (first, again))
    assert shown(index)[1] == (2, "proof-a-two", [("2-1", "proof-a-two-2")])


def test_an_item_of_copies_alone_takes_no_number() -> None:
    claims = [claim("one", 1, "x"), claim("two", 1, "x"), claim("three", 1, "y")]
    assert [(item.number, item.item) for item in Index.of(claims, {"x", "y"}).items] == [(1, "one"), (2, "three")]


def test_what_is_not_bound_is_not_in_the_index() -> None:
    index = Index.of([claim("one", 1, "x"), claim("one", 2, "y")], {"y"})
    assert index.entry("x") is None
    assert shown(index) == [(1, "proof-a-one", [("1-1", "proof-a-one-2")])]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("pqrs"), st.sampled_from("uvwxyz"))), st.sets(st.sampled_from("uvwxyz")))
def test_every_claim_on_a_bound_file_has_one_page_and_numbers_have_no_gaps(
    given_: list[tuple[str, str]], bound: set[str]
) -> None:
    ordered = sorted(given_, key=lambda pair: pair[0])
    claims = [claim(item, place, sha256) for place, (item, sha256) in enumerate(ordered, 1)]
    index = Index.of(claims, bound)
    entries = [entry for item in index.items for entry in item.entries]
    leaning = [one for entry in entries for one in entry.claims]
    assert sorted(leaning, key=lambda one: one.place) == [one for one in claims if one.sha256 in bound]
    assert len({entry.anchor for entry in entries}) == len(entries) == len({one.sha256 for one in leaning})
    assert [item.number for item in index.items] == list(range(1, len(index.items) + 1))
    for item in index.items:
        assert [one.number for one in item.entries] == [f"{item.number}-{n}" for n in range(1, len(item.entries) + 1)]
