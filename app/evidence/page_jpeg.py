"""A page of a proof as JPEG: the picture that it is made of, as it is, or its pixels turned as the book turns them."""

from __future__ import annotations

import io

import pikepdf
from PIL import Image

from app.evidence.prepared import Raster
from app.evidence.rendering import page_picture

_START, _SCAN = b"\xff\xd8", 0xDA
_METADATA = {*range(0xE1, 0xEE), 0xEF, 0xFE}  # every APPn but JFIF (0) and Adobe (14), and comments
_PLAIN = ("/DeviceGray", "/DeviceRGB")


def jpeg_of_page(pdf: bytes, page: int) -> bytes | None:
    """The JPEG that page `page` (from 0) of a PDF of our own making consists of, without what tells where it was taken.

    None when the page is anything but one upright JPEG in plain colours.
    """
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        one = opened.pages[page]
        images = list(one.get_images(recursive=False).values())
        if len(images) != 1 or not _is_upright(one):
            return None
        image = images[0]
        if image.get("/Filter") != "/DCTDecode" or str(image.get("/ColorSpace")) not in _PLAIN or "/Decode" in image:
            return None
        return without_metadata(image.read_raw_bytes())


def _is_upright(page: pikepdf.Page) -> bool:
    """Whether the page draws its picture once, neither turned nor mirrored."""
    drawn = [one for one in pikepdf.parse_content_stream(page) if str(one.operator) not in ("q", "Q")]
    if [str(one.operator) for one in drawn] != ["cm", "Do"]:
        return False
    a, b, c, d = (float(number) for number in list(drawn[0].operands)[:4])
    return b == c == 0 and a > 0 and d > 0


def without_metadata(jpeg: bytes) -> bytes | None:
    """The same picture without EXIF, XMP, previews and comments; None when its segments cannot be followed."""
    kept, at = [_START], 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF:
        marker, end = jpeg[at + 1], at + 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if marker == _SCAN:
            return b"".join((*kept, jpeg[at:]))
        if marker not in _METADATA:
            kept.append(jpeg[at:end])
        at = end
    return None


def jpeg_of_pixels(width: int, height: int, rgb: bytes, *, turned: bool) -> bytes:
    """Rows of red, green and blue as JPEG; `turned` by a quarter, so that the head is at the left."""
    image = Image.frombytes("RGB", (width, height), rgb)
    if turned:
        image = image.transpose(Image.Transpose.ROTATE_90)
    return page_picture(Raster(image.width, image.height, image.tobytes()))
