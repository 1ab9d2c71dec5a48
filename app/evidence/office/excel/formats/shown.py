"""What a cell shows of a number or a text: the fitting section of its format, and the minus where it is due."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal
from functools import lru_cache

from app.evidence.office.excel.formats.chinese import cardinal
from app.evidence.office.excel.formats.fraction import as_fraction, slash_of
from app.evidence.office.excel.formats.general import LARGEST, general
from app.evidence.office.excel.formats.moment import moment
from app.evidence.office.excel.formats.number import shows_nothing, written
from app.evidence.office.excel.formats.parts import Condition, Section, sections

NO_ROOM = "########"  # what a cell shows of a value that its format cannot
MOST_SHOWN = 255  # characters of a number
_KEPT = Context(prec=15, Emax=308, Emin=-400)  # what a workbook keeps of a number


def kept(text: str) -> Decimal:
    """The number in a file, with the fifteen digits that a spreadsheet keeps; ArithmeticError or ValueError if none."""
    value = _KEPT.create_decimal(text)
    if not value.is_finite():
        raise ValueError(text)
    return value


def number_shown(value: Decimal, code: str, from_1904: bool = False) -> str:
    """The text of a number under a format; dates from 1904 count their days from there."""
    form = _form(code)
    section, signed = form.section(value)
    if section is None:
        return NO_ROOM
    text = _body(section, value, from_1904)
    if text is None or len(text) > MOST_SHOWN:
        return NO_ROOM
    minus = signed and value < 0 and not section.is_moment
    return f"-{text}" if minus and not (form.is_free and _is_zero(section, value)) else text


def text_shown(text: str, code: str) -> str:
    """The text of a cell that holds words."""
    section = _form(code).words
    return text if section is None else "".join(text if part.kind == "text" else part.text for part in section.parts)


def is_general(value: Decimal, code: str) -> bool:
    """Whether a number is written without places for its digits."""
    section, _ = _form(code).section(value)
    return section is not None and section.has("general")


def is_moment(value: Decimal, code: str) -> bool:
    """Whether a number is written as a day or a time."""
    section, _ = _form(code).section(value)
    return section is not None and section.is_moment


@dataclass(frozen=True, slots=True)
class _Form:
    """A format: its sections for numbers, each with whether it writes a minus, and that for words.

    One that `is_free` writes no minus before zeros: it has one section only, or conditions.
    """

    numbers: tuple[tuple[Section, bool], ...]
    words: Section | None
    is_free: bool

    def section(self, value: Decimal) -> tuple[Section | None, bool]:
        """The section for a number; None where none is for it."""
        for section, signed in self.numbers:
            if section.condition is None or section.condition.holds(value):
                return section, signed
        return None, True


@lru_cache(1000)
def _form(code: str) -> _Form:
    found = sections(code)[:4]
    words = found[3] if len(found) > 3 else found[-1] if found[-1].has("text") else None
    numbers = found[:3] if len(found) > 3 or words is None else found[:-1]
    given = tuple(_conditioned(numbers or sections("General")))
    is_free = len(found) == 1 or any(section.condition for section in found)
    return _Form(tuple((section, _is_signed(given, at)) for at, section in enumerate(given)), words, is_free)


def _conditioned(numbers: tuple[Section, ...]) -> list[Section]:
    """The sections with the conditions that go without saying: positive, negative, zero; all other values General."""
    first, *others = numbers
    if not others:
        return [first, *([] if first.condition is None else sections("General"))]
    zero = Decimal(0)
    given = [first.when(Condition(">" if len(numbers) > 2 else ">=", zero))]
    if len(numbers) > 2:
        return [*given, others[0].when(Condition("<", zero)), *others[1:]]
    return [*given, *others]


def _is_signed(given: tuple[Section, ...], at: int) -> bool:
    """Whether a section writes a minus: not one that is for negative values alone."""
    condition = given[at].condition
    if condition is None and at and given[0].condition is not None and len(given) == 2:
        return not (given[0].condition.sign in (">", ">=") and given[0].condition.limit == 0)
    return condition is None or not condition.only_negative


def _is_zero(section: Section, value: Decimal) -> bool:
    return section.has("digit") and slash_of(section) is None and shows_nothing(section, value)


def _body(section: Section, value: Decimal, from_1904: bool) -> str | None:
    """What a section writes, without a minus; None where it cannot."""
    if section.is_moment:
        return moment(section, value, from_1904)
    size = abs(value)
    if section.has("general", "text"):
        words = _general(size, section.counted)
        return "".join(words if part.kind in ("general", "text") else part.text for part in section.parts)
    if not section.has("digit"):
        return "".join(part.text for part in section.parts)
    slash = slash_of(section)
    return written(section, size) if slash is None else as_fraction(section, slash, size)


def _general(size: Decimal, counted: int) -> str:
    if not counted:
        return general(size)
    return cardinal(f"{size:.0f}" if size >= LARGEST else general(size), counted)
