"""Where a line may end: GB/T 15834-2011 5.1 and clreq 3.1.3, as places between characters.

Strong places are free.  Weak ones (inside a URL after / . -, inside a long code after / _ -) are
taken where the line would look loose without them, reluctant ones (between a number and its unit,
after the / or - of a compound word, after the 年 of a date) where it would gape, in ragged text never.  Forced
ones part a word that is wider than the measure, because nothing else can be done.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate, pairwise
from operator import sub
from typing import NamedTuple

from app.export.layout.lines.characters import OBJECT, kinds
from app.export.layout.lines.scripts import latin_marks
from app.export.layout.lines.shaping import Shaped

WEAK, RELUCTANT, FORCED = 1, 2, 3
WIDEST = 1.1  # em: no printed character is wider
LONG_CODE = 16  # a Latin word this long may be parted at its joints
_STRONG = re.compile(r"(?<=[c)\-uso])(?=[ca(<bo])|(?<=[>a])(?=[c(bo])")
_TIMID = re.compile(r"(?<=[^(<b/])(?=[^)>u\-/s])")
_NUMBER = rf"[\d{OBJECT}](?:[\d,.{OBJECT}]*[\d{OBJECT}])?"
UNITS = (
    "台/套|台套|人次|人天|人月|万亿|亿|万|千|百|平方米|立方米|平方公里|千瓦时|千瓦|兆瓦|公里|千米|毫米|厘米|公斤|千克|"
    "毫秒|微秒|小时|分钟|[元台套个项人家次年月日号条件种类块片吨天倍级层页份章节点米克升度岁名位所户秒期届批款路辆座间"
    "％‰℃]"
)
STANDARD = (  # JT/T 808, ISO 9001-2015, ISO/TC 184/SC 4
    r"(?<![A-Za-z])[A-Z]{2,5}(?:/[A-Z]{1,4})?\s\d[\d.]*(?:/[A-Z]{2,4}\s\d+)*(?:[-—–]\d{2,4})?(?![\d./])"
)
_KEPT = re.compile(
    rf"第\s?{_NUMBER}\s?[页章节条款项期届批类级号]"
    rf"|[约近超第]?{_NUMBER}\s?(?:[多余]\s?)?(?P<unit>(?:[万亿千百]\s?)?(?:{UNITS})(?:/[一-鿿])?)"
    rf"|{_NUMBER}\s?(?:[A-Za-zμΩ°]{{1,4}}(?:/[A-Za-z]{{1,3}})?)(?![A-Za-z])"
    rf"|[±≥≤＞＜]\s?{_NUMBER}[%％‰℃]?"
    rf"|{STANDARD}"
    r"|附件\d+(?:-\d+)*|[一二三四五六七八九十]+是"
)
_DATE = re.compile(r"(?<!\d)(?P<year>\d{4}\s?年)\s?\d{1,2}\s?月(?:\s?\d{1,2}\s?日)?")
_OF_DATES = frozenset("年月日")  # never stand behind their figure on another line
_SHORT_ROOM = re.compile(rf"(?<!{OBJECT}){OBJECT}{{2,10}}(?!{OBJECT})")
_URL = re.compile(r"(?:https?://|ftp://|www\.)[!-~]+", re.IGNORECASE)
_CODE = re.compile(rf"[!-~]{{{LONG_CODE},}}")
_ADDRESS = re.compile(r"[!-~]+@[!-~]+")
_COMPOUND = re.compile(r"(?<=[A-Za-z]{3}[/-])(?=[A-Za-z]{3})")


class Places(NamedTuple):
    """Every place of a text, in order and with the text's end; `weights` of those that are not free."""

    starts: list[int]
    weights: dict[int, int]


def places(shaped: Shaped, measure: float) -> Places:
    """The places of a text that is set to `measure`."""
    starts, weights = _free(shaped.text, shaped.kinds)
    starts.update(weights)
    ordered = sorted(starts)
    forced = list(_forced(shaped, ordered, measure))
    if forced:
        return Places(sorted(starts.union(forced)), weights | dict.fromkeys(forced, FORCED))
    return Places(ordered, weights)


def unparted(text: str) -> Iterator[str]:
    """The pieces of a text that stay whole wherever a line can hold them; only URLs part at their joints."""
    starts, _ = _free(text, kinds(text, latin_marks(text)))
    for match in _URL.finditer(text):
        starts.update(_after(text, match.start(), match.end(), "/.-"))
    return (text[start:end] for start, end in pairwise([0, *sorted(starts)]))


def _free(text: str, shown: str) -> tuple[set[int], dict[int, int]]:
    """The strong places of a text whose kinds are `shown`, and the weights of the others."""
    starts = set(accumulate(map(len, _STRONG.split(shown))))
    weights = dict.fromkeys(_compounds(text), RELUCTANT) | dict.fromkeys(_joints(text), WEAK)
    for match in _KEPT.finditer(text):
        inner = range(match.start() + 1, match.end())
        if match.start("unit") in starts and match["unit"] not in _OF_DATES:
            weights[match.start("unit")] = RELUCTANT
        starts.difference_update(inner)
    for match in _DATE.finditer(text) if "月" in text else ():
        weights[match.end("year")] = RELUCTANT
        starts.difference_update(range(match.start() + 1, match.end()))
    for match in _SHORT_ROOM.finditer(text):
        starts.difference_update(range(match.start() + 1, match.end()))
    return starts, weights


def _compounds(text: str) -> Iterator[int]:
    """The joints of compound words: Client/Server; an e-mail address has none."""
    addresses = [match.span() for match in _ADDRESS.finditer(text)] if "@" in text else []
    for match in _COMPOUND.finditer(text):
        if not any(start < match.start() < end for start, end in addresses):
            yield match.start()


def _joints(text: str) -> Iterator[int]:
    """The joints of URLs and of long codes; an e-mail address has none."""
    for match in _CODE.finditer(text):
        url = _URL.search(match[0])
        if url or "@" not in match[0]:
            yield from _after(text, match.start(), match.end(), "/.-" if url else "/_-")


def _after(text: str, start: int, end: int, marks: str) -> Iterator[int]:
    """The places after one of `marks`, between letters or digits."""
    for at in range(start + 2, end):
        if text[at - 1] in marks and text[at].isalnum() and text[at - 2] != "/":
            yield at


def _forced(shaped: Shaped, starts: list[int], measure: float) -> Iterator[int]:
    """Places inside each piece that no line can hold: at joints, where marks may stand, anywhere."""
    longest = max(map(sub, starts, [0, *starts]))
    if longest * WIDEST * shaped.size <= measure and OBJECT not in shaped.text:
        return
    for start, end in pairwise([0, *starts]):
        if (end - start) * WIDEST * shaped.size > measure or shaped.text[start] == OBJECT:
            yield from _parted(shaped, start, end, measure, 0)


def _parted(shaped: Shaped, start: int, end: int, measure: float, despair: int) -> Iterator[int]:
    """Places that part the characters into pieces that a line can hold, by the mildest means."""
    if end - start < 2 or sum(shaped.widths[start:end]) <= measure:
        return
    if despair == 0:
        inner = list(_after(shaped.text, start, end, "/_-.年月"))
    elif despair == 1:
        inner = [at.start() for at in _TIMID.finditer(shaped.kinds, start + 1, end)]
    else:
        inner = list(range(start + 1, end))
    yield from inner
    if despair < 2:
        for low, high in pairwise([start, *inner, end]):
            yield from _parted(shaped, low, high, measure, despair + 1)
