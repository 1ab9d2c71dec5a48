"""The automatic numbers of paragraphs, counted as Word counts them.

ECMA-376 part 1, 17.9 (numbering); [MS-DOC] 2.4.6.3 and 2.4.6.4 for what the standard leaves open: lists that share
their definition count on together, and a new start of a list holds where the list is used first.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from app.evidence.office.package import attribute, local
from app.evidence.office.word.numbers.numerals import numeral, padded
from app.evidence.office.word.styles import Properties, Styles, value
from app.evidence.office.word.symbols import is_picture_font, shown_text

LEVELS = 9
_PLACE = re.compile("%([1-9])")
_LONGEST_LINK = 20  # definitions that point at one another
_LONGEST_TEXT = 200  # characters of the text around a number
_MOST = 1_000_000_000
_WIDE_ENDS = tuple("、，。．；：）】》〉」』〕　")
_SUFFIXES = {"nothing": "", "space": " "}
_BULLET = "•"  # for one that no font of ours shows


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: where it starts, how its number is written, and after which level it starts again."""

    start: int = 1
    kind: str = "decimal"
    pattern: str = ""  # of a kind of the user's own
    text: str = ""
    suffix: str = " "
    restart: int | None = None  # None: after any level above; 0: never; n: after the first n levels
    legal: bool = False
    style: str = ""
    font: str = ""


@dataclass(frozen=True, slots=True)
class Numbered:
    """One list: the definition it shares with others, its levels, and the new starts of its own."""

    definition: str
    levels: dict[int, Level]
    starts: dict[int, int] = field(default_factory=dict)

    def start(self, level: int) -> int:
        """The first number of a level."""
        return self.starts.get(level, self.levels.get(level, Level()).start)


class Numbering:
    """The lists of a document by their numbers; a part that is absent has none."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        parts = list(root) if root is not None else []
        self._definitions = {attribute(one, "abstractNumId"): one for one in parts if _is(one, "abstractNum")}
        self._lists = {attribute(one, "numId"): one for one in parts if _is(one, "num")}
        self._styles = styles
        self._known: dict[str, Numbered | None] = {}
        self._styled: dict[str, tuple[str, int | None]] = {}

    def place(self, paragraph: Properties) -> tuple[Numbered, str, int] | None:
        """The list, its number and the level that a paragraph stands in; None for one without a number."""
        number, level = _numbered(paragraph.get("numPr"))
        if not number or level is None:
            styled, its_level = self._by_style(self._styles.named(paragraph))
            number, level = number or styled, its_level if level is None else level
        found = self._list(number) if number not in ("", "0") else None
        level = min(level or 0, LEVELS - 1)
        return (found, number, level) if found is not None and level in found.levels else None

    def _by_style(self, style: str) -> tuple[str, int | None]:
        """The number of the list that a style stands in, and its level: the one that names the style."""
        if "numPr" not in self._styles.below(style):
            return "", None
        if style not in self._styled:
            self._styled[style] = self._in_styles(style)
        return self._styled[style]

    def _in_styles(self, style: str) -> tuple[str, int | None]:
        level: int | None = None
        for name, one in self._styles.chain(style):
            number, said = _numbered(one.find("{*}pPr/{*}numPr"))
            level = said if level is None else level
            if number:
                found = self._list(number)
                named = (at for at, kept in found.levels.items() if kept.style == name) if found is not None else ()
                return number, next(iter(named), level)
        return "", None

    def _list(self, number: str) -> Numbered | None:
        if number not in self._known:
            self._known[number] = self._read(number)
        return self._known[number]

    def _read(self, number: str) -> Numbered | None:
        one = self._lists.get(number)
        if one is None:
            return None
        name = self._definition(value(one.find("{*}abstractNumId")))
        if name not in self._definitions:
            return None
        levels = _levels(self._definitions[name])
        starts: dict[int, int] = {}
        for override in one.iterfind("{*}lvlOverride"):
            at = _whole(attribute(override, "ilvl"), 0)
            for level in _levels(override).values():
                levels[at] = level
            start = override.find("{*}startOverride")
            if start is not None:
                starts[at] = _whole(value(start), 0)
        return Numbered(name, levels, starts)

    def _definition(self, name: str) -> str:
        """The definition that holds the levels: one that only names a style of lists points at another."""
        for _ in range(_LONGEST_LINK):
            one = self._definitions.get(name)
            link = value(one.find("{*}numStyleLink")) if one is not None else ""
            style = next(self._styles.chain(link), None) if link else None
            if style is None:
                break
            number, _level = _numbered(style[1].find("{*}pPr/{*}numPr"))
            if number not in self._lists:
                break
            name = value(self._lists[number].find("{*}abstractNumId"))
        return name


class Counting:
    """The numbers given so far, in one run of the text; `unknown` is told of each way of writing that is not ours."""

    def __init__(self, numbering: Numbering, unknown: Callable[[str], None]) -> None:
        self._numbering = numbering
        self._unknown = unknown
        self._counts: dict[str, list[int | None]] = {}
        self._used: set[str] = set()

    def label(self, paragraph: Properties) -> str:
        """The number before the next paragraph, with what divides it from the words; "" for none."""
        place = self._numbering.place(paragraph)
        if place is None:
            return ""
        found, number, level = place
        counts = self._counts.setdefault(found.definition, [None] * LEVELS)
        if number not in self._used:
            self._used.add(number)
            for at in found.starts:
                if level <= at < LEVELS:
                    counts[at] = None
        held = counts[level]
        counts[level] = found.start(level) if held is None else held + 1
        for at in range(level + 1, LEVELS):
            restart = found.levels.get(at, Level()).restart
            if restart is None or level < restart:
                counts[at] = None
        text = self._text(found, level, counts)
        ended = text.endswith(_WIDE_ENDS)
        suffix = found.levels[level].suffix
        return text + ("" if ended and suffix == " " else suffix) if text else ""

    def _text(self, found: Numbered, level: int, counts: list[int | None]) -> str:
        own = found.levels[level]
        if own.kind == "bullet":
            if is_picture_font(own.font) or any(0xE000 <= ord(c) <= 0xF8FF for c in own.text):
                shown = shown_text(own.text, own.font)
                return "".join(_BULLET if 0xE000 <= ord(c) <= 0xF8FF else c for c in shown).strip()
            return own.text.strip()

        def number(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            if at > level:
                return ""
            count = counts[at]
            return self._written(found.levels.get(at, Level()), found.start(at) if count is None else count, own.legal)

        return _PLACE.sub(number, own.text)

    def _written(self, level: Level, count: int, legal: bool) -> str:
        if legal and level.kind not in ("none", "bullet"):
            return str(count)
        written = padded(count, level.pattern) if level.pattern else numeral(count, level.kind)
        if written is None:
            self._unknown(level.kind)
            return str(count)
        return written


def _levels(parent: Element) -> dict[int, Level]:
    return {_whole(attribute(one, "ilvl"), 0): _level(one) for one in parent.iterfind("{*}lvl")}


def _level(one: Element) -> Level:
    kinds = list(one.iterfind(".//{*}numFmt"))
    own = next((kind for kind in kinds if attribute(kind, "format")), None)
    kind = own if own is not None else kinds[0] if kinds else None
    restart, legal, font = one.find("{*}lvlRestart"), one.find("{*}isLgl"), one.find("{*}rPr/{*}rFonts")
    suffix = value(one.find("{*}suff"))
    return Level(
        start=_whole(value(one.find("{*}start")), 0),
        kind=value(kind) or "decimal",
        pattern=attribute(own, "format") if own is not None else "",
        text=value(one.find("{*}lvlText"))[:_LONGEST_TEXT],
        suffix=_SUFFIXES.get(suffix, " "),
        restart=_whole(value(restart), 0) if restart is not None else None,
        legal=legal is not None and value(legal) not in ("0", "false", "off"),
        style=value(one.find("{*}pStyle")),
        font=(attribute(font, "ascii") or attribute(font, "hAnsi")) if font is not None else "",
    )


def _numbered(properties: Element | None) -> tuple[str, int | None]:
    """The number of a list and the level, as far as numbering properties name them."""
    if properties is None:
        return "", None
    level = properties.find("{*}ilvl")
    return value(properties.find("{*}numId")), _whole(value(level), 0) if level is not None else None


def _whole(text: str, otherwise: int) -> int:
    return min(int(text), _MOST) if text.isascii() and text.isdigit() else otherwise


def _is(element: Element, name: str) -> bool:
    return local(str(element.tag)) == name
