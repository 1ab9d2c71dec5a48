"""A console screen: head, menu, cards of figures, a bar chart and a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from PIL import Image

from app.evidence.drawing.sheet import Sheet, shares, shortened

SIZE = (1440, 900)
MENU, HEAD, MARGIN = 200, 64, 24
INK, QUIET, LINE, ACCENT = "#1f2933", "#6b7785", "#d9e0e8", "#2166c2"


@dataclass(frozen=True, slots=True)
class Screen:
    """What a screen shows; every cell is already text, and a bar is (label, its figure as text)."""

    product: str
    title: str
    at: str
    menu: tuple[str, ...] = ()
    cards: tuple[tuple[str, str], ...] = ()
    bars: tuple[tuple[str, str], ...] = ()
    columns: tuple[str, ...] = ()
    rows: Sequence[Sequence[str]] = field(default_factory=tuple)


def draw_screen(screen: Screen, height: int = SIZE[1]) -> Image.Image:
    """The picture of one screen; of more than its own height where somebody scrolls while it is taken."""
    sheet = Sheet((SIZE[0], height), "#f3f6f9")
    _frame(sheet, screen)
    y = _cards(sheet, screen.cards, HEAD + 84)
    y = _bars(sheet, screen.bars, y)
    _table(sheet, screen, y)
    sheet.mark()
    return sheet.image


def _frame(sheet: Sheet, screen: Screen) -> None:
    sheet.box(0, 0, sheet.width, HEAD, "#12355f")
    sheet.text(MARGIN, 19, screen.product, 24, colour="white")
    sheet.text(sheet.width - MARGIN, 23, f"管理员　{screen.at}", 17, colour="#c6d6ea", align="right")
    sheet.box(0, HEAD, MENU, sheet.height, "#1c4577")
    for place, words in enumerate(screen.menu):
        y = HEAD + 18 + place * 50
        if words == screen.title:
            sheet.box(0, y - 8, MENU, 42, ACCENT)
        sheet.text(28, y, words, 19, colour="white" if words == screen.title else "#c6d6ea")
    sheet.text(MENU + MARGIN, HEAD + 26, screen.title, 28)


def _cards(sheet: Sheet, cards: Sequence[tuple[str, str]], y: float) -> float:
    if not cards:
        return y
    across = min(4, len(cards))
    width = (sheet.width - MENU - MARGIN * (across + 1)) / across
    for place, (label, figure) in enumerate(cards):
        x = MENU + MARGIN + place % across * (width + MARGIN)
        top = y + place // across * 104
        sheet.box(x, top, width, 88, "white", LINE)
        sheet.text(x + 18, top + 14, shortened(label, 17, width - 36, "plain"), 17, colour=QUIET)
        sheet.text(x + 18, top + 42, figure, 30, colour=ACCENT)
    return y + (len(cards) + across - 1) // across * 104 + 8


def _bars(sheet: Sheet, bars: Sequence[tuple[str, str]], y: float) -> float:
    if not bars:
        return y
    left, width, height = MENU + MARGIN, sheet.width - MENU - 2 * MARGIN, 230
    sheet.box(left, y, width, height, "white", LINE)
    figures = [Decimal(figure) for _, figure in bars]
    step, tallest = width / len(bars), max(figures)
    for place, ((label, figure), number) in enumerate(zip(bars, figures, strict=True)):
        middle, tall = left + step * (place + 0.5), float(number / tallest) * 140
        sheet.box(middle - step * 0.22, y + 190 - tall, step * 0.44, tall, "#5b93d6")
        sheet.text(middle, y + 164 - tall, figure, 16, align="center")
        sheet.text(middle, y + 200, shortened(label, 15, step - 6, "plain"), 15, colour=QUIET, align="center")
    return y + height + MARGIN


def _table(sheet: Sheet, screen: Screen, y: float) -> None:
    if not screen.columns:
        return
    left, width, high = MENU + MARGIN, sheet.width - MENU - 2 * MARGIN, 34
    room = int((sheet.height - y - 50) // high) - 1
    shown = [screen.columns, *screen.rows[:room]]
    widths = shares([*zip(*shown, strict=True)], width)
    sheet.box(left, y, width, high * len(shown), "white", LINE)
    sheet.box(left, y, width, high, "#e8eef5", LINE)
    for number, cells in enumerate(shown):
        x, top = float(left), y + number * high
        sheet.rule(left, top, left + width, top, LINE)
        for words, wide in zip(cells, widths, strict=True):
            fitting = shortened(words, 16, wide - 20, "plain")
            sheet.text(x + 10, top + 8, fitting, 16, colour=INK if number else QUIET)
            x += wide
