"""Seals put on their pages: their pictures, let through to what stands below them as ink does."""

from __future__ import annotations

from app.errors import EvidenceRefused
from app.evidence.ofd.canvas import Canvas
from app.evidence.ofd.document import documents
from app.evidence.ofd.package import package_of
from app.evidence.ofd.pages import Page
from app.evidence.ofd.paths import drawn, placed, rectangle
from app.evidence.ofd.pictures import NoPicture
from app.evidence.ofd.seals.ses import Seal
from app.evidence.ofd.seals.signatures import Stamp
from app.evidence.ofd.studio import Studio
from app.evidence.ofd.values import Matrix, moved, times

_ZIP = b"PK\x03\x04"


def stamp(canvas: Canvas, studio: Studio, seal: Seal, spot: Stamp, base: Matrix, size: tuple[float, float]) -> bool:
    """Draw a seal on its page; False when its picture cannot be drawn."""
    with canvas.saved():
        if spot.clip is not None:
            inside = moved(spot.area[0], spot.area[1], base)
            canvas.add(f"{drawn(placed(rectangle(spot.clip), inside))}\nW n")
        canvas.opaque(1.0, 1.0, "Multiply")
        place = times((spot.area[2], 0, 0, spot.area[3], spot.area[0], spot.area[1]), base)
        if seal.picture.startswith(_ZIP):
            return _as_page(canvas, studio, seal, place, size)
        return _as_picture(canvas, studio, seal, place)


def _as_picture(canvas: Canvas, studio: Studio, seal: Seal, place: Matrix) -> bool:
    try:
        image = studio.pictures.made(seal.picture)
    except NoPicture:
        return False
    with canvas.saved(times((1, 0, 0, -1, 0, 1), place)):
        canvas.show(image)
    return True


def _as_page(canvas: Canvas, studio: Studio, seal: Seal, place: Matrix, size: tuple[float, float]) -> bool:
    """A seal that is an OFD file itself: its first page, without what seals may stand on that."""
    apart = Canvas(studio.press)
    try:
        with package_of("", seal.picture) as package:
            page = Page(documents(package)[0], 0)
            unit = (page.scale / page.sheet.width, 0.0, 0.0, page.scale / page.sheet.height, 0.0, 0.0)
            page.draw(apart, studio, times(unit, place), size)
    except EvidenceRefused:
        return False
    canvas.show(apart.as_form(*size))
    return True
