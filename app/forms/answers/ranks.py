"""The order of list rows as text that sorts: a row can always be put between two others.

No rank ends in the lowest digit, so that there is room below each.  Ranks at either end of a list
count on in numbers that widen (one digit, "z" and two, "zz" and four …), so that ten thousand rows
added one by one have ranks of a few characters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_LOWEST, _HIGHEST = _DIGITS[0], _DIGITS[-1]
_BASE = len(_DIGITS)
_RANK = re.compile("[0-9A-Za-z]*[1-9A-Za-z]")
_WIDEST = 16  # digits that no list ever uses up


def is_rank(text: str) -> bool:
    """Whether `text` is a rank: others could be put before and behind it."""
    return _RANK.fullmatch(text) is not None


def between(low: str, high: str, count: int = 1) -> list[str]:
    """`count` ranks in order, all above `low` and below `high`; an empty bound is the list's end."""
    if count == 0:
        return []
    if not low and not high:
        return _counted("V", count, 1)
    if not high:
        return _counted(_neighbour(low, 1), count, 1)
    if not low:
        return _counted(_neighbour(high, -1), count, -1)[::-1]
    middle = count // 2
    rank = _midpoint(low, high)
    return [*between(low, rank, middle), rank, *between(rank, high, count - middle - 1)]


def _counted(first: str, count: int, step: int) -> list[str]:
    ranks = [first]
    while len(ranks) < count:
        ranks.append(_neighbour(ranks[-1], step))
    return ranks


def _neighbour(rank: str, step: int) -> str:
    """The rank next above (`step` 1) or below (-1) `rank` where nothing lies beyond it."""
    edge = _HIGHEST if step > 0 else _LOWEST
    level = len(rank) - len(rank.lstrip(edge))
    width = _width(level)
    number = _value(rank[level : level + width].ljust(width, _LOWEST)) + step
    if number % _BASE == 0:
        number += step
    digits = _digits(number, width) if number > 0 else _LOWEST
    if digits[0] != edge:
        return edge * level + digits
    wider = _width(level + 1)
    return edge * (level + 1) + _digits(1 if step > 0 else _BASE**wider - 1, wider)


def _width(level: int) -> int:
    return _WIDEST if level > 3 else 1 << level


def _value(digits: str) -> int:
    number = 0
    for digit in digits:
        number = number * _BASE + _DIGITS.index(digit)
    return number


def _digits(number: int, width: int) -> str:
    digits = ""
    for _ in range(width):
        number, digit = divmod(number, _BASE)
        digits = _DIGITS[digit] + digits
    return digits


def _midpoint(low: str, high: str) -> str:
    prefix = ""
    while True:
        place = len(prefix)
        under = _DIGITS.index(low[place]) if place < len(low) else 0
        over = _DIGITS.index(high[place]) if place < len(high) else _BASE
        if over - under > 1:
            return prefix + _DIGITS[(under + over) // 2]
        prefix += _DIGITS[under]
        if over > under:
            high = ""  # already below the upper bound: only the lower one counts from here on


def room(ranks: Sequence[str], position: int, count: int) -> list[str]:
    """Ranks for `count` rows before `position`; among rows of one rank, which a merge can make, after the last."""
    low = ranks[position - 1] if position > 0 else ""
    high = next((rank for rank in ranks[position:] if rank > low), "")
    return between(low, high, count)
