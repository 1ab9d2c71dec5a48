"""What a file holds beside the picture that is printed: more pictures, or a motion; and whether it was sent whole."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image

from app.evidence.pictures.jpeg_segments import extent
from app.evidence.prepared import Cuts

COUNTED = 1000  # frames; beyond them their number does not matter
_MP_ENTRIES, _MP_TYPE = 0xB002, "MPType"  # CIPA DC-007, 5.2.3
_THUMBNAILS = ("Large Thumbnail (VGA Equivalent)", "Large Thumbnail (Full HD Equivalent)")
_EMPTY_END = bytes(32)


def said_of(image: Image.Image, data: bytes) -> tuple[str, ...]:
    """Whole sentences on what of the file is not printed; none where it holds one picture."""
    match image.format:
        case "GIF" | "PNG" | "WEBP" | "AVIF":
            count = _gif_frames(data) if image.format == "GIF" else getattr(image, "n_frames", 1)
            return (_moving(count),) if count > 1 else ()
        case "HEIF":
            more = getattr(image, "n_frames", 1) - 1
            return (f"照片文件里另有 {more} 张图未印，只印主图。",) if more > 0 else ()
        case "MPO":
            more = _further(image)
            return (f"照片文件里另有 {more} 张附图未印，只印主图。",) if more > 0 else ()
        case "JPEG" if not extent(data).is_marked:
            return ("照片文件没有正常结束，请核对画面下部是否完整。",)
    return ()


def said_of_cuts(cuts: Sequence[Cuts | None]) -> tuple[str, ...]:
    """One sentence on the pictures that were cut, of the `cuts` of all; none where none was."""
    cut = [one for one in cuts if one is not None]
    if not cut:
        return ()
    if len(cuts) > 1:
        return (f"其中 {len(cut)} 页图太长，已切开印，相接处略有重复。",)
    return (f"图片太{'宽' if cut[0].wide else '长'}，已切成 {len(cut[0].strips)} 段印，相接处略有重复。",)


def is_half_sent(image: Image.Image, data: bytes) -> bool:
    """Whether a JPEG has no end and nothing but zeros where its last part should be."""
    return image.format in ("JPEG", "MPO") and data.endswith(_EMPTY_END) and not extent(data).is_marked


def _moving(count: int) -> str:
    many = f"{COUNTED} 帧以上" if count > COUNTED else f"{count} 帧"
    return f"动图只印第一帧，共 {many}。"


def _further(image: Image.Image) -> int:
    """The pictures of a multi-picture file beside the first, smaller copies of it not counted."""
    entries = getattr(image, "mpinfo", {}).get(_MP_ENTRIES, ())
    return sum(entry["Attribute"][_MP_TYPE] not in _THUMBNAILS for entry in entries[1:])


def _gif_frames(data: bytes) -> int:
    """How many pictures a GIF has, counted no further than one beyond `COUNTED` (GIF89a, 20 to 26)."""
    at, count = 13 + _table(data, 10), 0
    while at < len(data) and count <= COUNTED:
        match data[at]:
            case 0x2C:
                count += 1
                at = _after_blocks(data, at + 11 + _table(data, at + 9))
            case 0x21:
                at = _after_blocks(data, at + 2)
            case _:
                break
    return count


def _table(data: bytes, at: int) -> int:
    """The bytes of the colour table that the flags at `at` announce."""
    flags = data[at] if at < len(data) else 0
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _after_blocks(data: bytes, at: int) -> int:
    while at < len(data) and data[at]:
        at += 1 + data[at]
    return at + 1
