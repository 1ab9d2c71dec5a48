"""Blocks measured: what each one needs on a page before any page is begun."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace

from app.export.document import (
    Block,
    Contents,
    Document,
    Frame,
    Heading,
    PageBreak,
    Paragraph,
    Plate,
    Space,
    Table,
    Text,
)
from app.export.layout.boxes import Box, Break, Gap, Measured, TextBox
from app.export.layout.frames import frame_boxes
from app.export.layout.items import Line
from app.export.layout.kept import Kept
from app.export.layout.lines.paragraph import UNKNOWN, Setter, white_beside
from app.export.layout.tables.cells import measure_table
from app.export.style import PAD_X, ParagraphStyle, contents_style, heading_style

LABEL_ROOM = 3.5  # 字 kept free for the number and a piece of leader in a contents line
LEADER_STEP = 4.0  # points from dot to dot
LEADER_GAP = 0.4  # 字 between the words and the first dot


class Measurer:
    """Measures the blocks of one document; measures again only those whose page numbers changed."""

    def __init__(self, document: Document, setter: Setter, kept: Kept) -> None:
        self.setter, self._kept = setter, kept
        self.page = document.style.page
        self.headings = [heading for heading in document.headings if heading.in_contents]

    def measure(self, block: Block, labels: Mapping[str, str], *, turned: bool) -> Measured:
        """The boxes of a block when pages are numbered as in `labels`, on a turned page or an upright one."""
        return self._measure(block, labels, (self.page.turned if turned else self.page).text_width)

    def _measure(self, block: Block, labels: Mapping[str, str], width: float) -> Measured:
        if isinstance(block, Frame):
            bands = [(band,) if isinstance(band, Table) else band for band in block.bands]
            inner = [[self._inside(one, labels, width) for one in band] for band in bands]
            return self._framed(block, width, inner)
        return self._measured(block, labels, width)

    def again(self, measured: Measured, labels: Mapping[str, str]) -> Measured:
        """The same block, measured again if a number that it prints is another now."""
        if _prints(measured, labels):
            return measured
        if not isinstance(measured.block, Frame):
            return self._measure(measured.block, labels, measured.width)
        bands = (
            [one if _prints(one, labels) else self._measured(one.block, labels, one.width) for one in band]
            for band in measured.inner
        )
        return self._framed(measured.block, measured.width, list(bands))

    def _framed(self, frame: Frame, width: float, bands: list[list[Measured]]) -> Measured:
        return self._kept.framed(bands, width, lambda: _framed(frame, width, bands))

    def _inside(self, block: Block, labels: Mapping[str, str], width: float) -> Measured:
        """What stands in a frame so wide: a table as wide as it, words between its rules."""
        return self._measured(block, labels, width - (0.0 if isinstance(block, Table) else 2 * PAD_X))

    def _measured(self, block: Block, labels: Mapping[str, str], width: float) -> Measured:
        if isinstance(block, Contents):
            return self._fresh(block, labels, width)
        widest = self.setter.widest
        return self._kept.measured(block, width, labels, widest, lambda: self._fresh(block, labels, width))

    def _fresh(self, block: Block, labels: Mapping[str, str], width: float) -> Measured:
        self.setter.labels, self.setter.used = labels, set()
        boxes = list(self._boxes(block, labels, width))
        used = self.setter.used
        if isinstance(block, Contents):
            used = {heading.anchor for heading in self.headings}
        return Measured(block, width, boxes, {anchor: labels.get(anchor, UNKNOWN) for anchor in used})

    def _boxes(self, block: Block, labels: Mapping[str, str], width: float) -> Iterator[Box]:
        if isinstance(block, Paragraph):
            style = self.setter.style[block.style]
            lines = self.setter.lines(block, width)
            white = white_beside(block, style, len(lines))
            leads = block.leads or style.keep_with_next
            yield replace(_text_box(lines, style), white=white, keep_with_next=leads)
        elif isinstance(block, Heading):
            style = self.setter.style[heading_style(block.level, volume=block.volume)]
            lines = self.setter.set(block.inlines, style, width)
            yield replace(_text_box(lines, style), heading=block, keep_with_next=True)
        elif isinstance(block, Table):
            yield measure_table(block, self.setter, width, self._kept.cells if self._kept.lasting else None)
        elif isinstance(block, Contents):
            yield from self._contents(block, labels, width)
        elif isinstance(block, Plate):
            yield block
        elif isinstance(block, Space):
            yield Gap(block.lines * self.setter.style["body"].leading * (not block.fill), block.fill)
        elif isinstance(block, PageBreak):
            yield Break(block.recto, block.turned)
        else:
            raise TypeError(f"{type(block).__name__} inside a frame")

    def _contents(self, block: Contents, labels: Mapping[str, str], width: float) -> Iterator[TextBox]:
        shown = [heading for heading in self.headings if heading.level <= block.levels]
        for number, heading in enumerate(shown):
            below = shown[number + 1].level if number + 1 < len(shown) else 0
            leads = below > heading.level == 1
            yield self._contents_line(heading, labels.get(heading.anchor, UNKNOWN), width, leads=leads)

    def _contents_line(self, heading: Heading, label: str, width: float, *, leads: bool) -> TextBox:
        key = (heading, label, width, leads)
        found = self._kept.contents.get(key)
        if found is None:
            style = self.setter.style[contents_style(heading.level)]
            lines = self.setter.set(heading.inlines, style, width, right=LABEL_ROOM * style.size)
            lines[-1] = self._with_label(lines[-1], style, label, width)
            found = replace(_text_box(lines, style), link=heading.anchor, keep_with_next=leads)
            self._kept.contents.put(key, found)
        return found

    def _with_label(self, line: Line, style: ParagraphStyle, label: str, width: float) -> Line:
        """A contents line with its leader and, at the right edge, the number of the page, if it has one."""
        if not label:
            return line
        plain = replace(style, align="right", first_indent=0.0, left_indent=0.0, face="fangsong")
        number = self.setter.set((Text(label),), plain, width)[0]
        start = math.ceil((line.right + LEADER_GAP * style.size) / LEADER_STEP) * LEADER_STEP
        stop = number.glyphs[0].x - LEADER_GAP * style.size
        leader = (start, stop) if stop > start else None
        return Line(line.glyphs + number.glyphs, line.rules, line.seals, number.right, line.size, leader)


def _prints(measured: Measured, labels: Mapping[str, str]) -> bool:
    """Whether the numbers that a block prints are those in `labels`."""
    return all(labels.get(anchor, UNKNOWN) == label for anchor, label in measured.refs.items())


def _framed(frame: Frame, width: float, bands: list[list[Measured]]) -> Measured:
    refs = {anchor: label for band in bands for one in band for anchor, label in one.refs.items()}
    boxes = frame_boxes([[box for one in band for box in one.boxes] for band in bands])
    return Measured(frame, width, list(boxes), refs, bands)


def _text_box(lines: list[Line], style: ParagraphStyle) -> TextBox:
    return TextBox(lines, style.leading, style.before, style.after, keep_with_next=style.keep_with_next)
