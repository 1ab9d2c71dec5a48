"""The order of list rows as text that sorts: a row can always be put between two others."""

from __future__ import annotations

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def between(low: str, high: str, count: int = 1) -> list[str]:
    """`count` ranks in order, all above `low` and below `high`; an empty bound is the list's end.

    No rank ends in the lowest digit, so that there is room below each.
    """
    if count == 0:
        return []
    middle = count // 2
    rank = _midpoint(low, high)
    return [*between(low, rank, middle), rank, *between(rank, high, count - middle - 1)]


def _midpoint(low: str, high: str) -> str:
    prefix = ""
    while True:
        place = len(prefix)
        under = _DIGITS.index(low[place]) if place < len(low) else 0
        over = _DIGITS.index(high[place]) if place < len(high) else len(_DIGITS)
        if over - under > 1:
            return prefix + _DIGITS[(under + over) // 2]
        prefix += _DIGITS[under]
        if over > under:
            high = ""  # already below the upper bound: only the lower one counts from here on
