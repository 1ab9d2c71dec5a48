"""Text objects drawn: as letters that can be found again, or as outlines where letters cannot have such paint."""

from __future__ import annotations

from app.evidence.ofd.canvas import Canvas
from app.evidence.ofd.letters.text import Glyph, TextRun
from app.evidence.ofd.letters.type3 import FontCase, Look, outline
from app.evidence.ofd.paths import Step, placed
from app.evidence.ofd.values import Matrix, shown, times

_SLANT = 0.2126  # of letters that are made italic: 12 degrees
_TURNS: dict[int, Matrix] = {
    0: (1, 0, 0, -1, 0, 0),
    90: (0, 1, 1, 0, 0, 0),
    180: (-1, 0, 0, 1, 0, 0),
    270: (0, -1, -1, 0, 0, 0),
}


class Writer:
    """Draws the glyphs of one text object in the space that `place` leads out of."""

    def __init__(self, run: TextRun, place: Matrix, slanted: bool) -> None:
        self.run, self._place, self._slanted = run, place, slanted
        self._glyphs = list(run.glyphs())
        self._settings: dict[tuple[int, float], str] = {}
        self._stands = _TURNS.get(run.turn, _TURNS[0])

    @property
    def is_empty(self) -> bool:
        """Whether nothing of it is seen."""
        return not self._glyphs

    def letters(self, canvas: Canvas, fonts: FontCase, look: Look) -> None:
        """As text, in the colours that are set."""
        canvas.add("BT")
        if self._slanted or self.run.turn:
            self._one_by_one(canvas, fonts, look)
        else:
            self._in_rows(canvas, fonts, look)
        canvas.add("ET")

    def outlines(self) -> list[Step]:
        """As one outline on the canvas."""
        made: list[Step] = []
        for glyph in self._glyphs:
            scale = self.run.size / glyph.face.em
            frame = (scale * self.run.wide * glyph.narrow, 0.0, 0.0, scale, 0.0, 0.0)
            made += placed(outline(glyph.face, glyph.number), times(frame, self._frame(glyph)))
        return made

    def _frame(self, glyph: Glyph) -> Matrix:
        """From the glyph, upright, to the canvas."""
        slant: Matrix = (1.0, 0.0, _SLANT if self._slanted else 0.0, 1.0, 0.0, 0.0)
        return times(times(times(slant, self._stands), (1, 0, 0, 1, glyph.x, glyph.y)), self._place)

    def _one_by_one(self, canvas: Canvas, fonts: FontCase, look: Look) -> None:
        for glyph in self._glyphs:
            a, b, c, d, e, f = self._frame(glyph)
            setting, code = self._shown(canvas, fonts, glyph, look)
            canvas.add(f"{a:.6f} {b:.6f} {c:.6f} {d:.6f} {shown(e, f)} Tm {setting}{code}")

    def _in_rows(self, canvas: Canvas, fonts: FontCase, look: Look) -> None:
        """Each glyph as a step from the one before: short, and readers find the rows."""
        a, b, c, d, e, f = times((1, 0, 0, -1, 0, 0), self._place)
        canvas.add(f"{a:.6f} {b:.6f} {c:.6f} {d:.6f} {shown(e, f)} Tm")
        x = y = 0.0
        known = ""
        words = []
        for glyph in self._glyphs:
            setting, code = self._shown(canvas, fonts, glyph, look)
            across, down = round(glyph.x - x, 4), round(y - glyph.y, 4)
            x, y = x + across, y - down
            words.append(f"{'' if setting == known else setting}{shown(across, down)} Td {code}")
            known = setting
        canvas.add("\n".join(words))

    def _shown(self, canvas: Canvas, fonts: FontCase, glyph: Glyph, look: Look) -> tuple[str, str]:
        """What sets the font of a glyph, and what shows it."""
        font, code = fonts.place(glyph.face, glyph.number, glyph.words, look)
        key = font.objgen[0], glyph.narrow
        if key not in self._settings:
            width = shown(100 * self.run.wide * glyph.narrow)
            self._settings[key] = f"{canvas.named('Font', font)} {shown(self.run.size)} Tf {width} Tz "
        return self._settings[key], f"<{code:02x}> Tj"
