"""The samples of one picture of a document for PDF: as they are in the file where that can be, else made anew."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

from PIL import Image, UnidentifiedImageError

from app.evidence.office.word.items import Crop
from app.evidence.pictures import modes, streams

FORMATS = ("JPEG", "PNG", "TIFF", "BMP", "GIF", "WEBP")
MAX_PIXELS = 60_000_000  # of one picture
_CHECKED = 200_000_000  # pixels that are decoded when a file is examined, in the time there is
_MADE_ANEW = 250_000_000  # pixels of all that are compressed anew when a file is prepared
_ENOUGH = 1.2  # times the resolution that is asked for: with fewer pixels more nothing is gained by shrinking
_POINTS_PER_INCH = 72.0
Sides = tuple[float, float]
Stream = streams.ImageStream | None
METAFILES = {b"\xd7\xcd\xc6\x9a": "WMF 图片", b"\x01\x00\x09\x00": "WMF 图片", b"\x01\x00\x00\x00": "EMF 图片"}


class TooMuch(Exception):
    """More pixels than the time allows for."""


class Undrawn(Exception):
    """A picture that cannot be drawn; its text is a noun for it."""


@dataclass(frozen=True, slots=True)
class Natural:
    """What a picture says of itself: its pixels, and its pixels an inch (0: not said)."""

    width: int
    height: int
    dpi: float


class Samples:
    """Pictures made ready one after the other, within what one file may ask.

    `drawn`: else each is only looked into, and what can be decoded in time is.
    """

    def __init__(self, drawn: bool, max_dpi: int | None) -> None:
        self._drawn, self._max_dpi = drawn, max_dpi
        self._checked = self._made = 0

    @property
    def may_shrink(self) -> bool:
        """Do the pixels that are kept depend on how large the picture is shown?"""
        return self._max_dpi is not None

    def stream(self, data: bytes, crop: Crop, inches: Sides) -> tuple[Natural, Stream]:
        """The picture without what is cut off, shown so many inches large (0: as it says); Undrawn if it cannot be."""
        Image.MAX_IMAGE_PIXELS = None  # the bound is ours
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                with Image.open(io.BytesIO(data), formats=FORMATS) as image:
                    return self._ready(image, data, crop, inches)
        except (MemoryError, TooMuch, Undrawn):
            raise
        except UnidentifiedImageError as failure:
            raise Undrawn(_named(data)) from failure
        except Exception as failure:  # for broken pictures Pillow raises nearly anything
            raise Undrawn("已损坏的图片") from failure

    def _ready(self, image: Image.Image, data: bytes, crop: Crop, inches: Sides) -> tuple[Natural, Stream]:
        pixels = image.width * image.height
        if pixels > MAX_PIXELS:
            raise Undrawn("过大的图片")
        about = Natural(image.width, image.height, _dpi(image))
        box = _box(image.size, crop)
        wanted = self._wanted((box[2] - box[0], box[3] - box[1]), inches)
        whole = box == (0, 0, *image.size)
        passed = _passed(image, data) if whole and wanted == image.size else None
        if passed is None:
            self._made += pixels
            if self._made > _MADE_ANEW:
                raise TooMuch
        if self._drawn:
            return about, passed if passed is not None else _anew(image, box, wanted, self._max_dpi is not None)
        self._check(image, pixels)
        return about, None

    def _wanted(self, size: tuple[int, int], inches: Sides) -> tuple[int, int]:
        """The pixels to keep: all, or as many as the resolution asks for."""
        if self._max_dpi is None or not all(inches):
            return size
        width, height = (max(1, round(side * self._max_dpi)) for side in inches)
        fewer = size[0] > width * _ENOUGH and size[1] > height * _ENOUGH
        return (width, height) if fewer else size

    def _check(self, image: Image.Image, pixels: int) -> None:
        """Decode it, as far as there is time for it: what is broken is then known."""
        self._checked += pixels
        if self._checked <= _CHECKED:
            image.draft(None, (image.width // 8, image.height // 8))
            image.load()


def _passed(image: Image.Image, data: bytes) -> streams.ImageStream | None:
    """What the file holds, for PDF; None when PDF cannot read it."""
    match image.format:
        case "JPEG":
            return streams.jpeg_stream(data, image)
        case "PNG":
            return streams.png_stream(data)
    return None


def _anew(image: Image.Image, box: tuple[int, ...], wanted: tuple[int, int], small: bool) -> streams.ImageStream:
    """The part in the box, decoded and compressed; with loss where it had loss before, or fewer bytes are asked for."""
    had_loss = image.format == "JPEG" or image.info.get("compression") == "jpeg"
    profile, mode = image.info.get("icc_profile") or b"", image.mode
    image.load()
    part = image if box == (0, 0, *image.size) else image.crop((box[0], box[1], box[2], box[3]))
    part.info = image.info
    ready = modes.shrunk(modes.printable(part), wanted)
    profile = profile if ready.mode == mode else b""
    if ready.mode in ("L", "RGB") and (had_loss or (small and wanted != part.size)):
        return streams.lossy(ready, profile)
    return streams.lossless(ready, profile)


def _box(size: tuple[int, int], crop: Crop) -> tuple[int, int, int, int]:
    """The pixels that are shown: of a crop that reaches out of the picture those inside."""
    left, top, right, bottom = (max(0.0, side) for side in crop)
    width, height = size
    first = (min(int(width * left), width - 1), min(int(height * top), height - 1))
    last = (max(first[0] + 1, round(width * (1 - right))), max(first[1] + 1, round(height * (1 - bottom))))
    return *first, *last


def _dpi(image: Image.Image) -> float:
    try:
        across = float((image.info.get("dpi") or (0,))[0])
    except (TypeError, ValueError, ZeroDivisionError):
        return 0.0
    return across if _POINTS_PER_INCH <= across <= 2400 else 0.0


def _named(data: bytes) -> str:
    """What a picture is that Pillow does not know."""
    if data[:4] == b"\x01\x00\x00\x00" and data[40:44] != b" EMF":
        return "图片"
    if data[:2] == b"\x1f\x8b":
        return "压缩的 EMF、WMF 图片"
    head = data[:400].lstrip()
    return "SVG 图片" if head.startswith((b"<svg", b"<?xml")) else METAFILES.get(data[:4], "图片")
