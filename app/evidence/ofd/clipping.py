"""What is cut off: by the boundary of an object and by its clips (GB/T 33190-2016, 8.4 and 8.5)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from app.evidence.ofd.paths import Step, drawn, placed, rectangle, steps
from app.evidence.ofd.style import Style
from app.evidence.ofd.values import (
    Bounds,
    Box,
    Matrix,
    box,
    child,
    children,
    flag,
    local,
    matrix,
    moved,
    size_of,
    text_of,
    times,
)

_SPILL = 1.0  # mm beyond its boundary that an object may reach without being cut: the ends and halves of lines
_EXACT = 0.05


@dataclass(frozen=True, slots=True)
class Spot:
    """One object and where it stands: its boundary, and the ways from that and from within its CTM to the canvas."""

    element: Element
    style: Style
    area: Box
    base: Matrix
    outside: Matrix
    place: Matrix

    @property
    def kind(self) -> str:
        """TextObject, PathObject …"""
        return local(self.element.tag)


def spot_of(element: Element, base: Matrix, style: Style) -> Spot:
    """Where an object stands in a space from which `base` leads to the canvas."""
    area = box(element.get("Boundary")) or (0.0, 0.0, 0.0, 0.0)
    outside = moved(area[0], area[1], base)
    return Spot(element, style, area, base, outside, times(matrix(element.get("CTM")), outside))


def cut(spot: Spot) -> str:
    """The cut along the boundary, as operators; "" where nothing reaches beyond it.

    Text is never cut: programs measure it in many ways, and what a reader shows must not be lost.
    """
    if spot.kind == "TextObject" or (spot.area[2] <= 0 and spot.area[3] <= 0):
        return ""
    inner = matrix(spot.element.get("CTM"))
    spill = _EXACT if spot.kind == "ImageObject" else _SPILL
    if spot.kind == "PathObject":
        spill += spot.style.width * size_of(inner) / 2
        made = steps(text_of(spot.element, "AbbreviatedData"))
    else:
        made = rectangle((0, 0, 1, 1)) if spot.kind == "ImageObject" and spot.element.get("CTM") else []
    width, height = max(0.0, spot.area[2]), max(0.0, spot.area[3])
    wider = (-spill, -spill, width + 2 * spill, height + 2 * spill)
    if spot.kind != "CompositeObject" and _within(placed(made, inner), wider):
        return ""
    return f"{drawn(placed(rectangle(wider), spot.outside))}\nW n"


def _within(made: list[Step], area: Box) -> bool:
    left, top, right, bottom = area[0], area[1], area[0] + area[2], area[1] + area[3]
    return all(
        left <= x <= right and top <= y <= bottom
        for _, values in made
        for x, y in zip(values[::2], values[1::2], strict=True)
    )


def clipped(spot: Spot, bounds: Bounds, letters: Callable[[Element, Matrix], list[Step]]) -> str:
    """Its clips, as operators: each leaves what lies in any of its areas; `letters` are the outlines of a text."""
    clips = child(spot.element, "Clips")
    inner = spot.place if clips is None or flag(clips.get("TransFlag"), True) else spot.outside
    words = []
    for clip in children(clips, "Clip"):
        union: list[Step] = []
        rule = "W"
        for area in children(clip, "Area"):
            by = times(matrix(area.get("CTM")), inner)
            for path in children(area, "Path"):
                union += placed(steps(text_of(path, "AbbreviatedData")), spot_of(path, by, spot.style).place)
                rule = "W*" if path.get("Rule") == "Even-Odd" else rule
            for text in children(area, "Text"):
                union += letters(text, spot_of(text, by, spot.style).place)
        bounds.spend("points", len(union))
        if union:
            words.append(f"{drawn(union)}\n{rule} n")
    return "\n".join(words)
