"""The items of one page as PDF operators: one text object, then the plates, then the rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from app.export.layout.items import Glyphs, Item, Picture, Rule
from app.export.pdf.embedding import EmbeddedFace

BOLD_SHARE = 1 / 30  # of the size: how much strokes are thickened, as Word does
SPACED_OUT = 0.09  # of the size: from here on readers take the room for word spaces, unless told the words
DOT_STEP = 4  # points from dot to dot of a leader


def page_operators(
    items: Iterable[Item], height: float, face: Callable[[str], EmbeddedFace], plate: Callable[[Picture], str]
) -> str:
    """The operators that draw `items` on a page so high; `plate` names the form that shows a proof's page."""
    text = _Text(height, face)
    solid: dict[float, list[str]] = {}
    dotted: dict[float, list[str]] = {}
    plates: list[str] = []
    for item in items:
        if isinstance(item, Glyphs):
            text.add(item)
        elif isinstance(item, Picture):
            plates.append(f"q {_placing(item, height)} cm /{plate(item)} Do Q")
        elif isinstance(item, Rule):
            lines = dotted if item.dotted else solid
            lines.setdefault(item.width, []).append(
                f"{item.x0:.2f} {height - item.y0:.2f} m {item.x1:.2f} {height - item.y1:.2f} l"
            )
    operators = text.operators() + plates
    operators += [f"{width:g} w 2 J {' '.join(lines)} S" for width, lines in solid.items()]
    operators += [f"{width:g} w 1 J [0 {DOT_STEP}] 0 d {' '.join(lines)} S [] 0 d" for width, lines in dotted.items()]
    return "\n".join(operators)


def _placing(item: Picture, height: float) -> str:
    """The matrix that puts a form of the plate's natural size onto its area (ISO 32000-1, 8.3.3)."""
    low, scale = height - item.y - item.height, f"{item.scale:.6f}"
    if item.turned:
        return f"0 {scale} -{scale} 0 {item.x + item.width:.3f} {low:.3f}"
    return f"{scale} 0 0 {scale} {item.x:.3f} {low:.3f}"


class _Text:
    """One text object; says again only what changes."""

    def __init__(self, height: float, face: Callable[[str], EmbeddedFace]) -> None:
        self.height, self.face = height, face
        self.parts: list[str] = []
        self.font: tuple[str, float] = ("", 0.0)
        self.spacing = 0.0
        self.bold = 0.0

    def operators(self) -> list[str]:
        """The text object; nothing when there is no text."""
        return ["BT", *self.parts, "ET"] if self.parts else []

    def add(self, item: Glyphs) -> None:
        """Show one group of characters."""
        face = self.face(item.face)
        if self.font != (item.face, item.size):
            self.font = (item.face, item.size)
            self.parts.append(f"/{face.name} {item.size:g} Tf")
        if self.spacing != item.spacing:
            self.spacing = item.spacing
            self.parts.append(f"{item.spacing:g} Tc")
        bold = item.size * BOLD_SHARE if item.bold else 0.0
        if self.bold != bold:
            self.bold = bold
            self.parts.append(f"2 Tr {bold:.2f} w" if bold else "0 Tr")
        shown = _kerned(item, face) if item.kerns else f"<{face.encoded(item.text)}> Tj"
        if item.spacing > SPACED_OUT * item.size:
            shown = f"/Span <</ActualText <FEFF{item.text.encode('utf-16-be').hex()}>>> BDC {shown} EMC"
        self.parts.append(f"1 0 0 1 {item.x:.2f} {self.height - item.y:.2f} Tm {shown}")


def _kerned(item: Glyphs, face: EmbeddedFace) -> str:
    """A TJ array: the characters with each kern after its own, in thousandths of an em."""
    parts, start = [], 0
    for at, amount in item.kerns:
        parts.append(f"<{face.encoded(item.text[start : at + 1])}> {-amount * 1000 / item.size:.0f}")
        start = at + 1
    if start < len(item.text):
        parts.append(f"<{face.encoded(item.text[start:])}>")
    return f"[{' '.join(parts)}] TJ"
