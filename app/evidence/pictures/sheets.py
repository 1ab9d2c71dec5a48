"""How large a picture stands on paper: its resolution, its right way up, and the pixels that paper can show."""

from __future__ import annotations

from PIL import Image

from app.evidence.prepared import MAX_SIDE, Sheet

POINTS_PER_INCH = 72.0
SCREEN_DPI = 96.0  # of a picture that declares none
MAX_DPI = 2400.0
TYPE_AREA = (156 / 25.4 * POINTS_PER_INCH, 225 / 25.4 * POINTS_PER_INCH)  # GB/T 9704-2012, 5.2.1
_ORIENTATION = 0x0112
# Where the unit square of the picture as stored goes when it is the right way up: a b c d e f of PDF, per EXIF value.
_TURNS = {
    1: (1, 0, 0, 1, 0, 0),
    2: (-1, 0, 0, 1, 1, 0),
    3: (-1, 0, 0, -1, 1, 1),
    4: (1, 0, 0, -1, 0, 1),
    5: (0, -1, -1, 0, 1, 1),
    6: (0, -1, 1, 0, 0, 1),
    7: (0, 1, 1, 0, 0, 0),
    8: (0, 1, -1, 0, 1, 0),
}
TRANSPOSED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def orientation(image: Image.Image) -> int:
    """The EXIF orientation, 1 to 8; 1 (as stored) when it is absent, makes no sense or is followed in decoding."""
    if image.format in ("HEIF", "TIFF"):
        return 1
    try:
        value = image.getexif().get(_ORIENTATION, 1)
    except Exception:  # broken EXIF raises nearly anything, and is no reason to refuse a picture
        return 1
    return value if isinstance(value, int) and value in _TURNS else 1


def resolution(image: Image.Image) -> tuple[float, float]:
    """Pixels per inch across and down: as declared when plausible, else 96 (72 is what programs write for unknown)."""
    declared = image.info.get("dpi")
    try:
        across, down = (_whole(float(value)) for value in declared or ())
    except (TypeError, ValueError, ZeroDivisionError):
        return SCREEN_DPI, SCREEN_DPI
    plausible = all(POINTS_PER_INCH < value <= MAX_DPI for value in (across, down))
    return (across, down) if plausible and 1 / 3 <= across / down <= 3 else (SCREEN_DPI, SCREEN_DPI)


def _whole(dpi: float) -> float:
    """The whole number that was meant: PNG writes 72 dpi as 2835 pixels per metre."""
    return float(round(dpi)) if abs(dpi - round(dpi)) < 0.05 else dpi


def unbounded(image: Image.Image) -> Sheet:
    """The size of the picture as stored, in points."""
    across, down = resolution(image)
    return Sheet(image.width * POINTS_PER_INCH / across, image.height * POINTS_PER_INCH / down)


def natural(image: Image.Image) -> Sheet:
    """The same, of at most the sides a page of PDF can have."""
    width, height = (size := unbounded(image)).width, size.height
    shrunk = min(1.0, MAX_SIDE / width, MAX_SIDE / height)
    return Sheet(round(width * shrunk, 3), round(height * shrunk, 3))


def upright(stored: Sheet, turn: int) -> Sheet:
    """The sheet after the turn that EXIF asks for."""
    return Sheet(stored.height, stored.width) if turn >= 5 else stored


def matrix(sheet: Sheet, turn: int) -> tuple[float, ...]:
    """The six numbers that put the unit square of the stored picture on the upright sheet."""
    a, b, c, d, e, f = _TURNS[turn]
    wide, high = sheet.width, sheet.height
    return a * wide, b * high, c * wide, d * high, e * wide, f * high


def largest(stored: Sheet) -> float:
    """The scale of a picture that stands whole in the book, at its largest."""
    width, height = stored.width, stored.height
    return min(1.0, max(min(TYPE_AREA[0] / a, TYPE_AREA[1] / b) for a, b in ((width, height), (height, width))))


def enough_pixels(image: Image.Image, stored: Sheet, scale: float, max_dpi: float) -> tuple[int, int]:
    """The pixels to keep so that the picture in the book, at that scale, has `max_dpi`; never more than it has."""
    width, height = stored.width, stored.height
    shown = scale * max_dpi / POINTS_PER_INCH
    return _bounded(width * shown, image.width), _bounded(height * shown, image.height)


def _bounded(wanted: float, pixels: int) -> int:
    """The wanted pixels, or all of them when there are hardly more (1 %)."""
    return pixels if pixels <= wanted * 1.01 else max(1, round(wanted))
