"""The basic values of OFD (GB/T 33190-2016, 7.3): numbers, boxes, matrices; and the bounds of what is drawn."""

from __future__ import annotations

import math
import re
from xml.etree.ElementTree import Element

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]  # left, top, width, height

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
POINTS_PER_MM = 72 / 25.4
_FAR = 1_000_000.0
_MOST_NUMBERS = 2_000_000
_SPACE = re.compile(r"[\s,]+")


class TooMuch(Exception):
    """More is drawn than any honest file has."""


class Bounds:
    """Counts what one file draws, down to zero; `TooMuch` beyond."""

    def __init__(self) -> None:
        self._left = {"objects": 100_000, "glyphs": 500_000, "points": 1_000_000, "pixels": 300_000_000}

    def spend(self, what: str, count: int = 1) -> None:
        """So many more of `what` are drawn."""
        self._left[what] -= count
        if self._left[what] < 0:
            raise TooMuch(what)


def number(text: str | None, default: float = 0.0) -> float:
    """A number within all sense; `default` for what is none, endless or far beyond any page."""
    try:
        value = float(text or "")
    except ValueError:
        return default
    return value if math.isfinite(value) and abs(value) <= _FAR else default


def numbers(text: str | None) -> list[float]:
    """The numbers of an array (ST_Array); what is none of them counts as 0."""
    words = _SPACE.split((text or "").strip()) if text and text.strip() else []
    if len(words) > _MOST_NUMBERS:
        raise TooMuch("points")
    return [number(word) for word in words]


def whole(text: str | None, default: int = 0) -> int:
    """A whole number."""
    return int(number(text, default))


def flag(text: str | None, default: bool) -> bool:
    """An XML boolean; `default` when it is absent."""
    return default if text is None else text.strip().lower() in ("1", "true")


def box(text: str | None) -> Box | None:
    """A rectangle (ST_Box); None when it is absent or not four numbers."""
    found = numbers(text)
    return (found[0], found[1], found[2], found[3]) if len(found) == 4 else None


def matrix(text: str | None) -> Matrix:
    """A CTM; the identity when it is absent or not six numbers."""
    found = numbers(text)
    return (found[0], found[1], found[2], found[3], found[4], found[5]) if len(found) == 6 else IDENTITY


def times(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that does `first` and then `then`."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def moved(x: float, y: float, then: Matrix = IDENTITY) -> Matrix:
    """A shift by (x, y), and then `then`."""
    return times((1.0, 0.0, 0.0, 1.0, x, y), then)


def point(x: float, y: float, by: Matrix) -> tuple[float, float]:
    """Where a matrix brings a point."""
    a, b, c, d, e, f = by
    return a * x + c * y + e, b * x + d * y + f


def size_of(by: Matrix) -> float:
    """How many times larger a matrix makes things, on the average."""
    return math.sqrt(abs(by[0] * by[3] - by[1] * by[2]))


def shown(*values: float) -> str:
    """Numbers as PDF writes them."""
    return " ".join([f"{value:.4f}".rstrip("0").rstrip(".") if value else "0" for value in values])


def local(name: str) -> str:
    """The bare name of an element."""
    return name.rpartition("}")[2]


def child(element: Element | None, name: str) -> Element | None:
    """The first child of that bare name."""
    for one in element if element is not None else ():
        if one.tag.endswith(name) and local(one.tag) == name:
            return one
    return None


def children(element: Element | None, name: str) -> list[Element]:
    """All children of that bare name."""
    return [one for one in element if local(one.tag) == name] if element is not None else []


def text_of(element: Element | None, name: str) -> str:
    """The words of the first child of that bare name, without space around; "" when it is absent."""
    found = child(element, name)
    return (found.text or "").strip() if found is not None else ""
