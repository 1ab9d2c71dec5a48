"""Long pictures are cut where nothing is cut through, each strip repeats the end of the last, and nothing is lost."""

from __future__ import annotations

import io
import time
from itertools import pairwise

import pikepdf
import pytest
from evidence.pictures.test_pictures_as_pdf import drawn, saved
from evidence.readers import PLAIN
from PIL import Image, ImageChops, ImageDraw, ImageStat

from app.errors import EvidenceRefused
from app.evidence.pictures import proof as pictures
from app.evidence.pictures.cuts import cuts_of, shape_of
from app.evidence.pictures.looking import first_look, look_at_cuts
from app.evidence.prepared import Cuts, ReadOptions
from app.export.layout.plates import fit

WHOLE = ReadOptions(layout="whole")
TYPE_AREA = (442.2, 637.8)
LINE, INK = 60, 34  # rows from one line of words to the next, and those that have ink
SCREEN = (1080, 12_000)


def chat(size: tuple[int, int] = SCREEN, shift: int = 0) -> Image.Image:
    """A long screenshot of lines of words; the ink of line n stands from row 60 n + `shift` on."""
    image = Image.new("RGB", size, (240, 240, 240))
    draw = ImageDraw.Draw(image)
    for number, top in enumerate(range(shift, size[1] - INK, LINE)):
        for x in range(60, size[0] - 60, 45):
            draw.rectangle((x, top, x + 20 + number % 9, top + INK - 1), (20, (7 * number) % 200, 60))
            draw.line((x, top + INK - 1, x + 30, top), (0, 0, 0), 3)
    return image


def sideways(image: Image.Image) -> Image.Image:
    return image.transpose(Image.Transpose.TRANSPOSE)


def cut(image: Image.Image) -> Cuts:
    shape = shape_of(image)
    assert shape is not None
    return cuts_of(image, shape)


@pytest.mark.parametrize("shift", [0, 7, 31, 44])
@pytest.mark.parametrize("wide", [False, True])
def test_no_line_of_words_is_cut_through(shift: int, wide: bool) -> None:
    image = chat(shift=shift)
    cuts = cut(sideways(image) if wide else image)
    assert (cuts.wide, cuts.length, len(cuts.strips) > 5) == (wide, 12_000, True)
    edges = [edge for strip in cuts.strips for edge in (strip.start, strip.end)]
    inside = [edge for edge in edges if 0 < edge < cuts.length]
    assert all((edge - shift) % LINE > INK or (edge - shift) % LINE == 0 for edge in inside)


@pytest.mark.parametrize("image", [chat(), chat((700, 9_000), 11), Image.new("RGB", SCREEN, "white")])
def test_every_row_stands_on_a_strip_and_each_strip_repeats_a_little(image: Image.Image) -> None:
    strips = cut(image).strips
    assert (strips[0].start, strips[0].seam, strips[-1].end) == (0, 0, image.height)
    for above, below in pairwise(strips):
        assert below.seam == above.end
        assert LINE / 4 < below.seam - below.start < 0.1 * (below.end - below.start)


def test_strips_of_a_high_and_wide_picture_are_all_turned() -> None:
    sheets = pictures.prepare("图.png", saved(Image.new("RGB", (9_000, 1_080), "white"), "PNG"), PLAIN).sheets
    assert [sheet.turned for sheet in sheets] == [True] * len(sheets)
    assert [fit(sheet.width, sheet.height, *TYPE_AREA).turned for sheet in sheets[:-1]] == [True] * (len(sheets) - 1)


@pytest.mark.parametrize("size", [(1_080, 4_100), (6_000, 300)])
def test_no_strip_of_other_pictures_is_turned_even_a_low_one(size: tuple[int, int]) -> None:
    sheets = pictures.prepare("图.png", saved(Image.new("RGB", size, "white"), "PNG"), PLAIN).sheets
    assert [sheet.turned for sheet in sheets] == [False] * len(sheets)


def test_a_picture_that_is_not_cut_lies_as_it_reads_better() -> None:
    (sheet,) = pictures.prepare("图.png", saved(Image.new("RGB", (900, 700), "white"), "PNG"), PLAIN).sheets
    assert sheet.turned is None


@pytest.mark.parametrize("size", [(1080, 12_000), (1080, 3_500), (720, 30_000), (6_000, 300), (5_000, 1_080)])
def test_a_strip_is_as_large_as_the_type_area_allows_and_readable(size: tuple[int, int]) -> None:
    image = Image.new("RGB", size, "white")
    for sheet in pictures.prepare("图.png", saved(image, "PNG"), PLAIN).sheets:
        side = min(size) * 0.75
        scale = fit(sheet.width, sheet.height, *TYPE_AREA).scale
        assert scale >= 0.97 * min(1.0, TYPE_AREA[0] / side)


@pytest.mark.parametrize(
    "size",
    [(1080, 2_400), (2_480, 3_508), (1_920, 1_080), (3_440, 1_440), (300, 800), (60, 60_000), (60_000, 1), (1, 60_000)],
)
def test_what_can_be_read_whole_or_holds_nothing_to_read_is_not_cut(size: tuple[int, int]) -> None:
    assert shape_of(Image.new("L", size)) is None


def test_a_picture_is_examined_prepared_and_looked_at_with_the_same_cuts() -> None:
    data = saved(chat(), "PNG")
    examined, prepared = pictures.examine("聊天.png", data, PLAIN), pictures.prepare("聊天.png", data, PLAIN)
    cuts, look = look_at_cuts("聊天.png", data, 200)
    assert cuts == cut(chat())
    count = len(cuts.strips)
    assert (examined.pages, examined.strips, len(prepared.sheets)) == (count, count, count)
    assert (look.width, round(look.height / look.width)) == (200, 11)
    said = (f"图片太长，已切成 {count} 段印，相接处略有重复。",)
    assert (examined.notes, prepared.notes) == (said, said)
    heights = [sheet.height for sheet in prepared.sheets]
    assert heights == [pytest.approx((strip.end - strip.start) * 0.75, abs=0.01) for strip in cuts.strips]


def test_the_owner_may_have_it_whole() -> None:
    data = saved(chat(), "PNG")
    examined, prepared = pictures.examine("聊天.png", data, WHOLE), pictures.prepare("聊天.png", data, WHOLE)
    assert (examined.pages, examined.strips, examined.notes) == (1, 0, ())
    assert (len(prepared.sheets), prepared.sheets[0].words) == (1, "")


def glued(pdf: bytes, cuts: Cuts) -> Image.Image:
    """The strips drawn pixel for pixel and put together again, what is repeated taken from the strip above."""
    parts = []
    for number, strip in enumerate(cuts.strips):
        page = drawn(pdf, number)
        assert (page.width if cuts.wide else page.height) == strip.end - strip.start
        at = strip.seam - strip.start
        parts.append(page.crop((at, 0, page.width, page.height) if cuts.wide else (0, at, page.width, page.height)))
    size = (cuts.length, parts[0].height) if cuts.wide else (parts[0].width, cuts.length)
    whole = Image.new("RGB", size)
    for strip, part in zip(cuts.strips, parts, strict=True):
        whole.paste(part, (strip.seam, 0) if cuts.wide else (0, strip.seam))
    return whole


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "WEBP"])
@pytest.mark.parametrize("wide", [False, True])
def test_put_together_again_the_strips_are_the_picture(kind: str, wide: bool) -> None:
    image = chat((400, 4_000), 13)
    image = sideways(image) if wide else image
    data = saved(image, kind, **({"quality": 95} if kind in ("JPEG", "WEBP") else {}))
    cuts, _ = look_at_cuts("图", data, 100)
    assert cuts is not None
    again = glued(pictures.prepare("图", data, PLAIN).pdf, cuts)
    assert again.size == image.size
    with Image.open(io.BytesIO(data)) as seen:
        assert max(ImageStat.Stat(ImageChops.difference(again, seen.convert("RGB"))).mean) < 0.6


@pytest.mark.parametrize("orientation", range(2, 9))
def test_a_photograph_that_lies_is_cut_as_it_is_seen(orientation: int) -> None:
    image, exif = chat((400, 3_000), 13), Image.Exif()
    exif[0x0112] = orientation
    undone = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}[orientation]  # the turn that EXIF takes back
    data = saved(image.transpose(Image.Transpose(undone)), "PNG", exif=exif)
    cuts, look = look_at_cuts("照片.png", data, 100)
    assert cuts == cut(image)
    assert look.height > look.width
    again = glued(pictures.prepare("照片.png", data, PLAIN).pdf, cuts)
    assert max(ImageStat.Stat(ImageChops.difference(again, image)).mean) < 0.6


def test_the_samples_are_there_once_and_as_they_were() -> None:
    data = saved(chat(), "JPEG")
    made = pictures.prepare("聊天.jpg", data, PLAIN).pdf
    assert len(made) < len(data) + 20_000
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert len({page.Resources.XObject.Im0.objgen for page in pdf.pages}) == 1
        assert pdf.pages[3].Resources.XObject.Im0.read_raw_bytes() == data


def test_a_strip_that_goes_on_says_so_and_shows_where() -> None:
    prepared = pictures.prepare("图.png", saved(Image.new("RGB", (400, 2_500), "white"), "PNG"), PLAIN)
    count = len(prepared.sheets)
    assert [sheet.words for sheet in prepared.sheets] == [
        "",
        *(f"（续，第 {number} 段，共 {count} 段，虚线以上与上一段重复）" for number in range(2, count + 1)),
    ]
    inked = [drawn(prepared.pdf, page).convert("L").getextrema()[0] < 128 for page in range(count)]
    assert inked == [False] + [True] * (count - 1)
    wide = pictures.prepare("图.png", saved(Image.new("RGB", (2_500, 200), "white"), "PNG"), PLAIN)
    assert "虚线左边" in wide.sheets[1].words


def test_the_rule_hides_nothing_that_is_not_on_the_strip_before() -> None:
    noise = Image.effect_noise((200, 3_000), 90).convert("RGB")
    data = saved(noise, "PNG")
    cuts, _ = look_at_cuts("噪.png", data, 100)
    assert cuts is not None
    again = glued(pictures.prepare("噪.png", data, PLAIN).pdf, cuts)
    assert max(ImageStat.Stat(ImageChops.difference(again, noise)).mean) < 0.5


def test_fewer_pixels_are_kept_where_the_book_is_bounded_but_enough_for_the_strips() -> None:
    data = saved(Image.effect_noise((2_000, 9_000), 60), "JPEG")
    with pikepdf.open(io.BytesIO(pictures.prepare("图.jpg", data, ReadOptions(max_dpi=200)).pdf)) as pdf:
        assert pdf.pages[0].Resources.XObject.Im0.Width == round(156 / 25.4 * 200)


def test_each_long_page_of_a_tiff_is_cut_and_begins_a_page() -> None:
    stream = io.BytesIO()
    pages = [Image.new("1", (400, 500), 1), chat((400, 3_000)).convert("1"), Image.new("1", (400, 500), 1)]
    pages[0].save(stream, "TIFF", save_all=True, append_images=pages[1:], compression="group4")
    examined, prepared = (do("扫描.tif", stream.getvalue(), PLAIN) for do in (pictures.examine, pictures.prepare))
    cuts = cut(pages[1])
    fresh = [False, True, *[False] * (len(cuts.strips) - 1), True]
    assert (examined.pages, [sheet.fresh for sheet in prepared.sheets]) == (len(fresh), fresh)
    assert examined.notes == ("其中 1 页图太长，已切开印，相接处略有重复。",)


def test_more_strips_than_a_proof_can_have_pages_are_refused() -> None:
    data = saved(Image.new("1", (100, 500_000)), "PNG")
    with pytest.raises(EvidenceRefused, match="图片太长，切开后超过 500 页"):
        pictures.examine("长.png", data, PLAIN)
    assert pictures.examine("长.png", data, WHOLE).pages == 1


@pytest.mark.parametrize("image", [chat(), Image.effect_noise(SCREEN, 90).convert("RGB"), Image.new("RGB", SCREEN)])
def test_a_long_screenshot_is_examined_in_less_than_two_seconds(image: Image.Image) -> None:
    data = saved(image, "PNG", compress_level=1)
    began = time.process_time()
    assert pictures.examine("长图.png", data, PLAIN).strips > 5
    assert time.process_time() - began < 2


@pytest.mark.parametrize("wide", [False, True])
def test_its_small_picture_shows_its_beginning_and_not_a_thread(wide: bool) -> None:
    image = Image.new("RGB", (300, 30_000), "blue")
    image.paste("red", (0, 0, 300, 300))
    look = first_look("长.png", saved(sideways(image) if wide else image, "PNG"), 160)
    assert look.size == ((160, 111) if wide else (111, 160))
    assert look.getpixel((5, 5)) == (255, 0, 0)
    assert look.getpixel((look.width - 2, look.height - 2)) == (0, 0, 255)
