"""The segments of a JPEG (ITU-T T.81, annex B): where it ends, and it without what tells where it was taken."""

from __future__ import annotations

import re
from typing import NamedTuple

_START, _SCAN, _END, _FILL = b"\xff\xd8", 0xDA, 0xD9, 0xFF
_END_MARK = b"\xff\xd9"
_AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")  # the next marker that is neither stuffing nor a restart
_HUFFMAN = {0xC0, 0xC1, 0xC2}  # baseline, extended, progressive: what the DCTDecode filter of PDF knows
_OTHER_FRAMES = {0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF}
_METADATA = {*range(0xE1, 0xEE), 0xEF, 0xFE}  # every APPn but JFIF (0) and Adobe (14), and comments


class Extent(NamedTuple):
    """Where the first picture in a file ends, whether its end is marked, and whether PDF knows its way of coding."""

    end: int
    is_marked: bool
    is_plain: bool


def extent(jpeg: bytes) -> Extent:
    """How far the first picture of `jpeg` goes; unmarked and not plain where its segments cannot be followed."""
    at, plain = 2, False
    while at + 2 <= len(jpeg):
        marker = jpeg[at + 1]
        if jpeg[at] != _FILL or marker in _OTHER_FRAMES:
            return Extent(at, jpeg.find(_END_MARK, at) >= 0, is_plain=False)
        if marker == _FILL:
            at += 1
            continue
        if marker == _END:
            return Extent(at + 2, is_marked=True, is_plain=plain)
        plain = plain or marker in _HUFFMAN
        at += 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if marker == _SCAN:
            following = _AFTER_SCAN.search(jpeg, at)
            at = following.start() if following else len(jpeg)
    return Extent(len(jpeg), is_marked=False, is_plain=plain)


def without_metadata(jpeg: bytes) -> bytes | None:
    """The same picture without EXIF, XMP, previews and comments; None when its segments cannot be followed."""
    kept, at = [_START], 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF:
        marker, end = jpeg[at + 1], at + 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if marker == _FILL:
            at += 1
            continue
        if marker == _SCAN:
            return b"".join((*kept, jpeg[at:]))
        if marker not in _METADATA:
            kept.append(jpeg[at:end])
        at = end
    return None
