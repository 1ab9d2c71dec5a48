"""Outlines: the abbreviated data of a path (GB/T 33190-2016, 9.1) as lines and cubic curves, and those as PDF."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from app.evidence.ofd.values import IDENTITY, Box, Matrix, TooMuch, number, point, shown

Step = tuple[str, tuple[float, ...]]
"""One of "m", "l", "c" (cubic) with its points, or "h" with none: the operators of PDF."""

_WORD = re.compile(r"[A-Za-z]|[-+.\d][-+.\deE]*")
_TAKES = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
_MOST = 4_000_000  # characters of one path
_SHORT = 200
_KAPPA = 0.5522847498


def steps(data: str) -> Sequence[Step]:
    """The steps of abbreviated data; what is no command, or lacks numbers, is passed over."""
    if len(data) > _MOST:
        raise TooMuch("points")
    return _known(data) if len(data) < _SHORT else _steps_of(data)


@lru_cache(maxsize=2_048)
def _known(data: str) -> Sequence[Step]:
    """Tables are drawn of the same lines again and again."""
    return _steps_of(data)


def _steps_of(data: str) -> Sequence[Step]:
    made: list[Step] = []
    at = start = (0.0, 0.0)
    for command, values in _commands(data):
        if command == "C":
            made.append(("h", ()))
            at = start
            continue
        if not made and command not in "SM":
            made.append(("m", at))
        made.extend(_steps(command, values, at))
        at = values[-2], values[-1]
        start = at if command in "SM" else start
    return made


def _commands(data: str) -> Iterator[tuple[str, tuple[float, ...]]]:
    """Each command with its numbers; a command may be followed by several sets of them."""
    words = _WORD.findall(data)
    at = 0
    while at < len(words):
        command, at = words[at], at + 1
        takes = _TAKES.get(command)
        if takes == 0:
            yield command, ()
        while takes and at + takes <= len(words) and not words[at].isalpha():
            yield command, tuple(number(word) for word in words[at : at + takes])
            at += takes


def _steps(command: str, values: tuple[float, ...], at: tuple[float, float]) -> Iterable[Step]:
    match command:
        case "S" | "M":
            return [("m", values)]
        case "L":
            return [("l", values)]
        case "B":
            return [("c", values)]
        case "Q":
            return [("c", raised(at, (values[0], values[1]), (values[2], values[3])))]
    return _arc(at, values)


def raised(
    start: tuple[float, float], control: tuple[float, float], end: tuple[float, float]
) -> tuple[float, float, float, float, float, float]:
    """A quadratic curve as the numbers of a cubic one."""
    first = [a + (b - a) * 2 / 3 for a, b in zip(start, control, strict=True)]
    second = [a + (b - a) * 2 / 3 for a, b in zip(end, control, strict=True)]
    return first[0], first[1], second[0], second[1], end[0], end[1]


def _arc(at: tuple[float, float], values: tuple[float, ...]) -> Iterable[Step]:
    """An elliptic arc from `at`: radii, turn in degrees, large, clockwise, end (as in SVG 1.1, F.6)."""
    across, along, turn, large, clockwise, *end = values
    across, along = abs(across), abs(along)
    if not across or not along or math.dist(at, end) < 1e-9:
        return [("l", (end[0], end[1]))]
    cosine, sine = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    half = (at[0] - end[0]) / 2, (at[1] - end[1]) / 2
    x, y = (cosine * half[0] + sine * half[1]) / across, (cosine * half[1] - sine * half[0]) / along
    reach = math.hypot(x, y)
    if reach > 1:  # the ellipse is too small to come there
        across, along, x, y, reach = across * reach, along * reach, x / reach, y / reach, 1.0
    aside = math.sqrt(max(0.0, 1 / reach**2 - 1)) * (-1 if bool(large) == bool(clockwise) else 1)
    middle = aside * y, -aside * x
    first = math.atan2(y - middle[1], x - middle[0])
    sweep = math.atan2(-y - middle[1], -x - middle[0]) - first
    sweep += math.tau if clockwise and sweep < 0 else -math.tau if not clockwise and sweep > 0 else 0
    centre = ((at[0] + end[0]) / 2, (at[1] + end[1]) / 2)
    frame: Matrix = (cosine * across, sine * across, -sine * along, cosine * along, *centre)
    return [
        ("c", (*numbers, end[0], end[1]) if last else (*numbers, *ends))
        for last, numbers, ends in _quarters(first, sweep, middle, frame)
    ]


def _quarters(
    first: float, sweep: float, middle: tuple[float, float], frame: Matrix
) -> Iterator[tuple[bool, tuple[float, ...], tuple[float, float]]]:
    """An arc of the unit circle around `middle`, in pieces of at most a quarter: is it the last, handles, end."""
    pieces = max(1, math.ceil(abs(sweep) / (math.pi / 2) - 1e-6))
    step = sweep / pieces
    handle = 4 / 3 * math.tan(step / 4)
    for piece in range(pieces):
        a, b = first + piece * step, first + (piece + 1) * step
        ends = (math.cos(b) + middle[0], math.sin(b) + middle[1])
        one = (math.cos(a) - handle * math.sin(a) + middle[0], math.sin(a) + handle * math.cos(a) + middle[1])
        two = (ends[0] + handle * math.sin(b), ends[1] - handle * math.cos(b))
        yield piece + 1 == pieces, (*point(*one, frame), *point(*two, frame)), point(*ends, frame)


def rectangle(area: Box) -> list[Step]:
    """The outline of a box."""
    x, y, width, height = area
    right, bottom = x + width, y + height
    return [("m", (x, y)), ("l", (right, y)), ("l", (right, bottom)), ("l", (x, bottom)), ("h", ())]


def rounded(area: Box, across: float, along: float) -> list[Step]:
    """The outline of a box with round corners of those radii."""
    x, y, width, height = area
    a, b = min(max(0.0, across), width / 2), min(max(0.0, along), height / 2)
    if a <= 0 or b <= 0:
        return rectangle(area)
    right, bottom, p, q = x + width, y + height, a * (1 - _KAPPA), b * (1 - _KAPPA)
    return [
        ("m", (x + a, y)),
        ("l", (right - a, y)),
        ("c", (right - p, y, right, y + q, right, y + b)),
        ("l", (right, bottom - b)),
        ("c", (right, bottom - q, right - p, bottom, right - a, bottom)),
        ("l", (x + a, bottom)),
        ("c", (x + p, bottom, x, bottom - q, x, bottom - b)),
        ("l", (x, y + b)),
        ("c", (x, y + q, x + p, y, x + a, y)),
        ("h", ()),
    ]


def placed(made: Iterable[Step], by: Matrix) -> list[Step]:
    """The same outline moved by a matrix."""
    if by == IDENTITY:
        return list(made)
    return [
        (operator, tuple(value for x, y in zip(values[::2], values[1::2], strict=True) for value in point(x, y, by)))
        for operator, values in made
    ]


def drawn(made: Iterable[Step], write: Callable[..., str] = shown) -> str:
    """The outline as operators of PDF."""
    return "\n".join(f"{write(*values)} {operator}" if values else operator for operator, values in made)
