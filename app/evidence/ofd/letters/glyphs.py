"""Faces: the glyph of each character and how wide it is."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from app.evidence.ofd.letters.outlines import Pen, Unreadable, opened
from app.evidence.ofd.paths import Step

_SYMBOL = 0xF000  # where symbol faces keep their characters
_PLAIN = 400


class Face:
    """One face; its measures are parts of the em.  `Unreadable` when it is no face or too badly broken."""

    def __init__(self, source: bytes | Path) -> None:
        self._known: dict[int, tuple[Step, ...]] = {}
        try:
            self._font, self._draw, self.count, self.em = opened(source)
        except MemoryError:
            raise
        except Exception as failure:  # for broken faces fontTools raises nearly anything
            raise Unreadable from failure

    def outline(self, glyph: int) -> tuple[Step, ...]:
        """The outline of a glyph in units of which `em` make an em; `Unreadable` when there is none."""
        if glyph not in self._known:
            if not 0 <= glyph < self.count:
                raise Unreadable
            pen = Pen()
            try:
                self._draw(glyph, pen)
            except MemoryError:
                raise
            except Exception as failure:
                raise Unreadable from failure
            self._known[glyph] = tuple(pen.steps)
        return self._known[glyph]

    def draws(self, glyph: int) -> bool:
        """Whether it has such a glyph, and that can be read."""
        try:
            self.outline(glyph)
        except Unreadable:
            return False
        return True

    def glyph(self, char: str) -> int | None:
        """The glyph of a character; None when the face has none."""
        code = ord(char)
        found = self._numbered(code)
        return self._numbered(_SYMBOL + code) if found is None and code < 256 else found

    def advance(self, glyph: int) -> float:
        """How far the next glyph stands from this one."""
        width, _ = self._metrics.get(f"g{glyph}", (self.em, 0))
        return width / self.em

    @cached_property
    def weight(self) -> int:
        """How heavy it is; 400 is plain."""
        return int(self._asked(lambda font: int(font["OS/2"].usWeightClass), _PLAIN))

    def _numbered(self, code: int) -> int | None:
        name = self._characters.get(code, "g0")
        return int(name[1:]) if name != "g0" else None

    @cached_property
    def _characters(self) -> Mapping[int, str]:
        """Code point → glyph by name, by the best of its tables; empty when it has none that can be read."""
        found: Mapping[int, str] = self._asked(lambda font: dict(min(font["cmap"].tables, key=_unlike).cmap), {})
        return found

    @cached_property
    def _metrics(self) -> Mapping[str, tuple[int, int]]:
        """Glyph by name → how wide it is, and where it begins; empty when that cannot be read."""
        found: Mapping[str, tuple[int, int]] = self._asked(lambda font: font["hmtx"].metrics, {})
        return found

    def _asked(self, question: Any, default: Any) -> Any:
        """What a table that may be absent or broken says."""
        try:
            return question(self._font) if self._font is not None else default
        except MemoryError:
            raise
        except Exception:
            return default


def _unlike(table: Any) -> tuple[bool, int]:
    """The order in which tables of characters are asked: those of Unicode first, the larger before the smaller."""
    unicode = table.platformID == 0 or (table.platformID == 3 and table.platEncID in (1, 10))
    return not (unicode and hasattr(table, "cmap")), -len(getattr(table, "cmap", ()))
