"""Text objects (GB/T 33190-2016, clause 11): which glyphs stand where, in the space of the object."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from xml.etree.ElementTree import Element

from app.evidence.ofd.letters.faces import LATIN_END, Letters
from app.evidence.ofd.letters.glyphs import Face
from app.evidence.ofd.values import Bounds, local, number, numbers, whole

_NARROWEST = 0.45  # of its width, to which a letter of another face is pressed into the place it has
_HEAVY = 600
_UNSEEN = ("Cc", "Cf", "Cs", "Mn", "Zl", "Zp")
_BLANK = ("Zs",)
GETA = "〓"  # stands for a character that no face has, as in all Chinese typesetting


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph: its face and number, how it reads, where it stands, and how much narrower than it is."""

    face: Face
    number: int
    words: str
    x: float
    y: float
    narrow: float = 1.0


@dataclass(slots=True)
class _Piece:
    """What takes one place in a row: a glyph of the file's own face, or characters."""

    words: str
    glyph: int | None = None


class TextRun:
    """The glyphs of one text object; `missing` are characters that no face has, for which 〓 stands."""

    def __init__(self, element: Element, letters: Letters, bounds: Bounds) -> None:
        self._element, self.letters, self._bounds = element, letters, bounds
        self.size = number(element.get("Size"), 3.5) or 3.5
        self.wide = number(element.get("HScale"), 1.0) or 1.0
        self.turn = whole(element.get("CharDirection")) % 360
        self._onward = whole(element.get("ReadDirection")) % 360
        self.missing: list[str] = []

    @property
    def is_bold(self) -> bool:
        """Whether its letters are to be made heavier than their face is."""
        heavy = number(self._element.get("Weight"), 400) >= _HEAVY or self.letters.bold
        own = self.letters.own
        return heavy and (own is None or own.weight < _HEAVY)

    def glyphs(self) -> Iterator[Glyph]:
        """Every glyph in its order."""
        x = y = 0.0
        begun, waiting = 0, []
        for element in self._element:
            if local(element.tag) == "CGTransform":
                waiting.append(element)
            if local(element.tag) != "TextCode":
                continue
            x, y = number(element.get("X"), x), number(element.get("Y"), y)
            words = element.text or ""
            self._bounds.spend("glyphs", len(words) + 1)
            pieces = self._pieces(words, waiting, begun)
            yield from self._placed(pieces, element, x, y)
            begun += len(words)

    def _pieces(self, words: str, transforms: list[Element], begun: int) -> list[_Piece]:
        """The row of glyphs that the characters become (11.4): some by number, the others by their character."""
        changed = {} if self.letters.own is None else dict(_changes(words, transforms, begun))
        made: list[_Piece] = []
        at = 0
        while at < len(words):
            count, glyphs = changed.get(at, (1, []))
            read = words[at : at + count]
            if glyphs:
                self._bounds.spend("glyphs", len(glyphs))
                made.append(_Piece(read, glyphs[0]))
                made.extend(_Piece("", glyph) for glyph in glyphs[1:])
            else:
                made.append(_Piece(read))
            at += count
        return made

    def _placed(self, pieces: list[_Piece], element: Element, x: float, y: float) -> Iterator[Glyph]:
        across, down = (deltas(element.get(name), len(pieces) - 1) for name in ("DeltaX", "DeltaY"))
        for at, piece in enumerate(pieces):
            face, glyph = self._found(piece)
            reach = face.advance(glyph) * self.size * self.wide if face is not None else self.size
            step = (across[at] if across else 0.0, down[at] if down else 0.0) if at + 1 < len(pieces) else (0.0, 0.0)
            if at + 1 < len(pieces) and not across and not down:  # nothing says where: as far as the glyph is wide
                way = math.radians(self._onward)
                step = reach * math.cos(way), reach * math.sin(way)
            if face is not None:
                room = step[0] if at + 1 < len(pieces) else self._last(pieces, across)
                yield Glyph(face, glyph, piece.words, x, y, 1.0 if step[1] else self._narrow(face, room, reach))
            x, y = x + step[0], y + step[1]

    def _found(self, piece: _Piece) -> tuple[Face | None, int]:
        """The face and glyph of a piece; none for what is not seen, and for what no face has."""
        own = self.letters.own
        if piece.glyph is not None and own is not None and piece.glyph > 0 and own.draws(piece.glyph):
            return own, piece.glyph
        char = piece.words[:1]
        kind = unicodedata.category(char) if char else "Cc"
        found = self.letters.of(char) if kind not in _UNSEEN else None
        if found is None and kind not in _UNSEEN and kind not in _BLANK:
            self.missing.append(char)
            found = self.letters.of(GETA)
        return found or (None, 0)

    def _last(self, pieces: list[_Piece], across: list[float]) -> float:
        """The room of the last letter: that of the one before where both are Latin, else as much as it wants."""
        latin = all(piece.words and piece.words < LATIN_END for piece in pieces[-2:])
        return across[-1] if across and latin else math.inf

    def _narrow(self, face: Face | None, room: float, reach: float) -> float:
        """How much a letter of a face that is not the file's own is pressed, so that it keeps off the next one."""
        if face is None or face is self.letters.own or self.turn or reach <= 0:
            return 1.0
        given = room / reach
        return given if _NARROWEST <= given < 0.98 else 1.0


def deltas(text: str | None, most: int) -> list[float]:
    """The steps between glyphs (11.3), where "g n d" is n times d; the last is used again; none when none are given."""
    words = (text or "").replace(",", " ").split()
    found: list[float] = []
    at = 0
    while at < len(words) and len(found) < most:
        if words[at] in ("g", "G"):
            times, step = (*words[at + 1 : at + 3], "0", "0")[:2]
            found.extend([number(step)] * min(max(0, whole(times, most)), most - len(found)))
            at += 3
        else:
            found.append(number(words[at]))
            at += 1
    return found + [found[-1]] * (most - len(found)) if found else []


def _changes(words: str, transforms: list[Element], begun: int) -> Iterator[tuple[int, tuple[int, list[int]]]]:
    """Where characters become glyphs by number: place in `words` → how many characters, and which glyphs.

    Places count from the start of the text object; some programs count in each TextCode anew.
    """
    for element in transforms:
        glyphs = [int(glyph) for glyph in numbers(next(chain((one.text for one in element), ("",))))]
        at, count = whole(element.get("CodePosition")), max(1, whole(element.get("CodeCount"), 1))
        wanted = whole(element.get("GlyphCount"), len(glyphs)) or len(glyphs)
        place = at - begun if at >= begun else at
        if not 0 <= place < len(words):
            continue
        if count == min(wanted, len(glyphs)):  # one by one: each reads as its own character
            yield from ((place + number, (1, [glyph])) for number, glyph in enumerate(glyphs[:count]))
        else:
            yield place, (count, glyphs[:wanted])
