"""The words that a book prints, in order: as it is composed, in the PDF, and in the DOCX."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path
from zipfile import ZipFile

import pypdfium2

from app.export.compose.book import compose
from app.export.document import Blank, Block, Document, Heading, Inline, Paragraph, SealPlace, Table, Text
from app.forms.pack.pack import Pack
from app.forms.session import FormSession

ROOM = "____"


def blank_form(pack: Pack) -> Document:
    """The empty form, with room to write."""
    return compose(FormSession(pack), blank=True)


def form_blocks(document: Document) -> list[Block]:
    """The blocks below the cover but for the table of contents, frames opened."""
    return [block for part in document.parts if not (part.cover or part.numbering == "roman") for block in part.opened]


def block_words(blocks: Iterable[Block]) -> Iterator[str]:
    """The words of each heading, paragraph and cell; room to write on a line is a run of underscores."""
    for block in blocks:
        if isinstance(block, Heading | Paragraph):
            yield "".join(map(_words, block.inlines))
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    yield from block_words(cell.blocks)


def _words(inline: Inline) -> str:
    match inline:
        case Text():
            return inline.text
        case Blank():
            return inline.text or (ROOM if inline.underlined else "")
        case SealPlace():
            return inline.words
    return ""


def document_words(document: Document) -> list[str]:
    """The words of the whole book, the cover first."""
    return list(block_words(document.opened))


def pdf_words(file: Path) -> list[str]:
    """The words of each page of a PDF, without its page number."""
    with pypdfium2.PdfDocument(file) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    return [re.sub(r"—\s*\d+\s*—\s*$", "", page) for page in pages]


def docx_words(file: Path) -> list[str]:
    """The words of the body of a DOCX, run by run."""
    with ZipFile(file) as archive:
        xml = archive.read("word/document.xml").decode()
    return [unescape(run) for run in re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", xml)]
