"""Where a long picture is cut into strips that can be read: at its quietest rows, each repeating the last one's end.

The cuts follow from the pixels and the resolution alone: the same when a picture is examined, shown and printed.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from PIL import Image, ImageChops

from app.evidence.pictures.modes import printable
from app.evidence.pictures.sheets import TRANSPOSED, TYPE_AREA, largest, orientation, unbounded, upright
from app.evidence.prepared import Cuts, Strip

LONG = 0.5  # of the scale of its strips: a picture that is smaller when it stands whole is cut
LEAST = 100  # pixels across; in less there is nothing to be read
HEADED, SAID = 110.0, 26.0  # points that headings take above the first strip, and a line above each of the others
SLACK = 1.06  # how much longer than its room the last strip may be
REACH, TURNED_REACH = 0.3, 0.12  # of a strip: how far before the place where it should end a quiet row is looked for
OVERLAP = 0.035  # of a strip
CHANGE = 20  # tones of 256 between two rows that count as a change
BARS = 12  # of 255: the share of a row that changes along it where it crosses a code of bars


@dataclass(frozen=True, slots=True)
class Shape:
    """How the strips of a long picture are to be: cut from left to right or from top to bottom, and their scale.

    `first` and `other` are the most pixels along the cut that the first and each other strip can have.  Where strips
    stand `turned` they are as long as that, so that all of them are; else they are about equally long.
    """

    wide: bool
    scale: float
    first: float
    other: float
    turned: bool = False


def shape_of(image: Image.Image) -> Shape | None:
    """How the picture, the right way up, is to be cut; None where it can be read whole or there is nothing to read."""
    sheet = upright(unbounded(image), orientation(image))
    room, page = TYPE_AREA
    short, length = sorted((sheet.width, sheet.height))
    scale = min(1.0, room / short)
    if largest(sheet) >= LONG * scale or min(image.size) < LEAST:
        return None
    pixels = max(image.size) / length / scale  # of the picture, to one point on paper
    wide = sheet.width > sheet.height
    if wide and short * scale <= page / 2 - SAID:  # two and more of its strips stand on one page, the right way up
        return Shape(wide, scale, room * pixels, room * pixels)
    if wide:
        return Shape(wide, scale, (page - SAID) * pixels, (page - SAID) * pixels, turned=True)
    return Shape(wide, scale, (page - HEADED) * pixels, (page - SAID) * pixels)


def cuts_of(image: Image.Image, shape: Shape) -> Cuts:
    """The strips into which the picture, decoded, is cut."""
    busy = _Busy(_along(image, shape.wide))
    return Cuts(shape.wide, busy.length, tuple(_strips(busy, shape)))


def _along(image: Image.Image, wide: bool) -> Image.Image:
    """The picture in greys, the right way up, its long side running down."""
    grey = printable(image).convert("L")
    turn = orientation(image)
    grey = grey.transpose(TRANSPOSED[turn]) if turn in TRANSPOSED else grey
    return grey.transpose(Image.Transpose.TRANSPOSE) if wide else grey


def _strips(busy: _Busy, shape: Shape) -> Iterator[Strip]:
    start, seam, room = 0, 0, shape.first
    overlap, reach = OVERLAP * shape.other, TURNED_REACH if shape.turned else REACH
    while (left := busy.length - start) > SLACK * room:
        more = max(1, math.ceil((left - room) / (shape.other - overlap) - (SLACK - 1)))
        even = room if shape.turned else room * min(1.0, left / (room + more * (shape.other - overlap)))
        end = busy.quietest(start + max(even - reach * room, room / 3), start + room, start + even)
        yield Strip(start, end, seam)
        seam, room = end, shape.other
        start = busy.quietest(end - 2 * overlap, end - overlap / 2, end - overlap)
    yield Strip(start, busy.length, seam)


class _Run(NamedTuple):
    """Rows between which nothing changes: cutting before any row from `first` to `last` cuts through nothing."""

    first: int
    last: int


class _Busy:
    """How much changes from each row to the next and along it; looked for only where a cut is wanted."""

    def __init__(self, image: Image.Image) -> None:
        self.length = image.height
        self._image = image
        self._full = max(4, round(image.width * 0.03))  # rows; a gap of so many is as good as any wider one

    def quietest(self, lowest: float, highest: float, wanted: float) -> int:
        """The row before which to cut: amid the widest gap that is not far from `wanted`, or where least changes."""
        low, high, aim = math.ceil(lowest), int(highest), round(wanted)
        changes = self._changes(low, high)
        runs = list(_runs(changes, low))
        if not runs:
            return min(range(low, high + 1), key=lambda row: (changes[row - low], abs(row - aim)))

        def worth(run: _Run) -> float:
            gap = min(run.last - run.first, self._full) / self._full
            row = self._within(run, aim)
            return gap - self._bars(row) - abs(row - aim) / (high - low + 1)

        return self._within(max(runs, key=worth), aim)

    def _within(self, run: _Run, aim: int) -> int:
        """The row of the gap that is nearest to `aim` and not at the gap's edge."""
        margin = min(run.last - run.first, self._full) // 2
        return min(max(aim, run.first + margin), run.last - margin)

    def _changes(self, low: int, high: int) -> bytes:
        """For each row from `low` to `high` the share of it that differs from the row above."""
        width = self._image.width
        return _shares(self._image.crop((0, low - 1, width, high)), self._image.crop((0, low, width, high + 1)))

    def _bars(self, row: int) -> float:
        """How much of a code of bars the row crosses: 0 nothing, 1 as much as a code has."""
        width = self._image.width
        left, right = (self._image.crop((at, row, width - 1 + at, row + 1)) for at in (0, 1))
        return min(1.0, _shares(left, right)[0] / BARS)


def _runs(changes: bytes, low: int) -> Iterator[_Run]:
    """The runs of rows without change, of which the first is row `low`."""
    first = -1
    for row, change in enumerate(changes, low):
        if change == 0:
            first = row if first < 0 else first
        elif first >= 0:
            yield _Run(first, row - 1)
            first = -1
    if first >= 0:
        yield _Run(first, low + len(changes) - 1)


def _shares(one: Image.Image, other: Image.Image) -> bytes:
    """Of each row the share in which two pictures differ: 1 to 255; 0 where they are alike."""
    changed = ImageChops.difference(one, other).point([255 * (tone > CHANGE) for tone in range(256)])
    shares = changed.resize((1, changed.height), Image.Resampling.BOX).tobytes()
    found = changed.getprojection()[1]
    return bytes(max(share, some) for share, some in zip(shares, found, strict=True))
