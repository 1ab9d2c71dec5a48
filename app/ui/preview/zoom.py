"""How large the pages of the preview are: as the room allows, or so many percent."""

from __future__ import annotations

from typing import NamedTuple

WHOLE, SPREAD, PAGE = "整页", "整幅宽", "一页宽"
HUNDRED = 96 / 72
"""Pixels a point at 100 %, before the screen's own scaling."""
PERCENTS = (25, 50, 75, 100, 125, 150, 200, 300)
CHOICES = (WHOLE, SPREAD, PAGE, *(f"{percent}%" for percent in PERCENTS))
BAR = 18
"""Pixels that a scroll bar takes."""
LEAST = 200
"""Pixels of the smallest room that is reckoned with."""


class Room(NamedTuple):
    """What there is for the pages, in pixels, ground left out."""

    width: float
    height: float


def scale_of(choice: str, size: tuple[float, float], room: Room) -> float:
    """Pixels a point for pages of `size` (in points): two of them side by side."""
    if choice.endswith("%"):
        return HUNDRED * int(choice[:-1]) / 100
    width, height = size
    if choice == WHOLE:
        return min(max(room.width, LEAST) / (2 * width), max(room.height, LEAST) / height)
    return max(room.width - BAR, LEAST) / (width * (1 if choice == PAGE else 2))


def stepped(scale: float, by: int) -> str:
    """The next larger (1) or smaller (-1) percentage."""
    percent = 100 * scale / HUNDRED
    if by > 0:
        found = next((one for one in PERCENTS if one > percent * 1.01), PERCENTS[-1])
    else:
        found = next((one for one in reversed(PERCENTS) if one < percent * 0.99), PERCENTS[0])
    return f"{found}%"
