"""Pictures of the proofs for Word, as fine as paper shows them, drawn while the rest of the book is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby
from operator import itemgetter

from app.declaration.book.ahead import Ahead
from app.declaration.steps import Steps
from app.errors import EvidenceRefused, ExportError
from app.evidence.apart.crew import Crew
from app.evidence.apart.worker import Worker
from app.evidence.page_jpeg import jpeg_of_page
from app.evidence.prepared import Prepared
from app.export.layout.book import Book
from app.export.plates import PlatePicture, Plates, PlateSize

DPI = 150.0  # of a proof as large as it stands in the book
MODERATE = 1_000_000  # bytes, up to which a JPEG goes into Word as it is
_RUN = 12  # pages of one proof that one child draws before it looks for others
_PHOTOS = ("jpeg", "heic", "avif")  # JPEG in the book
_Shown = tuple[str, int]
"""A proof and one of its pages."""


def pdfs_of(prepared: Mapping[str, Prepared]) -> dict[str, bytes]:
    """The PDF of each proof that has pages."""
    return {source: one.pdf for source, one in prepared.items() if one.sheets}


@contextmanager
def pictured_plates(prepared: Mapping[str, Prepared], book: Book, crew: Crew, step: Steps) -> Iterator[Plates]:
    """The plates of a book, which the crew draws meanwhile; `step` is told of each picture that is asked for.

    A proof that is an upright JPEG of moderate size stays one; every other page is drawn as large as it stands there.
    """
    studio = _Studio(prepared, book.plate_sizes)
    shown = list(dict.fromkeys((plate.picture.source, plate.picture.page) for plate in book.plates))
    with Ahead(_runs(shown), crew.workers, studio.draw, Worker.break_off) as ahead:
        yield Plates(pdfs_of(prepared), _Pictures(ahead, len(shown), step))


def _runs(shown: Sequence[_Shown]) -> list[Sequence[_Shown]]:
    """What one child draws after another: pages of the same proof, which it opens once for them."""
    runs: list[Sequence[_Shown]] = []
    for _, pages in groupby(shown, itemgetter(0)):
        whole = list(pages)
        runs.extend(whole[at : at + _RUN] for at in range(0, len(whole), _RUN))
    return runs


class _Pictures:
    """Hands out one picture after the other."""

    def __init__(self, ahead: Ahead[_Shown, Worker], count: int, step: Steps) -> None:
        self._ahead, self._count, self._step = ahead, max(1, count), step
        self._done = 0

    def __call__(self, source: str, page: int, *, turned: bool) -> PlatePicture:
        """The picture of page `page` (from 0) of the proof `source`; KeyError for a page that the book does not show.

        It is `turned` where it is in the book.
        """
        at = min(self._done + 1, self._count)
        self._step(f"生成 Word 文档：图片 {at}/{self._count}", min(1.0, self._done / self._count))
        self._done += 1
        return PlatePicture(self._ahead.taken((source, page), self._step.check), "jpeg")


class _Studio:
    """Draws pages of proofs as the book shows them; from the threads of the crew."""

    def __init__(self, prepared: Mapping[str, Prepared], sizes: Mapping[_Shown, PlateSize]) -> None:
        self._prepared, self._sizes = prepared, sizes
        self._open: dict[Worker, str] = {}

    def draw(self, worker: Worker, shown: _Shown) -> bytes:
        """The page as JPEG; ExportError when it cannot be drawn."""
        (source, page), size = shown, self._sizes[shown]
        proof = self._prepared[source]
        plain = jpeg_of_page(proof.pdf, page) if proof.kind in _PHOTOS and not size.turned else None
        if plain is not None and len(plain) <= MODERATE:
            return plain
        across = (size.height if size.turned else size.width) / proof.sheets[page].width
        try:
            if self._open.get(worker) != source:
                worker.open_pdf(proof.pdf)
                self._open[worker] = source
            return worker.picture(page, DPI * across, turned=size.turned)
        except EvidenceRefused as failure:
            raise ExportError(
                "有一份证明材料不能画成 Word 中的图片，没有生成文件，填写内容没有丢失。",
                "请重新导出；仍不行时可以只导出 PDF。",
            ) from failure
