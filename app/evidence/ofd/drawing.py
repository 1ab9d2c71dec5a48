"""Objects drawn: text, paths, pictures and what is composed of them (GB/T 33190-2016, clauses 8 to 13)."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import Element

import pikepdf

from app.evidence.ofd.canvas import Canvas
from app.evidence.ofd.clipping import Spot, clipped, cut, spot_of
from app.evidence.ofd.letters.text import TextRun
from app.evidence.ofd.letters.writing import Writer
from app.evidence.ofd.paths import Step, drawn, placed, rounded, steps
from app.evidence.ofd.patterns import Paints
from app.evidence.ofd.pictures import NoPicture
from app.evidence.ofd.resources import Resources
from app.evidence.ofd.studio import Studio
from app.evidence.ofd.style import BLACK, LINE_WIDTH, Colour, Style, dashes, opacity, paint_of
from app.evidence.ofd.values import Matrix, child, flag, local, number, shown, size_of, text_of, times

_DEEPEST = 24  # objects within objects
_GROUP = 20  # objects that one group costs as much as


class Painter:
    """Draws objects on one canvas of `size` points; `deep` counts how far this one stands within others."""

    def __init__(
        self, canvas: Canvas, studio: Studio, resources: Resources, size: tuple[float, float], deep: int = 0
    ) -> None:
        self._canvas, self._studio, self._resources, self._size = canvas, studio, resources, size
        self._deep = deep
        self._bounds = studio.press.bounds
        self._drawers: dict[str, Callable[[Spot], None]] = {
            "TextObject": self._text,
            "PathObject": self._path,
            "ImageObject": self._image,
            "CompositeObject": self._composite,
        }

    def layer(self, element: Element, base: Matrix) -> None:
        """One layer of a page, or whatever else holds objects; `base` leads from its space to the canvas."""
        self._paints = Paints(self._canvas, self._studio, self._resources, base, self._tile)
        self._block(element, base, Style(self._resources).of(element).outer)

    def _block(self, block: Element, base: Matrix, style: Style) -> None:
        if self._deep >= _DEEPEST:
            self._studio.findings.lose("嵌套过深的图形")
            return
        self._deep += 1
        for element in block:
            draw = self._drawers.get(local(element.tag))
            if local(element.tag) == "PageBlock":
                self._block(element, base, style)
            elif draw is not None and flag(element.get("Visible"), True):
                self._object(spot_of(element, base, style.of(element)), draw)
        self._deep -= 1

    def _object(self, spot: Spot, draw: Callable[[Spot], None]) -> None:
        self._bounds.spend("objects", self._deep)  # what lies deeper may be drawn more often
        self._studio.findings.note_acts(spot.element)
        with self._canvas.saved():
            for words in (cut(spot), clipped(spot, self._bounds, self._outlines)):
                if words:
                    self._canvas.add(words)
            draw(spot)

    def _path(self, spot: Spot) -> None:
        made = steps(text_of(spot.element, "AbbreviatedData"))
        self._bounds.spend("points", len(made))
        stroke = spot.style.paint("StrokeColor", BLACK) if flag(spot.element.get("Stroke"), True) else None
        fill = spot.style.paint("FillColor", None) if flag(spot.element.get("Fill"), False) else None
        fill, stroke = self._paints.set(spot, fill, stroke)
        if not made or (stroke is None and fill is None):
            return
        with self._canvas.saved(spot.place):
            if stroke is not None:
                self._canvas.add(spot.style.line())
            rule = "*" if (spot.element.get("Rule") or "").lower().replace("-", "") == "evenodd" else ""
            operator = "S" if fill is None else f"f{rule}" if stroke is None else f"B{rule}"
            self._canvas.add(f"{drawn(made)}\n{operator}")

    def _text(self, spot: Spot) -> None:
        writer = self._writer(spot.element, spot.place)
        fill = spot.style.paint("FillColor", BLACK) if flag(spot.element.get("Fill"), True) else None
        stroke = spot.style.paint("StrokeColor", BLACK) if flag(spot.element.get("Stroke"), False) else None
        if writer.is_empty:
            return
        plain = isinstance(fill, Colour) and stroke is None
        fill, stroke = self._paints.set(spot, fill, fill if plain else stroke)
        if fill is None and stroke is None:
            return
        self._studio.wardrobe.used(writer.run.letters)
        if plain:
            writer.letters(self._canvas, self._studio.fonts, "bold" if writer.run.is_bold else "plain")
        else:
            made = writer.outlines()
            self._bounds.spend("points", len(made))
            width = f"{shown(spot.style.width * size_of(spot.place))} w\n" if stroke is not None else ""
            self._canvas.add(f"{width}{drawn(made)}\n{'S' if fill is None else 'f' if stroke is None else 'B'}")
            writer.letters(self._canvas, self._studio.fonts, "unseen")

    def _writer(self, element: Element, place: Matrix) -> Writer:
        letters = self._studio.wardrobe.letters(element.get("Font"), self._resources)
        writer = Writer(TextRun(element, letters, self._bounds), place, flag(element.get("Italic"), letters.slanted))
        self._studio.findings.missing.update(dict.fromkeys(writer.run.missing))
        return writer

    def _outlines(self, element: Element, place: Matrix) -> list[Step]:
        return self._writer(element, place).outlines()

    def _image(self, spot: Spot) -> None:
        element, width, height = spot.element, spot.area[2], spot.area[3]
        image = self._picture(element.get("ResourceID"), element.get("ImageMask"))
        image = image or self._picture(element.get("Substitution"), None)
        if image is None:
            self._studio.findings.lose("读不出的图片")
            return
        whole: Matrix = (1, 0, 0, -1, 0, 1)
        fitted = whole if element.get("CTM") is not None else times(whole, (width, 0, 0, height, 0, 0))
        alpha = opacity(element.get("Alpha"))
        border = child(element, "Border")
        with self._canvas.saved():
            if border is not None:
                self._canvas.add(f"{drawn(placed(_frame(border, spot), spot.outside))}\nW n")
            with self._canvas.saved(times(fitted, spot.place)):
                self._canvas.opaque(alpha, alpha)
                self._canvas.show(image)
        if border is not None:
            self._border(border, spot)

    def _border(self, border: Element, spot: Spot) -> None:
        """The frame around a picture (10.1), along its boundary."""
        colour = child(border, "BorderColor")
        paint = paint_of(colour, self._resources) if colour is not None else None
        with self._canvas.saved(spot.outside):
            self._canvas.add((paint if isinstance(paint, Colour) else BLACK).strokes)
            self._canvas.add(f"{shown(number(border.get('LineWidth'), LINE_WIDTH))} w")
            self._canvas.add(dashes(border.get("DashPattern"), border.get("DashOffset")))
            self._canvas.add(f"{drawn(_frame(border, spot))}\nS")

    def _picture(self, reference: str | None, mask: str | None) -> pikepdf.Object | None:
        """The picture of that ID; None when it is not there or cannot be read."""
        part, over = (self._media(one) for one in (reference, mask))
        if part is None or (mask and over is None):
            return None
        try:
            return self._studio.pictures.image(self._resources.package, part, over)
        except NoPicture:
            return None

    def _media(self, reference: str | None) -> str | None:
        found = self._resources.media.get((reference or "").strip())
        return self._resources.file_of(found, "MediaFile") if found is not None else None

    def _composite(self, spot: Spot) -> None:
        """What is composed of others (clause 13); see-through as a whole, as one group."""
        unit = self._resources.units.get((spot.element.get("ResourceID") or "").strip())
        content = child(unit, "Content")
        if content is None:
            self._studio.findings.lose("读不出的复合图形")
            return
        alpha = opacity(spot.element.get("Alpha"))
        if alpha == 1:
            self._block(content, spot.place, spot.style.outer)
            return
        self._bounds.spend("objects", _GROUP)
        apart = Canvas(self._studio.press)
        inner = Painter(apart, self._studio, self._resources, self._size, self._deep)
        inner._paints = Paints(apart, self._studio, self._resources, spot.base, inner._tile)
        inner._block(content, spot.place, spot.style.outer)
        self._canvas.opaque(alpha, alpha)
        self._canvas.show(apart.as_form(*self._size))

    def _tile(self, content: Element, ways: list[Matrix]) -> Canvas:
        """One cell of a pattern, drawn in each of those ways."""
        apart = Canvas(self._studio.press)
        inner = Painter(apart, self._studio, self._resources, self._size, self._deep + 1)
        for way in ways:
            inner.layer(content, way)
        return apart


def _frame(border: Element, spot: Spot) -> list[Step]:
    """The outline of a picture's border, with round corners where it says so."""
    radii = number(border.get("HorizonalCornerRadius")), number(border.get("VerticalCornerRadius"))
    return rounded((0, 0, spot.area[2], spot.area[3]), *radii)
