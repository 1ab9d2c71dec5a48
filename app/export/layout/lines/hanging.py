"""A line of a cover: its words at the left, what is written behind them hanging in a column, ruled to the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from app.export.document import Blank, Inline, Paragraph
from app.export.layout.items import EMPTY_LINE, Line
from app.export.style import ParagraphStyle

Set = Callable[[Sequence[Inline], ParagraphStyle, float], list[Line]]


def hung(paragraph: Paragraph, style: ParagraphStyle, measure: float, set_lines: Set) -> list[Line]:
    """The lines of `paragraph`, whose column ends as far from the right edge as its words begin from the left."""
    first = next((at for at, one in enumerate(paragraph.inlines) if isinstance(one, Blank)), len(paragraph.inlines))
    words, written = paragraph.inlines[:first], paragraph.inlines[first:]
    column = replace(style, left_indent=style.left_indent + paragraph.hang, first_indent=0.0, align="left")
    right = measure - style.left_indent * style.size
    lines = set_lines(written, column, right) if written else [EMPTY_LINE]
    if any(isinstance(one, Blank) and one.ruled for one in written):
        lines = [_ruled(line, column.left_indent * style.size, right) for line in lines]
    label = set_lines(words, replace(style, align="left"), measure)[0] if words else EMPTY_LINE
    head = lines[0]
    glyphs, seals = label.glyphs + head.glyphs, label.seals + head.seals
    return [Line(glyphs, head.rules, seals, head.right, style.size, blanks=head.blanks), *lines[1:]]


def _ruled(line: Line, left: float, right: float) -> Line:
    """The line with one underline from edge to edge, and its seal places where that begins."""
    return line._replace(rules=((left, right),), seals=tuple((place, left) for place, _ in line.seals))
