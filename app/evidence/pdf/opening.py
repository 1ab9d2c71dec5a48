"""A stranger's PDF opened: with its password, within all bounds, repaired where it is damaged and that said.

qpdf itself bounds nesting, cycles of the page tree and false page counts, and finds objects again whose table is
wrong.  A file that breaks off is given an end.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice

import pikepdf

from app.errors import EvidenceRefused
from app.evidence.kinds import locked, refused
from app.evidence.pdf.active import is_dynamic_form
from app.evidence.pdf.objects import dictionary
from app.evidence.pdf.streams import Oversized, bound_unpacking, measure
from app.evidence.prepared import MAX_PAGES

_SPLIT = "请拆分成几个文件后加入。"
_PRINTED = "请在 Adobe Reader 中打开，打印成 PDF 后加入。"
_REPAIRED = "PDF 有损坏，已尽力修复，请逐页核对。"
_DAMAGE = re.compile(r"damaged|reconstruct|recover|expected |unable|non-dictionary|loop|end of file")
_TAIL = 2_048  # bytes at the end of a file, where it says where its table is
_OBJECT = re.compile(rb"(?<![0-9])([1-9][0-9]{0,6})\s+0\s+obj\b(.{0,4000}?)(?=\bendobj\b|\bstream\b)", re.DOTALL)
_COUNT = re.compile(rb"/Count\s+(\d{1,9})")
_LONG = 100_000  # bytes of the root of the pages
_PAGE = re.compile(rb"/Type\s*/Page\b")
_PADDING = b"\0\t\r\n "
_MOST_CLAIMED = 100_000  # pages; a greater number is told by nobody


@contextmanager
def opened(name: str, data: bytes, password: str) -> Iterator[tuple[pikepdf.Pdf, tuple[str, ...]]]:
    """The PDF within all bounds, with what to say of its state; what a broken one does to its reader is a refusal."""
    bound_unpacking()
    try:
        read, is_cut = _readable(name, _unpadded(data), password)
        with read as pdf:
            claimed = _claimed(pdf, data)
            is_damaged = _bound(name, pdf)
            yield pdf, _state(pdf, claimed, is_cut, is_damaged)
    except Oversized as failure:
        raise refused(name, failure.reason, "请另存或重新扫描后重试。") from failure
    except (EvidenceRefused, MemoryError):
        raise
    except Exception as failure:  # pikepdf tells damage by its own errors and by those of Python's types
        if "encryption" in str(failure):
            raise refused(name, "PDF 的加密方式特殊", "请在能打开它的软件中打印成 PDF 后加入。") from failure
        raise refused(name, "PDF 已损坏") from failure


def _unpadded(data: bytes) -> bytes:
    """The file without zeros and blanks behind its end, which some programs add and which hide its table."""
    return data.rstrip(_PADDING) if data[-1:] in (b"\0", b" ") or data[-8:].isspace() else data


def _readable(name: str, data: bytes, password: str) -> tuple[pikepdf.Pdf, bool]:
    """The PDF, and whether its end is missing and it was read as far as it goes."""
    try:
        pdf = _unlocked(name, data, password)
        if isinstance(pdf.Root.Pages.Kids, pikepdf.Array):
            return pdf, False
        raise pikepdf.PdfError("no pages")
    except pikepdf.PdfError:
        if b"startxref" in data[-_TAIL:]:
            raise
        ended = _ended(data)
        if ended is None:
            raise
    return pikepdf.open(io.BytesIO(ended)), True


def _ended(data: bytes) -> bytes | None:
    """A file that breaks off, with a catalog of the pages that it still holds; None where it holds none.

    Only pages outside of object streams are found, which qpdf cannot read without the table at the end.
    """
    objects = _OBJECT.findall(data)
    pages = [number for number, body in objects if _PAGE.search(body)]
    if not pages or len(pages) > MAX_PAGES:
        return None
    first = 1 + max(int(number) for number, _ in objects)
    kids = b" ".join(number + b" 0 R" for number in pages)
    catalog = b"\nendobj\n%d 0 obj <</Type/Catalog/Pages %d 0 R>> endobj" % (first, first + 1)
    tree = b"\n%d 0 obj <</Type/Pages/Count %d/Kids[%s]>> endobj" % (first + 1, len(pages), kids)
    return data + catalog + tree + b"\ntrailer <</Size %d/Root %d 0 R>>\n" % (first + 2, first)


def _unlocked(name: str, data: bytes, password: str) -> pikepdf.Pdf:
    """The PDF, opened without a password, else with the one given, in UTF-8 or as older Chinese programs wrote it."""
    for tried in ("", password, password.encode("gb18030", "ignore")):
        try:
            return pikepdf.open(io.BytesIO(data), password=tried)
        except pikepdf.PasswordError:
            continue
    raise locked(name, bool(password))


def _claimed(pdf: pikepdf.Pdf, data: bytes) -> int:
    """How many pages the file says it has, in its own bytes: qpdf sets the number right as it opens it; else 0."""
    start = data.rfind(b"%d %d obj" % dictionary(pdf.Root.get("/Pages")).objgen)
    if start < 0:
        return 0
    end = data.find(b"endobj", start, start + _LONG)
    count = _COUNT.search(data, start, end if end > 0 else start + _LONG)
    return int(count[1]) if count else 0


def _bound(name: str, pdf: pikepdf.Pdf) -> bool:
    """Whether what it draws is damaged; a refusal beyond all bounds."""
    pages = len(list(islice(pdf.pages, MAX_PAGES + 1)))
    if not pages:
        raise refused(name, "PDF 一页也没有")
    if pages > MAX_PAGES:
        raise refused(name, f"PDF 超过 {MAX_PAGES} 页", _SPLIT)
    if is_dynamic_form(pdf):
        raise refused(name, "PDF 是动态 XFA 表单，其内容只能在 Adobe Reader 中显示", _PRINTED)
    return measure(pdf)


def _state(pdf: pikepdf.Pdf, claimed: int, is_cut: bool, is_damaged: bool) -> tuple[str, ...]:
    """What its owner should know of damage: that it was repaired, and how many pages are not to be found."""
    notes = []
    found = len(pdf.pages)
    if found < claimed <= _MOST_CLAIMED:
        notes.append(f"PDF 自称有 {claimed} 页，只找到 {found} 页，请核对是否缺页。")
    if is_cut:
        notes.append(f"PDF 不完整，后面的部分缺失，只找到前面的 {found} 页，请换完整的文件或逐页核对。")
    elif is_damaged or any(_DAMAGE.search(str(warning)) for warning in pdf.get_warnings()):
        notes.append(_REPAIRED)
    return tuple(notes)
