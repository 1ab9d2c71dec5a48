"""Plates fitted into the room a page has for them: smaller or turned, never enlarged, stretched or cut.

Lengths in points.  A turned plate stands with its head at the left, on rectos and versos alike:
GB/T 9704-2012, 7.4 (单页码表头在订口一边，双页码表头在切口一边).
"""

from __future__ import annotations

from typing import NamedTuple

from app.export.document import Plate
from app.export.layout.items import Picture

READABLE = 0.75  # a plate that is not smaller than this stays upright in any case
TURNING_GAIN = 1.2  # how many times larger a plate becomes that is turned, at least
SHARE = 0.85  # of its scale on a page of its own: a plate so large may stand below something else
TINY = 0.001
ROUNDED_UP = 1 + 1e-12  # so that the division by which `fit` finds the gain again does not fall below it


class Fit(NamedTuple):
    """How a plate fits: the factor on its natural size, at most 1, and whether it is turned by 90°."""

    scale: float
    turned: bool = False


def fit(width: float, height: float, room_width: float, room_height: float, turn: bool | None = None) -> Fit:
    """How a plate of `width` and `height` stands largest in a room; turned as `turn`, else where it reads better."""
    upright = min(1.0, room_width / width, room_height / height)
    turned = min(1.0, room_width / height, room_height / width)
    if turn is None:
        turn = upright < READABLE and turned >= TURNING_GAIN * upright
    return Fit(turned, turned=True) if turn else Fit(upright)


def least_height(width: float, height: float, room_width: float, page_height: float, turn: bool | None = None) -> float:
    """The lowest room in which the plate keeps `SHARE` of the scale that it has on a page so high."""
    scale, turned = fit(width, height, room_width, page_height, turn)
    if not turned:
        return SHARE * scale * height
    if turn:
        return SHARE * scale * width
    upright = min(room_width / width, page_height / height)
    return max(SHARE * scale, TURNING_GAIN * upright * ROUNDED_UP) * width


def reads_well(plate: Plate, room_width: float, room_height: float, page_height: float) -> bool:
    """Whether the plate keeps `SHARE` of its scale in a room that is what a page has left."""
    if room_height <= 0:
        return False
    whole = fit(plate.width, plate.height, room_width, page_height, plate.turned)
    return fit(plate.width, plate.height, room_width, room_height, plate.turned).scale >= SHARE * whole.scale - TINY


def picture(plate: Plate, left: float, top: float, room_width: float, room_height: float) -> Picture:
    """The plate in a room whose upper left corner is (`left`, `top`): at its top, in the middle."""
    scale, turned = fit(plate.width, plate.height, room_width, room_height, plate.turned)
    sides = (plate.height, plate.width) if turned else (plate.width, plate.height)
    width, height = (scale * side for side in sides)
    x = left + (room_width - width) / 2
    return Picture(x, top, width, height, plate.source, plate.page, turned, scale, plate.words)
