"""The books of the samples: every line of them as Chinese typesetting wants it, every number true."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pypdfium2
import pytest
from declaration.filled import sample_session

from app.export.compose.book import compose
from app.export.document import Document, Frame, Heading, Paragraph, Table
from app.export.docx.writer import write_docx
from app.export.fonts.faces import Faces
from app.export.layout.book import Book
from app.export.layout.items import Line
from app.export.layout.lines.paragraph import Setter
from app.export.layout.settle import lay_out
from app.export.pdf.writer import write_pdf
from app.export.style import PAD_X

NEVER_FIRST = "，。、；：？！）》】”’…—％‰℃"
NEVER_LAST = "（《【“‘"
PACKS = ("sichuan-2022",)


@pytest.fixture(scope="module", params=PACKS)
def document(request: pytest.FixtureRequest) -> Document:
    return compose(sample_session(request.param))


@pytest.fixture(scope="module")
def book(document: Document, faces: Faces) -> Book:
    return lay_out(document, faces)


@pytest.fixture(scope="module")
def pdf(document: Document, book: Book, faces: Faces, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("book") / "book.pdf"
    with file.open("wb") as stream:
        write_pdf(book, document, stream, faces)
    return file


def paragraphs(document: Document) -> Iterator[tuple[Paragraph, float]]:
    """Every paragraph outside tables, with the width it is set to."""
    width = document.style.page.text_width
    for block in (block for part in document.parts for block in part.blocks):
        if isinstance(block, Paragraph):
            yield block, width
        elif isinstance(block, Frame):
            inside = (inner for row in block.rows for inner in row)
            yield from ((inner, width - 2 * PAD_X) for inner in inside if isinstance(inner, Paragraph))


def cell_paragraphs(document: Document) -> Iterator[tuple[Paragraph, float]]:
    """Every paragraph in a table cell, with a width near the one it is set to."""
    width = document.style.page.text_width
    for part in document.parts:
        for block in part.opened:
            if isinstance(block, Table):
                for row in block.rows:
                    for place, cell in enumerate(row.cells):
                        share = sum(block.widths[place : place + cell.columns]) / sum(block.widths)
                        yield from ((paragraph, width * share - 8) for paragraph in cell.blocks)


def words(line: Line) -> str:
    return "".join(glyphs.text for glyphs in line.glyphs)


def test_no_line_begins_or_ends_with_a_forbidden_character(document: Document, faces: Faces) -> None:
    setter, count = Setter(document.style, faces), 0
    for paragraph, width in [*paragraphs(document), *cell_paragraphs(document)]:
        lines = [words(line) for line in setter.lines(paragraph, width)]
        count += len(lines)
        for line in lines[1:]:
            assert not line or line[0] not in NEVER_FIRST, lines
        for line in lines[:-1]:
            assert not line or line[-1] not in NEVER_LAST, lines
    assert count > 1000


def test_both_edges_of_the_text_are_flush(document: Document, faces: Faces) -> None:
    setter, flush = Setter(document.style, faces), 0
    for paragraph, width in paragraphs(document):
        if document.style[paragraph.style].align != "justify":
            continue
        for line in setter.lines(paragraph, width)[:-1]:
            assert width - 0.1 <= line.right <= width + document.style[paragraph.style].size / 2 + 0.1, words(line)
            flush += 1
    assert flush > 400


def test_the_outline_is_the_contents_and_their_numbers_are_where_the_headings_stand(
    document: Document, book: Book, pdf: Path
) -> None:
    headings = [block for part in document.parts for block in part.opened if isinstance(block, Heading)]
    opened = pypdfium2.PdfDocument(pdf)
    try:
        texts = [re.sub(r"\s", "", page.get_textpage().get_text_bounded()) for page in opened]
        outline = [re.sub(r"\s", "", entry.get_title()) for entry in opened.get_toc()]
    finally:
        opened.close()
    contents = "".join(text for text, page in zip(texts, book.pages, strict=True) if page.label.startswith("I"))
    for heading, title in zip(headings, outline, strict=True):
        spot = book.anchors[heading.anchor]
        assert f"{title}{spot.label}" in contents
        assert title in texts[spot.page]
        assert f"—{spot.label}—" in texts[spot.page]


@pytest.mark.skipif(shutil.which("pdffonts") is None, reason="needs poppler-utils")
def test_every_face_is_embedded_as_a_subset_and_the_file_is_sound(pdf: Path) -> None:
    fonts = subprocess.run(["pdffonts", str(pdf)], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert fonts
    for line in fonts:
        assert re.search(r"\byes yes yes\s+\d+ +0$", line), line
    assert subprocess.run(["qpdf", "--check", str(pdf)], capture_output=True).returncode == 0
    size = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, text=True, check=True).stdout
    assert "(A4)" in size


def test_the_same_answers_give_the_same_bytes(document: Document, book: Book, pdf: Path, faces: Faces) -> None:
    again = io.BytesIO()
    write_pdf(lay_out(document, faces), document, again, faces)
    assert again.getvalue() == pdf.read_bytes()
    labels = {name: spot.label for name, spot in book.anchors.items()}
    first, second = io.BytesIO(), io.BytesIO()
    write_docx(document, first, pages=labels)
    write_docx(document, second, pages=labels)
    assert first.getvalue() == second.getvalue()


def test_the_docx_caches_the_numbers_of_the_pdf(document: Document, book: Book) -> None:
    stream = io.BytesIO()
    write_docx(document, stream, pages={name: spot.label for name, spot in book.anchors.items()})
    with ZipFile(stream) as package:
        xml = package.read("word/document.xml").decode()
    cached = re.findall(r"w:anchor=\"[^\"]+\".*?</w:hyperlink>", xml, re.DOTALL)
    shown = ["".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", entry)) for entry in cached]
    expected = [f"{entry.title}{entry.spot.label}" for entry in book.outline]
    assert [re.sub(r"\s", "", text) for text in shown] == [re.sub(r"\s", "", text) for text in expected]
