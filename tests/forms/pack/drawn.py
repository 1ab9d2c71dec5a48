"""A form of the guide as the picture beside it: its printed page in SVG, cut to what stands on it."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from app.export.compose.book import compose
from app.export.fonts.faces import Faces
from app.export.layout.book import Page
from app.export.layout.items import Glyphs, Rule
from app.export.layout.lines.characters import is_latin
from app.export.layout.settle import lay_out
from app.forms.pack.pack import Pack
from app.forms.session import FormSession

WHITE = 12.0  # points around what is printed
FONTS = "FangSong, STFangsong, FandolFang R, Noto Serif CJK SC, serif"
LATIN = "Times New Roman, Liberation Serif, serif"
BOLD = "SimHei, STHeiti, FandolHei, Noto Sans CJK SC, sans-serif"


def picture_of(pack: Pack, faces: Faces) -> str:
    """The first page of the empty form behind its cover."""
    book = lay_out(compose(FormSession(pack), blank=True), faces)
    page = next(page for page in book.pages[1:] if page.placed)
    return "\n".join(_svg(page, faces)) + "\n"


def _svg(page: Page, faces: Faces) -> Iterator[str]:
    items = [item for item in page.body if isinstance(item, Glyphs | Rule)]
    lefts = [item.x if isinstance(item, Glyphs) else item.x0 for item in items]
    rights = [item.x + _width(item, faces) if isinstance(item, Glyphs) else item.x1 for item in items]
    tops = [item.y - item.size if isinstance(item, Glyphs) else item.y0 for item in items]
    feet = [item.y + 0.3 * item.size if isinstance(item, Glyphs) else item.y1 for item in items]
    left, top = min(lefts) - WHITE, min(tops) - WHITE
    wide, high = max(rights) + WHITE - left, max(feet) + WHITE - top
    box = f'viewBox="{left:.0f} {top:.0f} {wide:.0f} {high:.0f}" width="{wide:.0f}" height="{high:.0f}"'
    yield f'<svg xmlns="http://www.w3.org/2000/svg" {box}>'
    yield f'<rect x="{left:.0f}" y="{top:.0f}" width="{wide:.0f}" height="{high:.0f}" fill="#fff"/>'
    for item in items:
        if isinstance(item, Rule):
            line = f'x1="{item.x0:.1f}" y1="{item.y0:.1f}" x2="{item.x1:.1f}" y2="{item.y1:.1f}"'
            yield f'<line {line} stroke="#000" stroke-width="{item.width:g}"/>'
        elif item.text.strip():
            font = LATIN if is_latin(item.text[0]) else BOLD if item.bold or "Hei" in item.face else FONTS
            place = f'x="{item.x:.1f}" y="{item.y:.1f}" textLength="{_width(item, faces):.1f}"'
            yield f'<text {place} font-size="{item.size:g}" font-family="{font}">{escape(item.text)}</text>'
    yield "</svg>"


def _width(glyphs: Glyphs, faces: Faces) -> float:
    """From the first character to the end of the last, as the page has them."""
    file = faces.file(glyphs.face)
    advances = sum(file.advances[file.glyphs[ord(char)]] for char in glyphs.text) / 1000 * glyphs.size
    return advances + glyphs.spacing * (len(glyphs.text) - 1) + sum(amount for _, amount in glyphs.kerns)
