"""What a picture file holds beside the one picture that is printed is told; half a photograph is never taken."""

from __future__ import annotations

import io
import random
import time
from typing import Any

import pytest
from evidence.pictures.test_pictures_as_pdf import CORNERS, corners, drawn, four_corners, saved
from evidence.readers import PLAIN
from PIL import Image, ImageSequence, TiffImagePlugin

from app.errors import EvidenceRefused
from app.evidence.pictures import proof as pictures

MOVING: list[tuple[str, dict[str, Any]]] = [
    ("GIF", {}),
    ("PNG", {}),
    ("WEBP", {"lossless": True}),
    ("AVIF", {"quality": 90, "subsampling": "4:4:4"}),
]


def moving(kind: str, count: int, **options: Any) -> bytes:
    first = four_corners()
    rest = [Image.new("RGB", first.size, (shade, shade, shade)) for shade in range(1, count)]
    return saved(first, kind, save_all=True, append_images=rest, **options)


@pytest.mark.parametrize(("kind", "options"), MOVING, ids=[kind for kind, _ in MOVING])
def test_of_a_moving_picture_the_first_is_printed_and_the_rest_told(kind: str, options: dict[str, Any]) -> None:
    data = moving(kind, 12, **options)
    examined, prepared = (do("动图", data, PLAIN) for do in (pictures.examine, pictures.prepare))
    assert (examined.pages, examined.notes) == (1, ("动图只印第一帧，共 12 帧。",))
    assert (len(prepared.sheets), prepared.notes) == (1, examined.notes)
    assert corners(drawn(prepared.pdf)) == CORNERS


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP", "AVIF", "JPEG", "TIFF"])
def test_nothing_is_told_of_a_picture_that_stands_still(kind: str) -> None:
    assert pictures.examine("图", saved(four_corners(), kind), PLAIN).notes == ()


def test_a_million_frames_are_not_counted_to_the_end() -> None:
    one = saved(Image.new("P", (4, 4)), "GIF")
    frame = one[one.index(b"\x2c") : -1]
    began = time.monotonic()
    examined = pictures.examine("动图.gif", one[:-1] + frame * 1_000_000 + b";", PLAIN)
    assert time.monotonic() - began < 3
    assert examined.notes == ("动图只印第一帧，共 1000 帧以上。",)


def test_what_is_clear_in_a_gif_is_white_paper() -> None:
    image = Image.new("P", (60, 60), 0)
    image.putpalette([0, 0, 0, 255, 0, 0])
    image.paste(1, (30, 0, 60, 60))
    page = drawn(pictures.prepare("图.gif", saved(image, "GIF", transparency=0), PLAIN).pdf)
    assert (page.getpixel((10, 30)), page.getpixel((50, 30))) == ((255, 255, 255), (255, 0, 0))


def multi(kinds: list[int]) -> bytes:
    """A multi-picture file whose pictures are of these types (CIPA DC-007, table 4)."""
    stream = io.BytesIO()
    four_corners().save(stream, "MPO", save_all=True, append_images=[Image.new("RGB", (40, 40))] * (len(kinds) - 1))
    data = bytearray(stream.getvalue())
    at = data.index(b"MPF\0") + 4
    entries = at + int.from_bytes(data[at + 4 : at + 8], "little") + 2 + 3 * 12 + 4
    for place, kind in enumerate(kinds):
        data[entries + 16 * place : entries + 16 * place + 4] = kind.to_bytes(4, "little")
    return bytes(data)


def test_further_pictures_of_a_photograph_are_told_and_smaller_copies_are_not() -> None:
    told = [
        pictures.examine("照片.jpg", multi(kinds), PLAIN).notes for kinds in ([0x30000, 0x20003], [0x30000, 0x10001])
    ]
    assert told == [("照片文件里另有 1 张附图未印，只印主图。",), ()]


def test_smaller_copies_and_masks_within_a_tiff_are_no_pages() -> None:
    stream = io.BytesIO()
    with TiffImagePlugin.AppendingTiffWriter(stream) as appending:
        for size, subfile in (((20, 30), 1), ((80, 120), 0), ((80, 120), 4), ((60, 90), 2)):
            tags = TiffImagePlugin.ImageFileDirectory_v2()
            tags[254] = subfile
            four_corners(size).save(appending, "TIFF", tiffinfo=tags)
            appending.newFrame()
    data = stream.getvalue()
    assert pictures.examine("扫描.tif", data, PLAIN).pages == 2
    prepared = pictures.prepare("扫描.tif", data, PLAIN)
    assert [(sheet.width, sheet.height) for sheet in prepared.sheets] == [(60, 90), (45, 67.5)]


def test_a_tiff_of_nothing_but_a_small_copy_is_printed() -> None:
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[254] = 1
    assert pictures.examine("扫描.tif", saved(four_corners(), "TIFF", tiffinfo=tags), PLAIN).pages == 1


def test_each_page_of_a_tiff_is_turned_as_it_says_itself() -> None:
    stream = io.BytesIO()
    with TiffImagePlugin.AppendingTiffWriter(stream) as appending:
        for turn in (1, 6):
            tags = TiffImagePlugin.ImageFileDirectory_v2()
            tags[274] = turn
            four_corners().save(appending, "TIFF", tiffinfo=tags)
            appending.newFrame()
    sheets = pictures.prepare("扫描.tif", stream.getvalue(), PLAIN).sheets
    assert [(sheet.width, sheet.height) for sheet in sheets] == [(60, 90), (90, 60)]


def noise(size: tuple[int, int]) -> Image.Image:
    """The same tones each time: where a file is cut decides how its reader fails."""
    return Image.frombytes("L", size, random.Random(7).randbytes(size[0] * size[1]))


def photograph() -> bytes:
    return saved(noise((300, 300)).convert("RGB"), "JPEG")


def test_a_photograph_whose_rest_was_never_sent_is_refused() -> None:
    whole = photograph()
    with pytest.raises(EvidenceRefused, match="图片不完整，可能没有传完") as refused:
        pictures.examine("照片.jpg", whole[: len(whole) // 2] + bytes(len(whole)), PLAIN)
    assert refused.value.hint == "请重新传一次原图后加入。"


@pytest.mark.parametrize("part", [0.4, 0.9])
@pytest.mark.parametrize("options", [{}, {"optimize": True}, {"subsampling": 0}, {"restart_marker_rows": 1}])
def test_a_photograph_that_was_cut_off_and_ended_again_is_refused(part: float, options: dict[str, Any]) -> None:
    whole = saved(noise((400, 600)).convert("RGB"), "JPEG", **options)
    assert pictures.examine("照片.jpg", whole, PLAIN).notes == ()
    with pytest.raises(EvidenceRefused, match="图片不完整，可能没有传完"):
        pictures.examine("照片.jpg", whole[: int(len(whole) * part)] + b"\xff\xd9", PLAIN)


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
@pytest.mark.parametrize("options", [{}, {"optimize": True}, {"progressive": True}, {"restart_marker_blocks": 3}])
@pytest.mark.parametrize("size", [(8, 8), (33, 17), (200, 300)])
def test_a_whole_photograph_is_never_taken_for_half_a_one(
    mode: str, options: dict[str, Any], size: tuple[int, int]
) -> None:
    for image in (Image.new(mode, size, 255 if mode == "L" else None), Image.radial_gradient("L").resize(size)):
        data = saved(image.convert(mode), "JPEG", **options)
        for more in (b"", b"trailing bytes", bytes(200)):
            assert pictures.examine("照片.jpg", data + more, PLAIN).pages == 1


def test_a_photograph_without_its_last_bytes_is_taken_with_a_word() -> None:
    image = Image.new("RGB", (64, 64), "white")
    assert pictures.examine("照片.jpg", saved(image, "JPEG"), PLAIN).notes == ()
    data = saved(image, "JPEG")[:-2] + b"\x55" * 400
    assert pictures.examine("照片.jpg", data, PLAIN).notes == ("照片文件没有正常结束，请核对画面下部是否完整。",)


@pytest.mark.parametrize(
    "ending", ["jpg", "jpeg", "jpe", "jfif", "png", "bmp", "dib", "gif", "heic", "heif", "avif", ""]
)
def test_a_picture_is_known_by_its_bytes_whatever_its_name(ending: str) -> None:
    assert pictures.examine(f"图.{ending}", saved(four_corners(), "PNG"), PLAIN).kind == "png"


def test_counting_agrees_with_pillow() -> None:
    data = moving("GIF", 7)
    with Image.open(io.BytesIO(data)) as image:
        assert f"共 {sum(1 for _ in ImageSequence.Iterator(image))} 帧" in pictures.examine("图", data, PLAIN).notes[0]
