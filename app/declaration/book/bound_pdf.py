"""The book as one PDF, made to be printed: its pages with the numbers and volumes that they have."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.declaration.book.typesetting import typeset
from app.evidence.prepared import Prepared
from app.forms.session import FormSession


@dataclass(frozen=True)
class BoundPdf:
    """One state of the book: its PDF, the number printed on each page, and the volume that holds it, from 1."""

    pdf: bytes
    labels: tuple[str, ...]
    volumes: tuple[int, ...]

    @property
    def pages(self) -> int:
        """How many pages the book has."""
        return len(self.labels)


def bound_pdf(session: FormSession, proofs: Mapping[str, Prepared], cancelled: Callable[[], bool]) -> BoundPdf | None:
    """The book of `session` with its proofs made ready; None when it was stopped.  ExportError as in export."""
    prints = typeset(session, proofs)
    if cancelled():
        return None
    stream = io.BytesIO()
    prints.write("pdf", stream)
    pages = prints.book.pages
    return BoundPdf(stream.getvalue(), tuple(one.label for one in pages), tuple(one.volume for one in pages))
