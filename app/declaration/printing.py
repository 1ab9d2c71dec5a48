"""A document laid out once, to be written as PDF or DOCX."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import IO

from app.export.document import Document, Part
from app.export.docx.writer import write_docx
from app.export.fonts import coverage
from app.export.fonts.faces import Faces
from app.export.layout.book import Book
from app.export.layout.settle import Typesetter
from app.export.pdf.writer import write_pdf
from app.export.plates import NO_PLATES, Plates


@dataclass(frozen=True, slots=True)
class Print:
    """A document with its pages, the characters they hold, and the proofs they show."""

    document: Document
    book: Book
    faces: Faces
    chars: coverage.Printed
    typesetter: Typesetter = field(repr=False, compare=False)
    plates: Plates = NO_PLATES

    @classmethod
    def of(cls, document: Document, faces: Faces, plates: Plates = NO_PLATES) -> Print:
        """Lay `document` out; ExportError when it holds a character that no face prints.

        `plates` holds the proofs whose pages it shows.
        """
        chars = coverage.printed(document)
        coverage.require(chars, faces)
        typesetter = Typesetter(document.style, faces)
        return cls(document, typesetter.lay_out(document), faces, chars, typesetter, plates)

    def revised(self, document: Document) -> Print:
        """Another document that shares most of its blocks and the style, laid out in less time."""
        fresh = coverage.printed(_without(document, self.document))
        coverage.require(fresh, self.faces)
        chars = {role: fresh.get(role, {}) | places for role, places in self.chars.items()}
        return replace(self, document=document, book=self.typesetter.lay_out(document), chars=fresh | chars)

    @property
    def face_notes(self) -> tuple[str, ...]:
        """Which faces print it, and for which characters another one stands in."""
        return tuple(str(use) for use in coverage.report(self.chars, self.faces))

    def write(self, kind: str, stream: IO[bytes]) -> None:
        """Write it as "pdf" or "docx"."""
        if kind == "pdf":
            write_pdf(self.book, self.document, stream, self.faces, self.plates)
        else:
            labels = {name: spot.label for name, spot in self.book.anchors.items()}
            write_docx(self.document, stream, pages=labels, plates=self.plates, sizes=self.book.plate_sizes)


def _without(document: Document, known: Document) -> Document:
    """The blocks of `document` that do not stand in `known`."""
    seen = {id(block) for part in known.parts for block in part.blocks}
    parts = (tuple(block for block in part.blocks if id(block) not in seen) for part in document.parts)
    return replace(document, parts=tuple(map(Part, parts)))
