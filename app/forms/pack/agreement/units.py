"""Units between which a figure can be carried without a doubt: powers of ten apart, or two words for one thing.

Units that are not named here are the same only when they are written the same; what is not certain is refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from app.forms.pack.fields import Field
from app.forms.pack.section import Section
from app.forms.pack.threshold import Threshold

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


def unit_of(field: Field) -> str:
    """The unit that a figure in this blank is in; empty when it has none."""
    default = {"money": "万元", "percent": "%"}.get(field.type, "")
    return (field.fact.unit if field.fact else "") or field.unit or default


def power_to(field: Field, other: Field) -> int | None:
    """The power of ten that takes a figure of `field` into the unit of `other`; None when that is uncertain."""
    return power_between(unit_of(field), unit_of(other), field.fact.id if field.fact else "")


def scale_to(field: Field, other: Field) -> int | None:
    """As `power_to`, for figures that are added or compared: one without a unit is in that of the other."""
    if not unit_of(field) or not unit_of(other):
        return 0
    power = power_to(field, other)
    return power_to(other, field) if power is None and power_to(other, field) == 0 else power


def comparing_to(field: Field, other: Field) -> int | None:
    """As `scale_to`, for figures that are compared: kinds (种) may be held against things (台)."""
    power = scale_to(field, other)
    if power is None and field.type == other.type == "count":
        return _split(unit_of(field))[0] - _split(unit_of(other))[0]
    return power


def split_unit(unit: str) -> tuple[int, str]:
    """A unit as a power of ten and what it counts: 万元 is (4, 元), % is (-2, "") for it counts nothing."""
    power, bare = _split(unit)
    return (power - 2, "") if bare == "%" else (power, "" if bare == "倍" else bare)


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


def unlike(name: str, field: Field, other_name: str, other: Field) -> str:
    """That the units of two blanks cannot be converted, and what to do when they only seem so."""
    return (
        f"{name} 的单位“{unit_of(field)}”与 {other_name} 的单位“{unit_of(other)}”不能换算；"
        "单位取自空格后面的词，取得不对的在 fields 里写 unit"
    )


def unlike_thresholds(section: Section) -> Iterator[tuple[Threshold, str]]:
    """The thresholds of a page whose figure cannot be held against what is demanded, with the reason."""
    for block in section.body:
        if isinstance(block, Threshold):
            figure = section.asked[block.field] if block.field else section.column(block.listed, block.column)
            bound = section.asked[block.bound]
            if figure is not None and comparing_to(figure, bound) is None:
                yield block, unlike(block.field or block.each or "", figure, block.bound, bound)
