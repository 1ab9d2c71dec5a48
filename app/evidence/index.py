"""Claim ↔ evidence ↔ page: which proof is bound under which number, and which claims lean on it."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Claim:
    """One attached file as one evidence item claims it; `place` counts the files of the item from 1."""

    section: str
    item: str
    place: int
    sha256: str
    name: str
    proves: str = ""

    @property
    def anchor(self) -> str:
        """The anchor of the heading under which the file is bound, if it is bound for this claim."""
        return f"{item_anchor(self.section, self.item)}-{self.place}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One bound file: its number in the book (3-1), and every claim on it, that under whose item it stands first."""

    number: str
    claims: tuple[Claim, ...]

    @property
    def claim(self) -> Claim:
        """The claim under whose item the file is bound."""
        return self.claims[0]

    @property
    def anchor(self) -> str:
        """The anchor of the file's heading."""
        return self.claim.anchor


@dataclass(frozen=True, slots=True)
class Item:
    """One evidence item of which files are bound, with its number in the book."""

    number: int
    entries: tuple[Entry, ...]

    @property
    def section(self) -> str:
        """The page that demands the proof."""
        return self.entries[0].claim.section

    @property
    def item(self) -> str:
        """The evidence item's id on that page."""
        return self.entries[0].claim.item

    @property
    def anchor(self) -> str:
        """The anchor of the item's heading."""
        return item_anchor(self.section, self.item)


@dataclass(frozen=True)
class Index:
    """The proofs of a book in binding order.

    The same bytes are bound once, where they are claimed first.  Items and files are numbered
    without gaps: an item whose files all stand under earlier ones has no number.
    """

    items: tuple[Item, ...]

    @classmethod
    def of(cls, claims: Iterable[Claim], bound: Container[str]) -> Index:
        """The index of `claims`, given in reading order; only files whose SHA-256 is in `bound` are in the book."""
        on: dict[str, list[Claim]] = {}
        under: dict[tuple[str, str], list[list[Claim]]] = {}
        for claim in claims:
            if claim.sha256 not in bound:
                continue
            if claim.sha256 not in on:
                on[claim.sha256] = []
                under.setdefault((claim.section, claim.item), []).append(on[claim.sha256])
            on[claim.sha256].append(claim)
        return cls(tuple(_item(number, files) for number, files in enumerate(under.values(), 1)))

    def entry(self, sha256: str) -> Entry | None:
        """The bound file with these bytes; None when it is not in the book."""
        return self._entries.get(sha256)

    @cached_property
    def _entries(self) -> dict[str, Entry]:
        return {entry.claim.sha256: entry for item in self.items for entry in item.entries}


def item_anchor(section: str, item: str) -> str:
    """The anchor of the heading over the bound files of an evidence item."""
    return f"proof-{section}-{item}"


def _item(number: int, files: list[list[Claim]]) -> Item:
    return Item(number, tuple(Entry(f"{number}-{place}", tuple(claims)) for place, claims in enumerate(files, 1)))
