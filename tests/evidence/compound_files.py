"""Compound files (MS-CFB) made by code: a root with the streams that tell what a file is."""

from __future__ import annotations

import struct

_SECTOR, _END, _FREE, _FAT = 512, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def compound(*streams: str) -> bytes:
    """A sound compound file whose root holds these streams, each of 4096 bytes (eight sectors)."""
    entries = [_entry("Root Entry", 5, _END, 0, child=1 if streams else _FREE)]
    directory = (len(streams) + 1 + 3) // 4
    first = 1 + directory
    for place, name in enumerate(streams):
        right = place + 2 if place + 1 < len(streams) else _FREE
        entries.append(_entry(name, 2, first + 8 * place, 4096, right=right))
    entries += [bytes(64) + struct.pack("<HBBLLL", 0, 0, 1, _FREE, _FREE, _FREE) + bytes(48)] * (-len(entries) % 4)
    fat = [_FAT, *_chain(1, directory)]
    for place in range(len(streams)):
        fat += _chain(first + 8 * place, 8)
    fat += [_FREE] * (128 - len(fat))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<LLLLLLLLL", 0, 1, 1, 0, 4096, _END, 0, _END, 0) + struct.pack("<L", 0)
    head += struct.pack("<L", _FREE) * 108
    return head + struct.pack("<128L", *fat) + b"".join(entries) + bytes(4096) * len(streams)


def _chain(first: int, count: int) -> list[int]:
    return [*range(first + 1, first + count), _END]


def _entry(name: str, kind: int, start: int, size: int, right: int = _FREE, child: int = _FREE) -> bytes:
    text = f"{name}\0".encode("utf-16-le")
    about = struct.pack("<HBBLLL", len(text), kind, 1, _FREE, right, child)
    return text.ljust(64, b"\0") + about + bytes(36) + struct.pack("<LLL", start, size, 0)
