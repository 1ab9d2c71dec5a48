"""Pictures stand upright on pages of their natural size, in no more pixels than asked for."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pytest
from evidence.readers import examine_picture, picture_pdf
from pikepdf import Name
from PIL import ExifTags, Image, ImageChops, TiffImagePlugin

from app.errors import EvidenceRefused
from app.evidence.pictures import proof as pictures
from app.evidence.prepared import Sheet
from app.evidence.rendering import Renderer

RED, LIME, BLUE, YELLOW = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 0)
CORNERS = (RED, LIME, BLUE, YELLOW)  # top left, top right, bottom left, bottom right
# Where the four corners as stored stand when the picture is shown as EXIF asks (CIPA DC-008, 4.6.4.A).
SHOWN = {
    1: (RED, LIME, BLUE, YELLOW),
    2: (LIME, RED, YELLOW, BLUE),
    3: (YELLOW, BLUE, LIME, RED),
    4: (BLUE, YELLOW, RED, LIME),
    5: (RED, BLUE, LIME, YELLOW),
    6: (BLUE, RED, YELLOW, LIME),
    7: (YELLOW, LIME, BLUE, RED),
    8: (LIME, YELLOW, RED, BLUE),
}


def four_corners(size: tuple[int, int] = (80, 120), mode: str = "RGB") -> Image.Image:
    image = Image.new("RGB", size)
    for index, colour in enumerate(CORNERS):
        x, y = index % 2 * size[0] // 2, index // 2 * size[1] // 2
        image.paste(colour, (x, y, x + size[0] // 2, y + size[1] // 2))
    return image.convert(mode)


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def drawn(pdf: bytes, page: int = 0, dpi: float = 96) -> Image.Image:
    with Renderer(pdf) as renderer:
        return renderer.image(page, dpi)


def corners(image: Image.Image) -> tuple[tuple[int, ...], ...]:
    """The colours near the four corners, each channel 0 or 255."""
    places = [(x, y) for y in (0.1, 0.9) for x in (0.1, 0.9)]
    pixels = [image.getpixel((int(image.width * x), int(image.height * y))) for x, y in places]
    return tuple(tuple(255 * (value > 127) for value in pixel) for pixel in pixels)  # type: ignore[union-attr]


class Stored:
    """The first page of a PDF and the image on it, readable as long as this is kept."""

    def __init__(self, pdf: bytes) -> None:
        self.document = pikepdf.open(io.BytesIO(pdf))
        self.page = self.document.pages[0]
        self.image = self.page.Resources.XObject.Im0

    @property
    def size(self) -> tuple[int, int]:
        return int(self.image.Width), int(self.image.Height)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
@pytest.mark.parametrize("orientation", SHOWN)
@pytest.mark.parametrize("max_dpi", [None, 50])
def test_a_picture_stands_as_its_exif_says(kind: str, orientation: int, max_dpi: int | None) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    pdf, sheets = picture_pdf("照片", saved(four_corners(), kind, exif=exif), max_dpi)
    assert sheets == ((Sheet(90.0, 60.0) if orientation >= 5 else Sheet(60.0, 90.0)),)
    assert corners(drawn(pdf)) == SHOWN[orientation]


@pytest.mark.parametrize("orientation", [0, 9, 65_535])
def test_an_orientation_without_sense_is_ignored(orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    pdf, sheets = picture_pdf("照片", saved(four_corners(), "JPEG", exif=exif), None)
    assert (sheets, corners(drawn(pdf))) == ((Sheet(60.0, 90.0),), CORNERS)


def test_the_page_is_bare_and_its_box_begins_at_zero() -> None:
    pdf, sheets = picture_pdf("照片", saved(four_corners(), "PNG"), None)
    kept = Stored(pdf)
    assert [float(number) for number in kept.page.MediaBox] == [0, 0, sheets[0].width, sheets[0].height]
    assert set(kept.page.keys()) == {"/Type", "/MediaBox", "/Resources", "/Contents", "/Parent"}


@pytest.mark.parametrize(
    ("size", "dpi", "sheet"),
    [
        ((2480, 3508), (300, 300), (595.2, 841.92)),  # A4
        ((960, 480), None, (720, 360)),  # nothing declared: 96
        ((960, 480), (72, 72), (720, 360)),  # what programs write when they do not know
        ((960, 480), (0, 0), (720, 360)),
        ((960, 480), (3000, 3000), (720, 360)),
        ((960, 480), (144, 144), (480, 240)),
        ((1728, 1100), (204, 98), (609.882, 808.163)),  # a fax
        ((3, 2), None, (2.25, 1.5)),  # tiny, and not enlarged
        ((30_000, 2), None, (14_400, 0.96)),  # as long as a PDF page can be
    ],
)
def test_a_picture_has_the_size_its_pixels_have(
    size: tuple[int, int], dpi: tuple[int, int] | None, sheet: tuple[float, float]
) -> None:
    data = saved(Image.new("1", size), "TIFF", **({"dpi": dpi} if dpi else {}))
    pdf, sheets = picture_pdf("扫描.tif", data, None)
    assert (sheets[0].width, sheets[0].height) == pytest.approx(sheet, abs=0.01)
    kept = Stored(pdf)
    assert [float(number) for number in list(kept.page.MediaBox)[2:]] == pytest.approx(sheet, abs=0.01)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "BMP", "TIFF"])
def test_an_a4_scan_of_300_dpi_is_a4(kind: str) -> None:
    _, sheets = picture_pdf("扫描", saved(Image.new("L", (2480, 3508)), kind, dpi=(300, 300)), None)
    assert (round(sheets[0].width), round(sheets[0].height)) == (595, 842)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_more_pixels_than_paper_can_show_are_left_out(kind: str) -> None:
    data = saved(four_corners((2480, 3508)), kind, dpi=(300, 300))
    pdf, sheets = picture_pdf("扫描", data, 150)
    wide, high = Stored(pdf).size
    assert wide == round(156 / 25.4 * 150)  # A4 is wider than the type area before it is higher
    assert high == round(156 / 25.4 * 150 * 3508 / 2480)
    assert (round(sheets[0].width), round(sheets[0].height)) == (595, 842)
    assert corners(drawn(pdf, dpi=30)) == CORNERS


def test_a_wide_picture_keeps_what_it_shows_when_turned() -> None:
    data = saved(four_corners((4000, 2000)), "JPEG", dpi=(100, 100))
    pdf, _ = picture_pdf("全景.jpg", data, 200)
    assert Stored(pdf).size[0] == round(225 / 25.4 * 200)


def test_fine_pixels_of_a_small_picture_stay() -> None:
    data = saved(four_corners((300, 300)), "PNG", dpi=(290, 290))
    pdf, _ = picture_pdf("章.png", data, 300)
    assert Stored(pdf).size == (300, 300)


def test_two_tones_stay_two_tones_at_twice_the_resolution() -> None:
    data = saved(four_corners((4960, 7016), "1"), "TIFF", dpi=(600, 600), compression="group4")
    kept = Stored(picture_pdf("扫描.tif", data, 150)[0])
    assert (kept.image.BitsPerComponent, kept.image.Filter) == (1, Name.CCITTFaxDecode)
    assert kept.size[0] == round(156 / 25.4 * 300)
    assert Stored(picture_pdf("扫描.tif", data, None)[0]).size == (4960, 7016)


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
@pytest.mark.parametrize("progressive", [False, True])
def test_a_jpeg_is_carried_byte_for_byte(mode: str, progressive: bool) -> None:
    data = saved(four_corners(mode=mode), "JPEG", progressive=progressive)
    pdf, _ = picture_pdf("照片.jpg", data, 300)
    assert Stored(pdf).image.read_raw_bytes() == data
    shown = Image.open(io.BytesIO(data)).convert("RGB")
    assert corners(drawn(pdf)) == corners(shown)


def test_where_a_photograph_was_taken_is_not_carried() -> None:
    exif = Image.Exif()
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (30.0, 39.0, 26.0)
    exif[ExifTags.Base.Make] = "SecretCamera"
    plain, tagged = saved(four_corners(), "JPEG"), saved(four_corners(), "JPEG", exif=exif, comment=b"at home")
    assert b"SecretCamera" in tagged
    pdf, _ = picture_pdf("照片.jpg", tagged, None)
    stored = Stored(pdf)
    assert stored.image.read_raw_bytes() == plain
    assert corners(drawn(pdf)) == CORNERS


def test_what_follows_a_jpeg_is_not_carried() -> None:
    one, other = saved(four_corners(), "JPEG"), saved(Image.new("RGB", (9, 9)), "JPEG")
    pdf, _ = picture_pdf("照片.jpg", one + b"hidden" + other, None)
    assert Stored(pdf).image.read_raw_bytes() == one


def test_a_photograph_with_a_second_picture_shows_the_first() -> None:
    stream = io.BytesIO()
    four_corners().save(stream, "MPO", save_all=True, append_images=[Image.new("RGB", (40, 40))])
    assert examine_picture("手机.jpg", stream.getvalue()) == ("jpeg", 1)
    pdf, sheets = picture_pdf("手机.jpg", stream.getvalue(), None)
    assert (len(sheets), corners(drawn(pdf))) == (1, CORNERS)
    assert len(Stored(pdf).image.read_raw_bytes()) < len(stream.getvalue())


def test_a_jpeg_coded_as_pdf_cannot_hold_is_decoded() -> None:
    data = saved(four_corners(), "JPEG")
    at = data.index(b"\xff\xc0")
    arithmetic = data[:at] + b"\xff\xc9" + data[at + 2 :]
    with Image.open(io.BytesIO(data)) as image:
        assert pictures.jpeg_stream(data, image) is not None
        assert pictures.jpeg_stream(arithmetic, image) is None


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB"])
def test_the_samples_of_a_png_are_carried_as_they_are(mode: str) -> None:
    data = saved(four_corners(mode=mode), "PNG")
    pdf, _ = picture_pdf("截图.png", data, 300)
    length = int.from_bytes(data[(at := data.index(b"IDAT")) - 4 : at], "big")
    assert Stored(pdf).image.read_raw_bytes() == data[at + 4 : at + 4 + length]
    shown = Image.open(io.BytesIO(data)).convert("RGB")
    assert ImageChops.difference(drawn(pdf).resize(shown.size), shown).getbbox() is None


def test_a_profile_that_fits_is_kept_and_any_other_is_not() -> None:
    right = bytes(16) + b"RGB " + bytes(16) + b"acsp" + bytes(88)
    wrong = right.replace(b"RGB ", b"CMYK")
    for kind in ("JPEG", "PNG"):
        kept = Stored(picture_pdf("照片", saved(four_corners(), kind, icc_profile=right), None)[0])
        space = kept.image.ColorSpace
        assert (space[0], space[1].read_bytes()) == (Name.ICCBased, right)
        bare = Stored(picture_pdf("照片", saved(four_corners(), kind, icc_profile=wrong), None)[0])
        assert bare.image.ColorSpace == Name.DeviceRGB


def test_a_tiff_of_many_pages_gives_a_page_for_each() -> None:
    frames = [
        (four_corners((80, 120), "1"), "group4"),
        (four_corners((120, 80), "RGB"), "jpeg"),
        (four_corners((40, 40), "L"), "tiff_lzw"),
        (four_corners((60, 60), "P"), "packbits"),
        (four_corners((60, 90), "CMYK"), "tiff_adobe_deflate"),
        (four_corners((60, 90), "RGB"), "raw"),
    ]
    stream = io.BytesIO()
    with TiffImagePlugin.AppendingTiffWriter(stream) as appending:
        for image, compression in frames:
            image.save(appending, "TIFF", compression=compression)
            appending.newFrame()
    data = stream.getvalue()
    assert examine_picture("扫描.tif", data) == ("tiff", 6)
    pdf, sheets = picture_pdf("扫描.tif", data, 300)
    assert [(sheet.width, sheet.height) for sheet in sheets] == [
        (image.width * 0.75, image.height * 0.75) for image, _ in frames
    ]
    assert [corners(drawn(pdf, page)) for page in (1, 3, 4, 5)] == [CORNERS] * 4


def test_the_same_picture_gives_the_same_bytes() -> None:
    data = saved(four_corners(mode="RGBA"), "PNG")
    assert picture_pdf("截图.png", data, 300) == picture_pdf("截图.png", data, 300)


def test_only_the_first_picture_of_a_moving_one_is_shown() -> None:
    data = saved(four_corners(), "WEBP", lossless=True, save_all=True, append_images=[Image.new("RGB", (80, 120))])
    pdf, sheets = picture_pdf("动图.webp", data, None)
    assert (examine_picture("动图.webp", data), len(sheets)) == (("webp", 1), 1)
    assert corners(drawn(pdf)) == CORNERS


def test_a_picture_that_would_grow_by_losing_pixels_keeps_them() -> None:
    dots = Image.new("1", (1200, 1200), 1)
    dots.paste(0, (0, 0, 600, 1200))
    data = saved(dots.convert("L").quantize(2), "PNG", bits=1, optimize=True)  # so few bytes that grey needs more
    pdf, _ = picture_pdf("二维码.png", data, 97)
    assert Stored(pdf).size == (1200, 1200)


def test_a_scan_that_loses_pixels_is_kept_as_jpeg() -> None:
    scan = Image.effect_noise((900, 900), 30)
    kept = Stored(picture_pdf("扫描.tif", saved(scan, "TIFF", dpi=(100, 100)), 90)[0])
    assert (kept.image.Filter, kept.size) == (Name.DCTDecode, (553, 553))
    kept = Stored(picture_pdf("扫描.tif", saved(scan, "TIFF", dpi=(100, 100)), 300)[0])
    assert (kept.image.Filter, kept.size) == (Name.FlateDecode, (900, 900))


def test_a_large_scan_without_loss_becomes_jpeg_where_the_book_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "LARGE", 80 * 120 - 1)
    data = saved(four_corners(), "BMP")
    assert Stored(picture_pdf("扫描.bmp", data, 300)[0]).image.Filter == Name.DCTDecode
    assert Stored(picture_pdf("扫描.bmp", data, None)[0]).image.Filter == Name.FlateDecode


def test_a_broken_picture_is_refused_when_it_is_made_ready_too() -> None:
    data = saved(Image.effect_noise((200, 200), 90), "PNG", compress_level=1)
    with pytest.raises(EvidenceRefused, match=r"证明材料“断\.bmp”没有加入：图片不完整，可能没有传完；草稿未改动。"):
        picture_pdf("断.bmp", saved(four_corners(), "BMP")[:900], None)
    with pytest.raises(EvidenceRefused, match="图片不完整，可能没有传完"):
        examine_picture("断.png", data[: len(data) // 2])
