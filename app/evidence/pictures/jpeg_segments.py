"""A JPEG without what tells where, when and by whom it was taken (ITU-T T.81, annex B)."""

from __future__ import annotations

_START, _SCAN, _FILL = b"\xff\xd8", 0xDA, 0xFF
_METADATA = {*range(0xE1, 0xEE), 0xEF, 0xFE}  # every APPn but JFIF (0) and Adobe (14), and comments


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
