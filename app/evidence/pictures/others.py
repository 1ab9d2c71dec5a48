"""What a file holds beside the picture that is printed: more pictures, or a motion; and whether it was sent whole."""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image, ImageChops

from app.evidence.pictures.jpeg_segments import extent
from app.evidence.prepared import Cuts

COUNTED = 1000  # frames; beyond them their number does not matter
_MP_ENTRIES, _MP_TYPE = 0xB002, "MPType"  # CIPA DC-007, 5.2.3
_THUMBNAILS = ("Large Thumbnail (VGA Equivalent)", "Large Thumbnail (Full HD Equivalent)")
_EMPTY_END = bytes(32)
_FILLINGS = (bytes(4096), b"\x5a" * 4096)
_LOOKED_INTO = 40_000_000  # bytes; more would take too long
_LAST_ROWS = 0.01  # of the height: what a decoder may make of the very last bits


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
    """Whether the last part of a JPEG is missing, though a decoder would show grey in its place and say nothing."""
    if image.format not in ("JPEG", "MPO"):
        return False
    end, is_marked, is_plain = extent(data)
    if data.endswith(_EMPTY_END) and not is_marked:
        return True
    if not is_plain or "progressive" in image.info or len(data) > _LOOKED_INTO:
        return False
    samples = data[: end - 2 if is_marked else end]
    one, other = (_followed_by(samples, filling) for filling in _FILLINGS)
    apart = ImageChops.difference(one, other).getbbox()
    return apart is not None and apart[3] - apart[1] > one.height * _LAST_ROWS


def _followed_by(samples: bytes, filling: bytes) -> Image.Image:
    """A small picture of a JPEG with something else behind its samples: it shows where the samples do not suffice."""
    with Image.open(io.BytesIO(samples + filling + b"\xff\xd9"), formats=("JPEG",)) as image:
        image.draft(None, (image.width // 8, image.height // 8))
        image.load()
        return image


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
