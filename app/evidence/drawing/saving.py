"""Pictures as files: PNG, JPEG, or a TIFF of several black-and-white pages; the same picture gives the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PIL import Image

DPI = (150, 150)


def save_pictures(pictures: Sequence[Image.Image], path: Path) -> None:
    """Write `pictures` as the ending of `path` says; ValueError for an ending that is not known here."""
    first, more = pictures[0], pictures[1:]
    match path.suffix.lower():
        case ".png":
            first.quantize(64, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(path, compress_level=4)
        case ".jpg":
            first.save(path, quality=82, dpi=DPI)
        case ".tif":
            pages = [page.convert("1", dither=Image.Dither.NONE) for page in (first, *more)]
            pages[0].save(path, compression="group4", dpi=DPI, save_all=True, append_images=pages[1:])
        case ending:
            raise ValueError(ending)
