"""Pictures of an OFD file as images of the PDF: as they are coded where PDF can hold that, and clear where they are."""

from __future__ import annotations

import io

import pikepdf
from pikepdf import Stream
from PIL import Image

from app.evidence.ofd.canvas import Press
from app.evidence.ofd.jbig2 import SIGN, page_of
from app.evidence.ofd.package import Package
from app.evidence.ofd.values import TooMuch
from app.evidence.pictures.modes import printable
from app.evidence.pictures.streams import ImageStream, jpeg_stream, lossless, lossy, png_stream

_FORMATS = ("PNG", "JPEG", "BMP", "TIFF", "GIF", "JPEG2000", "WEBP")
_MOST_PIXELS = 60_000_000  # of one picture: decoded, with what is clear in it, 300 MB
_LARGE = 6_000_000
_CLEAR = ("LA", "La", "PA", "RGBA", "RGBa")


class NoPicture(Exception):
    """Data that are no picture which can be drawn."""


class Pictures:
    """The pictures of one PDF, each in it once."""

    def __init__(self, press: Press) -> None:
        self._press = press
        self._known: dict[tuple[Package, str, str | None], pikepdf.Object | None] = {}

    def image(self, package: Package, part: str, mask: str | None) -> pikepdf.Object:
        """The image that a part is, seen where the part `mask` is light; `NoPicture` when it is none."""
        key = package, part, mask
        if key not in self._known:
            self._known[key] = None
            self._known[key] = self.made(package.read(part), package.read(mask) if mask else None)
        found = self._known[key]
        if found is None:
            raise NoPicture
        return found

    def made(self, data: bytes, mask: bytes | None = None) -> pikepdf.Object:
        """The image that `data` hold."""
        try:
            made = page_of(data) if data.startswith(SIGN) else None
            if made is not None:
                self._measure(made.width, made.height)
            image = self._coded(made) if made is not None else self._opened(data)
            if mask is not None:
                image.SMask = self._tones(_tones_of(mask))
        except (TooMuch, MemoryError, NoPicture):
            raise
        except Exception as failure:  # for broken pictures Pillow raises nearly anything
            raise NoPicture from failure
        return self._press.pdf.make_indirect(image)

    def _opened(self, data: bytes) -> Stream:
        Image.MAX_IMAGE_PIXELS = None  # the bound is ours
        with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            self._measure(image.width, image.height)
            passed = _passed(data, image)
            if passed is not None:
                image.load()  # whether it is whole
                return self._coded(passed)
            image.load()
            clear = image.convert("RGBA") if image.mode in _CLEAR or "transparency" in image.info else None
            if clear is None:
                return self._coded(_packed(printable(image)))
            made = self._coded(_packed(clear.convert("RGB")))
            made.SMask = self._tones(clear.getchannel("A"))
            return made

    def _measure(self, width: int, height: int) -> None:
        self._press.bounds.spend("pixels", width * height)
        if width * height > _MOST_PIXELS:
            raise TooMuch("pixels")

    def _coded(self, stream: ImageStream) -> Stream:
        return stream.within(self._press.pdf)

    def _tones(self, image: Image.Image) -> pikepdf.Object:
        """A soft mask (ISO 32000-2, 11.6.5.2)."""
        self._measure(*image.size)
        return self._press.pdf.make_indirect(self._coded(_packed(image)))


def _tones_of(data: bytes) -> Image.Image:
    with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
        if image.width * image.height > _MOST_PIXELS:
            raise TooMuch("pixels")
        return printable(image).convert("L")


def _passed(data: bytes, image: Image.Image) -> ImageStream | None:
    """What the data hold, for PDF as it is; None when PDF cannot read it."""
    if image.format in ("JPEG", "MPO"):
        return jpeg_stream(data, image)
    return png_stream(data) if image.format == "PNG" else None


def _packed(image: Image.Image) -> ImageStream:
    large = image.width * image.height > _LARGE and image.mode in ("L", "RGB")
    return lossy(image, b"") if large else lossless(image, b"")
