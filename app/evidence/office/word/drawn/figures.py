"""The pictures of a document as the pages of a PDF of our own: each as large as it is shown, cut, turned, mirrored."""

from __future__ import annotations

from hashlib import sha256
from math import cos, radians, sin

import pikepdf

from app.evidence.kinds import refused
from app.evidence.office.word.drawn.samples import Natural, Samples, TooMuch, Undrawn
from app.evidence.office.word.items import WHOLE, Crop, Found, Picture
from app.evidence.office.word.parts import Package
from app.evidence.pictures import streams
from app.evidence.prepared import MAX_PAGES, MAX_SIDE, Sheet

AS_PDF = "请在 Word 或 WPS 中另存为 PDF 后加入。"
_LEAST_SIDE = 0.5  # points
_POINTS_PER_INCH, _SCREEN_DPI = 72.0, 96.0
Matrix = tuple[float, float, float, float, float, float]


class Figures:
    """The pages made so far; the same picture shown alike stands on one page, its samples are there once."""

    def __init__(self, name: str, package: Package, found: Found, samples: Samples) -> None:
        self._name, self._package, self._found, self._samples = name, package, found, samples
        self._pdf = pikepdf.new()
        self._pages: dict[tuple[object, ...], int | str] = {}
        self._images: dict[tuple[object, ...], tuple[Natural, pikepdf.Object | None]] = {}
        self._digests: dict[str, bytes] = {}
        self._undrawn: dict[str, str] = {}
        self.sheets: list[Sheet] = []

    def page(self, picture: Picture) -> int | str:
        """The page of a picture, from 0; a noun for one that cannot be drawn."""
        key = (picture.part, picture.width, picture.height, picture.crop, picture.turn, picture.mirrored)
        if key not in self._pages:
            self._pages[key] = self._made(picture)
        return self._pages[key]

    def pdf(self) -> bytes:
        """All pages; nothing where there is none."""
        return streams.saved(self._pdf) if self.sheets else b""

    def _made(self, picture: Picture) -> int | str:
        try:
            about, image = self._image(picture)
        except Undrawn as failure:
            self._undrawn[picture.part] = str(failure)
            self._found.lose(str(failure))
            return str(failure)
        except TooMuch as failure:
            raise refused(self._name, "图片过多或过大", AS_PDF) from failure
        if len(self.sheets) >= MAX_PAGES:
            raise refused(self._name, f"图片超过 {MAX_PAGES} 幅", AS_PDF)
        width, height = _size(picture, about)
        sheet, matrix = _placed(width, height, picture)
        self.sheets.append(sheet)
        if image is not None:
            self._add(sheet, matrix, image)
        return len(self.sheets) - 1

    def _image(self, picture: Picture) -> tuple[Natural, pikepdf.Object | None]:
        inches = (picture.width / _POINTS_PER_INCH, picture.height / _POINTS_PER_INCH)
        if picture.part in self._undrawn:
            raise Undrawn(self._undrawn[picture.part])
        sides = tuple(round(side, 1) for side in inches) if self._samples.may_shrink else ()
        key = (self._digest(picture.part), picture.crop, sides)
        if key not in self._images:
            about, stream = self._samples.stream(self._package.data(picture.part), picture.crop, inches)
            made = self._pdf.make_indirect(stream.within(self._pdf)) if stream is not None else None
            self._images[key] = about, made
        return self._images[key]

    def _digest(self, part: str) -> bytes:
        """What tells copies of one picture from others."""
        if part not in self._digests:
            self._digests[part] = sha256(self._package.data(part)).digest()
        return self._digests[part]

    def _add(self, sheet: Sheet, matrix: Matrix, image: pikepdf.Object) -> None:
        numbers = " ".join(f"{number:.4f}" for number in matrix)
        page = pikepdf.Dictionary(
            Type=pikepdf.Name.Page,
            MediaBox=pikepdf.Array([0, 0, sheet.width, sheet.height]),
            Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=image)),
            Contents=pikepdf.Stream(self._pdf, f"q {numbers} cm /Im0 Do Q".encode()),
        )
        self._pdf.pages.append(pikepdf.Page(self._pdf.make_indirect(page)))


def _size(picture: Picture, about: Natural) -> tuple[float, float]:
    """Width and height in points; the picture's own where the document says none."""
    dpi = about.dpi or _SCREEN_DPI
    shown = 1 - max(0.0, picture.crop[0]) - max(0.0, picture.crop[2])
    tall = 1 - max(0.0, picture.crop[1]) - max(0.0, picture.crop[3])
    width = picture.width or about.width * shown * _POINTS_PER_INCH / dpi
    height = picture.height or about.height * tall * _POINTS_PER_INCH / dpi
    return width, height


def _placed(width: float, height: float, picture: Picture) -> tuple[Sheet, Matrix]:
    """The sheet that holds the picture, turned clockwise about its middle, and where its unit square goes."""
    angle = -radians(picture.turn % 360)
    cosine, sine = round(cos(angle), 9), round(sin(angle), 9)
    wide, high = abs(width * cosine) + abs(height * sine), abs(width * sine) + abs(height * cosine)
    shrunk = min(1.0, MAX_SIDE / max(wide, high, 1.0))
    across, down = (round(max(side * shrunk, _LEAST_SIDE), 3) for side in (wide, high))
    sheet = Sheet(across, down)
    left, bottom, right, top = _inside(picture.crop)
    x = (-1 if picture.mirrored[0] else 1) * width * shrunk
    y = (-1 if picture.mirrored[1] else 1) * height * shrunk
    a, b, c, d = cosine * x, sine * x, -sine * y, cosine * y
    centre = (sheet.width / 2, sheet.height / 2)
    e = centre[0] + a * (left - 0.5) + c * (bottom - 0.5)
    f = centre[1] + b * (left - 0.5) + d * (bottom - 0.5)
    return sheet, (a * (right - left), b * (right - left), c * (top - bottom), d * (top - bottom), e, f)


def _inside(crop: Crop) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of the picture in its frame of one by one: smaller where the crop leaves a margin."""
    if crop == WHOLE:
        return 0.0, 0.0, 1.0, 1.0
    left, top, right, bottom = crop
    wide, high = 1 - left - right, 1 - top - bottom
    return max(0.0, -left) / wide, max(0.0, -bottom) / high, 1 - max(0.0, -right) / wide, 1 - max(0.0, -top) / high
