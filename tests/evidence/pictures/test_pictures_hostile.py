"""Pictures that are cut off, that lie about their size or that are no pictures are refused before they do harm."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import pikepdf
import pytest
from evidence.readers import examine_picture, picture_pdf
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from app.errors import EvidenceRefused
from app.evidence.pictures import opening


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def noise(kind: str, **options: Any) -> bytes:
    return saved(Image.effect_noise((120, 120), 90).convert("RGB"), kind, **options)


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png_of(width: int, height: int, colour: int = 0) -> bytes:
    """A PNG that says it is that large, with a few bytes that inflate to a lot."""
    head = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    samples = zlib.compress(bytes(2_000_000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", samples) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "BMP", "WEBP", "GIF", "AVIF"])
@pytest.mark.parametrize("part", [0.3, 0.7, 0.95])
def test_a_picture_that_was_cut_off_is_refused(kind: str, part: float) -> None:
    data = noise(kind)
    with pytest.raises(EvidenceRefused, match=r"图片已损坏|图片不完整|不是可用的图片|打不开"):
        examine_picture("断", data[: int(len(data) * part)])


@pytest.mark.parametrize("look", [examine_picture, lambda name, data: picture_pdf(name, data, 300)])
def test_a_header_of_60000_by_60000_is_refused_before_decoding(look: Any) -> None:
    with pytest.raises(EvidenceRefused, match="图片超过 12000 万像素"):
        look("炸弹.png", png_of(60_000, 60_000))


def test_a_png_that_inflates_to_more_than_its_pixels_is_not_carried_as_it_is() -> None:
    data = png_of(100, 100)
    assert examine_picture("胀.png", data) == ("png", 1)
    with pikepdf.open(io.BytesIO(picture_pdf("胀.png", data, None)[0])) as pdf:
        samples = zlib.decompress(pdf.pages[0].Resources.XObject.Im0.read_raw_bytes())
    assert len(samples) == 100 * 101


def test_half_as_many_pixels_are_allowed_where_each_needs_twice_the_memory() -> None:
    with pytest.raises(EvidenceRefused, match="图片超过 6000 万像素"):
        examine_picture("透明.png", png_of(10_000, 10_000, 6))
    with pytest.raises(EvidenceRefused, match="图片不完整"):  # measured, decoded, and too few samples found
        examine_picture("灰.png", png_of(10_000, 10_000, 0))


def test_a_large_page_behind_small_ones_is_found() -> None:
    stream = io.BytesIO()
    Image.new("1", (10, 10)).save(
        stream, "TIFF", save_all=True, append_images=[Image.new("1", (12_000, 10_001))], compression="group4"
    )
    with pytest.raises(EvidenceRefused, match="万像素"):
        examine_picture("扫描.tif", stream.getvalue())


def test_a_broken_page_behind_whole_ones_is_found() -> None:
    stream = io.BytesIO()
    image = Image.effect_noise((60, 60), 90)
    image.save(stream, "TIFF", save_all=True, append_images=[image], compression="tiff_lzw")
    data = bytearray(stream.getvalue())
    with Image.open(stream) as tiff:
        tiff.seek(1)
        start = tiff.tag_v2[273][0]  # type: ignore[attr-defined]  # a TIFF has tags
    data[start : start + 200] = b"\xff" * 200
    with pytest.raises(EvidenceRefused, match="图片已损坏"):
        examine_picture("扫描.tif", bytes(data))


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MAX_FRAMES", 3)
    stream = io.BytesIO()
    pages = [Image.new("1", (8, 8)) for _ in range(4)]
    pages[0].save(stream, "TIFF", save_all=True, append_images=pages[1:])
    with pytest.raises(EvidenceRefused, match="图片超过 3 页") as refused:
        examine_picture("扫描.tif", stream.getvalue())
    assert refused.value.hint == "请拆分成几个文件后加入。"


@pytest.mark.parametrize("data", [b"", b"MZ" + bytes(600), b"<svg/>", b"II*\0" + bytes(4), bytes(range(256))])
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(EvidenceRefused, match=r"不是可用的图片|图片已损坏"):
        examine_picture("文件", data)


def test_formats_that_are_not_asked_for_are_not_opened() -> None:
    for kind in ("ICO", "PPM", "JPEG2000", "EPS", "PDF"):
        with pytest.raises(EvidenceRefused, match="不是可用的图片"):
            examine_picture("图", noise(kind))


def test_broken_exif_is_no_reason_to_refuse_a_picture() -> None:
    for exif in (b"Exif\0\0II*\0\xff\xff\xff\xff", b"Exif\0\0" + bytes(30), b"Exif\0\0MM\0*\0\0\0\x08\xff\xff"):
        data = noise("JPEG", exif=exif)
        assert examine_picture("照片.jpg", data) == ("jpeg", 1)
        assert len(picture_pdf("照片.jpg", data, 300)[1]) == 1


def outcome(data: bytes) -> str:
    """How the head of a PDF, or of the refusal, reads."""
    try:
        examine_picture("改过", data)
        return picture_pdf("改过", data, 100)[0][:5].decode()
    except EvidenceRefused as refused:
        return refused.message[:13]


@settings(max_examples=60, deadline=None)
@given(
    kind=st.sampled_from(["PNG", "JPEG", "TIFF", "BMP", "WEBP", "GIF", "AVIF"]), seed=st.randoms(use_true_random=False)
)
def test_a_picture_with_changed_bytes_is_printed_or_refused(kind: str, seed: Any) -> None:
    data = bytearray(noise(kind))
    for _ in range(4):
        data[seed.randrange(min(len(data), 400))] = seed.randrange(256)
    assert outcome(bytes(data)) in ("%PDF-", "证明材料“改过”没有加入：")
