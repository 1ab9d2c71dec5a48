"""What one cell shows, and whether its owner should look at it; workbooks of every form share it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from app.evidence.office.excel.formats.general import LARGEST
from app.evidence.office.excel.formats.shown import NO_ROOM, is_general, is_moment, kept, number_shown, text_shown
from app.evidence.office.excel.notice import Remark

_FEW = 12  # digits from which General is not the number itself
TRUE, FALSE = "TRUE", "FALSE"
_TOO_LONG = Decimal(10) ** 15  # from here on a number has more digits than a spreadsheet keeps
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DAY_0 = datetime(1899, 12, 30)
_FROM_HERE_RIGHT = 61  # days before count a 29 February 1900 that was none


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell is written: its number format, and whether its words are struck through."""

    code: str = "General"
    struck: bool = False


class Values:
    """What cells show in a workbook whose days are counted from 1900 or from 1904; `exact`: what they hold instead."""

    exact = False

    def __init__(self, *, from_1904: bool) -> None:
        self.from_1904 = from_1904

    def number(self, stored: str, style: Style) -> tuple[str, Remark]:
        """A number as it is stored."""
        if style.code == "General" and len(stored) < _FEW and stored.isdecimal() and stored[0] != "0":
            return stored, "struck" if style.struck else ""
        value = kept(stored)
        text = number_shown(value, style.code, self.from_1904)
        return text.strip(), _remark(value, text, style)

    def words(self, text: str, style: Style, *, struck: bool = False) -> tuple[str, Remark]:
        """A text, or one that stands for a truth or an error."""
        text = text if style.code in ("General", "@") else text_shown(text, style.code)
        return text, "struck" if (struck or style.struck) and text.strip() else ""

    def moment(self, iso: str, style: Style) -> tuple[str, Remark]:
        """A day or a time as ISO 8601 writes it."""
        past = datetime.fromisoformat(iso).replace(tzinfo=None) - _DAY_0
        days = Decimal(past // timedelta(microseconds=1)) / 86_400_000_000
        if self.from_1904:
            days -= 1462
        elif days < _FROM_HERE_RIGHT:
            days -= 1
        code = "yyyy/m/d" if days == days.to_integral_value() else "yyyy/m/d h:mm"
        return self.number(str(days), style if is_moment(days, style.code) else Style(code, style.struck))


def truth(value: bool) -> str:
    """As a spreadsheet shows it in every language."""
    return TRUE if value else FALSE


def unescaped(text: str) -> str:
    """A text of a workbook, with the characters that XML cannot hold (_x000D_)."""
    return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), text) if "_x" in text else text


def _remark(value: Decimal, text: str, style: Style) -> Remark:
    if text == NO_ROOM:
        return "no_room"
    if not text:
        return ""
    if abs(value) >= LARGEST and not is_moment(value, style.code):
        is_powered = "E" in text
        if abs(value) >= _TOO_LONG and (not is_powered or is_general(value, style.code)):
            return "long"
        if is_powered and value == value.to_integral_value() and is_general(value, style.code):
            return "powered"
    return "struck" if style.struck else ""
