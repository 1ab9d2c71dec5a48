"""A page of a proof as JPEG: the picture that it is made of, as it is, or its pixels turned as the book turns them."""

from __future__ import annotations

import io

import pikepdf
from PIL import Image

from app.evidence.pictures.jpeg_segments import without_metadata
from app.evidence.rendering import page_picture

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


def jpeg_of_image(image: Image.Image, *, turned: bool) -> bytes:
    """A drawn page as JPEG; `turned` by a quarter, so that the head is at the left."""
    return page_picture(image.transpose(Image.Transpose.ROTATE_90) if turned else image)
