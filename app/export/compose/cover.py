"""The cover: its blanks in one column, with lines that end alike, and room for the seals that belong on them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import takewhile

from app.export.compose.seals import sealed
from app.export.document import Blank, Inline, Paragraph, Text

GAP = 0.5  # 字 between the words and the line that they name
_NARROW = {"Na": 0.5, "H": 0.5, "N": 0.5}
_SPACE = 0.25  # of a 字: the width of a space in the Latin face


def cover_lines(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """The lines of a cover, their blanks below one another and ruled to the right edge."""
    lines = list(paragraphs)
    hang = max((_label_width(line) for line in lines), default=0.0) + GAP
    for line in lines:
        yield sealed(replace(line, style="cover_line", hang=hang, inlines=tuple(_ruled(line.inlines))))


def _label_width(line: Paragraph) -> float:
    words = takewhile(lambda inline: isinstance(inline, Text), line.inlines)
    return sum(width_of(inline.text.rstrip()) for inline in words if isinstance(inline, Text))


def width_of(words: str) -> float:
    """About how wide words are set, in 字."""
    return sum(map(_width, words))


def _width(char: str) -> float:
    return _SPACE if char == " " else _NARROW.get(unicodedata.east_asian_width(char), 1.0)


def _ruled(inlines: Iterable[Inline]) -> Iterator[Inline]:
    """The same, with the words before the blank cut where they end, and the line of the blank ruled."""
    whole = tuple(inlines)
    first = next((at for at, inline in enumerate(whole) if isinstance(inline, Blank)), len(whole))
    for at, inline in enumerate(whole):
        if isinstance(inline, Text) and at == first - 1:
            yield replace(inline, text=inline.text.rstrip())
        elif isinstance(inline, Blank) and inline.underlined and at == first:
            yield replace(inline, ruled=True)
        else:
            yield inline
