"""How an object is drawn: its own attributes, else those of its drawing parameters, else those of what holds it.

GB/T 33190-2016, 8.2 (drawing parameters), 8.3 (colours) and 8.5 (graphic units).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from xml.etree.ElementTree import Element

from app.evidence.ofd.resources import Resources
from app.evidence.ofd.values import child, number, numbers, shown, whole

_HEX = re.compile(r"#([0-9a-fA-F]+)")
_CHANNELS = {"GRAY": 1, "GREY": 1, "RGB": 3, "CMYK": 4}
_FILLS, _STROKES = {1: "g", 3: "rg", 4: "k"}, {1: "G", 3: "RG", 4: "K"}
_DEVICE = {1: "DeviceGray", 3: "DeviceRGB", 4: "DeviceCMYK"}
_CAPS, _JOINS = {"butt": 0, "round": 1, "square": 2}, {"miter": 0, "round": 1, "bevel": 2}
LINE_WIDTH, _MITER = 0.353, 4.234
_LINE = ("Cap", "Join", "MiterLimit", "DashPattern", "DashOffset")
_OTHERS = ("Pattern", "AxialShd", "RadialShd", "GouraudShd", "LaGouraudShd", "LaGourandShd")


@dataclass(frozen=True, slots=True)
class Colour:
    """One colour: one, three or four channels from 0 to 1, and how opaque it is."""

    channels: tuple[float, ...]
    alpha: float = 1.0

    @property
    def fills(self) -> str:
        """As what areas are filled with."""
        return f"{shown(*self.channels)} {_FILLS[len(self.channels)]}"

    @property
    def strokes(self) -> str:
        """As what lines are drawn with."""
        return f"{shown(*self.channels)} {_STROKES[len(self.channels)]}"

    @property
    def device(self) -> str:
        """The colour space of PDF that it is in."""
        return _DEVICE[len(self.channels)]

    @property
    def rgb(self) -> tuple[float, float, float]:
        """The same on a screen."""
        match self.channels:
            case (cyan, magenta, yellow, black):
                return (1 - cyan) * (1 - black), (1 - magenta) * (1 - black), (1 - yellow) * (1 - black)
            case (red, green, blue):
                return red, green, blue
        grey = self.channels[0]
        return grey, grey, grey


BLACK = Colour((0.0,))


@dataclass(frozen=True, slots=True)
class Blend:
    """A pattern or shading instead of one colour."""

    element: Element
    alpha: float


Paint = Colour | Blend


@dataclass(frozen=True, slots=True)
class Style:
    """What speaks of how an object is drawn, the nearest first."""

    resources: Resources
    chain: tuple[Element, ...] = ()

    def of(self, element: Element) -> Style:
        """The style of `element`, which stands in something of this style."""
        own = (element, *self.resources.relatives(element.get("DrawParam")))
        return Style(self.resources, (*own, *self.chain)[:64])

    @property
    def outer(self) -> Style:
        """What it passes on to its parts: its drawing parameters, not what is said of itself alone."""
        return Style(self.resources, self.chain[1:])

    def value(self, name: str) -> str | None:
        """An attribute; None when nothing speaks of it."""
        return next((text for one in self.chain if (text := one.get(name)) is not None), None)

    def paint(self, name: str, default: Paint | None) -> Paint | None:
        """The colour of lines (`StrokeColor`) or areas (`FillColor`)."""
        for one in self.chain:
            found = child(one, name)
            if found is not None:
                return paint_of(found, self.resources) or default
        return default

    def line(self) -> str:
        """Width, ends, corners and dashes of lines, as operators of PDF."""
        return _line(self.width, *(self.value(name) for name in _LINE))

    @property
    def width(self) -> float:
        """How wide lines are."""
        return max(0.0, number(self.value("LineWidth"), LINE_WIDTH))


@lru_cache(maxsize=256)
def _line(
    width: float, cap: str | None, join: str | None, limit: str | None, pattern: str | None, offset: str | None
) -> str:
    ends, corners = _CAPS.get((cap or "").lower(), 0), _JOINS.get((join or "").lower(), 0)
    words = f"{shown(width)} w {ends} J {corners} j {shown(max(1.0, number(limit, _MITER)))} M"
    return f"{words} {dashes(pattern, offset)}"


def dashes(pattern: str | None, offset: str | None) -> str:
    """The dashes of lines as an operator of PDF; none where they make no sense."""
    lengths = [abs(length) for length in numbers(pattern)[:32]]
    known = lengths if sum(lengths) > 0.001 else []
    return f"[{shown(*known)}] {shown(max(0.0, number(offset)))} d" if known else ""


def opacity(text: str | None) -> float:
    """An Alpha from 0 to 255 as a part of 1; opaque when it is absent."""
    return min(255.0, max(0.0, number(text, 255.0))) / 255


def paint_of(element: Element, resources: Resources) -> Paint | None:
    """The paint that a colour (CT_Color) means; None when it names none that can be drawn."""
    alpha = opacity(element.get("Alpha"))
    other = next((found for name in _OTHERS if (found := child(element, name)) is not None), None)
    if other is not None:
        return Blend(other, alpha)
    space = resources.spaces.get((element.get("ColorSpace") or resources.default_space).strip())
    values = element.get("Value")
    if values is None and space is not None and element.get("Index"):
        values = resources.palette(space, whole(element.get("Index"), -1))
    if not values or not values.strip():
        return None
    return Colour(_channels(values, space), alpha)


def _channels(values: str, space: Element | None) -> tuple[float, ...]:
    wide = whole(space.get("BitsPerComponent"), 8) if space is not None else 8
    most = float(2 ** min(16, max(1, wide)) - 1)
    plain = _HEX.sub(lambda found: str(int(found.group(1)[:4], 16)), values)
    found = [min(1.0, max(0.0, value / most)) for value in numbers(plain)[:4]]
    wanted = _CHANNELS.get((space.get("Type") or "").upper(), 3) if space is not None else len(found)
    count = wanted if len(found) >= wanted and wanted in _FILLS else 3 if len(found) >= 3 else 1
    return tuple(found[:count]) or (0.0,)
