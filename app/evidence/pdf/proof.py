"""PDF proofs: opened with their password, measured, and made into harmless upright pages; runs in the child process."""

from __future__ import annotations

import io
from collections.abc import Callable

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
    made = _made(name, data, options.password, _nothing)
    return Examined("pdf", len(made.sheets), made.removed, made.notes)


def prepare(name: str, data: bytes, options: ReadOptions) -> Prepared:
    """The pages as a reader shows and prints them, and nothing else; the same bytes for the same input.

    Failures as of `examine`.
    """
    return _made(name, data, options.password, _bytes)


def first_page(name: str, data: bytes, password: str) -> bytes:
    """A PDF of the first page as it is printed; failures as of `examine`."""
    return _made(name, data, password, _first).pdf


def _made(name: str, data: bytes, password: str, written: Callable[[pikepdf.Pdf], bytes]) -> Prepared:
    """The proof with all its pages made, which may fail, and those bytes of them that are wanted."""
    with opened(name, data, password) as (pdf, state), pikepdf.new() as out:
        layers = Layers(pdf)
        active = active_content(pdf)
        signatures = signatures_of(pdf)
        marks = flatten(pdf, layers)
        signed = told(signatures, data, marks.seen)
        hide_layers(pdf, layers)
        maker = PageMaker(pdf, out)
        sheets = tuple(maker.add(page) for page in pdf.pages)
        removed = (*active, *signed.removed, *marks.removed, *layers.removed)
        notes = (*state, *signed.notes, *sorted({*marks.notes, *layers.notes}))
        return Prepared("pdf", sheets, written(out), (), removed, notes, signed=bool(signatures))


def _nothing(_: pikepdf.Pdf) -> bytes:
    return b""


def _first(pdf: pikepdf.Pdf) -> bytes:
    del pdf.pages[1:]
    return _bytes(pdf)


def _bytes(pdf: pikepdf.Pdf) -> bytes:
    stream = io.BytesIO()
    pdf.save(stream, deterministic_id=True, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return stream.getvalue()
