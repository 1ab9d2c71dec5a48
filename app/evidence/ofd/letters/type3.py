"""Glyphs as the fonts of PDF that are drawn by us (Type 3, ISO 32000-2, 9.6.4): vectors whose words can be found.

Any face becomes one, however broken; only the glyphs that are used stand in it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import pikepdf
from pikepdf import Array, Dictionary, Name

from app.evidence.ofd.canvas import Press
from app.evidence.ofd.letters.glyphs import Face
from app.evidence.ofd.letters.outlines import Unreadable
from app.evidence.ofd.paths import Step, drawn
from app.evidence.ofd.values import shown

Look = Literal["plain", "bold", "unseen"]
_MOST = 255  # glyphs of one such font
_STROKE = 0.03  # of the em, around letters that are made bold


@dataclass(slots=True)
class _Font:
    """One font as it fills: glyph → code, and what each code draws and says."""

    thing: pikepdf.Object
    face: Face
    look: Look
    codes: dict[tuple[int, str], int] = field(default_factory=dict)


class FontCase:
    """All glyphs that the PDF draws, as fonts of at most 255 each."""

    def __init__(self, press: Press) -> None:
        self._press = press
        self._fonts: dict[tuple[int, Look], list[_Font]] = {}
        self._places: dict[tuple[int, Look, int, str], tuple[pikepdf.Object, int]] = {}

    def place(self, face: Face, glyph: int, words: str, look: Look) -> tuple[pikepdf.Object, int]:
        """The font and the code that draw a glyph, which reads as `words`."""
        key = id(face), look, glyph, words
        if key not in self._places:
            fonts = self._fonts.setdefault((id(face), look), [])
            if not fonts or len(fonts[-1].codes) == _MOST:
                fonts.append(_Font(self._press.pdf.make_indirect(Dictionary()), face, look))
            code = fonts[-1].codes[glyph, words] = len(fonts[-1].codes) + 1
            self._places[key] = fonts[-1].thing, code
        return self._places[key]

    def finish(self) -> None:
        """Write the fonts, once all is drawn."""
        for fonts in self._fonts.values():
            for font in fonts:
                self._fill(font)

    def _fill(self, font: _Font) -> None:
        thing, em = font.thing, font.face.em
        thing.Type, thing.Subtype = Name.Font, Name.Type3
        thing.FontMatrix = Array([round(1 / em, 8), 0, 0, round(1 / em, 8), 0, 0])
        thing.FontBBox = Array([0, round(-em / 4), round(em), round(em)])
        thing.FirstChar, thing.LastChar = 1, len(font.codes)
        thing.Widths = Array([round(font.face.advance(glyph) * em, 3) for glyph, _ in font.codes])
        procs = {f"/g{code}": self._proc(font, glyph) for (glyph, _), code in font.codes.items()}
        thing.CharProcs = Dictionary(procs)
        thing.Encoding = Dictionary(Type=Name.Encoding, Differences=Array([1, *(Name(name) for name in procs)]))
        thing.Resources = Dictionary()
        thing.ToUnicode = self._press.stream(_to_unicode({code: words for (_, words), code in font.codes.items()}))

    def _proc(self, font: _Font, glyph: int) -> pikepdf.Object:
        em = font.face.em
        steps = outline(font.face, glyph)
        spill = _STROKE * em if font.look == "bold" else 0.0
        head = f"{shown(font.face.advance(glyph) * em)} 0 {_short(*_reach(steps, spill))} d1"
        steps = () if font.look == "unseen" else steps
        words = drawn(steps, _short)
        if words and font.look == "bold":
            return self._press.stream(f"{head}\n{shown(_STROKE * em)} w 1 j\n{words}\nB".encode())
        return self._press.stream(f"{head}\n{words}\nf".encode() if words else head.encode())


def outline(face: Face, glyph: int) -> tuple[Step, ...]:
    """The outline of a glyph; none when it cannot be read."""
    try:
        return face.outline(glyph)
    except Unreadable:
        return ()


def _reach(steps: tuple[Step, ...], spill: float) -> tuple[float, float, float, float]:
    """A box around an outline, some wider: left, bottom, right, top."""
    across = [value for _, values in steps for value in values[::2]] or [0.0]
    along = [value for _, values in steps for value in values[1::2]] or [0.0]
    return min(across) - spill - 1, min(along) - spill - 1, max(across) + spill + 1, max(along) + spill + 1


def _short(*values: float) -> str:
    return " ".join(str(round(value)) for value in values)


def _to_unicode(words: dict[int, str]) -> bytes:
    """The CMap that says how each code reads (ISO 32000-2, 9.10.3)."""
    known = [(code, text.encode("utf-16-be", "ignore").hex()) for code, text in words.items() if text]
    lines = [f"<{code:02x}> <{text}>" for code, text in known if text]
    blocks = [lines[at : at + 100] for at in range(0, len(lines), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /Q def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<00> <ff>\nendcodespacerange\n{body}\nendcmap\nend\nend"
    ).encode()
