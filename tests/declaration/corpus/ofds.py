"""OFD files, each with a PDF of the same drawing made by other means: what a reader of OFD would show."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import NamedTuple

from evidence.ofd.writing import Ofd, even, filled, flat, image, path, square, text
from reportlab.lib.colors import Color, blue, red
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from app.files import resource

SIDE = 100.0  # millimetres
WORDS = "电子发票 2024"


class Twin(NamedTuple):
    """An OFD, and a PDF that shows the same."""

    name: str
    ofd: bytes
    pdf: bytes


class Paper:
    """A canvas that is drawn upon as OFD counts: in millimetres from the top left."""

    def __init__(self, canvas: Canvas, high: float) -> None:
        self.canvas, self.high = canvas, high

    def square(self, x: float, y: float, side: float, colour: Color = red) -> None:
        """A filled square with its upper left corner at (x, y)."""
        self.canvas.setFillColor(colour)
        self.canvas.rect(x * mm, (self.high - y - side) * mm, side * mm, side * mm, stroke=0, fill=1)

    def text(self, words: str, x: float, y: float, size: float = 5.0) -> None:
        """A line whose letters stand `size` apart, with its upper left corner at (x, y)."""
        self.canvas.setFont("FandolSong", size * mm)
        for at, letter in enumerate(words):
            self.canvas.drawString((x + at * size) * mm, (self.high - y - size) * mm, letter)

    def line(self, *points: tuple[float, float]) -> None:
        """A line through points."""
        drawn = self.canvas.beginPath()
        for at, (x, y) in enumerate(points):
            (drawn.lineTo if at else drawn.moveTo)(x * mm, (self.high - y) * mm)
        self.canvas.drawPath(drawn)


Draw = Callable[[Paper], object]


def twins() -> Iterator[Twin]:
    """Every pair."""
    pdfmetrics.registerFont(TTFont("FandolSong", str(resource("fonts", "FandolSong.ttf"))))
    yield from _words()
    yield from _drawings()
    yield from _pages()
    yield from _marks()


def _twin(name: str, ofd: Ofd, *draws: Draw, area: tuple[float, float] = (SIDE, SIDE)) -> Twin:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(area[0] * mm, area[1] * mm), invariant=1)
    for draw in draws:
        draw(Paper(canvas, area[1]))
        canvas.showPage()
    canvas.save()
    return Twin(f"{name}.ofd", ofd.bytes(), stream.getvalue())


def _words() -> Iterator[Twin]:
    yield _twin("words", Ofd().page(text(WORDS, 10, 20)), lambda paper: paper.text(WORDS, 10, 20))
    steps = text("甲乙", 10, 20, size=8, code='DeltaX="20"')
    yield _twin("steps", Ofd().page(steps), lambda paper: (paper.text("甲", 10, 20, 8), paper.text("乙", 30, 20, 8)))
    turned = (
        '<TextObject ID="9" Boundary="20 20 60 60" Font="1" Size="6" CTM="0 1 -1 0 30 0">'
        f'<TextCode X="0" Y="6" {even(4, 6)}>电子公文</TextCode></TextObject>'
    )
    yield _twin("turned-words", Ofd().page(turned), _turned)


def _turned(paper: Paper) -> None:
    """The words run downwards: a point (x, y) of the object lies at (50 - y, 20 + x) of the page."""
    canvas = paper.canvas
    canvas.translate(50 * mm, (SIDE - 20) * mm)
    canvas.rotate(-90)
    canvas.setFont("FandolSong", 6 * mm)
    for at, letter in enumerate("电子公文"):
        canvas.drawString(at * 6 * mm, -6 * mm, letter)


def _drawings() -> Iterator[Twin]:
    yield _twin("square", Ofd().page(filled(square(20, 30, 40))), lambda paper: paper.square(20, 30, 40))
    bent = path("M 10 50 B 30 0 60 100 90 50", more='LineWidth="2"')
    yield _twin("curve", Ofd().page(bent), _curve)
    dashed = path("M 10 20 L 90 20 L 90 80", more='LineWidth="1.5" DashPattern="6 3"')
    yield _twin("dashes", Ofd().page(dashed), _dashes)
    ring = filled(f"{square(10, 10, 60)} {square(25, 25, 30)}", more='Rule="Even-Odd"')
    yield _twin("even-odd", Ofd().page(ring), lambda paper: (paper.square(10, 10, 60), _white(paper, 25, 25, 30)))
    faint = filled(square(20, 20, 50), "0 0 255", more='Alpha="128"')
    clear = Color(0, 0, 1, alpha=128 / 255)
    yield _twin("alpha", Ofd().page(faint), lambda paper: paper.square(20, 20, 50, clear))
    inside = f'<Path Boundary="0 0 100 100" Fill="true"><AbbreviatedData>{square(30, 30, 20)}</AbbreviatedData></Path>'
    cut = f"<Clips><Clip><Area>{inside}</Area></Clip></Clips>"
    yield _twin("clip", Ofd().page(filled(square(10, 10, 80), inner=cut)), lambda paper: paper.square(30, 30, 20))
    shown = Ofd().picture(5, flat("red"), "a.png").page(image(5, "20 10 50 30"))
    yield _twin("picture", shown, _picture)


def _curve(paper: Paper) -> None:
    points = [number * mm for x, y in ((10, 50), (30, 0), (60, 100), (90, 50)) for number in (x, SIDE - y)]
    paper.canvas.setLineWidth(2 * mm)
    paper.canvas.bezier(*points)


def _dashes(paper: Paper) -> None:
    paper.canvas.setLineWidth(1.5 * mm)
    paper.canvas.setDash(6 * mm, 3 * mm)
    paper.line((10, 20), (90, 20), (90, 80))


def _white(paper: Paper, x: float, y: float, side: float) -> None:
    paper.square(x, y, side, Color(1, 1, 1))


def _picture(paper: Paper) -> None:
    stream = io.BytesIO(flat("red"))
    paper.canvas.drawImage(ImageReader(stream), 20 * mm, (SIDE - 40) * mm, 50 * mm, 30 * mm)


def _pages() -> Iterator[Twin]:
    two = Ofd().page(text("第一页", 10, 10)).page(text("第二页", 10, 10), filled(square(40, 40, 20)))
    yield _twin(
        "two-pages",
        two,
        lambda paper: paper.text("第一页", 10, 10),
        lambda paper: (paper.text("第二页", 10, 10), paper.square(40, 40, 20)),
    )
    wide = Ofd(area="0 0 180 90").page(text(WORDS, 100, 10), filled(square(10, 10, 30), "0 0 255"))
    yield _twin(
        "wide", wide, lambda paper: (paper.square(10, 10, 30, blue), _black(paper, 100, 10)), area=(180.0, 90.0)
    )
    forms = Ofd().template(50, filled(square(5, 5, 20)))
    forms.page(text(WORDS, 30, 10), before='<Template TemplateID="50" ZOrder="Background"/>')
    yield _twin("template", forms, lambda paper: (paper.square(5, 5, 20), _black(paper, 30, 10)))


def _black(paper: Paper, x: float, y: float) -> None:
    paper.canvas.setFillColor(Color(0, 0, 0))
    paper.text(WORDS, x, y)


def _marks() -> Iterator[Twin]:
    stamped = Ofd().page(text(WORDS, 10, 10)).annotation(0, filled(square(0, 0, 20)), boundary="40 40 20 20")
    yield _twin("stamp", stamped, lambda paper: (_black(paper, 10, 10), paper.square(40, 40, 20)))
    hidden = Ofd().page(text(WORDS, 10, 10))
    hidden.annotation(0, filled(square(0, 0, 20)), boundary="40 40 20 20", more='Type="Stamp" Visible="false"')
    yield _twin("hidden-stamp", hidden, lambda paper: paper.text(WORDS, 10, 10))
