"""What areas and lines are painted with: colours, shadings and cells that repeat (GB/T 33190-2016, 8.3)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

import pikepdf
from pikepdf import Array, Name

from app.evidence.ofd.blends import shaded
from app.evidence.ofd.canvas import Canvas
from app.evidence.ofd.clipping import Spot
from app.evidence.ofd.resources import Resources
from app.evidence.ofd.studio import Studio
from app.evidence.ofd.style import Blend, Colour, Paint, opacity
from app.evidence.ofd.values import IDENTITY, Matrix, child, local, matrix, number, times


@dataclass(frozen=True, slots=True)
class Paints:
    """Sets paints on one canvas; `page` leads from the page to it, `tile` draws the cell of a pattern."""

    canvas: Canvas
    studio: Studio
    resources: Resources
    page: Matrix
    tile: Callable[[Element, list[Matrix]], Canvas]

    def set(self, spot: Spot, fill: Paint | None, stroke: Paint | None) -> tuple[Paint | None, Paint | None]:
        """Set what areas and lines are painted with, and how opaque; what of it can be painted."""
        words, alphas, kept = [], [], []
        for paint, operators in ((fill, ("cs", "scn")), (stroke, ("CS", "SCN"))):
            found = self._words(paint, spot, operators) if paint is not None else None
            kept.append(paint if found is not None else None)
            words.extend([found[0]] if found is not None else [])
            alphas.append(found[1] if found is not None else 1.0)
        alpha = opacity(spot.element.get("Alpha"))
        self.canvas.opaque(alphas[0] * alpha, alphas[1] * alpha)
        for one in words:
            self.canvas.add(one)
        return kept[0], kept[1]

    def _words(self, paint: Paint, spot: Spot, operators: tuple[str, str]) -> tuple[str, float] | None:
        """The operators that set a paint, and its opacity; None when it cannot be painted."""
        if isinstance(paint, Colour):
            return (paint.fills if operators[0] == "cs" else paint.strokes), paint.alpha
        made = self._pattern(paint, spot)
        if made is None:
            self.studio.findings.lose("画不出的底纹或渐变")
            return None
        name = self.canvas.named("Pattern", made[0])
        return f"/Pattern {operators[0]} {name} {operators[1]}", made[1] * paint.alpha

    def _pattern(self, paint: Blend, spot: Spot) -> tuple[pikepdf.Object, float] | None:
        if local(paint.element.tag) != "Pattern":
            return shaded(paint.element, spot.place, self.resources, self.studio.press)
        made = self._cells(paint.element, spot)
        return (made, 1.0) if made is not None else None

    def _cells(self, element: Element, spot: Spot) -> pikepdf.Object | None:
        """A pattern of cells (8.3.3) as one of PDF; where neighbours are mirrored its cell is two or four of them."""
        content = child(element, "CellContent")
        width, height = (number(element.get(name)) for name in ("Width", "Height"))
        across, down = (abs(number(element.get(name), side)) or side for name, side in _steps(width, height))
        if content is None or width <= 0 or height <= 0:
            return None
        ways, columns, rows = _ways(element.get("ReflectMethod") or "", (width, height), (across, down))
        cell = self.tile(content, ways)
        start = self.page if element.get("RelativeTo") == "Page" else spot.place
        pattern = self.studio.press.stream(
            cell.content,
            Type=Name.Pattern,
            PatternType=1,
            PaintType=1,
            TilingType=1,
            BBox=Array([0, 0, width + across * (columns - 1), height + down * (rows - 1)]),
            XStep=across * columns,
            YStep=down * rows,
            Resources=cell.resources,
            Matrix=Array([round(value, 6) for value in times(matrix(element.get("CTM")), start)]),
        )
        return self.studio.press.pdf.make_indirect(pattern)


def _steps(width: float, height: float) -> tuple[tuple[str, float], tuple[str, float]]:
    return ("XStep", width), ("YStep", height)


def _ways(method: str, size: tuple[float, float], step: tuple[float, float]) -> tuple[list[Matrix], int, int]:
    """How the cell is drawn in each of the cells that repeat together, and how many of them lie across and down."""
    aside: Matrix = (-1, 0, 0, 1, step[0] + size[0], 0)
    below: Matrix = (1, 0, 0, -1, 0, step[1] + size[1])
    match method:
        case "Column":
            return [IDENTITY, aside], 2, 1
        case "Row":
            return [IDENTITY, below], 1, 2
        case "RowAndColumn":
            return [IDENTITY, aside, below, times(aside, below)], 2, 2
    return [IDENTITY], 1, 1
