"""Where a line may end: GB/T 15834-2011 5.1 and clreq 3.1.3, as places between characters.

Strong places are free.  Weak ones (inside a URL after / . -, inside a long code after / _ -) are
taken only where the line would gape without them.  Forced ones part a word that is wider than
the measure, because nothing else can be done.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from app.export.layout.characters import OBJECT
from app.export.layout.shaping import Shaped

WEAK, FORCED = 1, 2
LONG_CODE = 16  # a Latin word this long may be parted at its joints
_STRONG = re.compile(r"(?<=[c)\-uso])(?=[ca(<bo])|(?<=[>a])(?=[c(bo])")
_TIMID = re.compile(r"(?<=[^(<b/])(?=[^)>u\-/s])")
_NUMBER = rf"[\d{OBJECT}](?:[\d,.{OBJECT}]*[\d{OBJECT}])?"
_UNITS = (
    "台/套|台套|人次|人天|人月|万亿|亿|万|千|百|平方米|立方米|平方公里|千瓦时|千瓦|兆瓦|公里|千米|毫米|厘米|公斤|千克|"
    "毫秒|微秒|小时|分钟|[元台套个项人家次年月日号条件种类块片吨天倍级层页份章节点米克升度岁名位所户秒期届批款路辆座间"
    "％‰℃]"
)
_KEPT = re.compile(
    rf"第\s?{_NUMBER}\s?[页章节条款项期届批类级号]"
    rf"|[约近超第]?{_NUMBER}\s?(?:[多余]\s?)?(?:[万亿千百]\s?)?(?:{_UNITS})(?:/[一-鿿])?"
    rf"|{_NUMBER}\s?(?:[A-Za-zμΩ°]{{1,4}}(?:/[A-Za-z]{{1,3}})?)(?![A-Za-z])"
    r"|附件\d+(?:-\d+)*|[一二三四五六七八九十]+是"
)
_URL = re.compile(r"(?:https?://|ftp://|www\.)[!-~]+", re.IGNORECASE)
_CODE = re.compile(rf"[!-~]{{{LONG_CODE},}}")


class Place(NamedTuple):
    """A place where a line may end, before the character at `at`; `weight` 0 is free."""

    at: int
    weight: int


def places(shaped: Shaped, measure: float) -> list[Place]:
    """Every place of a text that is set to `measure`, ending with the text's end."""
    text, end = shaped.text, len(shaped.text)
    found = {match.start(): 0 for match in _STRONG.finditer(shaped.kinds)}
    for match in _KEPT.finditer(text):
        for at in range(match.start() + 1, match.end()):
            found.pop(at, None)
    for at in _joints(text):
        found.setdefault(at, WEAK)
    found.pop(0, None)
    found[end] = 0
    found.update(_forced(shaped, sorted(found), measure))
    return [Place(at, found[at]) for at in sorted(found)]


def _joints(text: str) -> Iterator[int]:
    """The joints of URLs (after / . -) and of long codes (also after _ and before nothing else)."""
    for match in _CODE.finditer(text):
        url = _URL.match(text, match.start())
        marks = "/.-" if url else "/_-"
        start = text.find("//", match.start(), match.end()) + 2 if url and "://" in url[0] else match.start() + 1
        for at in range(start + 1, match.end()):
            if text[at - 1] in marks and text[at].isalnum():
                yield at


def _forced(shaped: Shaped, found: list[int], measure: float) -> Iterator[tuple[int, int]]:
    """Places inside each piece that no line can hold; marks stay where they may stand, if possible."""
    if sum(shaped.widths) <= measure:
        return
    for start, end in pairwise([0, *found]):
        if sum(shaped.widths[start:end]) <= measure:
            continue
        timid = [
            match.start() for match in _TIMID.finditer(shaped.kinds, start + 1, end) if start < match.start() < end
        ]
        for low, high in pairwise([start, *timid, end]):
            if low > start:
                yield low, FORCED
            if sum(shaped.widths[low:high]) > measure:
                yield from ((at, FORCED) for at in range(low + 1, high))
