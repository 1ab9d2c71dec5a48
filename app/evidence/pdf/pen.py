"""Appearances that a PDF lacks, drawn: each on a sheet of its own, which becomes the appearance of its mark."""

from __future__ import annotations

import io
import re

import pikepdf
from pikepdf import Array, Dictionary, Name
from reportlab.pdfgen.canvas import Canvas

from app.evidence.pdf.faces import Words
from app.evidence.pdf.objects import Box, items, numbers
from app.evidence.pdf.streams import Oversized

_ASCENT, _DESCENT = 0.75, 0.22  # of the size
_MOST_LETTERS = 400_000  # of all fields and notes of a file
_RARE = re.compile(rb"<([0-9A-F]{5})>")
_TURNS = {90: (0, 1, -1, 0, 0, 0), 180: (-1, 0, 0, -1, 0, 0), 270: (0, -1, 1, 0, 0, 0)}


class Pen:
    """Draws appearances for marks that have none; `put` hands them over, all at once."""

    def __init__(self) -> None:
        self._stream = io.BytesIO()
        self._canvas = Canvas(self._stream, pagesize=(1, 1), invariant=1, pageCompression=0)
        self._marks: list[tuple[Dictionary, int]] = []
        self._letters = 0
        self.unprintable = False
        self.overflown = False

    def sheet(self, mark: Dictionary, place: Box, turn: int = 0) -> Canvas:
        """An empty sheet for the mark, with the coordinates of the page; turned, it has its origin in a corner."""
        if self._marks:
            self._canvas.showPage()
        self._marks.append((mark, turn))
        left, bottom, right, top = place
        mark.Rect = Array(place)
        width, height = right - left, top - bottom
        self._canvas.setPageSize((height, width) if turn % 180 else (width, height))
        if not turn:
            self._canvas.translate(-left, -bottom)
        return self._canvas

    def put(self, pdf: pikepdf.Pdf) -> None:
        """Give every mark what was drawn for it."""
        if not self._marks:
            return
        self._canvas.showPage()
        self._canvas.save()
        with pikepdf.open(io.BytesIO(self._stream.getvalue())) as drawn:
            _name_rare_characters(drawn)
            for (mark, turn), page in zip(self._marks, drawn.pages, strict=False):
                form = pdf.copy_foreign(page.as_form_xobject())
                if turn:
                    form.Matrix = Array(_TURNS[turn])
                mark.AP = Dictionary(N=form)
                form.Type = Name.XObject

    def write(self, words: Words, text: str, size: float, x: float, y: float) -> None:
        """One line whose base is at `y`."""
        for run in words.runs(text):
            self._canvas.setFont(run.font, size)
            self._canvas.drawString(x, y, run.text)
            x += self._canvas.stringWidth(run.text, run.font, size)
        self.unprintable |= words.unprintable

    def write_in(self, words: Words, text: str, size: float, place: Box, align: int) -> None:
        """Lines from the top of `place`, smaller when they do not fit; `align` 0 left, 1 centred, 2 right."""
        left, bottom, right, top = place
        self._count(text)
        lines = words.lines(text, size, right - left)
        while len(lines) * size * LINE > top - bottom and size > SMALLEST:
            size = max(SMALLEST, size * 0.9)
            lines = words.lines(text, size, right - left)
        self.overflown |= len(lines) * size * LINE > top - bottom + size * _DESCENT
        for number, line in enumerate(lines[: 1 + int((top - bottom) / size)]):
            x = left + (right - left - words.width(line, size)) * align / 2
            self.write(words, line, size, x, top - size * (LINE * number + _ASCENT + 0.1))

    def write_line(self, words: Words, text: str, size: float, place: Box, align: int) -> None:
        """One line in the middle of `place`, smaller when it is too long; several when it is far too long."""
        left, bottom, right, top = place
        self._count(text)
        width = words.width(text, size)
        if width * NARROWED > right - left:
            self.write_in(words, text, size, place, align)
            return
        size *= min(1.0, (right - left) / width) if width else 1.0
        width = words.width(text, size)
        x = left + max(0.0, right - left - width) * align / 2
        self.write(words, text, size, x, (top + bottom - size * (_ASCENT - _DESCENT)) / 2)

    def _count(self, text: str) -> None:
        self._letters += len(text)
        if self._letters > _MOST_LETTERS:
            raise Oversized("PDF 里填写的字过多")


LINE = 1.16  # from one base to the next, of the size
SMALLEST = 4.0  # points
NARROWED = 0.65  # of its size: less is not legible beside the other fields


def _name_rare_characters(pdf: pikepdf.Pdf) -> None:
    """Write characters beyond the first 65,536 in the tables of fonts as two halves (9.10.3); reportlab does not."""
    for font in pdf.objects:
        table = font.get("/ToUnicode") if isinstance(font, Dictionary) else None
        if isinstance(table, pikepdf.Stream):
            table.write(_RARE.sub(lambda found: b"<%b>" % _halves(int(found[1], 16)), table.read_bytes()))


def _halves(character: int) -> bytes:
    return chr(character).encode("utf-16-be").hex().upper().encode()


def colour(value: object) -> tuple[float, ...] | None:
    """A colour of 1, 3 or 4 parts as red, green and blue; None for none (ISO 32000-2, table 166)."""
    parts = [min(1.0, max(0.0, part)) for part in numbers(value)]
    if len(parts) == 1:
        return parts[0], parts[0], parts[0]
    if len(parts) == 4:
        return tuple((1 - part) * (1 - parts[3]) for part in parts[:3])
    return tuple(parts) if len(parts) == 3 else None


def border(mark: Dictionary) -> tuple[float, list[float]]:
    """Width of a mark's border, and its dashes (ISO 32000-2, 12.5.4)."""
    style = mark.get("/BS")
    if isinstance(style, Dictionary):
        width = numbers(Array([style.get("/W", 1)]))
        dashes = numbers(style.get("/D", Array([3]))) if style.get("/S") == "/D" else []
    else:
        old = items(mark.get("/Border"))
        width = numbers(Array(old[2:3])) if len(old) > 2 else [1.0]
        dashes = numbers(old[3]) if len(old) > 3 else []
    dashes = [abs(dash) for dash in dashes[:8]] if any(dash > 0 for dash in dashes) else []
    return min(max(0.0, width[0] if width else 1.0), 100.0), dashes
