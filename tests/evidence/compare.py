"""The bound pages of a PDF held against what a reader shows of the original: annotations and form fields drawn.

Nothing that stands on the one side may be missing on the other.  A point counts only when there is nothing like it
within two pixels, so that neither antialiasing nor another width of a letter does.
"""

from __future__ import annotations

from typing import NamedTuple

import pypdfium2
from PIL import Image, ImageChops, ImageFilter

DPI = 144.0
_NEAR = 5  # pixels across, in which the like of a point may lie
_CLEAR = 100  # of 255


class Difference(NamedTuple):
    """What is not on both, in square points: `lost` is on the original alone, `added` on the bound page alone."""

    lost: float
    added: float

    def __str__(self) -> str:
        """For a failing test."""
        return f"lost {self.lost:.1f} pt², added {self.added:.1f} pt²"


def shown(data: bytes, password: str = "", dpi: float = DPI) -> list[Image.Image]:
    """The pages of a PDF as a reader shows them."""
    with pypdfium2.PdfDocument(data, password=password or None) as pdf:
        pdf.init_forms()
        return [_drawn(page, dpi, marks=True) for page in pdf]


def bound(data: bytes, dpi: float = DPI) -> list[Image.Image]:
    """The pages of a PDF of our own, which has nothing but pages."""
    with pypdfium2.PdfDocument(data) as pdf:
        return [_drawn(page, dpi, marks=False) for page in pdf]


def difference(original: Image.Image, ours: Image.Image, dpi: float = DPI) -> Difference:
    """What is on one page alone; pages of nearly the same size are laid upon one another."""
    if original.size != ours.size:
        ours = ours.resize(original.size)
    point = (72 / dpi) ** 2
    return Difference(_only_on(original, ours) * point, _only_on(ours, original) * point)


def worst(original: list[Image.Image], ours: list[Image.Image], dpi: float = DPI) -> Difference:
    """The greatest difference of all pages; there are as many on both sides."""
    pairs = [difference(one, other, dpi) for one, other in zip(original, ours, strict=True)]
    return Difference(max(pair.lost for pair in pairs), max(pair.added for pair in pairs))


def _drawn(page: pypdfium2.PdfPage, dpi: float, marks: bool) -> Image.Image:
    bitmap = page.render(scale=dpi / 72, draw_annots=marks, may_draw_forms=marks)
    return bitmap.to_pil().convert("RGB")


def _only_on(one: Image.Image, other: Image.Image) -> int:
    """How many points of `one` are clearly darker, in some colour, than all of `other` around them."""
    count = 0
    for ours, theirs in zip(one.split(), other.split(), strict=True):
        darkest = theirs.filter(ImageFilter.MinFilter(_NEAR))
        alone = ImageChops.subtract(darkest, ours).point(lambda value: 255 if value > _CLEAR else 0)
        count = max(count, alone.histogram()[255])
    return count
