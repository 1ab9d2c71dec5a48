"""Words broken into lines as Qt breaks them: in blanks and cells, and to see how a label will."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QTextLayout, QTextOption

LOOKED_AT = 4000
"""Characters beyond which nothing is broken: so many no blank shows."""


def units(words: str) -> int:
    """How long Qt takes words to be: it counts a rare character, or a picture, twice."""
    return len(words) + sum(letter > "\uffff" for letter in words)


def laid(words: str, font: QFont, room: float, most: int = LOOKED_AT) -> QTextLayout:
    """`words` on at most `most` lines of `room` pixels, each a line of the font below the one before."""
    layout, step = QTextLayout(words[:LOOKED_AT], font), QFontMetrics(font).lineSpacing()
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    while layout.lineCount() < most and (line := layout.createLine()).isValid():
        line.setLineWidth(max(room, 1.0))
        line.setPosition(QPointF(0, line.lineNumber() * step))
    layout.endLayout()
    return layout


def broken(words: str, font: QFont, room: float, most: int) -> list[str]:
    """`words` in lines of at most `room` pixels; what `most` lines do not hold ends in “…”."""
    layout = laid(words, font, room, most + 1)
    starts = [layout.lineAt(number).textStart() for number in range(layout.lineCount())]
    counted = words.encode("utf-16-le", "surrogatepass")
    ends = [*starts[1:], len(counted) // 2]
    places = zip(starts, ends, strict=True)
    lines = [counted[2 * start : 2 * end].decode("utf-16-le", "surrogatepass") for start, end in places]
    if len(lines) <= most:
        return lines or [words]
    rest = counted[2 * starts[most - 1] :].decode("utf-16-le", "surrogatepass")
    last = QFontMetrics(font).elidedText(rest[:LOOKED_AT], Qt.TextElideMode.ElideRight, int(room))
    return [*lines[: most - 1], last]
