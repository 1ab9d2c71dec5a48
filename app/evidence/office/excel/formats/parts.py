"""A number format taken apart: its sections, each as a row of parts (ECMA-376 part 1, 18.8.31)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from operator import eq, ge, gt, le, lt, ne
from typing import Literal, NamedTuple

LONGEST = 1000  # characters of a format; the program itself takes 255
PartKind = Literal[
    "literal", "figure", "digit", "point", "comma", "percent", "slash", "exponent", "general", "text",
    "date", "minutes", "elapsed", "half", "tenths",
]  # fmt: skip
_TOKEN = re.compile(
    r"""
    "(?P<quoted>[^"]*)"? | [\\!](?P<escaped>.) | _(?P<pad>.) | \*(?P<fill>.) | \[(?P<bracket>[^\]]*)\]
    | (?P<general>General|G/通用格式) | (?P<half>AM/PM|A/P|上午/下午) | (?P<exponent>E[+-])
    | (?P<date>y+|m+|d+|h+|s+|e+|g+|a{3,4}|b{2,4}) | (?P<digit>[0\#?]) | (?P<figure>[1-9])
    | (?P<point>\.) | (?P<comma>,) | (?P<percent>%) | (?P<slash>/) | (?P<text>@) | (?P<end>;) | (?P<other>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d{1,20}(?:\.\d{0,20})?)", re.ASCII)
_ELAPSED = re.compile("h+|m+|s+", re.IGNORECASE)
_COUNTED = re.compile(r"DBNum([123])", re.IGNORECASE)
_COMPARED = {"<": lt, "<=": le, ">": gt, ">=": ge, "=": eq, "<>": ne}
_SYSTEM = {"f800": 'yyyy"年"m"月"d"日"', "x-sysdate": 'yyyy"年"m"月"d"日"', "f400": "h:mm:ss", "x-systime": "h:mm:ss"}


class Part(NamedTuple):
    """One part of a section: a literal, a place for a digit, a part of a date …"""

    kind: PartKind
    text: str


class Condition(NamedTuple):
    """For which values a section is: those that compare so with a limit."""

    sign: str
    limit: Decimal

    def holds(self, value: Decimal) -> bool:
        """Whether a value meets it."""
        return bool(_COMPARED[self.sign](value, self.limit))

    @property
    def only_negative(self) -> bool:
        """Whether no other than negative values meet it: their minus is not shown."""
        return (self.sign in ("<", "<=", "=") and self.limit < 0) or (self.sign == "<" and self.limit == 0)


@dataclass(frozen=True, slots=True, eq=False)
class Section:
    """One of up to four parts of a format; `counted` is 1 to 3 for Chinese numerals; `language` a tag as 804.

    One that `is_moment` writes days or times.
    """

    parts: tuple[Part, ...]
    condition: Condition | None = None
    counted: int = 0
    language: str = ""
    kinds: frozenset[PartKind] = field(init=False)
    is_moment: bool = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "kinds", frozenset(part.kind for part in self.parts))
        object.__setattr__(self, "is_moment", self.has("date", "minutes", "elapsed", "half"))

    def has(self, *kinds: PartKind) -> bool:
        """Whether any part is of one of these kinds."""
        return not self.kinds.isdisjoint(kinds)

    def when(self, condition: Condition) -> Section:
        """The same for values that meet a condition, unless it has its own."""
        return self if self.condition else Section(self.parts, condition, self.counted, self.language)


@lru_cache(1000)
def sections(code: str) -> tuple[Section, ...]:
    """The sections of a format; that of a format which no program takes is General."""
    code = code if 0 < len(code) <= LONGEST else "General"
    return tuple(_section(tokens) for tokens in _split(code))


def _split(code: str) -> Iterator[list[re.Match[str]]]:
    section: list[re.Match[str]] = []
    for token in _TOKEN.finditer(code):
        if token["end"] is None:
            section.append(token)
        else:
            yield section
            section = []
    yield section


def _section(tokens: list[re.Match[str]]) -> Section:
    parts: list[Part] = []
    condition, counted, language = None, 0, ""
    for token in tokens:
        bracket = token["bracket"]
        if bracket is None:
            parts += _parts(token, parts)
        elif found := _CONDITION.fullmatch(bracket.strip()):
            condition = Condition(found[1], Decimal(found[2]))
        elif found := _COUNTED.match(bracket):
            counted = int(found[1])
        elif _ELAPSED.fullmatch(bracket):
            parts.append(Part("elapsed", bracket.lower()))
        elif bracket.startswith("$"):
            symbol, _, tag = bracket[1:].partition("-")
            language = tag.lower() or language
            parts += [Part("literal", symbol)] if symbol else []
    if language in _SYSTEM:
        parts = list(sections(_SYSTEM[language])[0].parts)
    elif counted and not parts:
        parts = [Part("general", "")]
    return Section(_timed(parts), condition, counted, language)


def _parts(token: re.Match[str], before: list[Part]) -> Iterator[Part]:
    """What a token that is no bracket stands for; padding is a blank, as wide as it may be."""
    kind, text = token.lastgroup, token[0]
    match kind:
        case "quoted" | "escaped":
            yield Part("literal", token[kind])
        case "pad":
            yield Part("literal", " ")
        case "fill":
            yield Part("literal", " " if token[kind] == " " else "")
        case "exponent" if not any(part.kind == "digit" for part in before):
            yield from (Part("date", "e"), Part("literal", text[1]))
        case "date":
            yield Part("date", text.lower())
        case "general" | "half" | "exponent" | "digit" | "figure" | "point" | "comma" | "percent" | "slash" | "text":
            yield Part(kind, text)
        case _:
            yield Part("literal", text)


def _timed(parts: list[Part]) -> tuple[Part, ...]:
    """The same with minutes told from months, and the places of split seconds from those of digits."""
    if not any(part.kind in ("date", "elapsed", "half") for part in parts):
        return tuple(parts)
    dated = [at for at, part in enumerate(parts) if part.kind in ("date", "elapsed")]
    for place, at in enumerate(dated):
        before = parts[dated[place - 1]].text[0] if place else ""
        after = parts[dated[place + 1]].text[0] if place + 1 < len(dated) else ""
        if parts[at].kind == "date" and parts[at].text in ("m", "mm") and (before == "h" or after == "s"):
            parts[at] = Part("minutes", parts[at].text)
    return tuple(_tenths(parts))


def _tenths(parts: list[Part]) -> Iterator[Part]:
    """The places after the point of seconds are theirs; every other sign of a number stands for itself."""
    seconds = point = False
    for at, part in enumerate(parts):
        following = parts[at + 1] if at + 1 < len(parts) else None
        if part.kind == "point" and seconds and following == ("digit", "0"):
            point = True
        elif part == ("digit", "0") and point:
            yield Part("tenths", ".")
            point = False
            seconds = True
        elif part == ("digit", "0") and seconds and at and parts[at - 1] == ("digit", "0"):
            yield Part("tenths", "")
        else:
            seconds = part.kind in ("date", "elapsed") and part.text[0] == "s"
            yield part if part.kind in ("date", "minutes", "elapsed", "half") else Part("literal", part.text)
