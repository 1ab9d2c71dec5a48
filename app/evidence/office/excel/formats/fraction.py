"""A number as a fraction: # ?/?, # ??/16, ?/?."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import takewhile

from app.evidence.office.excel.formats.general import rounded
from app.evidence.office.excel.formats.number import joined, placed
from app.evidence.office.excel.formats.parts import Part, Section

_EXACT = 5e-8
_MOST_DIGITS = 7  # of a denominator


@lru_cache(1000)
def slash_of(section: Section) -> int | None:
    """Where the stroke of a fraction stands: between places of digits; None where there is none."""
    for at, part in enumerate(section.parts):
        if part.kind == "slash" and _before(section.parts, at) and _behind(section.parts, at):
            return at
    return None


def as_fraction(section: Section, slash: int, value: Decimal) -> str:
    """The text of a value that is not negative; a fraction of nothing is blank behind a whole number."""
    parts = section.parts
    above, below = _before(parts, slash), _behind(parts, slash)
    whole = tuple(at for at in range(above[0]) if parts[at].kind == "digit")
    units = int(value) if whole else 0
    top, bottom = _parted(float(value) - units, [parts[at] for at in below])
    if whole and top == bottom:
        units, top = units + 1, 0
    out = placed(parts, whole, str(units))
    if whole and not top and all(parts[at].text != "0" for at in above):
        out |= {whole[-1]: out[whole[-1]].strip() or "0"}
        out |= dict.fromkeys(range(above[0], below[-1] + 1), " ")
        return joined(parts, out)
    out |= placed(parts, above, str(top)) | dict.fromkeys(below, "") | {below[0]: str(bottom)}
    out[above[-1]] = out[above[-1]].strip() or "0"
    return joined(parts, out)


def _before(parts: Sequence[Part], slash: int) -> tuple[int, ...]:
    """The places directly before the stroke."""
    places = takewhile(lambda at: parts[at].kind == "digit", range(slash - 1, -1, -1))
    return tuple(places)[::-1]


def _behind(parts: Sequence[Part], slash: int) -> tuple[int, ...]:
    """The places, or the figures of a fixed denominator, directly behind the stroke."""
    return tuple(takewhile(lambda at: parts[at].kind in ("digit", "figure"), range(slash + 1, len(parts))))


def _parted(value: float, below: Sequence[Part]) -> tuple[int, int]:
    """Numerator and denominator nearest to the value, the denominator given or of so many digits."""
    if below[0].kind == "figure":
        bottom = int("".join(part.text if part.text.isdecimal() else "0" for part in below)[:_MOST_DIGITS])
        return int(rounded(Decimal(value) * bottom, 0)), bottom
    return _convergent(value, 10 ** min(len(below), _MOST_DIGITS) - 1)


def _convergent(value: float, most: int) -> tuple[int, int]:
    """The last fraction of the continued fraction of a value whose denominator is not over `most`.

    In binary numbers, as a spreadsheet does it: there 0.999 is nearest to 998/999.
    """
    top, bottom, top_before, bottom_before = 1, 0, 0, 1
    while True:
        whole = int(value)
        following = whole * top + top_before, whole * bottom + bottom_before
        if following[1] > most:
            return top, bottom
        (top, bottom), top_before, bottom_before = following, top, bottom
        if value - whole < _EXACT:
            return top, bottom
        value = 1 / (value - whole)
