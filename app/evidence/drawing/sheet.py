"""`Sheet`: one picture to draw on, with wrapped text, lines and tables; lengths in pixels from the top left."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from PIL import Image, ImageDraw

from app.evidence.drawing.faces import FaceName, advance, face

Colour = str
Align = Literal["left", "center", "right"]
A4 = (1240, 1754)  # 150 dpi
MARK = "样例资料"
_NEVER_FIRST = "，。、；：？！”’）》】%％"
_TOKEN = re.compile(r"[!-~]+ ?|.")  # a Latin word is not broken


class Sheet:
    """A picture being drawn; everything on it is text, boxes and lines."""

    def __init__(self, size: tuple[int, int], ground: Colour = "white") -> None:
        self.image = Image.new("RGB", size, ground)
        self.width, self.height = size
        self._draw = ImageDraw.Draw(self.image)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: int,
        *,
        name: FaceName = "plain",
        colour: Colour = "#1f2933",
        align: Align = "left",
    ) -> None:
        """One line with its top at `y`; `x` is its left edge, middle or right edge, as `align` says."""
        anchor = {"left": "la", "center": "ma", "right": "ra"}[align]
        self._draw.text((x, y), words, colour, font=face(name, size), anchor=anchor)

    def wrapped(
        self, x: float, y: float, words: str, size: int, width: float, *, name: FaceName = "print", lead: float = 1.6
    ) -> float:
        """Words over as many lines as `width` needs; the y below them."""
        for line in lines_of(words, size, width, name):
            self.text(x, y, line, size, name=name)
            y += size * lead
        return y

    def box(self, x: float, y: float, width: float, height: float, fill: Colour | None, edge: Colour = "") -> None:
        """A filled or outlined rectangle."""
        self._draw.rectangle((x, y, x + width, y + height), fill, edge or None)

    def rule(self, x: float, y: float, to_x: float, to_y: float, colour: Colour = "black", width: int = 1) -> None:
        """A straight line."""
        self._draw.line((x, y, to_x, to_y), colour, width)

    def ring(self, x: float, y: float, radius: float, words: str, colour: Colour) -> None:
        """A ring around one line of words, where a real paper has its seal."""
        self._draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=colour, width=3)
        size = int(radius * 1.6 / max(len(words), 1))
        self.text(x, y - size / 2, words, size, colour=colour, align="center")

    def mark(self, colour: Colour = "#8793a1") -> None:
        """The quiet word at the foot that says what this is."""
        size = max(16, self.width // 70)
        self.text(self.width - size, self.height - size * 1.8, MARK, size, colour=colour, align="right")


def lines_of(words: str, size: int, width: float, name: FaceName) -> list[str]:
    """`words` broken into lines no wider than `width`; no line begins with a closing mark."""
    lines: list[str] = []
    for paragraph in words.split("\n"):
        line, wide = "", 0.0
        for token in _TOKEN.findall(paragraph):
            if line and wide + advance(token.rstrip(), name, size) > width and token not in _NEVER_FIRST:
                lines.append(line)
                line, wide = "", 0.0
            line, wide = line + token, wide + advance(token, name, size)
        lines.append(line)
    return lines


def shortened(words: str, size: int, width: float, name: FaceName) -> str:
    """`words` cut with … where they are wider than `width`."""
    font = face(name, size)
    if font.getlength(words) <= width:
        return words
    while words and font.getlength(words + "…") > width:
        words = words[:-1]
    return words + "…"


def shares(columns: Sequence[Sequence[str]], width: float) -> list[float]:
    """Column widths that add to `width`, each by its longest words, none too narrow."""
    wanted = [max(4, min(26, max((len(cell.encode("gb18030")) for cell in column), default=4))) for column in columns]
    return [width * part / sum(wanted) for part in wanted]
