"""Typed papers (contracts, notices, summary tables) flowing over A4 pages, as a scanner gives them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PIL import Image

from app.evidence.drawing.sheet import A4, Sheet, lines_of, shares

MARGIN, FOOT = 140, 1560
SIZE, SMALL = 27, 22


@dataclass(frozen=True, slots=True)
class Words:
    """One paragraph, or a heading over what follows."""

    text: str
    kind: Literal["text", "heading", "right"] = "text"


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table; the head is repeated on every page."""

    columns: tuple[str, ...]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of one or more pages; a break stands where `blocks` holds None."""

    title: str
    blocks: tuple[Words | Grid | None, ...]


def draw_paper(paper: Paper) -> list[Image.Image]:
    """The pages of a paper, numbered at their foot."""
    return _Pages(paper).drawn()


class _Pages:
    """The pages so far, and how far down the last one is filled."""

    def __init__(self, paper: Paper) -> None:
        self._paper = paper
        self._sheets: list[Sheet] = []
        self._y = 0.0

    def drawn(self) -> list[Image.Image]:
        """Every page of the paper."""
        self._break()
        self._title()
        for block in self._paper.blocks:
            match block:
                case None:
                    self._break()
                case Words():
                    self._words(block)
                case Grid():
                    self._grid(block)
        for number, sheet in enumerate(self._sheets, 1):
            sheet.text(A4[0] / 2, A4[1] - 120, f"— {number} —", SMALL, name="print", align="center")
            sheet.mark("black")  # grey does not survive a black-and-white scan
        return [sheet.image for sheet in self._sheets]

    def _break(self) -> None:
        self._sheets.append(Sheet(A4))
        self._y = float(MARGIN)

    def _room(self, height: float) -> Sheet:
        if self._y + height > FOOT:
            self._break()
        return self._sheets[-1]

    def _title(self) -> None:
        for line in lines_of(self._paper.title, 42, A4[0] - 2 * MARGIN, "print"):
            self._sheets[-1].text(A4[0] / 2, self._y, line, 42, name="print", align="center")
            self._y += 62
        self._y += 30

    def _words(self, words: Words) -> None:
        head = words.kind == "heading"
        size = 30 if head else SIZE
        text = words.text if head or words.kind == "right" else f"　　{words.text}"
        for line in lines_of(text, size, A4[0] - 2 * MARGIN, "print"):
            sheet = self._room(size * 1.7)
            if words.kind == "right":
                sheet.text(A4[0] - MARGIN, self._y, line, size, name="print", align="right")
            else:
                sheet.text(MARGIN, self._y, line, size, name="plain" if head else "print")
            self._y += size * 1.7
        self._y += 10

    def _grid(self, grid: Grid) -> None:
        widths = shares([*zip(grid.columns, *grid.rows, strict=True)], A4[0] - 2 * MARGIN)
        self._row(grid.columns, widths, head=True)
        for cells in grid.rows:
            if self._y + self._tall(cells, widths) > FOOT:
                self._break()
                self._row(grid.columns, widths, head=True)
            self._row(cells, widths)
        self._y += 30

    def _tall(self, cells: Sequence[str], widths: Sequence[float]) -> float:
        lines = [len(lines_of(words, SMALL, wide - 16, "print")) for words, wide in zip(cells, widths, strict=True)]
        return max(lines) * SMALL * 1.35 + 16

    def _row(self, cells: Sequence[str], widths: Sequence[float], *, head: bool = False) -> None:
        tall = self._tall(cells, widths)
        sheet, x = self._room(tall), float(MARGIN)
        for words, wide in zip(cells, widths, strict=True):
            sheet.box(x, self._y, wide, tall, "#eeeeee" if head else None, "black")
            sheet.wrapped(x + 8, self._y + 8, words, SMALL, wide - 16, lead=1.35)
            x += wide
        self._y += tall
