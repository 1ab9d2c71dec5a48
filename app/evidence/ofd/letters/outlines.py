"""The outlines in a face file: TrueType, OpenType or bare CFF, with as few tables as drawing needs."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fontTools.cffLib import CFFFontSet
from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont

from app.evidence.ofd.paths import Step

_MOST_STEPS, _MOST_PARTS = 20_000, 500  # of one glyph
_BARE_CFF = b"\x01\x00"
Draw = Callable[[int, BasePen], None]


class Unreadable(Exception):
    """A face, or one glyph of it, that cannot be drawn."""


class Pen(BasePen):  # type: ignore[misc]  # fontTools comes without types
    """Takes down the outline of one glyph, within bounds."""

    def __init__(self, glyphs: object = None) -> None:
        super().__init__(glyphs)
        self.steps: list[Step] = []
        self._parts = 0

    def _add(self, operator: str, *points: tuple[float, float]) -> None:
        self.steps.append((operator, tuple(float(value) for pair in points for value in pair)))
        if len(self.steps) > _MOST_STEPS:
            raise Unreadable

    def _moveTo(self, pt: tuple[float, float]) -> None:
        self._add("m", pt)

    def _lineTo(self, pt: tuple[float, float]) -> None:
        self._add("l", pt)

    def _curveToOne(self, pt1: tuple[float, float], pt2: tuple[float, float], pt3: tuple[float, float]) -> None:
        self._add("c", pt1, pt2, pt3)

    def _closePath(self) -> None:
        self._add("h")

    def addComponent(self, *part: Any, **rest: Any) -> None:
        """One part of a glyph that is made of others."""
        self._parts += 1
        if self._parts > _MOST_PARTS:
            raise Unreadable
        super().addComponent(*part, **rest)


def opened(source: bytes | Path) -> tuple[Any, Draw, int, float]:
    """The face (None for bare CFF), what draws one of its glyphs, how many it has, and its em in their units."""
    if isinstance(source, bytes) and source.startswith(_BARE_CFF):
        cff = CFFFontSet()
        cff.decompile(io.BytesIO(source), None)
        return None, *_charstrings(cff)
    file = io.BytesIO(source) if isinstance(source, bytes) else str(source)
    font = TTFont(file, lazy=True, fontNumber=0)
    if "CFF " in font:
        draw, count, em = _charstrings(font["CFF "].cff)
    else:
        draw, count, em = _contours(font)
    font.setGlyphOrder([f"g{glyph}" for glyph in range(count)])
    return font, draw, count, em


def _charstrings(cff: Any) -> tuple[Draw, int, float]:
    top = cff[0]
    strings = top.CharStrings.charStringsIndex
    scale = float(getattr(top, "FontMatrix", [0.001])[0])

    def draw(glyph: int, pen: BasePen) -> None:
        strings[glyph].draw(pen)

    return draw, len(strings), 1 / scale if 1e-5 < scale < 1 else 1000.0


class _Part:
    """One glyph of a TrueType face, as pens want it."""

    def __init__(self, glyph: Any, table: Any) -> None:
        self._glyph, self._table = glyph, table

    def draw(self, pen: BasePen) -> None:
        """Draw it with `pen`."""
        self._glyph.draw(pen, self._table)


class _Parts:
    """The glyphs of a TrueType face by name."""

    def __init__(self, table: Any) -> None:
        self._table = table

    def __getitem__(self, name: str) -> _Part:
        return _Part(self._table[name], self._table)


def _contours(font: Any) -> tuple[Draw, int, float]:
    """Of a TrueType face; every glyph is called g and its number, since names may be gone."""
    count = int(font["maxp"].numGlyphs)
    font.setGlyphOrder([f"g{glyph}" for glyph in range(count)])
    parts = _Parts(font["glyf"])

    def draw(glyph: int, pen: BasePen) -> None:
        pen.glyphSet = parts
        parts[f"g{glyph}"].draw(pen)

    return draw, count, float(font["head"].unitsPerEm) or 1000.0
