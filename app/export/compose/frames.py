"""The tables of one column that a notice draws around pages and parts of its form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.export.document import Block, Frame, Framed, Heading, Paragraph, Space, Table
from app.forms.pack.pack import Part
from app.forms.pack.section import Section


class Framing:
    """Passes blocks on, and keeps those that stand in a frame until it is left."""

    def __init__(self) -> None:
        self._around: Part | Section | None = None
        self._rows: list[tuple[Framed, ...]] = []

    def around(self, boxed: Part | Section | None) -> Iterator[Block]:
        """What follows stands in the frame of `boxed`, outside of any where it is None; the frame that is left."""
        if boxed is not self._around:
            yield from self.left()
        self._around = boxed

    def row(self, blocks: Iterable[Block]) -> Iterator[Block]:
        """Blocks that are a row of the frame; as they are, where there is none."""
        if self._around is None:
            yield from blocks
            return
        row: list[Framed] = []
        for block in blocks:
            if isinstance(block, Paragraph | Heading | Table | Space):
                row.append(block)
            else:
                self._rows.append(tuple(row))
                yield from (*self._ended(), block)
                row = []
        self._rows.append(tuple(row))

    def left(self) -> Iterator[Block]:
        """The frame, which ends here."""
        yield from self._ended()
        self._around = None

    def _ended(self) -> Iterator[Block]:
        frame = Frame(tuple(row for row in self._rows if row))
        self._rows = []
        if any(frame.bands):
            yield frame
