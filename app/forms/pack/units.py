"""Units between which a figure can be carried without a doubt: powers of ten apart, or two words for one thing.

Units that are not named here are the same only when they are written the same; what is not certain is refused.
"""

from __future__ import annotations

import re
import unicodedata

_SCALE = re.compile(r"(千|万|亿)(?=.)")  # 万元, 亿次; a unit that is only 万 stays as it is
_POWERS = {"千": 3, "万": 4, "亿": 8}
_RATIOS = {"%": 0, "‰": -1}
_SPELLINGS = {"台套": "台/套", "台(套)": "台/套", "套/台": "台/套", "名": "人"}
_COUNTED: tuple[tuple[tuple[str, ...], frozenset[str]], ...] = (
    (("enterprise.", "small_enterprise.served", "user.enterprises", "park."), frozenset({"个", "家"})),
    (("developer.",), frozenset({"个", "人"})),
    (("technology.", "standard.", "solution.count", "case."), frozenset({"个", "项", "件"})),
)
"""Measure words that count one and the same thing, for the facts whose names begin so.

台 and 套 are not 台/套, and 种 or 类 are never 个: those count something else.
"""


def power_between(unit: str, other: str, fact: str = "") -> int | None:
    """The power of ten by which a figure in `unit` is multiplied to be one in `other`; None when that is uncertain.

    `fact` names what is counted: 个 and 家 are one only for enterprises.
    """
    power, bare = _split(unit)
    other_power, other_bare = _split(other)
    if bare != other_bare and not _count_alike(bare, other_bare, fact):
        return None
    return power - other_power


def _split(unit: str) -> tuple[int, str]:
    """A unit as a power of ten and a base: 万元 is (4, 元)."""
    plain = "".join(unicodedata.normalize("NFKC", unit).split())
    if plain in _RATIOS:
        return _RATIOS[plain], "%"
    power = 0
    if (scale := _SCALE.match(plain)) is not None:
        power, plain = _POWERS[scale.group()], plain[1:]
    return power, _SPELLINGS.get(plain, plain)


def _count_alike(one: str, other: str, fact: str) -> bool:
    return any(fact.startswith(names) and {one, other} <= words for names, words in _COUNTED)
