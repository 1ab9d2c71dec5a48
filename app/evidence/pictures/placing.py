"""A picture on pages of a PDF: whole, or each of its strips on a page that shows only that part of the same picture."""

from __future__ import annotations

from typing import NamedTuple

import pikepdf

from app.evidence.pictures.sheets import matrix, upright
from app.evidence.prepared import Cuts, Sheet, Strip

_RULE, _DASH = 0.6, 4.0  # points on paper


class Standing(NamedTuple):
    """How a picture stands: its size as stored, how it is turned (EXIF), and how large it is in the book.

    `laid`: whether its strips lie on their side, all of them alike.
    """

    stored: Sheet
    turn: int
    scale: float
    laid: bool = False


def add_pages(pdf: pikepdf.Pdf, picture: pikepdf.Object, standing: Standing, cuts: Cuts | None) -> list[Sheet]:
    """Put the picture on a page, or on one for each strip; the natural sizes of these pages."""
    sheet = upright(standing.stored, standing.turn)
    if cuts is None:
        return [_add(pdf, picture, sheet, _drawn(matrix(sheet, standing.turn)))]
    return [_add_strip(pdf, picture, standing, cuts, number) for number in range(len(cuts.strips))]


def _add_strip(pdf: pikepdf.Pdf, picture: pikepdf.Object, standing: Standing, cuts: Cuts, number: int) -> Sheet:
    whole, strip = upright(standing.stored, standing.turn), cuts.strips[number]
    point = (whole.width if cuts.wide else whole.height) / cuts.length  # points a pixel
    side = round((strip.end - strip.start) * point, 3)
    *turned, x, y = matrix(whole, standing.turn)
    if cuts.wide:
        sheet = Sheet(side, round(whole.height, 3), _words(cuts, number), turned=standing.laid)
        moved = (x - strip.start * point, y)
    else:
        sheet = Sheet(round(whole.width, 3), side, _words(cuts, number), turned=standing.laid)
        moved = (x, y - (cuts.length - strip.end) * point)
    rule = _rule(sheet, strip, point, standing.scale, wide=cuts.wide) if number else ""
    return _add(pdf, picture, sheet, f"0 0 {sheet.width} {sheet.height} re W n {_drawn((*turned, *moved))}{rule}")


def _words(cuts: Cuts, number: int) -> str:
    """What is printed above a strip that goes on."""
    if number == 0:
        return ""
    where = "左边" if cuts.wide else "以上"
    return f"（续，第 {number + 1} 段，共 {len(cuts.strips)} 段，虚线{where}与上一段重复）"


def _drawn(numbers: tuple[float, ...]) -> str:
    return f"q {' '.join(f'{number:.4f}' for number in numbers)} cm /Im0 Do Q"


def _rule(sheet: Sheet, strip: Strip, point: float, scale: float, *, wide: bool) -> str:
    """A thin dashed line on white where the strip before ended; it lies on the part that is repeated."""
    width = 2 * _RULE / scale
    at = (strip.seam - strip.start) * point - width / 2
    if wide:
        line = f"{at:.3f} 0 m {at:.3f} {sheet.height} l S"
    else:
        line = f"0 {sheet.height - at:.3f} m {sheet.width} {sheet.height - at:.3f} l S"
    dash = f"{_DASH / scale:.3f}"
    return f" q 1 G {width:.3f} w {line} 0 G {width / 2:.3f} w [{dash} {dash}] 0 d {line} Q"


def _add(pdf: pikepdf.Pdf, picture: pikepdf.Object, sheet: Sheet, drawn: str) -> Sheet:
    page = pikepdf.Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=pikepdf.Array([0, 0, sheet.width, sheet.height]),
        Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=picture)),
        Contents=pikepdf.Stream(pdf, drawn.encode()),
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    return sheet
