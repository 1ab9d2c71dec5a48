"""The outlines in an embedded TrueType program, each as a digest that does not depend on how glyphs are numbered.

A subset gives its glyphs new numbers, also inside composite outlines (OpenType 1.9, glyf): these are
followed, so that the same shape has the same digest in every book.
"""

from __future__ import annotations

import hashlib
import struct

from app.export.fonts.subset import components

TABLES_LIMIT = 64
DEPTH_LIMIT = 8
HINTING = ("cvt ", "fpgm", "prep")
TABLES = {"head", "hhea", "maxp", "hmtx", "loca", "glyf", *HINTING}
"""What our subsets hold; a program with anything else could be drawn from that."""


class Outlines:
    """The glyphs of one program; ValueError when it is none, or holds more than ours do."""

    def __init__(self, program: bytes) -> None:
        try:
            self._tables = _tables(program)
            head = self._tables["head"]
            self._long = struct.unpack_from(">h", head, 50)[0] != 0
            scale = head[18:20]
        except (struct.error, KeyError) as failure:
            raise ValueError("no TrueType program") from failure
        if not self._tables.keys() <= TABLES:
            raise ValueError("not one of our programs")
        self._digests: dict[int, bytes] = {}
        hints = b"".join(_sized(self._tables.get(tag, b"")) for tag in HINTING)
        self.common = hashlib.sha256(scale + hints).digest()

    def digest(self, glyph: int, depth: int = 0) -> bytes:
        """The digest of one glyph: its outline, where it stands beside its origin, and the same of its components."""
        if glyph not in self._digests:
            metrics = self._tables.get("hmtx", b"")[4 * glyph : 4 * glyph + 4]
            self._digests[glyph] = hashlib.sha256(_sized(metrics) + self._described(glyph, depth)).digest()
        return self._digests[glyph]

    def _described(self, glyph: int, depth: int) -> bytes:
        outline = bytearray(self._outline(glyph))
        try:
            parts = list(components(outline))
            if depth > DEPTH_LIMIT:
                return b"deep"
            inner = b"".join(self.digest(part, depth + 1) for _, part in parts)
            for at, _ in parts:
                struct.pack_into(">H", outline, at, 0)
        except struct.error:
            return b"broken" + bytes(outline)
        return inner + bytes(outline)

    def _outline(self, glyph: int) -> bytes:
        loca, size, form = self._tables.get("loca", b""), (4, 2)[not self._long], "LH"[not self._long]
        if (glyph + 2) * size > len(loca):
            return b""
        start, end = struct.unpack_from(f">2{form}", loca, glyph * size)
        factor = 1 if self._long else 2
        return self._tables.get("glyf", b"")[start * factor : end * factor]


def _tables(program: bytes) -> dict[str, bytes]:
    count = struct.unpack_from(">H", program, 4)[0]
    if count > TABLES_LIMIT:
        raise ValueError("too many tables")
    found: dict[str, bytes] = {}
    for number in range(count):
        tag, _, offset, length = struct.unpack_from(">4sLLL", program, 12 + 16 * number)
        found[tag.decode("latin-1")] = program[offset : offset + length]
    return found


def _sized(part: bytes) -> bytes:
    return len(part).to_bytes(8, "big") + part
