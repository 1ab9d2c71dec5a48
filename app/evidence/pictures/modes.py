"""Pixels made ready for paper: in two tones, grey, a palette or RGB; alpha laid on white, fewer pixels."""

from __future__ import annotations

from PIL import Image

PRINTABLE = ("1", "L", "P", "RGB")
_ALPHA = ("LA", "La", "PA", "RGBA", "RGBa")
_DEEP = ("I", "I;16", "I;16L", "I;16B", "I;16N", "F")
_BAND = 256  # rows that are laid on white at once
_MIDDLE = 128


def is_heavy(image: Image.Image) -> bool:
    """Does making it ready need a second copy of its pixels in memory?"""
    return image.mode not in PRINTABLE or _is_clear(image)


def printable(image: Image.Image) -> Image.Image:
    """The same picture, decoded, in one of the modes "1", "L", "P" and "RGB"."""
    if image.mode in _ALPHA or _is_clear(image):
        return _on_white(image)
    if image.mode in _DEEP:
        return _in_8_bits(image)
    return image if image.mode in PRINTABLE else image.convert("RGB")


def shrunk(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """The picture in `size` pixels (LANCZOS); two tones stay two tones, a palette becomes RGB."""
    if image.size == size:
        return image
    if image.mode == "1":
        grey = image.convert("L").resize(size, Image.Resampling.LANCZOS)
        return grey.point([255 * (tone >= _MIDDLE) for tone in range(256)], "1")
    plain = image.convert("RGB") if image.mode == "P" else image
    return plain.resize(size, Image.Resampling.LANCZOS)


def _is_clear(image: Image.Image) -> bool:
    return "transparency" in image.info


def _on_white(image: Image.Image) -> Image.Image:
    """The picture laid on white paper, a band of rows at a time: alpha needs no third copy of it."""
    laid = Image.new("L" if image.mode in ("LA", "La") else "RGB", image.size, "white")
    for top in range(0, image.height, _BAND):
        band = image.crop((0, top, image.width, min(top + _BAND, image.height)))
        band.info = image.info
        clear = band.convert("RGBA")
        laid.paste(clear.convert(laid.mode), (0, top), clear.getchannel("A"))
    return laid


def _in_8_bits(image: Image.Image) -> Image.Image:
    """Samples of 16 or 32 bits as tones from 0 to 255: 16 bits by their scale, deeper ones by their extremes."""
    deep = image if image.mode == "F" else image.convert("I")
    low, high = _range(deep, image.mode)
    scale = 255 / (high - low) if high > low else 1.0
    return deep.point(lambda value: value * scale - low * scale).convert("L")


def _range(deep: Image.Image, mode: str) -> tuple[float, float]:
    if mode.startswith("I;16"):
        return 0, 65_535
    low, high = (float(value) for value in deep.getextrema())  # type: ignore[arg-type]  # one band: two numbers
    if low >= 0 and 1 < high <= 255:
        return 0, 255
    return (0, 65_535) if low >= 0 and 255 < high <= 65_535 else (low, high)
