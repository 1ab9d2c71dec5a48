"""Photographs as telephones store them (HEIC): upright, the main picture alone, nothing decoded that is too large."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

import pytest
from evidence.pictures.heif import CODED, HEIGHT, WIDTH, Item, exif, grid, heic
from evidence.pictures.test_pictures_as_pdf import BLUE, CORNERS, LIME, RED, YELLOW, Stored, corners, drawn
from evidence.readers import PLAIN, picture_pdf
from pikepdf import Name

from app.errors import EvidenceRefused
from app.evidence.pictures import proof as pictures
from app.evidence.pictures.looking import first_look
from app.evidence.pictures.opening import opened
from app.evidence.pictures.others import said_of
from app.evidence.prepared import Examined, Sheet

TURNED_LEFT = (LIME, YELLOW, RED, BLUE)


def test_a_telephones_photograph_is_printed_and_stays_small() -> None:
    assert pictures.examine("照片.heic", heic(), PLAIN) == Examined("heic", 1)
    pdf, sheets = picture_pdf("照片.heic", heic(), None)
    assert (sheets, corners(drawn(pdf))) == ((Sheet(48.0, 96.0),), CORNERS)
    stored = Stored(pdf)
    assert (stored.size, stored.image.Filter) == ((WIDTH, HEIGHT), Name.DCTDecode)


@pytest.mark.parametrize("brand", [b"heic", b"mif1", b"heix"])
def test_the_brand_of_the_container_does_not_matter(brand: bytes) -> None:
    assert pictures.examine("照片", heic(brand=brand), PLAIN).kind == "heic"


@pytest.mark.parametrize("more", [(), (exif(6, 1),), (exif(8, 1),)])
def test_it_is_turned_as_its_container_says_and_not_by_exif_again(more: tuple[Item, ...]) -> None:
    pdf, sheets = picture_pdf("照片.heic", heic([Item(quarters=1), *more]), None)
    assert (sheets, corners(drawn(pdf))) == ((Sheet(96.0, 48.0),), TURNED_LEFT)


def test_a_mirrored_one_is_shown_mirrored() -> None:
    pdf, _ = picture_pdf("自拍.heic", heic([Item(mirror=1)]), None)
    assert corners(drawn(pdf)) in ((LIME, RED, YELLOW, BLUE), (BLUE, YELLOW, RED, LIME))


def test_where_it_was_taken_is_not_carried() -> None:
    item = replace(exif(1, 1), data=exif(1, 1).data + b"SecretPlace")
    assert b"SecretPlace" not in picture_pdf("照片.heic", heic([Item(), item]), None)[0]


def test_one_made_of_tiles_is_one_picture() -> None:
    made = heic([grid(1, 2, (2 * WIDTH, HEIGHT), (2, 3)), Item(hidden=True), Item(hidden=True)])
    assert pictures.examine("照片.heic", made, PLAIN) == Examined("heic", 1)
    pdf, _ = picture_pdf("照片.heic", made, None)
    page = drawn(pdf)
    assert [corners(page.crop((left, 0, left + 64, 128))) for left in (0, 64)] == [CORNERS, CORNERS]


def test_the_main_picture_is_printed_and_the_others_are_told() -> None:
    three = heic([Item(quarters=1), Item(), Item(quarters=1)], primary=2)
    examined = pictures.examine("连拍.heic", three, PLAIN)
    assert examined == Examined("heic", 1, notes=("照片文件里另有 2 张图未印，只印主图。",))
    prepared = pictures.prepare("连拍.heic", three, PLAIN)
    assert (prepared.notes, corners(drawn(prepared.pdf))) == (examined.notes, CORNERS)


def test_its_small_picture_is_upright() -> None:
    look = first_look("照片.heic", heic([Item(quarters=1), exif(6, 1)]), 32)
    assert (look.size, corners(look)) == ((32, 16), TURNED_LEFT)


def tiles(rows: int, columns: int, size: tuple[int, int]) -> Sequence[Item]:
    return [grid(rows, columns, size, (2,) * (rows * columns)), Item(hidden=True)]


BROKEN = [
    ("cut off", heic()[:-20], "打不开"),
    ("no data", heic([Item(data=b"")]), "打不开"),
    ("noise", heic([Item(data=CODED[:4] + bytes(len(CODED) - 4))]), "打不开"),
    ("made of itself", heic([grid(1, 2, (128, 128), (1, 1))]), "打不开"),
    ("made of each other", heic([grid(1, 1, (64, 128), (2,)), grid(1, 1, (64, 128), (1,))]), "打不开"),
    ("said to be huge", heic([Item(size=(60_000, 60_000))]), "图片超过 5000 万像素"),
    ("many tiles", heic(tiles(100, 200, (12_800, 12_800))), "打不开|万像素"),
    ("65,025 tiles", heic(tiles(255, 255, (7_000, 7_000))), "打不开|万像素"),
    ("3,000 pictures", heic([Item()] * 3_000), "打不开"),
    ("a stub", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(200), "打不开"),
]


@pytest.mark.parametrize(("data", "words"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_what_cannot_be_shown_is_refused_at_once_with_a_way_out(data: bytes, words: str) -> None:
    began = time.monotonic()
    with pytest.raises(EvidenceRefused, match=words) as refused:
        pictures.examine("照片.heic", data, PLAIN)
    assert time.monotonic() - began < 5
    assert "JPG" in refused.value.hint or "分辨率" in refused.value.hint


def test_nothing_is_decoded_to_count_its_pictures() -> None:
    with opened("照片.heic", heic([Item(), Item(data=b"broken")])) as image:
        assert said_of(image, b"") == ("照片文件里另有 1 张图未印，只印主图。",)
