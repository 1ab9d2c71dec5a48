"""The cover: its blanks in one column, with lines that end alike, and room for the seals that belong on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import takewhile

from app.export.compose.ems import ems
from app.export.compose.seals import sealed
from app.export.document import Blank, Inline, Paragraph, Text

GAP = 0.5  # 字 between the words and the line that they name


def cover_lines(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """The lines of a cover, their blanks below one another and ruled to the right edge."""
    lines = list(paragraphs)
    hang = max((_label_width(line) for line in lines), default=0.0) + GAP
    for line in lines:
        yield sealed(replace(line, style="cover_line", hang=hang, inlines=tuple(_ruled(line.inlines))))


def _label_width(line: Paragraph) -> float:
    words = takewhile(lambda inline: isinstance(inline, Text), line.inlines)
    return sum(ems(inline.text.rstrip()) for inline in words if isinstance(inline, Text))


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
