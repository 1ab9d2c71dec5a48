"""`typeset`: the book of a declaration with its proofs, laid out and divided into volumes where it is too thick."""

from __future__ import annotations

from collections.abc import Mapping

from app.declaration.book.geta import legible
from app.declaration.book.plate_pictures import pdfs_of
from app.declaration.book.print import Print
from app.evidence.prepared import Prepared
from app.export.binding import binding_plan
from app.export.compose.book import compose
from app.export.compose.tables.office import OfficeFiles
from app.export.fonts.faces import Faces
from app.export.layout.kept import Kept
from app.export.plates import Plates
from app.export.style import MM
from app.export.volumes import in_volumes, volumes_needed
from app.forms.session import FormSession


def typeset(
    session: FormSession, proofs: Mapping[str, Prepared], *, blank: bool = False, faces: Faces | None = None
) -> Print:
    """The book of `session` with `proofs` (by SHA-256) bound in; ExportError when it cannot be set."""
    book, gutter = typeset_flat(session, proofs, faces or Faces(), blank=blank)
    return book.moved_outwards(gutter) if gutter else book


def typeset_flat(
    session: FormSession,
    proofs: Mapping[str, Prepared],
    faces: Faces,
    *,
    blank: bool = False,
    kept: Kept | None = None,
    office: OfficeFiles | None = None,
) -> tuple[Print, float]:
    """The same before the room for a thick spine, and how many points wide that is.

    `kept` and `office` serve one declaration again and again: what is as it was is not set again.
    """
    document = compose(legible(session, faces), blank=blank, proofs=proofs, office=office)
    book = Print.of(document, faces, Plates(pdfs_of(proofs)), kept)
    if volumes_needed(book.book) > 1:
        book = book.revised(in_volumes(document, book.book))
    return book, binding_plan(book.book).gutter * MM
