"""The pages of OFD documents drawn: templates, layers and annotations in their order (GB/T 33190-2016, 7.7 and 15)."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from app.evidence.ofd.canvas import Canvas
from app.evidence.ofd.document import Document, area_of
from app.evidence.ofd.drawing import Painter
from app.evidence.ofd.resources import Resources, folder_of
from app.evidence.ofd.studio import Studio
from app.evidence.ofd.values import POINTS_PER_MM, Box, Matrix, box, child, children, flag, moved
from app.evidence.prepared import MAX_SIDE, Sheet

_LEAST = 3.0  # points; the smallest page of PDF (ISO 32000-2, annex C)
_ORDER = {"Background": 0, "Foreground": 2}
_MOST_TEMPLATES = 20


class Page:
    """One page of a document, open to be drawn."""

    def __init__(self, document: Document, number: int) -> None:
        self.document = document
        self.id, part = document.pages[number]
        self._root, self._folder = document.package.fresh(part), folder_of(part)
        self._area = self._measured()

    def _measured(self) -> Box:
        """Its size: its own, that of its first template that says one, or the document's."""
        found = area_of(child(self._root, "Area"))
        return found or self.document.area

    @property
    def scale(self) -> float:
        """Points a millimetre: less than there are where the page is larger than PDF allows."""
        return min(POINTS_PER_MM, MAX_SIDE / self._area[2], MAX_SIDE / self._area[3])

    @property
    def sheet(self) -> Sheet:
        """Its size in points."""
        width, height = (max(_LEAST, round(side * self.scale, 3)) for side in self._area[2:])
        return Sheet(width, height)

    @property
    def base(self) -> Matrix:
        """From the page, whose origin is its corner at the top left, to the canvas."""
        return self.scale, 0.0, 0.0, -self.scale, 0.0, self.sheet.height

    def draw(self, canvas: Canvas, studio: Studio, base: Matrix, size: tuple[float, float]) -> None:
        """All that the page shows but its seals; `base` leads from it to the canvas, which has that size."""
        resources = self._resources(self._root, self._folder)
        studio.findings.note_acts(self._root)
        painter = Painter(canvas, studio, resources, size)
        before, after = self._templates(studio)
        for root, folder in before:
            self._layers(Painter(canvas, studio, self._resources(root, folder), size), root, base)
        self._layers(painter, self._root, base)
        for root, folder in after:
            self._layers(Painter(canvas, studio, self._resources(root, folder), size), root, base)
        for part in self.document.marks.get(self.id, []):
            self._marks(painter, studio, self.document.package.fresh(part), base)

    def _resources(self, root: Element, folder: str) -> Resources:
        own = children(root, "PageRes")
        resources = self.document.resources.within() if own else self.document.resources
        for one in own:
            resources.add(folder, one.text or "")
        return resources

    def _templates(self, studio: Studio) -> tuple[list[tuple[Element, str]], list[tuple[Element, str]]]:
        """The templates below and above the page."""
        below: list[tuple[Element, str]] = []
        above: list[tuple[Element, str]] = []
        for one in children(self._root, "Template")[:_MOST_TEMPLATES]:
            part, order = self.document.templates.get(one.get("TemplateID") or "", ("", ""))
            if not part:
                studio.findings.lose("读不出的模板页")
            else:
                chosen = above if (one.get("ZOrder") or order) == "Foreground" else below
                chosen.append((self.document.package.tree(part), folder_of(part)))
        return below, above

    def _layers(self, painter: Painter, root: Element, base: Matrix) -> None:
        layers = [layer for content in children(root, "Content") for layer in children(content, "Layer")]
        for layer in sorted(layers, key=lambda layer: _ORDER.get(layer.get("Type") or "", 1)):
            painter.layer(layer, base)

    def _marks(self, painter: Painter, studio: Studio, root: Element, base: Matrix) -> None:
        """Annotations as a reader shows them, also those that are not meant for the printer."""
        for mark in children(root, "Annot"):
            if flag(mark.get("Visible"), True):
                studio.findings.note_acts(mark)
                for appearance in children(mark, "Appearance"):
                    area = box(appearance.get("Boundary")) or (0.0, 0.0, 0.0, 0.0)
                    painter.layer(appearance, moved(area[0], area[1], base))
