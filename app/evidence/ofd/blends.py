"""Shadings as patterns of the PDF (GB/T 33190-2016, 8.3.4; ISO 32000-2, 8.7.4)."""

from __future__ import annotations

import math
import struct
from collections.abc import Iterable, Sequence
from itertools import pairwise
from xml.etree.ElementTree import Element

import pikepdf
from pikepdf import Array, Dictionary, Name

from app.evidence.ofd.canvas import Press
from app.evidence.ofd.resources import Resources
from app.evidence.ofd.style import BLACK, Colour, paint_of
from app.evidence.ofd.values import Matrix, child, children, local, number, numbers, times, whole

Stop = tuple[float, Colour]
_MOST_STOPS, _MOST_REPEATS, _MOST_POINTS = 1_000, 200, 100_000
_WEIGHT = 10  # of the corner of a mesh against a point of a path
_FREE, _LATTICE = 4, 5
_COORDINATE = 2**32 - 1


def shaded(element: Element, by: Matrix, resources: Resources, press: Press) -> tuple[pikepdf.Object, float] | None:
    """The pattern that a shading is, placed by the matrix, and how opaque it is; None when it cannot be drawn."""
    kind = local(element.tag)
    if kind in ("AxialShd", "RadialShd"):
        made = _along(element, resources) if kind == "AxialShd" else _around(element, resources)
        if made is None:
            return None
        along, own, colours = made
        shading: pikepdf.Object = along
        by = times(own, by)
    else:
        mesh = _mesh(element, resources, press)
        if mesh is None:
            return None
        shading, colours = mesh
    pattern = Dictionary(Type=Name.Pattern, PatternType=2, Shading=shading, Matrix=Array([round(v, 6) for v in by]))
    return press.pdf.make_indirect(pattern), sum(colour.alpha for colour in colours) / len(colours)


def _along(element: Element, resources: Resources) -> tuple[Dictionary, Matrix, list[Colour]] | None:
    start, end = _pair(element.get("StartPoint")), _pair(element.get("EndPoint"))
    stops = _stops(element, resources)
    if not stops or start == end:
        return None
    function = _function(element, stops, math.dist(start, end))
    shading = Dictionary(
        ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=Array([*start, *end]), Function=function, Extend=_ends(element)
    )
    return shading, _still(), [colour for _, colour in stops]


def _around(element: Element, resources: Resources) -> tuple[Dictionary, Matrix, list[Colour]] | None:
    """Between two circles, or ellipses of the same shape: those are circles in a space that is pressed and turned."""
    stops = _stops(element, resources)
    radii = [max(0.0, number(element.get(name))) for name in ("StartRadius", "EndRadius")]
    if not stops or not any(radii):
        return None
    flat = math.sqrt(1 - min(0.999, abs(number(element.get("Eccentricity")))) ** 2)
    turn = math.radians(number(element.get("Angle")))
    cosine, sine = math.cos(turn), math.sin(turn)
    start, end = _pair(element.get("StartPoint")), _pair(element.get("EndPoint"))
    frame = times((1, 0, 0, flat, 0, 0), (cosine, sine, -sine, cosine, *start))
    dx, dy = end[0] - start[0], end[1] - start[1]
    other = cosine * dx + sine * dy, (cosine * dy - sine * dx) / flat
    length = abs(radii[1] - radii[0]) or math.hypot(*other) or 1.0
    shading = Dictionary(
        ShadingType=3,
        ColorSpace=Name.DeviceRGB,
        Coords=Array([0, 0, radii[0], round(other[0], 6), round(other[1], 6), radii[1]]),
        Function=_function(element, stops, length),
        Extend=_ends(element),
    )
    return shading, frame, [colour for _, colour in stops]


def _still() -> Matrix:
    return 1.0, 0.0, 0.0, 1.0, 0.0, 0.0


def _pair(text: str | None) -> tuple[float, float]:
    found = [*numbers(text)[:2], 0.0, 0.0]
    return found[0], found[1]


def _ends(element: Element) -> Array:
    beyond = whole(element.get("Extend"))
    return Array([bool(beyond & 1), bool(beyond & 2)])


def _stops(element: Element, resources: Resources) -> list[Stop]:
    """The colours on the way, each with its place from 0 to 1, in order; places that are not given lie evenly."""
    segments = children(element, "Segment")[:_MOST_STOPS]
    found: list[Stop] = []
    for at, segment in enumerate(segments):
        even = at / max(1, len(segments) - 1)
        place = min(1.0, max(0.0, number(segment.get("Position"), even)))
        found.append((max(place, found[-1][0] if found else 0.0), _colour(segment, resources)))
    return found if len(found) > 1 else []


def _colour(holder: Element, resources: Resources) -> Colour:
    element = child(holder, "Color")
    paint = paint_of(element, resources) if element is not None else None
    return paint if isinstance(paint, Colour) else BLACK


def _function(element: Element, stops: list[Stop], length: float) -> Dictionary:
    """The colours as a function from 0 to 1; again and again where the shading repeats or reflects."""
    once = _stitched(stops)
    kind, unit = element.get("MapType") or "Direct", number(element.get("MapUnit"))
    if kind not in ("Repeat", "Reflect") or not 0 < unit < length:
        return once
    whole_ones = min(_MOST_REPEATS, math.ceil(length / unit - 1e-9))
    share = max(unit / length, 1 / _MOST_REPEATS)
    backwards = [kind == "Reflect" and at % 2 == 1 for at in range(whole_ones)]
    encoded = [(1.0, 0.0) if back else (0.0, 1.0) for back in backwards]
    last = min(1.0, (1 - share * (whole_ones - 1)) / share)
    encoded[-1] = (1.0, 1 - last) if backwards[-1] else (0.0, last)
    bounds = [round(share * at, 6) for at in range(1, whole_ones)]
    return Dictionary(
        FunctionType=3,
        Domain=Array([0, 1]),
        Functions=Array([once] * whole_ones),
        Bounds=Array(bounds),
        Encode=Array([value for pair in encoded for value in pair]),
    )


def _stitched(stops: list[Stop]) -> Dictionary:
    first, last = stops[0], stops[-1]
    full = [*([(0.0, first[1])] if first[0] > 0 else []), *stops, *([(1.0, last[1])] if last[0] < 1 else [])]
    parts = [_between(a[1], b[1]) for a, b in pairwise(full)]
    return Dictionary(
        FunctionType=3,
        Domain=Array([0, 1]),
        Functions=Array(parts),
        Bounds=Array([round(place, 6) for place, _ in full[1:-1]]),
        Encode=Array([0, 1] * len(parts)),
    )


def _between(one: Colour, other: Colour) -> Dictionary:
    ends = Array(_rounded(one.rgb)), Array(_rounded(other.rgb))
    return Dictionary(FunctionType=2, Domain=Array([0, 1]), N=1, C0=ends[0], C1=ends[1])


def _rounded(values: Iterable[float]) -> list[float]:
    return [round(value, 4) for value in values]


def _mesh(element: Element, resources: Resources, press: Press) -> tuple[pikepdf.Object, list[Colour]] | None:
    """Triangles between points of a colour each: free ones, or those of a lattice."""
    points = children(element, "Point")[:_MOST_POINTS]
    press.bounds.spend("points", _WEIGHT * len(points))
    row = whole(element.get("VerticesPerRow"))
    lattice = local(element.tag) != "GouraudShd"
    if len(points) < 3 or (lattice and not 2 <= row <= len(points) // 2):
        return None
    if lattice:
        points = points[: len(points) // row * row]
    places = [(number(one.get("X")), number(one.get("Y"))) for one in points]
    colours = [_colour(one, resources) for one in points]
    flags = [None if lattice else min(2, max(0, whole(one.get("EdgeFlag")))) for one in points]
    left, top = min(x for x, _ in places), min(y for _, y in places)
    right, bottom = max(x for x, _ in places) + 0.001, max(y for _, y in places) + 0.001
    frame = (left, right, top, bottom)
    data = b"".join(_vertex(*one, frame) for one in zip(flags, places, colours, strict=True))
    more: dict[str, object] = {"VerticesPerRow": row} if lattice else {"BitsPerFlag": 8}
    back = child(element, "BackColor")
    behind = paint_of(back, resources) if back is not None else None
    if isinstance(behind, Colour):
        more["Background"] = Array(_rounded(behind.rgb))
    decode = Array([round(value, 6) for value in frame] + [0, 1] * 3)
    shading = press.stream(
        data,
        ShadingType=_LATTICE if lattice else _FREE,
        ColorSpace=Name.DeviceRGB,
        BitsPerCoordinate=32,
        BitsPerComponent=8,
        Decode=decode,
        **more,
    )
    return press.pdf.make_indirect(shading), colours


def _vertex(flag: int | None, place: tuple[float, float], colour: Colour, frame: Sequence[float]) -> bytes:
    left, right, top, bottom = frame
    x = round((place[0] - left) / (right - left) * _COORDINATE)
    y = round((place[1] - top) / (bottom - top) * _COORDINATE)
    head = b"" if flag is None else bytes([flag])
    return head + struct.pack(">II", x, y) + bytes(round(255 * channel) for channel in colour.rgb)
