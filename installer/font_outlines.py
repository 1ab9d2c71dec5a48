"""Outlines of faces: cubic ones made quadratic, and boxes to tick drawn on a face's own square."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._g_l_y_f import Glyph

UNHINTED = (  # fields of maxp that are nought in a face without instructions
    "maxZones",
    "maxTwilightPoints",
    "maxStorage",
    "maxFunctionDefs",
    "maxInstructionDefs",
    "maxStackElements",
    "maxSizeOfInstructions",
    "maxComponentElements",
)
MAX_ERROR = 1.0  # largest distance, in font units, between a cubic curve and its quadratic twin
Points = tuple[tuple[float, float], ...]
# Marks drawn inside the face's own □, as shares of its inner square, clockwise like its outer edge.
TICK: Points = ((0.08, 0.50), (0.17, 0.60), (0.40, 0.33), (0.84, 0.94), (0.94, 0.86), (0.41, 0.10))
CROSS: tuple[Points, ...] = (
    ((0.10, 0.19), (0.81, 0.90), (0.90, 0.81), (0.19, 0.10)),
    ((0.10, 0.81), (0.19, 0.90), (0.90, 0.19), (0.81, 0.10)),
)


def to_truetype(font: TTFont) -> None:
    """Replace the CFF outlines of `font` by quadratic ones, in place."""
    order = font.getGlyphOrder()
    outlines = font.getGlyphSet()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(None)
        outlines[name].draw(Cu2QuPen(pen, MAX_ERROR, reverse_direction=True))
        glyphs[name] = pen.glyph()
    glyf = font["glyf"] = newTable("glyf")
    glyf.glyphOrder, glyf.glyphs = order, glyphs
    font["loca"] = newTable("loca")
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    for field in UNHINTED:
        setattr(maxp, field, 0)
    font["head"].glyphDataFormat = 0
    font.sfntVersion = "\x00\x01\x00\x00"
    for name in order:
        glyphs[name].recalcBounds(glyf)
        font["hmtx"][name] = (font["hmtx"][name][0], getattr(glyphs[name], "xMin", 0))


def add_boxes(font: TTFont) -> None:
    """Add ☐, ☑ and ☒ drawn on the face's own □, so that ticked and empty boxes are a pair."""
    names = font.getBestCmap()
    box = names.get(ord("□"))
    if box is None:
        return
    for sign, marks in (("☐", ()), ("☑", (TICK,)), ("☒", CROSS)):
        if ord(sign) not in names:
            add_glyph(font, f"uni{ord(sign):04X}", ord(sign), box, marks)


def add_glyph(font: TTFont, name: str, code: int, box: str, marks: Sequence[Points]) -> None:
    """Add the glyph `name` for `code`: the outline of `box` and `marks` inside it."""
    glyf = font["glyf"]
    glyph = marked(font, glyf[box], marks)
    order = [*font.getGlyphOrder(), name]
    font.setGlyphOrder(order)
    glyf.glyphOrder = order
    glyf.glyphs[name] = glyph
    glyph.recalcBounds(glyf)
    font["hmtx"][name] = (font["hmtx"][box][0], glyph.xMin)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[code] = name


def marked(font: TTFont, box: Glyph, marks: Sequence[Points]) -> Glyph:
    """A copy of the glyph `box` with polygons in its inner square."""
    pen = TTGlyphPen(None)
    box.draw(pen, font["glyf"])
    left, bottom, side = inner_square(box)
    for mark in marks:
        corners = [(left + x * side, bottom + y * side) for x, y in mark]
        pen.moveTo(corners[0])
        for corner in corners[1:]:
            pen.lineTo(corner)
        pen.closePath()
    return pen.glyph()


def inner_square(box: Glyph) -> tuple[float, float, float]:
    """Left, bottom and side of the white square inside □, from its inner contour."""
    points = list(contours(box))[-1]
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    bottom = min(y for _, y in points)
    return left, bottom, right - left


def contours(glyph: Glyph) -> Iterator[list[tuple[int, int]]]:
    """The contours of a simple glyph, outermost first."""
    start, found_contours = 0, []
    for end in glyph.endPtsOfContours:
        found_contours.append(list(glyph.coordinates[start : end + 1]))
        start = end + 1
    yield from sorted(found_contours, key=lambda points: min(x for x, _ in points))
