"""PDF proofs: opened with their password, measured, and made into harmless upright pages; runs in the child process.

qpdf itself bounds nesting, cycles of the page tree and false page counts; what it cannot read is refused.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice

import pikepdf

from app.errors import EvidenceRefused
from app.evidence.kinds import locked, refused
from app.evidence.pdf.active import active_content, is_dynamic_form
from app.evidence.pdf.layers import hide_layers
from app.evidence.pdf.marks import flatten
from app.evidence.pdf.pages import PageMaker
from app.evidence.pdf.streams import Oversized, measure
from app.evidence.prepared import MAX_PAGES, Examined, Prepared, ReadOptions

_SPLIT = "请拆分成几个文件后加入。"
_PRINTED = "请在 Adobe Reader 中打开，打印成 PDF 后加入。"


def examine(name: str, data: bytes, options: ReadOptions) -> Examined:
    """Its pages and what the book does not carry; EvidenceRefused, or EvidenceLocked for want of the password."""
    with _opened(name, data, options.password) as pdf:
        return Examined("pdf", len(pdf.pages), _removed(pdf))


def prepare(name: str, data: bytes, options: ReadOptions) -> Prepared:
    """The pages as they print, and nothing else; the same bytes for the same input.

    Failures as of `examine`.
    """
    with _opened(name, data, options.password) as pdf, pikepdf.new() as out:
        removed = _removed(pdf)
        hide_layers(pdf)
        maker = PageMaker(pdf, out)
        sheets = tuple(maker.add(page) for page in pdf.pages)
        stream = io.BytesIO()
        out.save(stream, deterministic_id=True, stream_decode_level=pikepdf.StreamDecodeLevel.none)
        return Prepared("pdf", sheets, stream.getvalue(), removed=removed)


def _removed(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """What the book does not carry; form fields and marks that print are part of the pages afterwards."""
    return (*active_content(pdf), *flatten(pdf))


@contextmanager
def _opened(name: str, data: bytes, password: str) -> Iterator[pikepdf.Pdf]:
    """The PDF within all bounds; what a broken one does to its reader is a refusal."""
    try:
        with _unlocked(name, data, password) as pdf:
            _bound(name, pdf)
            yield pdf
    except Oversized as failure:
        raise refused(name, "PDF 解压后过大", "请另存或重新扫描后重试。") from failure
    except (EvidenceRefused, MemoryError):
        raise
    except Exception as failure:  # pikepdf tells damage by its own errors and by those of Python's types
        raise refused(name, "PDF 已损坏") from failure


def _unlocked(name: str, data: bytes, password: str) -> pikepdf.Pdf:
    """The PDF, opened without a password, else with the one given, in UTF-8 or as older Chinese programs wrote it."""
    for tried in ("", password, password.encode("gb18030", "ignore")):
        try:
            return pikepdf.open(io.BytesIO(data), password=tried)
        except pikepdf.PasswordError:
            continue
    raise locked(name, bool(password))


def _bound(name: str, pdf: pikepdf.Pdf) -> None:
    pages = len(list(islice(pdf.pages, MAX_PAGES + 1)))
    if not pages:
        raise refused(name, "PDF 一页也没有")
    if pages > MAX_PAGES:
        raise refused(name, f"PDF 超过 {MAX_PAGES} 页", _SPLIT)
    if is_dynamic_form(pdf):
        raise refused(name, "PDF 是动态 XFA 表单，其内容只能在 Adobe Reader 中显示", _PRINTED)
    measure(pdf)
