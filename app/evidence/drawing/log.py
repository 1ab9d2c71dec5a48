"""Lines of a running log in a terminal window."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image

from app.evidence.drawing.sheet import Sheet, shortened

SIZE = (1440, 900)
GROUND, INK, HEAD = "#16202b", "#d5dee8", "#24313f"


def draw_log(title: str, lines: Sequence[str]) -> Image.Image:
    """The picture of a terminal that shows as many of `lines` as fit."""
    sheet = Sheet(SIZE, GROUND)
    sheet.box(0, 0, sheet.width, 44, HEAD)
    sheet.text(sheet.width / 2, 11, title, 19, colour=INK, align="center")
    for number, line in enumerate(lines[:35]):
        words = shortened(line, 16, sheet.width - 48, "print")
        sheet.text(24, 58 + number * 23, words, 16, name="print", colour="#e6b45c" if "WARN" in line else INK)
    sheet.mark()
    return sheet.image
