"""Whatever pixels a picture is made of, it prints as it is seen on white paper."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import pytest
from evidence.readers import examine_picture, picture_pdf
from PIL import Image, ImageChops, ImageStat

from app.evidence.rendering import Renderer


def gradient(mode: str) -> Image.Image:
    """From black in the middle to white at the edge; in 16 and 32 bits over their whole range."""
    grey = Image.radial_gradient("L")
    if mode in ("I", "I;16", "F"):
        return grey.convert("I").point(lambda tone: tone * 257).convert(mode)
    return grey.convert(mode)


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def drawn(data: bytes, max_dpi: int | None = None) -> Image.Image:
    pdf, _ = picture_pdf("图", data, max_dpi)
    with Renderer(pdf) as renderer:
        return renderer.image(0, 96)


def difference(one: Image.Image, other: Image.Image) -> float:
    """How far two pictures are apart on average, in tones of 256."""
    apart = ImageChops.difference(one.convert("RGB"), other.convert("RGB"))
    return max(ImageStat.Stat(apart).mean)


MODES = [
    *((mode, "PNG") for mode in ("1", "L", "P", "RGB", "LA", "RGBA", "I;16")),
    *((mode, "TIFF") for mode in ("1", "L", "P", "RGB", "LA", "RGBA", "CMYK", "I;16", "I", "F", "YCbCr", "LAB")),
    *((mode, "BMP") for mode in ("1", "L", "P", "RGB")),
    *((mode, "WEBP") for mode in ("RGB", "RGBA")),
    *((mode, "JPEG") for mode in ("L", "RGB", "CMYK")),
]


# A renderer mixes inks otherwise than Pillow does, and evenly spaced lightness is not evenly spaced grey.
BOUNDS = {("CMYK", "JPEG"): 25.0, ("LAB", "TIFF"): 8.0, ("1", "PNG"): 15.0, ("1", "TIFF"): 15.0, ("1", "BMP"): 15.0}


@pytest.mark.parametrize(("mode", "kind"), MODES, ids=[" ".join(case) for case in MODES])
@pytest.mark.parametrize("max_dpi", [None, 30])
def test_every_mode_of_every_format_prints_as_it_is_seen(mode: str, kind: str, max_dpi: int | None) -> None:
    data = lab() if mode == "LAB" else saved(gradient(mode), kind)
    assert examine_picture("图", data) == (kind.lower(), 1)
    seen = gradient("1") if mode == "1" else Image.radial_gradient("L")
    page = drawn(data, max_dpi)
    assert page.size == seen.size
    if mode == "1":  # dots: where there are fewer of them only their tone can be the same
        page, seen = (image.convert("L").resize((1, 1), Image.Resampling.BOX) for image in (page, seen))
    assert difference(page, seen) < BOUNDS.get((mode, kind), 3.0 if max_dpi is None else 6.0)


def lab() -> bytes:
    grey = Image.radial_gradient("L")
    neutral = Image.new("L", grey.size, 128)
    return saved(Image.merge("LAB", (grey, neutral, neutral)), "TIFF")


@pytest.mark.parametrize(
    ("mode", "compression"),
    [
        ("1", "group3"),
        ("1", "group4"),
        ("1", "tiff_ccitt"),
        ("RGB", "tiff_lzw"),
        ("CMYK", "tiff_lzw"),
        ("RGB", "jpeg"),
        ("YCbCr", "jpeg"),
        ("I;16", "tiff_adobe_deflate"),
        ("L", "packbits"),
    ],
)
def test_scans_print_whatever_packs_them(mode: str, compression: str) -> None:
    data = saved(gradient(mode), "TIFF", compression=compression)
    page, seen = drawn(data).convert("L"), gradient("1" if mode == "1" else "L").convert("L")
    assert difference(page.resize((8, 8), Image.Resampling.BOX), seen.resize((8, 8), Image.Resampling.BOX)) < 4


def test_a_tiff_in_tiles_is_put_together() -> None:
    grey, side = Image.radial_gradient("L"), 64
    tiles = [grey.crop((x, y, x + side, y + side)).tobytes() for y in range(0, 256, side) for x in range(0, 256, side)]
    offsets = [8 + side * side * place for place in range(len(tiles))]
    table = 8 + side * side * len(tiles)
    tags = [(256, 4, 1, 256), (257, 4, 1, 256), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1), (322, 4, 1, side)]
    tags += [(323, 4, 1, side), (324, 4, 16, table), (325, 4, 16, table + 64)]
    directory = struct.pack("<H", len(tags)) + b"".join(struct.pack("<HHII", *tag) for tag in tags) + bytes(4)
    counts = [side * side] * len(tiles)
    head = b"II*\0" + struct.pack("<I", table + 128)
    data = head + b"".join(tiles) + struct.pack("<32I", *offsets, *counts) + directory
    assert examine_picture("扫描.tif", data) == ("tiff", 1)
    assert difference(drawn(data), grey) == 0


@pytest.mark.parametrize("kind", ["PNG", "TIFF", "WEBP"])
@pytest.mark.parametrize("max_dpi", [None, 30])
def test_what_is_clear_is_white_paper(kind: str, max_dpi: int | None) -> None:
    image = Image.new("RGBA", (256, 600), (0, 0, 0, 0))  # more than one band of rows high
    image.paste((255, 0, 0, 255), (0, 300, 256, 600))
    page = drawn(saved(image, kind), max_dpi)
    assert page.getpixel((128, 20)) == page.getpixel((128, 280)) == (255, 255, 255)
    red, green, blue = page.getpixel((128, 500))  # type: ignore[misc]  # an RGB picture
    assert red > 245
    assert green < 10
    assert blue < 10


@pytest.mark.parametrize("mode", ["L", "P", "RGB"])
def test_a_clear_colour_is_white_paper(mode: str) -> None:
    image = Image.new(mode, (40, 40), 0)
    data = saved(image, "PNG", transparency=(0, 0, 0) if mode == "RGB" else 0)
    assert drawn(data).getpixel((20, 20)) == (255, 255, 255)


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(width: int, height: int, bits: int, colour: int, interlaced: int, samples: bytes) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, interlaced)
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(samples)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def test_an_interlaced_png_is_decoded() -> None:
    one_red_dot = png(1, 1, 8, 2, 1, b"\0\xff\0\0")
    page = drawn(one_red_dot)
    assert page.getpixel((0, 0)) == (255, 0, 0)


def test_a_png_of_16_bits_a_colour_is_decoded() -> None:
    row = b"\0" + struct.pack(">HHH", 0xFFFF, 0x8000, 0) * 8
    page = drawn(png(8, 8, 16, 2, 0, row * 8))
    assert difference(page, Image.new("RGB", page.size, (255, 128, 0))) < 2


def test_a_png_in_many_pieces_is_carried_whole() -> None:
    whole = saved(gradient("L"), "PNG")
    at = whole.index(b"IDAT")
    length = int.from_bytes(whole[at - 4 : at], "big")
    samples = whole[at + 4 : at + 4 + length]
    pieces = b"".join(chunk(b"IDAT", samples[start : start + 100]) for start in range(0, length, 100))
    assert difference(drawn(whole[: at - 4] + pieces + chunk(b"IEND", b"")), gradient("L")) == 0


def test_jpeg_within_tiff_stays_small_where_the_book_is_bounded() -> None:
    noise = Image.effect_noise((400, 400), 60).convert("RGB")
    data = saved(noise, "TIFF", compression="jpeg", quality=80)
    bounded, free = (picture_pdf("扫描.tif", data, max_dpi)[0] for max_dpi in (300, None))
    assert len(bounded) < len(free) / 1.2
    assert difference(drawn(data, 300), drawn(data)) < 6
