"""A document laid out once, to be written as PDF or DOCX."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import IO, TypeVar

from app.export.document import Document
from app.export.docx.writer import write_docx
from app.export.fonts import coverage
from app.export.fonts.faces import Faces, NoFace
from app.export.layout.book import Book
from app.export.layout.cover import with_cover
from app.export.layout.kept import Kept
from app.export.layout.settle import Typesetter
from app.export.pdf.writer import write_pdf
from app.export.plates import NO_PLATES, Plates

Done = TypeVar("Done")
_NO_PROPERTIES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Print:
    """A document with its pages, and the proofs they show."""

    document: Document
    book: Book
    faces: Faces
    typesetter: Typesetter = field(repr=False, compare=False)
    plates: Plates = NO_PLATES

    @classmethod
    def of(cls, document: Document, faces: Faces, plates: Plates = NO_PLATES, kept: Kept | None = None) -> Print:
        """Lay `document` out; ExportError when it holds a character that no face prints.

        `plates` holds the proofs whose pages it shows, `kept` what was laid out of documents before it.
        """
        settled = _covered(document, faces)
        typesetter = Typesetter(settled.style, faces, kept)
        return cls(settled, _laid_out(settled, typesetter, faces), faces, typesetter, plates)

    def revised(self, document: Document) -> Print:
        """Another document that shares most of its blocks, laid out in less time where it has the same style."""
        settled = _covered(document, self.faces)
        same = settled.style == self.document.style
        typesetter = self.typesetter if same else Typesetter(settled.style, self.faces)
        laid_out = _laid_out(settled, typesetter, self.faces)
        return replace(self, document=settled, book=laid_out, typesetter=typesetter)

    def moved_outwards(self, by: float) -> Print:
        """The same pages with their type area so many points further from the spine."""
        page = self.document.style.page
        moved = replace(page, inner=page.inner + by, outer=page.outer - by)
        document = replace(self.document, style=replace(self.document.style, page=moved))
        return replace(self, document=document, book=self.book.moved_outwards(by))

    @property
    def face_notes(self) -> tuple[str, ...]:
        """Which faces print it, and for which characters another one stands in."""
        return tuple(str(use) for use in coverage.report(coverage.printed(self.document), self.faces))

    @property
    def labels(self) -> dict[str, str]:
        """The printed page number of every anchor."""
        return {name: spot.label for name, spot in self.book.anchors.items()}

    def write(self, kind: str, stream: IO[bytes], properties: Mapping[str, str] = _NO_PROPERTIES) -> None:
        """Write it as "pdf" or "docx"; `properties` are what the program tells itself in the DOCX."""
        if kind == "pdf":
            write_pdf(self.book, self.document, stream, self.faces, self.plates)
        else:
            plates, sizes = self.plates, self.book.plate_sizes
            write_docx(self.document, stream, pages=self.labels, plates=plates, sizes=sizes, properties=properties)


def _covered(document: Document, faces: Faces) -> Document:
    return _in_faces(document, faces, lambda: with_cover(document, faces))


def _laid_out(document: Document, typesetter: Typesetter, faces: Faces) -> Book:
    return _in_faces(document, faces, lambda: typesetter.lay_out(document))


def _in_faces(document: Document, faces: Faces, work: Callable[[], Done]) -> Done:
    """What `work` gives; where a character has no face, the error names the blank or the proof that holds it."""
    try:
        return work()
    except NoFace:
        coverage.require(coverage.printed(document), faces)
        raise
