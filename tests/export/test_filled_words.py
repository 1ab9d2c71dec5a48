"""A filled form still has every printed word of its notice, in order, in the PDF and in the DOCX."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from declaration.filled import sample_session
from forms.printed_words import docx_words, pdf_words

from app.export.compose.book import compose
from app.export.document import Document, Heading, Paragraph, Table, Text
from app.export.docx.writer import write_docx
from app.export.fonts.faces import Faces
from app.export.layout.settle import lay_out
from app.export.pdf.writer import write_pdf
from app.files import resource

PACKS = sorted(file.stem for file in resource("forms").glob("*.yaml"))


@pytest.fixture(scope="module", params=PACKS)
def document(request: pytest.FixtureRequest) -> Document:
    return compose(sample_session(request.param))


def plain(text: str) -> str:
    return re.sub(r"\s", "", text)


def printed(document: Document) -> Iterator[str]:
    """The words that the form prints itself, outside tables that may turn the page."""
    for block in document.parts[-1].opened:
        if isinstance(block, Paragraph | Heading):
            for inline in block.inlines:
                if isinstance(inline, Text) and len(plain(inline.text)) > 3:
                    yield plain(inline.text)
        elif isinstance(block, Table) and not block.header_rows:
            for row in block.rows:
                for cell in row.cells:
                    if cell.rows == 1:
                        yield from (plain(words) for words in cell_words(cell.blocks) if len(plain(words)) > 3)


def cell_words(blocks: tuple[Paragraph, ...]) -> Iterator[str]:
    for block in blocks:
        yield from (inline.text for inline in block.inlines if isinstance(inline, Text))


def assert_in_order(words: list[str], text: str) -> None:
    at = 0
    for word in words:
        found = text.find(word, at)
        assert found >= 0, f"{word} is not after …{text[max(at - 40, 0) : at]}"
        at = found + len(word)


def test_the_pdf_and_the_docx_have_the_words_of_the_form_in_order(
    document: Document, faces: Faces, tmp_path: Path
) -> None:
    words = list(printed(document))
    assert len(words) > 50
    book = lay_out(document, faces)
    pdf, docx = tmp_path / "book.pdf", tmp_path / "book.docx"
    with pdf.open("wb") as stream:
        write_pdf(book, document, stream, faces)
    with docx.open("wb") as stream:
        write_docx(document, stream, pages={name: spot.label for name, spot in book.anchors.items()})
    start = book.anchors[first_anchor(document)].page
    assert_in_order(words, plain("".join(pdf_words(pdf)[start:])))
    assert_in_order(words, plain("".join(docx_words(docx))))


def first_anchor(document: Document) -> str:
    """The anchor of the form's first heading."""
    return next(block.anchor for block in document.parts[-1].opened if isinstance(block, Heading))
