"""The word that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

ALIKE = 0.6  # of the characters, below which a word is another one
ALIKE_AND_MISSING = 0.5  # the same where the known word must be there and is not


def nearest(word: str, known: Iterable[str], alike: float = ALIKE) -> str:
    """The known word most like `word`, as a clause: “，是不是 heading？”; empty where none is like it."""
    found = get_close_matches(word, sorted(set(known) - {word}), n=1, cutoff=alike)
    return f"，是不是 {found[0]}？" if found else ""
