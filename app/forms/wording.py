"""Words as people mean them: characters that no form prints taken out, and 字数 as Word counts it."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffc\ufffe\uffff"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_WIDE = (
    "\u1100-\u11ff\u2e80-\u2fff\u3001-\ua4cf\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
)
_MARKS = "“”‘’…—·"
_WORD = re.compile(rf"(?:[^\s{_WIDE}{_MARKS}]|(?<=[A-Za-z])’(?=[A-Za-z]))+|[{_WIDE}{_MARKS}]")


def clean(text: str) -> str:
    """`text` with plain line ends and without control, direction and other unprinted characters."""
    if text.isalnum():
        return text
    return _DROPPED.sub("", _LINE_ENDS.sub("\n", text))


def one_line(text: str) -> str:
    """Clean `text` on one line: line ends and tabs become spaces."""
    return clean(text).replace("\n", " ").replace("\t", " ")


def shortened(text: str, length: int = 24) -> str:
    """The beginning of a text on one line, for lists and messages."""
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[:length]}…"


def count_words(text: str) -> int:
    """字数 as Word shows it: each Chinese character or mark is one, each run of Latin or digits is one."""
    return sum(1 for _ in _WORD.finditer(text))


def width(text: str) -> int:
    """About how wide a text prints, in 字, rounded up: Latin letters and digits take half a one."""
    narrow = sum(unicodedata.east_asian_width(char) in ("Na", "H", "N") for char in text)
    return math.ceil(len(text) - narrow / 2)


def some_of(names: Sequence[str], most: int = 5) -> str:
    """The first of several names, and how many there are where that is not all: 甲、乙等 7 处."""
    return "、".join(names[:most]) + (f"等 {len(names)} 处" if len(names) > most else "")
