"""A document laid out once, to be written as PDF or DOCX."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import IO

from app.export.document import Document
from app.export.docx.writer import write_docx
from app.export.fonts import coverage
from app.export.fonts.faces import Faces, NoFace
from app.export.layout.book import Book
from app.export.layout.settle import Typesetter
from app.export.pdf.writer import write_pdf
from app.export.plates import NO_PLATES, Plates


@dataclass(frozen=True, slots=True)
class Print:
    """A document with its pages, and the proofs they show."""

    document: Document
    book: Book
    faces: Faces
    typesetter: Typesetter = field(repr=False, compare=False)
    plates: Plates = NO_PLATES

    @classmethod
    def of(cls, document: Document, faces: Faces, plates: Plates = NO_PLATES) -> Print:
        """Lay `document` out; ExportError when it holds a character that no face prints.

        `plates` holds the proofs whose pages it shows.
        """
        typesetter = Typesetter(document.style, faces)
        return cls(document, _laid_out(document, typesetter, faces), faces, typesetter, plates)

    def revised(self, document: Document) -> Print:
        """Another document that shares most of its blocks and the style, laid out in less time."""
        return replace(self, document=document, book=_laid_out(document, self.typesetter, self.faces))

    @property
    def face_notes(self) -> tuple[str, ...]:
        """Which faces print it, and for which characters another one stands in."""
        return tuple(str(use) for use in coverage.report(coverage.printed(self.document), self.faces))

    def write(self, kind: str, stream: IO[bytes]) -> None:
        """Write it as "pdf" or "docx"."""
        if kind == "pdf":
            write_pdf(self.book, self.document, stream, self.faces, self.plates)
        else:
            labels = {name: spot.label for name, spot in self.book.anchors.items()}
            write_docx(self.document, stream, pages=labels, plates=self.plates, sizes=self.book.plate_sizes)


def _laid_out(document: Document, typesetter: Typesetter, faces: Faces) -> Book:
    """The pages; where a character has no face, the error names the blank or the proof that holds it."""
    try:
        return typesetter.lay_out(document)
    except NoFace:
        coverage.require(coverage.printed(document), faces)
        raise
