"""Annotations without an appearance that readers draw by themselves: shapes, lines, ink, marked text, free text.

Source: ISO 32000-2, 12.5.6.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from itertools import pairwise

from pikepdf import Array, Dictionary
from reportlab.pdfgen.canvas import Canvas

from app.evidence.pdf.faces import Words
from app.evidence.pdf.fields import setting
from app.evidence.pdf.objects import Box, items, number, numbers, rectangle, spelled, text, whole
from app.evidence.pdf.pen import Pen, border, colour

Point = tuple[float, float]
_MOST_POINTS = 100_000
_CURVE = 0.5523  # of the radius: how far the handles of a quarter of a circle lie from its ends
_ARROWS = frozenset(("/OpenArrow", "/ClosedArrow"))
_CSS_SIZE, _CSS_COLOUR = re.compile(r"(\d{1,3}(?:\.\d+)?)pt"), re.compile(r"(?<![\w-])color:\s*#([0-9a-fA-F]{6})")


def draw_mark(pen: Pen, mark: Dictionary) -> bool:
    """Draw the mark onto a sheet of its own; False when it is of a kind, or in a state, that has no such drawing."""
    draw = _DRAWERS.get(spelled(mark.get("/Subtype")))
    return draw is not None and draw(pen, mark)


def _begin(pen: Pen, mark: Dictionary, points: list[Point], edge: float, default: tuple[float, ...] | None) -> Canvas:
    """A sheet that holds all points and the rectangle, with pen and brush as the mark wants them."""
    place = rectangle(mark.get("/Rect"))
    corners = [(place[0], place[1]), (place[2], place[3])] if place else []
    xs, ys = zip(*(points + corners), strict=True)
    canvas = pen.sheet(mark, (min(xs) - edge, min(ys) - edge, max(xs) + edge, max(ys) + edge))
    width, dashes = border(mark)
    canvas.setLineWidth(width)
    canvas.setDash(dashes)
    canvas.setStrokeColorRGB(*(colour(mark.get("/C")) or default or (0, 0, 0)))
    canvas.setFillColorRGB(*(colour(mark.get("/IC")) or default or (1, 1, 1)))
    opacity = number(mark.get("/CA", 1))
    canvas.setStrokeAlpha(min(1.0, max(0.0, 1.0 if opacity is None else opacity)))
    canvas.setFillAlpha(min(1.0, max(0.0, 1.0 if opacity is None else opacity)))
    return canvas


def _draw_shape(pen: Pen, mark: Dictionary) -> bool:
    place = rectangle(mark.get("/Rect"))
    if place is None:
        return False
    width, _ = border(mark)
    filled = colour(mark.get("/IC")) is not None
    canvas = _begin(pen, mark, [], 0, None)
    left, bottom, right, top = _within(place, mark, width / 2)
    if mark.Subtype == "/Circle":
        canvas.ellipse(left, bottom, right, top, stroke=int(width > 0), fill=int(filled))
    else:
        canvas.rect(left, bottom, right - left, top - bottom, stroke=int(width > 0), fill=int(filled))
    return True


def _draw_line(pen: Pen, mark: Dictionary) -> bool:
    points = _points(mark.get("/L"))
    return len(points) == 2 and _draw_lines(pen, mark, [points], closed=False)


def _draw_path(pen: Pen, mark: Dictionary) -> bool:
    points = _points(mark.get("/Vertices"))
    return len(points) > 1 and _draw_lines(pen, mark, [points], closed=mark.Subtype == "/Polygon")


def _draw_ink(pen: Pen, mark: Dictionary) -> bool:
    strokes = [points for points in map(_points, items(mark.get("/InkList"))) if points]
    return bool(strokes) and _draw_lines(pen, mark, strokes, closed=False)


def _draw_lines(pen: Pen, mark: Dictionary, lines: list[list[Point]], closed: bool) -> bool:
    width, _ = border(mark)
    every = [point for line in lines for point in line]
    if len(every) > _MOST_POINTS:
        return False
    canvas = _begin(pen, mark, every, width * 6, None)
    canvas.setLineCap(1 if mark.Subtype == "/Ink" else 0)
    canvas.setLineJoin(1)
    path = canvas.beginPath()
    for begin, *others in lines:
        path.moveTo(*begin)
        for point in others or [begin]:
            path.lineTo(*point)
        if closed:
            path.close()
    filled = closed and colour(mark.get("/IC")) is not None
    canvas.drawPath(path, stroke=int(width > 0), fill=int(filled))
    if not closed and mark.Subtype != "/Ink":
        _draw_ends(canvas, mark, lines[0], width)
    return True


def _draw_ends(canvas: Canvas, mark: Dictionary, line: list[Point], width: float) -> None:
    """Arrows at the ends of a line; its other endings are ornaments of the same place and left out."""
    ends = [spelled(one) for one in items(mark.get("/LE"))]
    canvas.setDash([])
    for name, tip, before in zip(ends, (line[0], line[-1]), (line[1], line[-2]), strict=False):
        if name in _ARROWS:
            angle = math.atan2(before[1] - tip[1], before[0] - tip[0])
            size = max(width, 0.5) * 4.5
            sides = [
                (tip[0] + size * math.cos(angle + turn), tip[1] + size * math.sin(angle + turn))
                for turn in (0.52, -0.52)
            ]
            path = canvas.beginPath()
            path.moveTo(*sides[0])
            path.lineTo(*tip)
            path.lineTo(*sides[1])
            if name == "/ClosedArrow":
                path.close()
            canvas.drawPath(path, stroke=1, fill=int(name == "/ClosedArrow" and colour(mark.get("/IC")) is not None))


def _draw_marker(pen: Pen, mark: Dictionary) -> bool:
    """Text marked, underlined, struck out or waved under."""
    quads = _quads(mark)
    if not quads:
        return False
    kind = spelled(mark.Subtype)
    canvas = _begin(
        pen, mark, [corner for quad in quads for corner in quad], 1, (1, 1, 0) if kind == "/Highlight" else None
    )
    if kind == "/Highlight":
        canvas.setFillColorRGB(*(colour(mark.get("/C")) or (1, 1, 0)))
        canvas.setBlendMode("Multiply")
    canvas.setDash([])
    for top_left, top_right, bottom_left, bottom_right in quads:
        path = canvas.beginPath()
        if kind == "/Highlight":
            for number, point in enumerate((top_left, top_right, bottom_right, bottom_left)):
                (path.lineTo if number else path.moveTo)(*point)
            path.close()
        else:
            height = math.dist(top_left, bottom_left)
            canvas.setLineWidth(max(0.5, height / 16))
            share = 0.5 if kind == "/StrikeOut" else 0.08
            begin, end = _between(bottom_left, top_left, share), _between(bottom_right, top_right, share)
            _trace(path, begin, end, height / 12 if kind == "/Squiggly" else 0.0)
        canvas.drawPath(path, stroke=int(kind != "/Highlight"), fill=int(kind == "/Highlight"))
    return True


def _draw_words(pen: Pen, mark: Dictionary) -> bool:
    place, words = rectangle(mark.get("/Rect")), text(mark.get("/Contents"))
    if place is None:
        return False
    width, _ = border(mark)
    canvas = _begin(pen, mark, _points(mark.get("/CL")), 0 if "/CL" not in mark else 1, None)
    left, bottom, right, top = _within(place, mark, width / 2)
    set_in, style = setting(text(mark.get("/DA"))), text(mark.get("/DS"))
    ink = colour(Array(list(set_in.colour))) or (0.0, 0.0, 0.0)
    ground = colour(mark.get("/C"))
    canvas.setStrokeColorRGB(*ink)
    canvas.setFillColorRGB(*(ground or (1, 1, 1)))
    if width or ground:
        canvas.rect(left, bottom, right - left, top - bottom, stroke=int(width > 0), fill=int(ground is not None))
    _draw_callout(canvas, _points(mark.get("/CL")))
    size, named = _CSS_SIZE.search(style), _CSS_COLOUR.search(style)
    if named:
        ink = tuple(int(named[1][at : at + 2], 16) / 255 for at in (0, 2, 4))
    canvas.setFillColorRGB(*ink)
    gap = min(width / 2 + 2, (right - left) / 4, (top - bottom) / 4)
    inside = left + gap, bottom + gap, right - gap, top - gap
    points = float(size[1]) if size else set_in.size or 12.0
    pen.write_in(Words(set_in.font + style), words, points, inside, whole(mark.get("/Q")) % 3)
    return True


def _draw_callout(canvas: Canvas, points: list[Point]) -> None:
    for begin, end in pairwise(points):
        canvas.line(*begin, *end)


def _within(place: Box, mark: Dictionary, gap: float) -> Box:
    """The rectangle less its differences (/RD) and half its border."""
    left, bottom, right, top = place
    less = [max(0.0, one) for one in numbers(mark.get("/RD"))]
    if len(less) == 4 and less[0] + less[2] < right - left and less[1] + less[3] < top - bottom:
        left, bottom, right, top = left + less[0], bottom + less[1], right - less[2], top - less[3]
    gap = min(gap, (right - left) / 2, (top - bottom) / 2)
    return left + gap, bottom + gap, right - gap, top - gap


def _points(value: object) -> list[Point]:
    flat = numbers(value)
    return list(zip(flat[::2], flat[1::2], strict=False))


def _quads(mark: Dictionary) -> list[list[Point]]:
    """Four corners each: both of the top from the left, then both of the bottom; the rectangle where there are none."""
    points = _points(mark.get("/QuadPoints"))[:_MOST_POINTS]
    quads = [points[at : at + 4] for at in range(0, len(points) - 3, 4)]
    place = rectangle(mark.get("/Rect"))
    if not quads and place:
        left, bottom, right, top = place
        quads = [[(left, top), (right, top), (left, bottom), (right, bottom)]]
    return quads


def _between(begin: Point, end: Point, share: float) -> Point:
    return begin[0] + (end[0] - begin[0]) * share, begin[1] + (end[1] - begin[1]) * share


def _trace(path: object, begin: Point, end: Point, wave: float) -> None:
    """A straight line, or one that waves by so much."""
    length = math.dist(begin, end)
    steps = min(1_000, max(1, int(length / (wave * 2)))) if wave else 1
    across = (-(end[1] - begin[1]) / length * wave, (end[0] - begin[0]) / length * wave) if length else (0.0, 0.0)
    path.moveTo(*begin)  # type: ignore[attr-defined]  # reportlab's path has no type
    for step in range(1, steps + 1):
        x, y = _between(begin, end, step / steps)
        up = step % 2 if step < steps else 0
        path.lineTo(x + across[0] * up, y + across[1] * up)  # type: ignore[attr-defined]  # as above


_DRAWERS: dict[str, Callable[[Pen, Dictionary], bool]] = {
    "/Square": _draw_shape,
    "/Circle": _draw_shape,
    "/Line": _draw_line,
    "/PolyLine": _draw_path,
    "/Polygon": _draw_path,
    "/Ink": _draw_ink,
    "/Highlight": _draw_marker,
    "/Underline": _draw_marker,
    "/StrikeOut": _draw_marker,
    "/Squiggly": _draw_marker,
    "/FreeText": _draw_words,
}
