"""A paper of a sample as a PDF with text that can be searched, set by the book's own layout."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import IO

from app.evidence.drawing.paper import Grid, Paper, Words
from app.evidence.drawing.sheet import MARK, shares
from app.export.document import Block, Cell, Document, PageBreak, Paragraph, Part, Row, Space, Table, Text
from app.export.fonts.faces import Faces
from app.export.layout.settle import lay_out
from app.export.pdf.writer import write_pdf
from app.export.style import DocumentStyle, StyleName

_STYLES: dict[str, StyleName] = {"text": "note", "heading": "heading_2", "right": "footer"}


def write_paper(paper: Paper, stream: IO[bytes], faces: Faces) -> None:
    """Write `paper` to `stream`; the same paper gives the same bytes."""
    document = Document(paper.title, (Part(tuple(_blocks(paper))),), DocumentStyle())
    write_pdf(lay_out(document, faces), document, stream, faces)


def _blocks(paper: Paper) -> Iterator[Block]:
    yield _paragraph(paper.title, "contents_title")
    for block in paper.blocks:
        match block:
            case Words():
                yield _paragraph(block.text, _STYLES[block.kind])
            case Grid():
                yield _table(block)
                yield Space(0.5)
            case None:
                yield PageBreak()
    yield _paragraph(f"（{MARK}）", "footer")


def _paragraph(words: str, style: StyleName) -> Paragraph:
    return Paragraph((Text(words),), style)


def _table(grid: Grid) -> Table:
    widths = tuple(shares([*zip(grid.columns, *grid.rows, strict=True)], 100.0))
    rows = (_row(grid.columns, "list_head"), *(_row(cells, "list_text") for cells in grid.rows))
    return Table(widths, rows, header_rows=1)


def _row(cells: Sequence[str], style: StyleName) -> Row:
    return Row(tuple(Cell((_paragraph(words, style),)) for words in cells))
