"""Pictures of the proofs for Word, drawn when the writer asks for them, as fine as paper shows them."""

from __future__ import annotations

from collections.abc import Mapping

from app.declaration.steps import Steps
from app.errors import EvidenceRefused, ExportError
from app.evidence.apart.worker import Worker
from app.evidence.page_jpeg import jpeg_of_page, jpeg_of_pixels
from app.evidence.prepared import Prepared, Raster
from app.export.plates import PlatePicture, Plates, PlateSize

DPI = 150.0  # of a proof as large as it stands in the book
MODERATE = 1_000_000  # bytes, up to which a JPEG goes into Word as it is
Sizes = Mapping[tuple[str, int], PlateSize]


def pdfs_of(prepared: Mapping[str, Prepared]) -> dict[str, bytes]:
    """The PDF of each proof that has pages."""
    return {source: one.pdf for source, one in prepared.items() if one.sheets}


def plates_of(prepared: Mapping[str, Prepared], sizes: Sizes, renderer: Worker, step: Steps | None = None) -> Plates:
    """The plates of a book in which they stand as large as `sizes` says; `step` is told of each picture.

    A proof that is an upright JPEG of moderate size stays one; every other page is drawn.
    """
    return Plates(pdfs_of(prepared), _Pictures(prepared, sizes, renderer, step or Steps()))


_PHOTOS = ("jpeg", "heic", "avif")  # JPEG in the book


class _Pictures:
    """Draws one page after the other; a proof is opened once while its pages follow one another."""

    def __init__(self, prepared: Mapping[str, Prepared], sizes: Sizes, renderer: Worker, step: Steps) -> None:
        self._prepared, self._sizes, self._renderer, self._step = prepared, sizes, renderer, step
        self._open = ""
        self._done = 0

    def __call__(self, source: str, page: int, *, turned: bool) -> PlatePicture:
        """The picture of page `page` (from 0) of the proof `source`; KeyError for a proof that is not there."""
        proof = self._prepared[source]
        count = max(1, len(self._sizes))
        self._step(f"生成 Word 文档：图片 {min(self._done + 1, count)}/{count}", min(1.0, self._done / count))
        self._done += 1
        plain = jpeg_of_page(proof.pdf, page) if proof.kind in _PHOTOS and not turned else None
        if plain is not None and len(plain) <= MODERATE:
            return PlatePicture(plain, "jpeg")
        raster = self._drawn(source, page)
        return PlatePicture(jpeg_of_pixels(raster.width, raster.height, raster.rgb, turned=turned), "jpeg")

    def _drawn(self, source: str, page: int) -> Raster:
        try:
            if self._open != source:
                self._renderer.open_pdf(self._prepared[source].pdf)
                self._open = source
            return self._renderer.render(page, DPI * self._scale(source, page))
        except EvidenceRefused as failure:
            raise ExportError(
                "有一份证明材料不能画成 Word 中的图片，没有生成文件，填写内容没有丢失。",
                "请重新导出；仍不行时可以只导出 PDF。",
            ) from failure

    def _scale(self, source: str, page: int) -> float:
        """How large the page stands in the book, as a factor on its natural size."""
        size, sheet = self._sizes[source, page], self._prepared[source].sheets[page]
        return (size.height if size.turned else size.width) / sheet.width
