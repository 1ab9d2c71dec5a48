"""A cover is one page: its lines smaller where names are long, its white shared out, its lines broken once for all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from app.errors import ExportError
from app.export.document import Blank, Block, Document, Heading, Paragraph, Part, Space, Text
from app.export.layout.lines.characters import cleaned
from app.export.layout.lines.paragraph import Setter
from app.export.layout.metrics import Metrics
from app.export.style import DocumentStyle, heading_style

STEPS = ((16.0, 40.0), (15.0, 36.0), (14.0, 32.0), (12.0, 26.0))
"""Sizes and leadings of a cover's lines, tried one after the other; points."""


def with_cover(document: Document, metrics: Metrics) -> Document:
    """`document` with its cover on one page, in the largest lines that fit; the same where it has no cover.

    The lines of the title and of long blanks are broken here, so that every writer breaks them alike.
    ExportError names the longest blank when no size fits.
    """
    cover, *others = document.parts
    if not cover.cover:
        return document
    wanted = document.style["cover_line"]
    for size, leading in ((wanted.size, wanted.leading), *(step for step in STEPS if step[0] < wanted.size)):
        style = _with_lines(document.style, size, leading)
        fitted = _Cover(style, metrics).fitted(cover)
        if fitted is not None:
            return replace(document, style=style, parts=(fitted, *others))
    raise _too_long(cover)


def _with_lines(style: DocumentStyle, size: float, leading: float) -> DocumentStyle:
    line = replace(style["cover_line"], size=size, leading=leading)
    return replace(style, styles={**style.styles, "cover_line": line})


class _Cover:
    """One size of lines, tried."""

    def __init__(self, style: DocumentStyle, metrics: Metrics) -> None:
        self._style, self._setter = style, Setter(style, metrics)

    def fitted(self, cover: Part) -> Part | None:
        """The cover with its lines broken and its white measured out; None when it is more than a page."""
        blocks = [self._broken(block) for block in cover.blocks]
        body = self._style["body"].leading
        free = self._style.page.text_height - sum(map(self._height, blocks))
        if free < 0:
            return None
        fills = [at for at, block in enumerate(blocks) if isinstance(block, Space) and block.fill]
        for at in fills[:-1]:
            blocks[at] = Space(free / body / len(fills))
        return replace(cover, blocks=tuple(blocks))

    def _broken(self, block: Block) -> Block:
        """The title or a line of the cover with the ends of its lines in its text."""
        if isinstance(block, Paragraph) and block.style == "cover_title":
            titles = (self._titled(block, one) if isinstance(one, Text) else one for one in block.inlines)
            return replace(block, inlines=tuple(titles))
        if not isinstance(block, Paragraph) or not block.hang:
            return block
        inlines = (self._with_ends(block, one) if isinstance(one, Blank) else one for one in block.inlines)
        return replace(block, inlines=tuple(inlines))

    def _with_ends(self, paragraph: Paragraph, blank: Blank) -> Blank:
        if not (blank.ruled and blank.text) or "\n" in blank.text:
            return blank
        return replace(blank, text=self._ended(paragraph, blank))

    def _titled(self, paragraph: Paragraph, words: Text) -> Text:
        return words if "\n" in words.text else replace(words, text=self._ended(paragraph, words))

    def _ended(self, paragraph: Paragraph, words: Blank | Text) -> str:
        """The text of `words` with the ends of the lines that they are set in, alone in their paragraph."""
        lines = self._setter.lines(replace(paragraph, inlines=(words,)), self._style.page.text_width)
        shown = ("".join(one.text for one in line.glyphs) for line in lines)
        return _with_line_ends(cleaned(words.text), shown)

    def _height(self, block: Block) -> float:
        if isinstance(block, Space):
            return 0.0 if block.fill else block.lines * self._style["body"].leading
        if isinstance(block, Heading):
            style = self._style[heading_style(block.level, volume=block.volume)]
            return style.before + style.leading + style.after
        if not isinstance(block, Paragraph):
            return 0.0
        style = self._style[block.style]
        lines = style.leading * len(self._setter.lines(block, self._style.page.text_width))
        return style.before + max(lines, block.height) + style.after


def _with_line_ends(text: str, lines: Iterable[str]) -> str:
    """`text` with a line end behind each of its set lines but the last, after the spaces that were dropped there."""
    pieces, at = [], 0
    for line in lines:
        end = text.index(line.strip(), at) + len(line.strip())
        stop = end + len(text[end:]) - len(text[end:].lstrip(" "))
        pieces.append(text[at:stop])
        at = stop
    return "\n".join(pieces)


def _too_long(cover: Part) -> ExportError:
    """The failure, with the name of the blank that takes most."""
    longest = max(_blanks(cover.blocks), key=lambda blank: len(blank.text), default=None)
    name = f"“{longest.label}”共 {len(longest.text)} 字，" if longest else ""
    return ExportError(
        f"封面放不下：{name}缩小字号后仍超过一页，没有生成文件。", "请改用规范的简称后重新导出。填写内容没有丢失。"
    )


def _blanks(blocks: Sequence[Block]) -> Iterator[Blank]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from (inline for inline in block.inlines if isinstance(inline, Blank))
