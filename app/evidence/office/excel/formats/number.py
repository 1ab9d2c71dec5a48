"""A number written into the places of a section, with whatever stands between them (ECMA-376 part 1, 18.8.31)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from app.evidence.office.excel.formats.chinese import digits
from app.evidence.office.excel.formats.general import rounded
from app.evidence.office.excel.formats.parts import Part, Section

_EMPTY = {"0": "0", "?": " ", "#": ""}  # what a place shows for which there is no digit


@dataclass(frozen=True, slots=True, eq=False)
class _Plan:
    """Where the digits of a section go: before the point, after it, into the power of ten; `scale` is one of ten."""

    parts: tuple[Part, ...]
    whole: tuple[int, ...]
    after: tuple[int, ...]
    power: tuple[int, ...]
    exponent: int | None
    scale: int
    thousands: bool
    plain: tuple[str, str] | None  # what stands around digits that Python writes alike


def written(section: Section, value: Decimal) -> str:
    """The text of a value that is not negative."""
    plan = _plan(section)
    value = value.scaleb(plan.scale)
    if plan.exponent is not None:
        return digits(_powered(plan, value), section.counted)
    value = rounded(value, len(plan.after))
    if plan.plain and not section.counted:
        head, tail = plan.plain
        return f"{head}{value:,f}{tail}" if plan.thousands else f"{head}{value:f}{tail}"
    return _joined(plan.parts, _number(plan, value), section.counted)


def shows_nothing(section: Section, value: Decimal) -> bool:
    """Whether all digits that are shown of a value are zeros."""
    plan = _plan(section)
    return plan.exponent is None and not rounded(value.scaleb(plan.scale), len(plan.after))


def placed(parts: Sequence[Part], places: Sequence[int], number: str, thousands: bool = False) -> dict[int, str]:
    """The digits of a whole number in their places, filled from the right; those that are over go to the first."""
    number = number.lstrip("0")
    out = {}
    for right, at in enumerate(reversed(places)):
        if at == places[0] and len(number) > right + 1:
            out[at] = _grouped(number[: len(number) - right], right) if thousands else number[: len(number) - right]
        else:
            digit = number[-1 - right] if right < len(number) else _EMPTY[parts[at].text]
            out[at] = digit + ("," if thousands and right and right % 3 == 0 and digit.strip() else "")
    return out


def joined(parts: Sequence[Part], out: dict[int, str]) -> str:
    """All parts in a row, those of `out` as they are there."""
    return "".join(out.get(at, part.text) for at, part in enumerate(parts))


def _joined(parts: Sequence[Part], out: dict[int, str], counted: int) -> str:
    return joined(parts, {at: digits(text, counted) for at, text in out.items()})


def _grouped(number: str, right: int) -> str:
    """Digits with a comma after each that has a multiple of three behind it, `right` of them standing elsewhere."""
    last = len(number) - 1 + right
    return "".join(digit + ("," if at != last and (last - at) % 3 == 0 else "") for at, digit in enumerate(number))


def _number(plan: _Plan, value: Decimal) -> dict[int, str]:
    whole, _, after = f"{value:f}".partition(".")
    out = placed(plan.parts, plan.whole, whole, plan.thousands)
    if not plan.whole and whole.lstrip("0"):
        first = min(plan.after, default=0) - 1
        out[first] = whole + plan.parts[first].text
    kept = after.rstrip("0")
    for at, place in enumerate(plan.after):
        out[place] = after[at] if at < len(kept) else _EMPTY[plan.parts[place].text]
    return out


def _powered(plan: _Plan, value: Decimal) -> str:
    """With a power of ten, which is a multiple of the places before the point."""
    assert plan.exponent is not None
    step, places = max(1, len(plan.whole)), len(plan.after)
    power = value.adjusted() // step * step if value else 0
    mantissa = rounded(value.scaleb(-power), places)
    if mantissa >= 10**step:
        power += step
        mantissa = rounded(value.scaleb(-power), places)
    out = _number(plan, mantissa)
    out[plan.exponent] = "E" + ("-" if power < 0 else plan.parts[plan.exponent].text[1].replace("-", ""))
    return joined(plan.parts, out | placed(plan.parts, plan.power, str(abs(power))))


@lru_cache(1000)
def _plan(section: Section) -> _Plan:
    parts = section.parts
    at = [place for place, part in enumerate(parts) if part.kind == "digit"]
    exponent = next((place for place, part in enumerate(parts) if part.kind == "exponent"), None)
    end = len(parts) if exponent is None else exponent
    point = next((place for place, part in enumerate(parts[:end]) if part.kind == "point"), end)
    whole = tuple(place for place in at if place < point)
    thousands, thousandths, dropped = _commas(parts, whole, point)
    kept = tuple(Part("literal", "") if place in dropped else part for place, part in enumerate(parts))
    scale = 2 * sum(part.kind == "percent" for part in parts) - 3 * thousandths
    after = tuple(place for place in at if point < place < end)
    power = tuple(place for place in at if place > end)
    plain = _plain(kept, whole, after, point) if exponent is None else None
    return _Plan(kept, whole, after, power, exponent, scale, thousands, plain)


def _commas(parts: Sequence[Part], whole: Sequence[int], point: int) -> tuple[bool, int, set[int]]:
    """Whether commas group the digits, how many divide by a thousand, and where such commas stand."""
    thousands, divided, dropped = False, 0, set()
    for place, part in enumerate(parts):
        if part.kind != "comma":
            continue
        if whole and whole[0] < place < whole[-1]:
            thousands = True
            dropped.add(place)
        elif place and (parts[place - 1].kind == "digit" or place - 1 in dropped):
            divided += 1
            dropped.add(place)
    return thousands, divided, dropped


def _plain(parts: Sequence[Part], whole: Sequence[int], after: Sequence[int], point: int) -> tuple[str, str] | None:
    """What stands before and behind the digits, where they are such as 0.00 or #,##0.00 with nothing between."""
    if not whole or parts[whole[-1]].text != "0" or any(parts[place].text != "#" for place in whole[:-1]):
        return None
    last = after[-1] if after else whole[-1]
    inside = [part for part in parts[whole[0] : last + 1] if part.text]
    if len(inside) != len(whole) + len(after) + bool(after) or any(parts[place].text != "0" for place in after):
        return None
    if not after and point < len(parts):
        return None
    head, tail = parts[: whole[0]], parts[last + 1 :]
    return "".join(part.text for part in head), "".join(part.text for part in tail)
