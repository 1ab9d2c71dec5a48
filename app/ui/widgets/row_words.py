"""The words of rows: their fonts, and where their lines break, each found out once however often it is drawn."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from PySide6.QtGui import QFont, QFontMetrics, QFontMetricsF
from PySide6.QtWidgets import QWidget

from app.ui.theme import sized
from app.ui.widgets.flow import accompanied, atoms_of, flow

NARROWEST = 60
"""Pixels of a line below which words are not broken any further."""
LEADING = 2
_CLOSING = "[，。、；：？！）》〉】〕”’…]"
NO_BREAK = "\u00a0"
"""A space at which no line breaks."""
_UNBROKEN = re.compile(rf"(?:\S{_CLOSING}*(?=[.,:;!?)\]}}%/]))?[!-~{NO_BREAK}]+{_CLOSING}*|\S{_CLOSING}*")
"""What stays on one line: a character with the marks that follow it, or a run of Latin letters and figures."""


@dataclass(frozen=True, slots=True)
class Face:
    """A font, with the pixels from line to line and from the top of one to its base."""

    font: QFont
    spacing: int
    ascent: int
    described: str

    @classmethod
    def of(cls, font: QFont) -> Self:
        """A font with what is asked of it for every row."""
        metrics = QFontMetrics(font)
        return cls(font, metrics.lineSpacing() + LEADING, metrics.ascent(), font.toString())

    def width(self, words: str) -> float:
        """How wide words are on one line."""
        return _measure(self.described)(words)

    def longest(self, words: str) -> float:
        """How wide the widest piece of words is that is not broken."""
        return _longest(words, self.described)

    def lines(self, words: str, width: float) -> tuple[str, ...]:
        """`words` broken into lines."""
        return _broken(words, max(width, NARROWEST), self.described)


class Faces:
    """The faces in which a view shows its rows, which follow the font of the view."""

    def __init__(self, view: QWidget) -> None:
        self._view = view
        self._base = QFont(view.font())
        self._known: dict[tuple[str, bool], Face] = {}

    def face(self, size: str, *, bold: bool) -> Face:
        """The face of that size, by its name."""
        base = self._view.font()
        if base != self._base:
            self._base, self._known = QFont(base), {}
        found = self._known.get((size, bold))
        if found is None:
            found = self._known[size, bold] = Face.of(sized(base, size, bold=bold))
        return found


@lru_cache(maxsize=8192)
def _broken(words: str, width: float, described: str) -> tuple[str, ...]:
    measure = _measure(described)
    if words and measure(words) <= width:  # most rows are one line, and measured at once
        return (words,)
    lines = flow(atoms_of(words, measure), width)
    kept = accompanied([[placed.atom for placed in line] for line in lines])
    return tuple("".join(atom.text for atom in line) for line in kept)


@lru_cache(maxsize=8192)
def _longest(words: str, described: str) -> float:
    return max((_measure(described)(piece) for piece in _UNBROKEN.findall(words)), default=0.0)


@lru_cache(maxsize=16)
def _measure(described: str) -> Callable[[str], float]:
    """The width of a piece of text in the font so described; each piece is measured once."""
    font = QFont()
    font.fromString(described)
    metrics = QFontMetricsF(font)

    def advance(text: str) -> float:  # a cache around Qt's own method would have Qt write that method's help
        return metrics.horizontalAdvance(text)

    return lru_cache(maxsize=8192)(advance)
