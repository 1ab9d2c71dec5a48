"""How page numbers are printed."""

from __future__ import annotations

from app.export.layout.book import Page, PlacedLine
from app.export.layout.lines.paragraph import Setter

_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def page_label(numbering: str, number: int) -> str:
    """How a page number is printed: "3", "III", or "" where a part is not numbered."""
    if numbering == "none":
        return ""
    return str(number) if numbering == "arabic" else roman(number)


def roman(number: int) -> str:
    """A number in Roman letters."""
    letters = "X" * (number // 10)
    number %= 10
    for value, sign in _ROMAN[1:]:
        while number >= value:
            letters, number = letters + sign, number - value
    return letters


def folio(page: Page, setter: Setter) -> PlacedLine:
    """The number of a page: outside, one 字 in from the type area's edge."""
    style, frame = setter.style["footer"], setter.style.page
    line = setter.figures(f"— {page.label} —", style)
    edge = frame.width - frame.outer - style.size - line.right if page.recto else frame.outer + style.size
    return PlacedLine(edge, frame.height - frame.bottom + frame.footer_drop, line)
