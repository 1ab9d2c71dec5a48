"""HEIC files put together box by box (ISO/IEC 14496-12, ISO/IEC 23008-12) around one small picture coded in HEVC."""

from __future__ import annotations

import base64
import struct
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image

WIDTH, HEIGHT = 64, 128
CONFIGURATION = base64.b64decode(
    "AQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQArQgEBA3AAAAMAkAAAAwAAAwAe"
    "oCCAgWW6kkprm4CGgwIAAAMAMgAAAwACEGIAAQAHRAHBcrAiQA=="
)
CODED = base64.b64decode(
    "AAAARigBrxOA5qhw0//+JpR//Trnh+nlvRK340VP/viN//MFNuUisn9stIqf/1xgyP4Qnv/sRmgJ/2IWn+5HMPvemD7WP/4WP+A="
)
"""Red, lime, blue and yellow in the four corners, from the top left, 64 by 128 pixels."""


def box(kind: bytes, *parts: bytes) -> bytes:
    content = b"".join(parts)
    return struct.pack(">I", 8 + len(content)) + kind + content


def full_box(kind: bytes, *parts: bytes, version: int = 0, flags: int = 0) -> bytes:
    return box(kind, struct.pack(">I", version << 24 | flags), *parts)


@dataclass(frozen=True)
class Item:
    """One item: a coded picture, or one made of others; its size as said; quarters to the left; mirrored."""

    kind: bytes = b"hvc1"
    data: bytes = CODED
    size: tuple[int, int] = (WIDTH, HEIGHT)
    quarters: int = 0
    mirror: int | None = None
    made_of: tuple[int, ...] = ()
    describes: int = 0
    hidden: bool = False

    @property
    def properties(self) -> list[bytes]:
        if self.kind == b"Exif":
            return []
        found = [full_box(b"ispe", struct.pack(">II", *self.size))]
        if self.kind == b"hvc1":
            found.append(box(b"hvcC", CONFIGURATION))
        if self.quarters:
            found.append(box(b"irot", bytes([self.quarters])))
        if self.mirror is not None:
            found.append(box(b"imir", bytes([self.mirror])))
        return found


def grid(rows: int, columns: int, size: tuple[int, int], tiles: tuple[int, ...]) -> Item:
    """One picture of tiles, which are the items of these numbers."""
    data = struct.pack(">BBBBII", 0, 1, rows - 1, columns - 1, *size)
    return Item(b"grid", data, size, made_of=tiles)


def exif(orientation: int, picture: int) -> Item:
    """The EXIF data of the item `picture`, with the orientation that a camera writes beside the turn."""
    written = Image.Exif()
    written[0x0112] = orientation
    return Item(b"Exif", bytes(4) + written.tobytes().removeprefix(b"Exif\0\0"), describes=picture)


def heic(items: Sequence[Item] = (Item(),), primary: int = 1, brand: bytes = b"heic") -> bytes:
    """The file that holds `items`, numbered from 1, of which `primary` is the one to be shown."""
    numbered = list(enumerate(items, 1))
    head = box(b"ftyp", brand, bytes(4), b"mif1", b"heic")
    meta = _meta(numbered, primary, 0)
    return head + _meta(numbered, primary, len(head) + len(meta) + 8) + box(b"mdat", *(item.data for item in items))


def _meta(numbered: list[tuple[int, Item]], primary: int, start: int) -> bytes:
    return full_box(
        b"meta",
        full_box(b"hdlr", bytes(4), b"pict", bytes(13)),
        full_box(b"pitm", struct.pack(">H", primary)),
        _locations([item for _, item in numbered], start),
        full_box(b"iinf", struct.pack(">H", len(numbered)), *(_entry(number, item) for number, item in numbered)),
        _properties(numbered),
        _references(numbered),
    )


def _locations(items: list[Item], start: int) -> bytes:
    parts = []
    for number, item in enumerate(items, 1):
        parts.append(struct.pack(">HHHII", number, 0, 1, start, len(item.data)))
        start += len(item.data)
    return full_box(b"iloc", struct.pack(">BBH", 0x44, 0, len(items)), *parts)


def _entry(number: int, item: Item) -> bytes:
    return full_box(b"infe", struct.pack(">HH4sB", number, 0, item.kind, 0), version=2, flags=int(item.hidden))


def _properties(numbered: list[tuple[int, Item]]) -> bytes:
    held: list[bytes] = []
    of = []
    for number, item in numbered:
        places = range(len(held) + 1, len(held) + 1 + len(item.properties))
        of.append(struct.pack(">HB", number, len(places)) + b"".join(struct.pack(">H", 0x8000 | at) for at in places))
        held += item.properties
    which = full_box(b"ipma", struct.pack(">I", len(numbered)), *of, flags=1)
    return box(b"iprp", box(b"ipco", *held), which)


def _references(numbered: list[tuple[int, Item]]) -> bytes:
    made = [
        box(b"dimg", struct.pack(f">HH{len(item.made_of)}H", number, len(item.made_of), *item.made_of))
        for number, item in numbered
        if item.made_of
    ]
    said = [box(b"cdsc", struct.pack(">HHH", number, 1, item.describes)) for number, item in numbered if item.describes]
    return full_box(b"iref", *made, *said) if made or said else b""
