"""The fonts of a book as they were embedded: what each code of a string shows, whatever its number.

Codes are given out in the order of first use, so that the same word has other codes when a page before
it changes.  What counts is the character (ToUnicode), its width, and the outline that is drawn for it:
a map that says one thing and a glyph that shows another do not pass.
"""

from __future__ import annotations

import hashlib
import re
from typing import Any

import pikepdf

from app.export.pdf.describing import Describer, plain
from app.export.pdf.outlines import Outlines

_TAG = re.compile(r"^/?[A-Z]{6}\+")
_MAPPED = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<((?:[0-9A-Fa-f]{4}){1,16})>")
CODES = 0x10000


class Typeface:
    """One font of the file: `name` stands for the face, and `shown` says what a string of its codes shows."""

    def __init__(self, font: Any, describe: Describer) -> None:
        own = _own(font)
        self._outlines = own
        self._tokens: dict[int, bytes] = {}
        if own is None:
            self.name = describe(font)
            return
        self.name = _TAG.sub("", str(font.BaseFont)).encode("utf-8", "replace") + own.common
        descendant = font.DescendantFonts[0]
        self._characters = _characters(font.ToUnicode.read_bytes())
        self._widths = _widths(descendant.get("/W"))
        self._default = plain(descendant.get("/DW", 1000))

    def shown(self, codes: bytes) -> bytes:
        """What a string shows; the bytes themselves for a font that is none of ours."""
        if self._outlines is None or len(codes) % 2:
            return codes
        return b"".join(self._token(codes[at] << 8 | codes[at + 1]) for at in range(0, len(codes), 2))

    def _token(self, code: int) -> bytes:
        if code not in self._tokens:
            assert self._outlines is not None
            parts = (
                self._characters.get(code, b""),
                self._widths.get(code, self._default),
                self._outlines.digest(code),
            )
            self._tokens[code] = hashlib.sha256(b"\0".join(parts)).digest()[:16]
        return self._tokens[code]


def _own(font: Any) -> Outlines | None:
    """The outlines of a font made as `app.export.pdf.embedding` makes them; None for any other."""
    try:
        descendant = font.DescendantFonts[0]
        programs = {key for key, _ in descendant.FontDescriptor.items() if key.startswith("/FontFile")}
        if font.Encoding != "/Identity-H" or descendant.CIDToGIDMap != "/Identity" or "/ToUnicode" not in font:
            return None
        return Outlines(descendant.FontDescriptor.FontFile2.read_bytes()) if programs == {"/FontFile2"} else None
    except (AttributeError, IndexError, TypeError, KeyError, ValueError, pikepdf.PdfError):
        return None


def _characters(map_: bytes) -> dict[int, bytes]:
    """Code → the character it means, in UTF-16."""
    return {int(code, 16): bytes.fromhex(text.decode("ascii")) for code, text in _MAPPED.findall(map_)}


def _widths(array: Any) -> dict[int, bytes]:
    """Code → its width, as /W says it: `first [w w …]` or `first last w`."""
    found: dict[int, bytes] = {}
    parts = list(array) if isinstance(array, pikepdf.Array) else []
    while len(parts) >= 2:
        first = int(parts[0])
        if isinstance(parts[1], pikepdf.Array):
            found |= {first + place: plain(width) for place, width in enumerate(parts[1])}
            del parts[:2]
        else:
            last = min(int(parts[1]), CODES)
            found |= {code: plain(parts[2]) for code in range(first, last + 1)}
            del parts[:3]
    return found
