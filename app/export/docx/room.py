"""Room to write by hand: how high an empty or short place must stay, in points."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence

from app.export.document import Blank, Cell, Footnote, Inline, LineBreak, PageRef, Paragraph, Row, SealPlace, Text
from app.export.docx.elements import element, twips
from app.export.docx.styles import JUSTIFICATION
from app.export.style import PAD_Y, SPLIT_SHARE, DocumentStyle, ParagraphStyle

SHORT = 12  # characters: a paragraph so short is low in any column


def cell_height(cell: Cell, style: DocumentStyle) -> float:
    """The least height of one cell: its own, and the lines its paragraphs keep; 0 when none do."""
    if not any(paragraph.min_lines for paragraph in cell.blocks):
        return cell.min_height
    lines = sum(_least_height(paragraph, style[paragraph.style]) for paragraph in cell.blocks)
    return max(cell.min_height, lines + 2 * PAD_Y)


def _least_height(paragraph: Paragraph, style: ParagraphStyle) -> float:
    lines = style.leading * max(1, paragraph.min_lines)
    return style.before + max(lines, paragraph.height) + style.after


def stays_whole(row: Row, measures: Sequence[float], style: DocumentStyle) -> bool:
    """Whether a row moves on whole to the next page, as in the book: a low one, or one that somebody seals or signs.

    `measures` is the room of each cell's words from left to right.
    """
    if any(isinstance(inline, SealPlace) for cell in row.cells for block in cell.blocks for inline in block.inlines):
        return True
    most = SPLIT_SHARE * style.page.text_height
    cells = zip(row.cells, measures, strict=True)
    return all(_words_height(cell, measure, style) <= most for cell, measure in cells if cell.rows == 1)


def _words_height(cell: Cell, measure: float, style: DocumentStyle) -> float:
    """About how high the words of a cell are, with the white above and below them."""
    return 2 * PAD_Y + sum(_height(block, style[block.style], measure) for block in cell.blocks)


def _height(paragraph: Paragraph, style: ParagraphStyle, measure: float) -> float:
    length = sum(len(_printed(inline)) for inline in paragraph.inlines)
    lines = 1 if length < SHORT else _lines(paragraph, style, measure)
    return max(paragraph.height, style.leading * max(lines, paragraph.min_lines))


def spacing_of(paragraph: Paragraph, style: ParagraphStyle, width: float, white: float = 0.0) -> str:
    """What is said of one paragraph's white and edges, where its style does not say it: tabs, spacing, indents.

    `white` is what it leaves after it besides.
    """
    tabs = indents = ""
    if paragraph.hang:
        column, edge = (style.left_indent + paragraph.hang) * style.size, width - style.left_indent * style.size
        stops = (("left", column), ("right", edge))
        tabs = element("tabs", *(element("tab", val=kind, pos=twips(at)) for kind, at in stops))
        indents = element("ind", left=twips(column), hanging=twips(paragraph.hang * style.size))
    if paragraph.align is not None:
        unindented = element("ind", leftChars=0, left=0, firstLineChars=0, firstLine=0)
        indents = unindented + element("jc", val=JUSTIFICATION[paragraph.align])
    return tabs + _spacing(paragraph, style, width, white) + indents


def _spacing(paragraph: Paragraph, style: ParagraphStyle, width: float, white: float) -> str:
    if beside := height_beside(paragraph, style):
        return element("spacing", before=twips(style.before + beside), after=twips(style.after + beside + white))
    room = _room_after(paragraph, style, width) + white
    return element("spacing", after=twips(style.after + room)) if room else ""


def height_beside(paragraph: Paragraph, style: ParagraphStyle) -> float:
    """What the lines of a paragraph lack to its height, on each side; only forced line ends count as lines."""
    if not paragraph.height:
        return 0.0
    lines = 1 + sum(_printed(inline).count("\n") for inline in paragraph.inlines)
    return max(0.0, paragraph.height - lines * style.leading) / 2


def _room_after(paragraph: Paragraph, style: ParagraphStyle, width: float) -> float:
    """What a paragraph outside a table lacks to its `min_lines`; Word has no least height there."""
    if not paragraph.min_lines:
        return 0.0
    return style.leading * max(0, paragraph.min_lines - _lines(paragraph, style, width))


def _lines(paragraph: Paragraph, style: ParagraphStyle, width: float) -> int:
    """The lines a paragraph takes, counted in 字."""
    em = max(1.0, width / style.size - style.left_indent)
    texts = "".join(map(_printed, paragraph.inlines)).split("\n")
    first, *rest = (sum(map(_ems, text)) for text in texts)
    return max(1, math.ceil((first + style.first_indent) / em)) + sum(max(1, math.ceil(e / em)) for e in rest)


def _ems(character: str) -> float:
    return 0.5 if unicodedata.east_asian_width(character) in ("Na", "H", "N") else 1.0


def _printed(inline: Inline) -> str:
    match inline:
        case Text():
            return inline.text
        case Blank():
            return inline.text or _spaces(inline.room)
        case SealPlace():
            return inline.words + _spaces(inline.room)
        case PageRef():
            return "000"
        case Footnote():
            return ""
        case LineBreak():
            return "\n"


def _spaces(room: float) -> str:
    return " " * round(room * 2)
