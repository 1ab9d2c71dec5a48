"""`write_pdf`: draws the pages of a book and decides nothing about them.

Every face is embedded as a subset, headings become the outline, the contents lead to their pages;
the same book gives the same bytes, in any process.  Pages name the forms that show their plates;
`app.export.pdf.plates` puts these into the file.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import IO

from reportlab import rl_config
from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfgen.canvas import Canvas

from app.collector import kept_away
from app.export.document import Document
from app.export.fonts.faces import Faces
from app.export.layout.book import Book, OutlineEntry, Page
from app.export.layout.items import Link, Picture
from app.export.pdf.drawing import page_operators
from app.export.pdf.embedding import EmbeddedFace
from app.export.pdf.plates import NamedForms, write_with_plates
from app.export.plates import NO_PLATES, Plates

PROGRAM = "齐备"
LANGUAGE = "zh-CN"
rl_config.useA85 = 0  # streams as bytes: base 85 would make every book a quarter larger


class _BookCanvas(Canvas):
    """A canvas that names no font of its own, so that only embedded ones stand in the file."""

    _doc: PDFDocument

    def _make_preamble(self) -> None:
        self._preamble = ""


def write_pdf(book: Book, document: Document, stream: IO[bytes], faces: Faces, plates: Plates = NO_PLATES) -> None:
    """Write a book to `stream`; `faces` are those it was laid out with, `plates` holds the proofs it shows.

    ExportError when a proof or one of its pages is not there.
    """
    names = NamedForms()
    with kept_away():
        if not book.plates:
            _write(book, document, stream, faces, names)
            return
        words = io.BytesIO()
        _write(book, document, words, faces, names)
        write_with_plates(words, stream, book.plates, names, plates)


def _write(book: Book, document: Document, stream: IO[bytes], faces: Faces, names: NamedForms) -> None:
    page = document.style.page
    canvas = _BookCanvas(
        stream, pagesize=(page.width, page.height), pageCompression=1, invariant=1, pdfVersion=(1, 7), lang=LANGUAGE
    )
    _describe(canvas, document)
    embedded: dict[str, EmbeddedFace] = {}

    def face(key: str) -> EmbeddedFace:
        if key not in embedded:
            embedded[key] = EmbeddedFace(key, f"F{len(embedded) + 1}", faces.file(key))
        return embedded[key]

    places = _places(book)
    for one in book.pages:
        _draw(canvas, one, _operators(one, face, names.of), places.get(one.index, []))
    for font in embedded.values():
        font.embed(canvas._doc)
    _outline(canvas, book.outline)
    _number_pages(canvas, book.pages)
    canvas.save()


def _operators(page: Page, face: Callable[[str], EmbeddedFace], plate: Callable[[Picture], str]) -> str:
    """The operators of a page, what lies on its side turned onto the upright sheet (ISO 32000-1, 8.3.3)."""
    if not page.turned:
        return page_operators(page.items, page.height, face, plate)
    shown = page_operators(page.body, page.width, face, plate)
    number = page_operators(page.folio_items, page.height, face, plate)
    return f"q 0 1 -1 0 {page.width:.3f} 0 cm\n{shown}\nQ\n{number}"


def _describe(canvas: Canvas, document: Document) -> None:
    canvas.setTitle(document.title)
    canvas.setAuthor(document.author)
    canvas.setSubject(document.title)
    canvas.setKeywords(document.fingerprint)
    canvas.setCreator(PROGRAM)
    canvas.setProducer(PROGRAM)
    canvas.setViewerPreference("DisplayDocTitle", "true")


def _places(book: Book) -> dict[int, list[tuple[str, float]]]:
    """Page → the anchors on it and their y from the top."""
    places: dict[int, list[tuple[str, float]]] = {}
    for anchor, spot in book.anchors.items():
        places.setdefault(spot.page, []).append((anchor, spot.y))
    return places


def _draw(canvas: _BookCanvas, page: Page, operators: str, anchors: list[tuple[str, float]]) -> None:
    """Draw one page with its link areas and the places that links lead to."""
    canvas.setPageSize((page.width, page.height))
    for anchor, y in anchors:
        canvas.bookmarkPage(anchor, fit="XYZ", left=0, top=round(page.height - y, 2))
    for link in page.links:
        canvas.linkAbsolute("", link.anchor, Rect=_rectangle(link, page.height), Border="[0 0 0]")
    canvas.addLiteral(operators)
    canvas._doc.updateSignature(operators.encode("ascii"))
    canvas.showPage()


def _rectangle(link: Link, height: float) -> tuple[float, float, float, float]:
    low, high = height - link.y - link.height, height - link.y
    return round(link.x, 2), round(low, 2), round(link.x + link.width, 2), round(high, 2)


def _outline(canvas: Canvas, entries: list[OutlineEntry]) -> None:
    """The outline; a level that is left out above a heading does not leave a hole."""
    levels: list[int] = []
    for entry in entries:
        while levels and levels[-1] >= entry.level:
            levels.pop()
        canvas.addOutlineEntry(entry.title, entry.anchor, len(levels), closed=bool(levels))
        levels.append(entry.level)
    if entries:
        canvas.showOutline()


def _number_pages(canvas: Canvas, pages: list[Page]) -> None:
    """The numbers a viewer shows: those that are printed."""
    before = ("", 0)
    for page in pages:
        style = "" if not page.label else "ARABIC" if page.label.isdigit() else "ROMAN_UPPER"
        if page.index == 0 or (style, page.number) != (before[0], before[1] + 1):
            canvas.addPageLabel(page.index, style or None, page.number if style else None)
        before = (style, page.number)
