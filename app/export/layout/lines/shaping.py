"""A stretch of text measured: natural widths, and the advances with clreq's room between marks.

Adjacent full-width marks share one em (clreq 3.1.6, 标点挤压); between Chinese and Latin stands a
thin space (clreq 3.2.2: not more than a quarter em).  Lengths in points.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from app.export.layout.lines.characters import BOX, LATIN_FORM, OPENING, kinds
from app.export.layout.metrics import RoleMetrics

THIN = 0.125  # natural room between Chinese and Latin, and after a checkbox, in em
HALF = 0.5  # the most that two adjacent marks give up, in em
INK_MARGIN = 0.04  # white that compression leaves beside the ink, in em
_ADJUSTED = re.compile(r"(?=(\(\(|\)\)|\)\(|ca|ac|b[ca]))")


@dataclass(slots=True)
class Shaped:
    """Text with its kinds, widths and advances; the last character of a line takes its width.

    `shown` is the text as the faces are asked for it, character by character; `rooms` lists where advance and
    width differ, as (index, difference).
    """

    text: str
    shown: Sequence[str]
    kinds: str
    size: float
    widths: list[float]
    advances: list[float]
    role: RoleMetrics
    rooms: list[tuple[int, float]]

    def width(self, start: int, end: int) -> float:
        """Natural width of a line that holds these characters."""
        return sum(self.advances[start : end - 1]) + self.widths[end - 1] if end > start else 0.0

    def spare(self, at: int, right: bool) -> float:
        """White beside the ink of the mark at `at` that compression may take, in points."""
        left_white, right_white = self.role.bearings(self.text[at])
        return max(0.0, min(HALF, (right_white if right else left_white) - INK_MARGIN)) * self.size


def shape(
    text: str,
    role: RoleMetrics,
    size: float,
    rooms: Mapping[int, float] | None = None,
    latin: Collection[int] = (),
) -> Shaped:
    """Measure `text` in one role and size; `rooms` gives the width of each OBJECT, by index.

    The marks at the places `latin` are Latin ones.
    """
    shown = [char + LATIN_FORM if at in latin else char for at, char in enumerate(text)] if latin else text
    widths = [size * width for width in map(role.widths.__getitem__, shown)]
    for at, room in (rooms or {}).items():
        widths[at] = room
    shaped = Shaped(text, shown, kinds(text, latin), size, widths, widths, role, [])
    for match in _ADJUSTED.finditer(shaped.kinds):
        shaped.rooms.append((match.start(), round(_room(shaped, match.start(), match[1]), 3)))
    if shaped.rooms:
        shaped.advances = list(widths)
        for at, room in shaped.rooms:
            shaped.advances[at] += room
    return shaped


def _room(shaped: Shaped, at: int, pair: str) -> float:
    """What is added between the characters of a pair that begins at `at`."""
    if "a" in pair or pair[0] == BOX:
        return THIN * shaped.size
    if pair[0] == OPENING:
        return -shaped.spare(at + 1, right=False)
    return -shaped.spare(at, right=True)
