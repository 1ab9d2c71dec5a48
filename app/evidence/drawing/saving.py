"""Pictures as files: PNG, JPEG, or a TIFF of several black-and-white pages; the same picture gives the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO

from PIL import Image

DPI = (150, 150)
Pictures = Sequence[Image.Image]


def save_pictures(pictures: Pictures, stream: IO[bytes], ending: str) -> None:
    """Write `pictures` in the format of `ending`; ValueError for one that is not known here."""
    first, more = pictures[0], pictures[1:]
    match ending.lower():
        case ".png":
            few = first.quantize(64, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
            few.save(stream, "PNG", compress_level=4)
        case ".jpg":
            first.save(stream, "JPEG", quality=82, dpi=DPI)
        case ".tif":
            pages = [page.convert("1", dither=Image.Dither.NONE) for page in (first, *more)]
            pages[0].save(stream, "TIFF", compression="group4", dpi=DPI, save_all=True, append_images=pages[1:])
        case _:
            raise ValueError(ending)
