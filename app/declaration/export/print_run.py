"""Which pages go to the printer: always whole sheets, front and back in turn, as a duplex printer takes them."""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from app.declaration.book.bound_pdf import BoundPdf
from app.declaration.declaration import Declaration
from app.declaration.versions.verifying import compared
from app.errors import UsageError
from app.export.pdf.reading import SCHEME, read_book

_RANGE = re.compile(r"(\d+)(?:\s*[-—–~～至到]\s*(\d+))?")


@dataclass(frozen=True, slots=True)
class PrintRun:
    """Pages of the book's file, counted from 0, fronts and backs in turn; None is a back that stays empty."""

    pages: tuple[int | None, ...]

    @property
    def sheets(self) -> int:
        """How many sheets of paper one copy takes."""
        return (len(self.pages) + 1) // 2

    @property
    def sides(self) -> int:
        """How many pages are printed."""
        return sum(page is not None for page in self.pages)


def whole_book(bound: BoundPdf) -> PrintRun:
    """Every sheet of every volume."""
    return _run(sheet for volume in volumes(bound) for sheet in _sheets(bound, volume))


def one_volume(bound: BoundPdf, volume: int) -> PrintRun:
    """Every sheet of one volume (分册), counted from 1."""
    return _run(_sheets(bound, volume))


def sheets_with(bound: BoundPdf, pages: Collection[int]) -> PrintRun:
    """The sheets on which these pages of the file stand, whole."""
    sheets = (sheet for volume in volumes(bound) for sheet in _sheets(bound, volume))
    return _run(sheet for sheet in sheets if any(page in pages for page in sheet))


def pages_named(bound: BoundPdf, words: str) -> list[int]:
    """The pages of the file with these printed numbers ("3-8、15"); UsageError when there is none such."""
    wanted = {str(number) for first, last in _ranges(words) for number in range(first, last + 1)}
    found = [page for page, label in enumerate(bound.labels) if label in wanted]
    if not found:
        raise UsageError(f"书中没有页码为“{words.strip()}”的页，没有打印。", "请写印在页脚的页码，如 3-8、15。")
    return found


def pages_to_replace(declaration: Declaration, pdf: bytes) -> list[int]:
    """The pages of the book in `pdf` on whose sheets it differs from the latest fixed version; none without one."""
    versions = [version for version in declaration.versions() if version.scheme == SCHEME]
    if not versions:
        return []
    found = compared(versions[-1], read_book(io.BytesIO(pdf)), declaration.fingerprint())
    return [page - 1 for sheet in found.sheets if sheet.action != "remove" for page in sheet.pages]


def volumes(bound: BoundPdf) -> list[int]:
    """The volumes that the book is bound in."""
    return sorted(set(bound.volumes))


def _ranges(words: str) -> Iterator[tuple[int, int]]:
    for piece in re.split(r"[,，、;；\s]+(?![-—–~～至到])", words.strip()):
        match = _RANGE.fullmatch(piece)
        if match is None:
            raise UsageError(f"看不懂页码“{words.strip()}”，没有打印。", "请写印在页脚的页码，如 3-8、15。")
        first = int(match[1])
        yield first, min(int(match[2] or first), first + 9999)


def _sheets(bound: BoundPdf, volume: int) -> Iterator[tuple[int | None, int | None]]:
    """The sheets of a volume, which begins on a front."""
    pages = [page for page, own in enumerate(bound.volumes) if own == volume]
    for front in range(0, len(pages), 2):
        yield pages[front], pages[front + 1] if front + 1 < len(pages) else None


def _run(sheets: Iterator[tuple[int | None, int | None]]) -> PrintRun:
    return PrintRun(tuple(page for sheet in sheets for page in sheet))
