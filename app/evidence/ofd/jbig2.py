"""JBIG2 files (ITU-T T.88, annex D) as PDF holds them: the segments of the first page, one behind the other."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from app.evidence.pictures.streams import ImageStream

SIGN = b"\x97JB2\r\n\x1a\n"
_PAGE, _PAGE_END, _FILE_END = 48, 49, 51
_MOST_SEGMENTS = 10_000


@dataclass(frozen=True, slots=True)
class _Segment:
    """The head of one segment, and how long its data are."""

    head: bytes
    kind: int
    length: int


def page_of(data: bytes) -> ImageStream:
    """The first page; ValueError or struct.error when it is broken."""
    in_order, counted = bool(data[8] & 1), not data[8] & 2
    at = 13 if counted else 9
    segments: list[tuple[_Segment, bytes]] = []
    while at < len(data) and len(segments) < _MOST_SEGMENTS:
        segment = _segment(data, at)
        at += len(segment.head)
        segments.append((segment, data[at : at + segment.length] if in_order else b""))
        at += segment.length if in_order else 0
        if segment.kind == _FILE_END:
            break
    if not in_order:  # all heads stand before all data
        segments = _behind(segments, data, at)
    size = next(struct.unpack_from(">II", body) for segment, body in segments if segment.kind == _PAGE)
    kept = [segment.head + body for segment, body in segments if segment.kind not in (_PAGE_END, _FILE_END)]
    return ImageStream(size[0], size[1], "1", "/JBIG2Decode", b"".join(kept), 1)


def _behind(segments: list[tuple[_Segment, bytes]], data: bytes, at: int) -> list[tuple[_Segment, bytes]]:
    found = []
    for segment, _ in segments:
        found.append((segment, data[at : at + segment.length]))
        at += segment.length
    return found


def _segment(data: bytes, start: int) -> _Segment:
    """The segment whose head begins at `start` (7.2)."""
    number, flags, count = struct.unpack_from(">IBB", data, start)
    at, referred = start + 6, count >> 5
    if referred == 7:
        referred = struct.unpack_from(">I", data, start + 5)[0] & 0x1FFFFFFF
        at = start + 9 + (referred + 8) // 8
    at += referred * (1 if number <= 256 else 2 if number <= 65_536 else 4)
    at += 4 if flags & 0x40 else 1
    (length,) = struct.unpack_from(">I", data, at)
    if length == 0xFFFFFFFF:
        raise ValueError("a segment of unknown length")
    return _Segment(data[start : at + 4], flags & 0x3F, length)
