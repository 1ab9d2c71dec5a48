"""The shapes an answer can have, and 无, which is a statement and not an absence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from app.files import as_text


class Nil(Enum):
    """无: "there is none", stated by the applicant (说明 3 of 川经信办函〔2022〕71号)."""

    NIL = "无"


NIL = Nil.NIL
LONGEST_TEXT = 1_000_000
"""Characters that one answer may hold."""


@dataclass(frozen=True, slots=True)
class Unparsed:
    """What was typed but cannot be read as the blank's type; kept, never lost."""

    text: str


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A month of a year."""

    year: int
    month: int


Value = str | int | bool | Decimal | date | Month | tuple[str, ...] | Nil | Unparsed
Json = None | bool | int | str | list["Json"] | dict[str, "Json"]


def same(one: Value | None, other: Value | None) -> bool:
    """Whether two answers are the same down to type and decimals: 1.0 is neither 1.00 nor 1."""
    if type(one) is not type(other) or one != other:
        return False
    return not isinstance(one, Decimal) or str(one) == str(other)


def of_characters(value: Value | None) -> Value | None:
    """`value` with a replacement mark for what is no character, which no file could hold."""
    match value:
        case str():
            return as_text(value)
        case Unparsed():
            return Unparsed(as_text(value.text))
        case tuple():
            return tuple(map(as_text, value))
    return value
