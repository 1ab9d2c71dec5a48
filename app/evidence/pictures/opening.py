"""Pictures opened and measured, not decoded; what goes wrong with one meanwhile is a refusal.

HEIC and HEIF (ISO/IEC 23008-12) are opened by libheif, which turns them as they say; all else by Pillow.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import pi_heif
from PIL import Image, UnidentifiedImageError

from app.errors import EvidenceRefused
from app.evidence.kinds import STRANGE, refused
from app.evidence.pictures.modes import is_heavy
from app.evidence.prepared import Kind

MAX_PIXELS = 120_000_000  # an A3 page at 600 dpi; decoded it takes 480 MB
MAX_FILM_PIXELS = 50_000_000  # of HEIC and AVIF, which are slower, and whose decoders hold the pixels once more
MAX_FRAMES = 500
IMAGE_FORMATS = ("JPEG", "PNG", "TIFF", "BMP", "WEBP", "GIF", "HEIF", "AVIF")
_KINDS: dict[str, Kind] = {
    "JPEG": "jpeg",
    "MPO": "jpeg",
    "PNG": "png",
    "TIFF": "tiff",
    "BMP": "bmp",
    "WEBP": "webp",
    "GIF": "gif",
    "HEIF": "heic",
    "AVIF": "avif",
}
_CODED_AS_FILM = ("HEIF", "AVIF")
_TIFF = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_SUBFILE_TYPE, _REDUCED, _MASK = 254, 1, 4  # TIFF 6.0, NewSubfileType: a smaller copy, a transparency mask
_HEIF_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1")
_AVIF_BRANDS = (b"avif", b"avis")

pi_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=2)


def kind_of(image: Image.Image) -> Kind:
    """What kind of proof the picture is."""
    return _KINDS[str(image.format)]


@contextmanager
def opened(name: str, data: bytes) -> Iterator[Image.Image]:
    """The picture, opened but not decoded; all that goes wrong with it meanwhile is a refusal."""
    Image.MAX_IMAGE_PIXELS = None  # the bound is ours, and told in our words
    try:
        with warnings.catch_warnings():
            # Of a TIFF that was cut off Pillow only warns; elsewhere it warns of what does not matter here.
            warnings.simplefilter("error" if data[:4] in _TIFF else "ignore")
            with Image.open(io.BytesIO(data), formats=IMAGE_FORMATS) as image:
                yield image
    except (EvidenceRefused, MemoryError):
        raise
    except UnidentifiedImageError as failure:
        raise _unknown(name, data) from failure
    except Exception as failure:  # for broken pictures Pillow raises nearly anything
        raise _damaged(name, data, failure) from failure


def frames(name: str, image: Image.Image) -> Iterator[Image.Image]:
    """The picture at each of its pages in turn, measured and not decoded; only of a TIFF more than the first.

    Smaller copies and masks within a TIFF are no pages of it.
    """
    if image.format != "TIFF":
        yield _measured(name, image)
        return
    found = False
    for number in range(MAX_FRAMES + 1):
        try:
            image.seek(number)
        except EOFError:
            break
        if number == MAX_FRAMES:
            raise refused(name, f"图片超过 {MAX_FRAMES} 页", "请拆分成几个文件后加入。")
        if not _is_aside(image):
            found = True
            yield _measured(name, image)
    if not found:
        image.seek(0)
        yield _measured(name, image)


def _is_aside(frame: Image.Image) -> bool:
    subfile = frame.tag_v2.get(_SUBFILE_TYPE, 0)  # type: ignore[attr-defined]  # a TIFF has tags
    return isinstance(subfile, int) and bool(subfile & (_REDUCED | _MASK))


def _measured(name: str, image: Image.Image) -> Image.Image:
    most = MAX_FILM_PIXELS if image.format in _CODED_AS_FILM else MAX_PIXELS // (2 if is_heavy(image) else 1)
    if image.width * image.height > most:
        raise refused(name, f"图片超过 {most // 10_000} 万像素", "请降低分辨率后重试。")
    return image


def _unknown(name: str, data: bytes) -> EvidenceRefused:
    return _film(name, data) or refused(name, STRANGE)


def _film(name: str, data: bytes) -> EvidenceRefused | None:
    """The refusal of a picture in the container of films (ISO/IEC 14496-12, 4.3); None for any other file."""
    brand = data[8:12] if data[4:8] == b"ftyp" else b""
    if brand not in (*_HEIF_BRANDS, *_AVIF_BRANDS):
        return None
    word = "HEIC" if brand in _HEIF_BRANDS else "AVIF"
    hint = "请在手机或看图软件里另存为 JPG 后加入；仍打不开时，重新传一次原图。"
    return refused(name, f"{word} 照片打不开，文件不完整或编码少见", hint)


def _damaged(name: str, data: bytes, failure: Exception) -> EvidenceRefused:
    if film := _film(name, data):
        return film
    if isinstance(failure, OSError) and "truncated" in str(failure).lower():
        return incomplete(name)
    return refused(name, "图片已损坏")


def incomplete(name: str) -> EvidenceRefused:
    """The refusal of a picture of which only the first part is there."""
    return refused(name, "图片不完整，可能没有传完", "请重新传一次原图后加入。")
