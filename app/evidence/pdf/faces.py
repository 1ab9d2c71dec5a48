"""Words for appearances that a PDF lacks: which face prints each character, how wide it is, where lines break.

Latin letters have the fonts that every reader has, all others the prepared faces, which are embedded.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from app.files import resource

_LATIN = {"serif": "Times-Roman", "mono": "Courier", "sans": "Helvetica"}
_HAN = {"serif": ("FandolSong", "UMing"), "mono": ("FandolFang", "UMing"), "sans": ("WenQuanYiZenHei", "FandolHei")}
_OTHERS = ("WenQuanYiZenHei", "UMing", "LXGWWenKaiLight", "NotoSansSymbols2", "Symbola")
_STYLES = {
    "serif": re.compile("times|tiro|serif|roman|song|sun|ming|kai|宋|楷", re.IGNORECASE),
    "mono": re.compile("cour|mono|fang|仿", re.IGNORECASE),
}
_TOKEN = re.compile(r"[!-~\xa1-\u024f]+ *|.", re.DOTALL)
_UNSEEN = frozenset(("Cc", "Cf", "Zl", "Zp"))  # categories of characters that have no picture


class Run(NamedTuple):
    """Characters that one face prints."""

    font: str
    text: str


class Words:
    """Text set in one style; remembers whether it met a character that no face has."""

    def __init__(self, font: str) -> None:
        self._style = next((style for style, name in _STYLES.items() if name.search(font)), "sans")
        self._known: dict[str, tuple[str, float]] = {}
        self.unprintable = False

    def runs(self, text: str) -> list[Run]:
        """The text by faces; what none has is left out."""
        grouped = groupby(((self._of(char)[0], char) for char in text), key=lambda pair: pair[0])
        return [Run(face, "".join(char for _, char in same)) for face, same in grouped if face]

    def width(self, text: str, size: float) -> float:
        """How wide it stands."""
        return size * sum(self._of(char)[1] for char in text)

    def lines(self, text: str, size: float, width: float) -> list[str]:
        """The text in lines of at most `width`, broken at blanks and between Chinese characters."""
        return [line for paragraph in re.split("\r\n?|\n", text) for line in self._broken(paragraph, size, width)]

    def _broken(self, text: str, size: float, width: float) -> Iterator[str]:
        line, length = "", 0.0
        for token in _TOKEN.findall(text):
            pieces = [token] if self.width(token.rstrip(), size) <= width else list(token)
            for piece in pieces:
                if line and length + self.width(piece.rstrip(), size) > width:
                    yield line.rstrip()
                    line, length = "", 0.0
                line += piece
                length += self.width(piece, size)
        yield line.rstrip()

    def _of(self, char: str) -> tuple[str, float]:
        """The face of a character and its width in ems; no face and no width for one that has no picture."""
        if char not in self._known:
            face = self._face(char)
            self.unprintable |= not face and unicodedata.category(char) not in _UNSEEN
            self._known[char] = face, float(pdfmetrics.stringWidth(char, face, 1)) if face else 0.0
        return self._known[char]

    def _face(self, char: str) -> str:
        if unicodedata.category(char) in _UNSEEN:
            return ""
        if char.encode("cp1252", "ignore"):
            return _LATIN[self._style]
        names = (*_HAN[self._style], *_OTHERS)
        return next((name for name in names if ord(char) in _glyphs(name)), "")


@lru_cache(maxsize=16)
def _glyphs(name: str) -> dict[int, int]:
    """The characters of a prepared face, which can be drawn with afterwards; none when it is not there."""
    try:
        font = TTFont(name, str(resource("fonts", f"{name}.ttf")))
    except (TTFError, OSError):
        return {}
    pdfmetrics.registerFont(font)
    glyphs: dict[int, int] = font.face.charToGlyph
    return glyphs
