"""PDF proofs: opened with their password, measured, and made into harmless upright pages; runs in the child process."""

from __future__ import annotations

import io

import pikepdf

from app.evidence.pdf.active import active_content
from app.evidence.pdf.hiding import hide_layers
from app.evidence.pdf.layers import Layers
from app.evidence.pdf.marks import flatten
from app.evidence.pdf.opening import opened
from app.evidence.pdf.pages import PageMaker
from app.evidence.pdf.signatures import signatures_of, told
from app.evidence.prepared import Examined, Prepared, ReadOptions


def examine(name: str, data: bytes, options: ReadOptions) -> Examined:
    """Its pages and what the book does not carry; EvidenceRefused, or EvidenceLocked for want of the password."""
    made = _made(name, data, options.password, written=False)
    return Examined("pdf", len(made.sheets), made.removed, made.notes)


def prepare(name: str, data: bytes, options: ReadOptions) -> Prepared:
    """The pages as a reader shows and prints them, and nothing else; the same bytes for the same input.

    Failures as of `examine`.
    """
    return _made(name, data, options.password, written=True)


def _made(name: str, data: bytes, password: str, written: bool) -> Prepared:
    """The proof with all its pages made, which may fail; its bytes only when they are `written`."""
    with opened(name, data, password) as (pdf, state), pikepdf.new() as out:
        layers = Layers(pdf)
        active = active_content(pdf)
        signatures = signatures_of(pdf)
        marks = flatten(pdf, layers)
        signed = told(signatures, data, marks.printed)
        hide_layers(pdf, layers)
        maker = PageMaker(pdf, out)
        sheets = tuple(maker.add(page) for page in pdf.pages)
        removed = (*active, *signed.removed, *marks.removed, *layers.removed)
        notes = (*state, *signed.notes, *marks.notes)
        return Prepared("pdf", sheets, _bytes(out) if written else b"", (), removed, notes, signed=bool(signatures))


def _bytes(pdf: pikepdf.Pdf) -> bytes:
    stream = io.BytesIO()
    pdf.save(stream, deterministic_id=True, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return stream.getvalue()
