"""Pages as pixels: of PDFs of our own for the window and for Word, and the small picture of a proof in its list."""

from __future__ import annotations

import io
import math
from types import TracebackType

import pypdfium2
from PIL import Image, ImageChops

from app.evidence.kinds import Family
from app.evidence.ofd import proof as ofd
from app.evidence.pdf import proof as pdfs
from app.evidence.pictures.looking import first_look
from app.evidence.prepared import Raster

MAX_PIXELS = 40_000_000  # of one rendered page: 120 MB
POINTS_PER_INCH = 72.0


class Renderer:
    """One open PDF whose pages are drawn on white; form fields and annotations are not drawn."""

    def __init__(self, data: bytes, password: str = "") -> None:
        self._pdf = pypdfium2.PdfDocument(data, password=password or None)

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return len(self._pdf)

    def size(self, page: int) -> tuple[float, float]:
        """Width and height of page `page` (from 0) in points."""
        width, height = self._pdf.get_page_size(page)
        return float(width), float(height)

    def render(self, page: int, dpi: float) -> Raster:
        """Page `page` (from 0) at `dpi`, or at the most that the bound on pixels allows."""
        image = self.image(page, dpi)
        return Raster(image.width, image.height, image.tobytes())

    def image(self, page: int, dpi: float) -> Image.Image:
        """The same for Pillow."""
        scale = _bounded_scale(*self.size(page), dpi / POINTS_PER_INCH)
        opened = self._pdf[page]
        try:
            bitmap = opened.render(scale=scale, may_draw_forms=False, draw_annots=False, rev_byteorder=True)
            try:
                return _image(bitmap)
            finally:
                bitmap.close()
        finally:
            opened.close()

    def close(self) -> None:
        """Let go of the document; may be called again."""
        self._pdf.close()

    def __enter__(self) -> Renderer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, failure: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _bounded_scale(width: float, height: float, scale: float) -> float:
    """The scale, less where the page would have more pixels than allowed."""
    most = math.sqrt(MAX_PIXELS / max(1.0, width * height))
    return min(scale, most, MAX_PIXELS / max(1.0, width, height))


def _image(bitmap: pypdfium2.PdfBitmap) -> Image.Image:
    """The pixels of a bitmap in three colours; Pillow shares memory with it in other modes alone."""
    image: Image.Image = bitmap.to_pil()
    return image if image.mode == "RGB" else image.convert("RGB")


def thumbnail(name: str, data: bytes, family: Family, size: int, password: str = "") -> bytes:
    """A PNG of the first page that fits in `size` × `size`; none (b"") of office files, which have no pages yet."""
    if family == "picture":
        return png_of(first_look(name, data, size))
    if family == "ofd":
        data = ofd.first_page(name, data)
    elif family == "pdf":
        data = pdfs.first_page(name, data, password)
    else:
        return b""
    with Renderer(data) as pdf:
        return png_of(_first_page(pdf, size))


def _first_page(pdf: Renderer, size: int) -> Image.Image:
    finer = 2 * size / max(1.0, *pdf.size(0))  # drawn twice as large, then shrunk: thin lines stay visible
    image = pdf.image(0, finer * POINTS_PER_INCH)
    image.thumbnail((size, size), Image.Resampling.LANCZOS)
    return image


def png_of(image: Image.Image) -> bytes:
    """The picture as PNG, without a profile."""
    stream = io.BytesIO()
    image.save(stream, "PNG", icc_profile=None)
    return stream.getvalue()


def page_picture(image: Image.Image, quality: int = 82) -> bytes:
    """A page as JPEG, for Word; grey where it has no colour."""
    stream = io.BytesIO()
    plain = image.convert("L") if _is_grey(image) else image
    plain.save(stream, "JPEG", quality=quality, subsampling=0, optimize=True)
    return stream.getvalue()


def _is_grey(image: Image.Image) -> bool:
    red, green, blue = image.split()
    return not any(ImageChops.difference(red, other).getbbox() for other in (green, blue))
