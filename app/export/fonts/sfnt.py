"""A TrueType file read for printing: which characters it holds, how wide they are, may it be embedded.

Only what embedding needs is read (OpenType 1.9: head, hhea, maxp, hmtx, cmap, OS/2, name, loca,
glyf); faces of ten thousands of glyphs open in milliseconds.  Everything else is refused with
`UnusableFace`: CFF outlines, licences that forbid embedding or subsetting, damaged files.
"""

from __future__ import annotations

import array
import mmap
import struct
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

RESTRICTED = 0x0002  # OS/2.fsType: must not be embedded at all
NO_SUBSET = 0x0100
BITMAP_ONLY = 0x0200
NAMES = {1: "family", 4: "full", 6: "postscript"}
KEPT_MAPS = 16  # character maps of files, so that the next book need not read those of the same faces again


class UnusableFace(Exception):
    """A font file that cannot be embedded in a book; the reason is for logs, not for users."""


@dataclass(eq=False)
class TrueTypeFace:
    """One face of a font file; lengths in 1/1000 em, glyphs by number."""

    path: Path
    member: int = 0
    tables: dict[str, tuple[int, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        try:
            self._open()
        except (struct.error, IndexError, ValueError, KeyError, OSError) as failure:
            raise UnusableFace(f"{self.path.name}: {failure}") from failure

    def _open(self) -> None:
        with self.path.open("rb") as stream:
            self.data: bytes | mmap.mmap = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        self._read_directory()
        for tag in ("glyf", "loca", "head", "hhea", "hmtx", "maxp", "cmap"):
            if tag not in self.tables:
                raise UnusableFace(f"{self.path.name}: no {tag} table")
        head = self.tables["head"][0]
        self.em: int = self._number(">H", head + 18)
        if not 16 <= self.em <= 16384:
            raise UnusableFace(f"{self.path.name}: {self.em} units per em")
        self.long_offsets = self._number(">h", head + 50) == 1
        self.box = tuple(round(value * 1000 / self.em) for value in struct.unpack_from(">4h", self.data, head + 36))
        self.glyph_count: int = self._number(">H", self.tables["maxp"][0] + 4)
        self._check_rights()
        self.glyphs: Mapping[int, int] = _characters(self.table("cmap"))
        self.advances = self._advances()

    def _read_directory(self) -> None:
        start = 0
        if self.data[:4] == b"ttcf":
            count = self._number(">L", 8)
            if self.member >= count:
                raise UnusableFace(f"{self.path.name}: only {count} members")
            start = self._number(">L", 12 + 4 * self.member)
        if self.data[start : start + 4] not in (b"\x00\x01\x00\x00", b"true"):
            raise UnusableFace(f"{self.path.name}: not TrueType outlines")
        for number in range(self._number(">H", start + 4)):
            tag, _, offset, length = struct.unpack_from(">4sLLL", self.data, start + 12 + 16 * number)
            if offset + length > len(self.data):
                raise UnusableFace(f"{self.path.name}: cut off")
            self.tables[tag.decode("latin-1")] = (offset, length)

    def _number(self, form: str, offset: int) -> int:
        return int(struct.unpack_from(form, self.data, offset)[0])

    def table(self, tag: str) -> bytes:
        """One table of the file as it stands; KeyError when there is none."""
        offset, length = self.tables[tag]
        return self.data[offset : offset + length]

    def _check_rights(self) -> None:
        if "OS/2" not in self.tables:
            return
        rights = self._number(">H", self.tables["OS/2"][0] + 8)
        if rights & 0x000F == RESTRICTED or rights & (NO_SUBSET | BITMAP_ONLY):
            raise UnusableFace(f"{self.path.name}: licence bits {rights:#06x}")

    def _advances(self) -> list[float]:
        """The advance width of every glyph."""
        count = self.full_metrics = self._number(">H", self.tables["hhea"][0] + 34)
        pairs = _words(self.table("hmtx")[: 4 * count])
        widths = [units * 1000 / self.em for units in pairs[::2]]
        return widths + [widths[-1]] * (self.glyph_count - count)

    @cached_property
    def offsets(self) -> list[int]:
        """Where each glyph's outline begins in `glyf`, and where the last one ends."""
        loca = self.table("loca")
        if not self.long_offsets:
            return [2 * word for word in _words(loca[: 2 * (self.glyph_count + 1)])]
        return list(struct.unpack_from(f">{self.glyph_count + 1}L", loca))

    @cached_property
    def names(self) -> dict[str, str]:
        """The family, full and PostScript name; Chinese where the file has one, "" where none."""
        return {kind: _named(self.table("name"), number) for number, kind in NAMES.items()}

    @cached_property
    def ascent(self) -> int:
        """The height of the face above the baseline."""
        return round(self._number(">h", self.tables["hhea"][0] + 4) * 1000 / self.em)

    @cached_property
    def descent(self) -> int:
        """The depth of the face below the baseline, negative."""
        return -abs(round(self._number(">h", self.tables["hhea"][0] + 6) * 1000 / self.em))

    def holds(self, code: int) -> bool:
        """Whether a glyph of its own prints the character with this code point."""
        return self.glyphs.get(code, 0) != 0

    def outline(self, glyph: int) -> bytes:
        """The outline of a glyph; empty for white space."""
        start = self.tables["glyf"][0]
        return self.data[start + self.offsets[glyph] : start + self.offsets[glyph + 1]]

    def metrics(self, glyph: int) -> bytes:
        """Advance and left bearing of a glyph, as `hmtx` holds them, four bytes."""
        start, count = self.tables["hmtx"][0], self.full_metrics
        if glyph < count:
            return self.data[start + 4 * glyph : start + 4 * glyph + 4]
        bearing = start + 4 * count + 2 * (glyph - count)
        return self.data[start + 4 * count - 4 : start + 4 * count - 2] + self.data[bearing : bearing + 2]

    def bearings(self, code: int) -> tuple[float, float]:
        """White space left and right of the ink of a character, in em; (0, 0) without ink."""
        glyph = self.glyphs[code]
        outline = self.outline(glyph)
        if len(outline) < 10:
            return 0.0, 0.0
        left, _, right, _ = struct.unpack_from(">4h", outline, 2)
        return left / self.em, self.advances[glyph] / 1000 - right / self.em


def _words(data: bytes) -> list[int]:
    """Big-endian 16-bit numbers."""
    words = array.array("H", data)
    if sys.byteorder == "little":
        words.byteswap()
    return words.tolist()


@lru_cache(KEPT_MAPS)
def _characters(cmap: bytes) -> Mapping[int, int]:
    """Code point → glyph from the best Unicode subtable (format 12, else 4)."""
    found: dict[int, int] = {}
    for number in range(struct.unpack_from(">H", cmap, 2)[0]):
        platform, encoding, offset = struct.unpack_from(">HHL", cmap, 4 + 8 * number)
        form = struct.unpack_from(">H", cmap, offset)[0]
        if (platform, encoding) in ((3, 10), (0, 4), (0, 6)) and form == 12:
            return _format_12(cmap, offset)
        if (platform == 0 or (platform, encoding) == (3, 1)) and form == 4 and not found:
            found = _format_4(cmap, offset)
    if not found:
        raise UnusableFace("no Unicode character map")
    return found


def _format_12(cmap: bytes, offset: int) -> dict[int, int]:
    """Groups of consecutive characters; at most 0x110000 are believed."""
    found: dict[int, int] = {}
    for number in range(struct.unpack_from(">L", cmap, offset + 12)[0]):
        first, last, glyph = struct.unpack_from(">LLL", cmap, offset + 16 + 12 * number)
        if last > 0x10FFFF or first > last:
            raise UnusableFace("damaged character map")
        found.update(zip(range(first, last + 1), range(glyph, glyph + last - first + 1), strict=True))
    return found


def _format_4(cmap: bytes, offset: int) -> dict[int, int]:
    """Segments of the basic plane."""
    words = _words(cmap[offset : offset + (len(cmap) - offset) // 2 * 2])
    count = words[3] // 2
    ends, starts = words[7 : 7 + count], words[8 + count : 8 + 2 * count]
    deltas, ranges = words[8 + 2 * count : 8 + 3 * count], 8 + 3 * count
    found: dict[int, int] = {}
    for segment, (first, last, delta) in enumerate(zip(starts, ends, deltas, strict=True)):
        if first == 0xFFFF:
            continue
        shift = words[ranges + segment]
        if shift == 0:
            found.update((code, (code + delta) & 0xFFFF) for code in range(first, last + 1))
            continue
        base = ranges + segment + shift // 2
        glyphs = words[base : base + last - first + 1]
        found.update((first + at, (glyph + delta) & 0xFFFF) for at, glyph in enumerate(glyphs) if glyph)
    return found


def _named(table: bytes, wanted: int) -> str:
    """The name with this number: Chinese first, then English, then whatever decodes."""
    count, storage = struct.unpack_from(">HH", table, 2)
    names: dict[int, str] = {}
    for record in range(count):
        platform, encoding, language, number, length, offset = struct.unpack_from(">6H", table, 6 + 12 * record)
        raw = table[storage + offset : storage + offset + length]
        if number == wanted and (platform, encoding) in ((3, 1), (3, 0), (3, 10), (0, 3)):
            names[language] = raw.decode("utf-16-be", "replace")
        elif number == wanted and platform == 1 and encoding == 0:
            names.setdefault(0, raw.decode("mac-roman", "replace"))
    order = (0x0409, 0, 0x0804) if wanted == 6 else (0x0804, 0x0409, 0)
    return next((names[language] for language in order if language in names), next(iter(names.values()), ""))
