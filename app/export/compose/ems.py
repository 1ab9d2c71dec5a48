"""How wide words are, in em, without a font file: a Chinese character is one em, Latin ones are as in Times.

Every metric twin of Times New Roman has these advances, so that what is decided here holds in both writers.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable
from heapq import nlargest

from app.export.layout.lines.characters import is_latin
from app.export.layout.lines.places import STANDARD, UNITS, unparted

SAFETY = 1.02  # white that a column has beyond its widest word
THIN = 0.25  # em between Chinese and Latin, as wide as Word makes it
OTHER_LATIN = 0.75  # em: letters with accents, Greek
STEPS = (6.0, 9.0, 12.0, 16.0, 24.0)  # em
MEASURED = 60  # so many of a column's longest texts say how wide all of it would be
_TIMES = {
    0.180: "'",
    0.200: "|",
    0.250: " ,.",
    0.278: "/:;\\ijlt",
    0.333: "!()-I[]`fr",
    0.389: "Js",
    0.408: '"',
    0.444: "?acez",
    0.469: "^",
    0.480: "{}",
    0.500: "#$*0123456789_bdghknopquvxy",
    0.541: "~",
    0.556: "FPS",
    0.564: "+<=>",
    0.611: "ELTZ",
    0.667: "BCR",
    0.722: "ADGHKNOQUVXYw",
    0.778: "&m",
    0.833: "%",
    0.889: "M",
    0.921: "@",
    0.944: "W",
}
_LATIN = "!-~\u00a1-\u024f\u0300-\u03ff\u2010-\u2013\u2212"
_DAY = r"\d{4}年\d{1,2}月(?:\d{1,2}日)?"
_UNIT = rf"(?<=\d) ?(?:{UNITS}|[A-Za-zμΩ°]{{1,4}}(?:/[A-Za-z]{{1,3}})?)(?:/[一-鿿])?"
_RUN = re.compile(rf"{_DAY}|{STANDARD}|第?[（《【“‘]?[{_LATIN}]+(?:{_UNIT})?[，。、；：？！）》】”’…％‰℃]*")
_SWITCH = re.compile(rf"(?<=[{_LATIN}])(?=[一-鿿])|(?<=[一-鿿])(?=[{_LATIN}])")


class _Ems(dict[str, float]):
    """Character → advance width, filled as characters are met."""

    def __missing__(self, char: str) -> float:
        width = self[char] = OTHER_LATIN if is_latin(char) else 1.0
        return width


_EMS = _Ems({char: width for width, chars in _TIMES.items() for char in chars})


def ems(words: str) -> float:
    """How wide words are on one line."""
    return sum(map(_EMS.__getitem__, words)) + THIN * len(_SWITCH.findall(words))


def widest_runs(texts: Iterable[str]) -> list[float]:
    """The widest piece of `texts` that stays whole where there is room, and then the widest below each of some steps.

    A piece is a word, code, date, address, or a number with its unit; Chinese words do not count, as every
    character is a piece.  Wider than the others, a single piece can be parted and the others be spared.
    """
    widest = [0.0] * (len(STEPS) + 1)
    for run in set(_RUN.findall("\n".join(texts))):
        width = ems(run)
        if width > widest[bisect(STEPS, width)]:
            for piece in unparted(run):
                width = ems(piece)
                at = bisect(STEPS, width)
                widest[at] = max(widest[at], width)
    return [width for width in reversed(widest) if width] or [0.0]


def widest_line(texts: Iterable[str]) -> float:
    """About how wide `texts` would be if none of their lines were broken: the longest of them are measured."""
    lines = {line for text in texts for line in text.split("\n")}
    return max(map(ems, nlargest(MEASURED, lines, len)), default=0.0)
