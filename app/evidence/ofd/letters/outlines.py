"""The outlines in a face file: TrueType, OpenType or bare CFF, with as few tables as drawing needs."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from fontTools.cffLib import CFFFontSet
from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph, table__g_l_y_f

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


class _Glyphs(dict[str, Any]):
    """The glyphs of a TrueType face by name, each cut out of the table when it is first drawn; KeyError for others."""

    def __init__(self, data: bytes, places: Sequence[int]) -> None:
        super().__init__()
        if not all(one <= other for one, other in pairwise(places)) or max(places) > len(data):
            raise Unreadable
        self._data, self._places = data, places

    def __missing__(self, name: str) -> Any:
        at = int(name[1:])
        if at + 1 >= len(self._places):
            raise KeyError(name)
        self[name] = glyph = Glyph(self._data[self._places[at] : self._places[at + 1]])
        return glyph


class _Parts:
    """The glyphs of a TrueType face, as they are asked for by name."""

    def __init__(self, table: Any) -> None:
        self._table = table

    def __getitem__(self, name: str) -> _Part:
        return _Part(self._table[name], self._table)


def _contours(font: Any) -> tuple[Draw, int, float]:
    """Of a TrueType face; every glyph is called g and its number, since names may be gone."""
    count = int(font["maxp"].numGlyphs)
    font.setGlyphOrder([f"g{glyph}" for glyph in range(count)])
    table = table__g_l_y_f("glyf")
    table.glyphOrder, table.glyphs = font.getGlyphOrder(), _Glyphs(font.reader["glyf"], font["loca"].locations)
    parts = _Parts(table)

    def draw(glyph: int, pen: BasePen) -> None:
        pen.glyphSet = parts
        parts[f"g{glyph}"].draw(pen)

    return draw, count, float(font["head"].unitsPerEm) or 1000.0
