"""PDF proofs: opened with their password, measured, and made into harmless pages; runs in the child process."""

from __future__ import annotations

import io

import pikepdf

from app.evidence.kinds import locked, refused
from app.evidence.prepared import Examined, Prepared, Sheet

MAX_PAGES = 500


def examine_pdf(name: str, data: bytes, password: str) -> Examined:
    """Its pages and what the book does not carry; EvidenceRefused, or EvidenceLocked for want of the password."""
    with opened(name, data, password) as pdf:
        return Examined("pdf", len(pdf.pages))


def opened(name: str, data: bytes, password: str) -> pikepdf.Pdf:
    """The PDF, which has at least one page and not too many."""
    try:
        pdf = pikepdf.open(io.BytesIO(data), password=password)
        pages = len(pdf.pages)
    except pikepdf.PasswordError as failure:
        raise locked(name, bool(password)) from failure
    except (pikepdf.PdfError, ValueError, RecursionError) as failure:
        raise refused(name, "PDF 已损坏") from failure
    if not pages:
        raise refused(name, "PDF 一页也没有")
    if pages > MAX_PAGES:
        raise refused(name, f"PDF 超过 {MAX_PAGES} 页", "请拆分成几个文件后加入。")
    return pdf


def tamed(name: str, data: bytes, password: str) -> Prepared:
    """The pages alone, upright."""
    with opened(name, data, password) as pdf, pikepdf.new() as out:
        sheets = []
        for page in pdf.pages:
            box = [float(number) for number in page.mediabox]
            sheets.append(Sheet(box[2] - box[0], box[3] - box[1]))
            out.pages.append(page)
        stream = io.BytesIO()
        out.save(stream, static_id=True)
        return Prepared("pdf", tuple(sheets), stream.getvalue())
