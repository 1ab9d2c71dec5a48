"""The part of a face that one book needs, as a TrueType font program for embedding in a PDF.

Glyphs are numbered anew in the order asked for; composite glyphs bring their components along
(OpenType 1.9, glyf).  Only the tables that a CIDFontType2 font needs are written
(ISO 32000-1, 9.9).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

from app.export.fonts.sfnt import TrueTypeFace

COMPONENTS_FOLLOW, WORDS, SCALE, TWO_SCALES, MATRIX = 0x0020, 0x0001, 0x0008, 0x0040, 0x0080
HINTING = ("cvt ", "fpgm", "prep")


def subset(face: TrueTypeFace, glyphs: Sequence[int]) -> bytes:
    """A font program whose glyph n + 1 is `glyphs[n]` of the face; glyph 0 is the face's own."""
    wanted = [0, *glyphs]
    numbers = {glyph: number for number, glyph in enumerate(wanted)}
    outlines: list[bytes] = []
    while len(outlines) < len(wanted):
        outline = bytearray(face.outline(wanted[len(outlines)]))
        for at, component in components(outline):
            if component not in numbers:
                numbers[component] = len(wanted)
                wanted.append(component)
            struct.pack_into(">H", outline, at, numbers[component])
        outlines.append(bytes(outline) + b"\0" * (-len(outline) % 4))
    return _font(_tables(face, wanted, outlines))


def components(outline: bytearray) -> Iterator[tuple[int, int]]:
    """Where a composite outline names its components, and which glyphs they are."""
    if len(outline) < 10 or struct.unpack_from(">h", outline)[0] >= 0:
        return
    at, flags = 10, COMPONENTS_FOLLOW
    while flags & COMPONENTS_FOLLOW:
        flags, glyph = struct.unpack_from(">HH", outline, at)
        yield at + 2, glyph
        at += 8 if flags & WORDS else 6
        at += 2 * bool(flags & SCALE) + 4 * bool(flags & TWO_SCALES) + 8 * bool(flags & MATRIX)


def _tables(face: TrueTypeFace, wanted: list[int], outlines: list[bytes]) -> dict[str, bytes]:
    head, hhea, maxp = (bytearray(face.table(tag)) for tag in ("head", "hhea", "maxp"))
    struct.pack_into(">L", head, 8, 0)  # the sum over the whole file: nobody asks for it in a PDF
    struct.pack_into(">h", head, 50, 1)
    struct.pack_into(">H", hhea, 34, len(wanted))
    struct.pack_into(">H", maxp, 4, len(wanted))
    offsets = [0]
    for outline in outlines:
        offsets.append(offsets[-1] + len(outline))
    tables = {
        "head": bytes(head),
        "hhea": bytes(hhea),
        "maxp": bytes(maxp),
        "hmtx": b"".join(face.metrics(glyph) for glyph in wanted),
        "loca": struct.pack(f">{len(offsets)}L", *offsets),
        "glyf": b"".join(outlines),
    }
    return tables | {tag: face.table(tag) for tag in HINTING if tag in face.tables}


def _font(tables: dict[str, bytes]) -> bytes:
    """The tables behind a directory, each on a boundary of four bytes."""
    power = len(tables).bit_length() - 1
    reach = 16 << power
    directory = struct.pack(">L4H", 0x00010000, len(tables), reach, power, 16 * len(tables) - reach)
    offset, body = 12 + 16 * len(tables), b""
    for tag in sorted(tables):
        data = tables[tag] + b"\0" * (-len(tables[tag]) % 4)
        directory += struct.pack(">4sLLL", tag.encode("ascii"), _sum(data), offset, len(tables[tag]))
        offset += len(data)
        body += data
    return directory + body


def _sum(data: bytes) -> int:
    words: tuple[int, ...] = struct.unpack(f">{len(data) // 4}L", data)
    return sum(words) & 0xFFFFFFFF
