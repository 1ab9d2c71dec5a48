"""A certificate on one page: a double frame, a title, lines of particulars and who gave it."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image

from app.evidence.drawing.sheet import A4, MARK, Sheet

FRAME, GROUND, SEAL = "#a8843c", "#fdfaf2", "#c98b85"


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a certificate says; `lines` are (label, words), `text` stands above them."""

    title: str
    number: str
    giver: str
    day: str
    text: str = ""
    lines: tuple[tuple[str, str], ...] = ()
    landscape: bool = False


def draw_certificate(certificate: Certificate) -> Image.Image:
    """The picture of one certificate; a ring with 样例资料 stands where the seal would be."""
    sheet = Sheet(A4[::-1] if certificate.landscape else A4, GROUND)
    for inset, width in ((48, 6), (64, 2)):
        _frame(sheet, inset, width)
    middle, y = sheet.width / 2, 170.0
    sheet.text(middle, y, certificate.title, 60, name="brush", align="center")
    sheet.text(sheet.width - 150, y + 110, f"编号：{certificate.number}", 26, name="print", align="right")
    y = _text(sheet, certificate.text, y + 190)
    for label, words in certificate.lines:
        y = _line(sheet, label, words, y)
    _giver(sheet, certificate)
    sheet.mark()
    return sheet.image


def _frame(sheet: Sheet, inset: int, width: int) -> None:
    right, foot = sheet.width - inset, sheet.height - inset
    for line in ((inset, inset, right, inset), (inset, foot, right, foot)):
        sheet.rule(*line, FRAME, width)
    for line in ((inset, inset, inset, foot), (right, inset, right, foot)):
        sheet.rule(*line, FRAME, width)


def _text(sheet: Sheet, words: str, y: float) -> float:
    if not words:
        return y
    return sheet.wrapped(160, y, f"　　{words}", 34, sheet.width - 320, name="brush", lead=1.8) + 30


def _line(sheet: Sheet, label: str, words: str, y: float) -> float:
    sheet.text(380, y, label, 30, name="print", colour="#5f5a4c", align="right")
    return max(y + 56, sheet.wrapped(410, y, words, 30, sheet.width - 560, lead=1.5) + 14)


def _giver(sheet: Sheet, certificate: Certificate) -> None:
    right, y = sheet.width - 190, sheet.height - 330
    sheet.ring(right - 120, y - 120, 90, MARK, SEAL)
    sheet.text(right, y, certificate.giver, 32, name="print", align="right")
    sheet.text(right, y + 62, certificate.day, 30, name="print", align="right")
