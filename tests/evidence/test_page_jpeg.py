"""A page of a proof as JPEG for Word: the picture as it was where it can be, without what tells of its taking."""

from __future__ import annotations

import io

import pytest
from evidence.readers import picture_pdf
from PIL import Image

from app.evidence.apart.wire import Garbled, read_jpeg
from app.evidence.apart.worker import Worker
from app.evidence.page_jpeg import jpeg_of_image, jpeg_of_page
from app.evidence.pictures.jpeg_segments import without_metadata

ORIENTATION, MAKER = 0x0112, 0x010F


def photo(mode: str = "RGB", turn: int = 1) -> bytes:
    """A JPEG that tells its maker, with a mark in its upper left corner."""
    image = Image.new("RGB", (60, 40), "white")
    image.paste("navy", (0, 0, 20, 10))
    exif = Image.Exif()
    exif[MAKER], exif[ORIENTATION] = "SecretMaker", turn
    stream = io.BytesIO()
    image.convert(mode).save(stream, "JPEG", exif=exif, comment=b"SecretComment", quality=95)
    return stream.getvalue()


def pdf_of(data: bytes) -> bytes:
    return picture_pdf("照片.jpg", data, None)[0]


def opened(data: bytes | None) -> Image.Image:
    assert data is not None
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_an_upright_photograph_stays_as_it_is_but_for_what_it_tells(mode: str) -> None:
    data = photo(mode)
    bare = jpeg_of_page(pdf_of(data), 0)
    assert opened(bare).tobytes() == opened(data).tobytes()
    assert bare is not None
    assert not any(secret in bare for secret in (b"SecretMaker", b"SecretComment", b"Exif"))


@pytest.mark.parametrize(("mode", "turn"), [("RGB", 6), ("RGB", 3), ("CMYK", 1)])
def test_one_that_is_turned_or_printed_in_four_colours_is_drawn(mode: str, turn: int) -> None:
    assert jpeg_of_page(pdf_of(photo(mode, turn)), 0) is None


@pytest.mark.parametrize("data", [b"", b"\xff\xd8", b"\xff\xd8\xff\xe0\x00\x10JFIF", b"\xff\xd8nonsense"])
def test_a_torn_jpeg_is_not_passed_on(data: bytes) -> None:
    assert without_metadata(data) is None


def test_a_turned_picture_has_its_head_at_the_left() -> None:
    image = Image.new("RGB", (60, 40), "white")
    image.paste("navy", (0, 0, 60, 10))  # the head
    turned = opened(jpeg_of_image(image, turned=True))
    assert turned.size == (40, 60)
    assert turned.convert("L").getpixel((2, 30)) < 60  # type: ignore[operator]  # grey is one number
    assert turned.convert("L").getpixel((37, 30)) > 200  # type: ignore[operator]
    assert opened(jpeg_of_image(image, turned=False)).size == (60, 40)


def test_a_child_draws_the_picture_that_its_pixels_would_give() -> None:
    pdf = pdf_of(photo())
    with Worker() as worker:
        with pytest.raises(IndexError):
            worker.picture(0, 96, turned=False)
        worker.open_pdf(pdf)
        drawn = worker.render(0, 96)
        pixels = Image.frombytes("RGB", (drawn.width, drawn.height), drawn.rgb)
        for turned in (False, True):
            assert worker.picture(0, 96, turned=turned) == jpeg_of_image(pixels, turned=turned)


def test_a_picture_that_our_child_would_never_draw_is_not_believed() -> None:
    sound = jpeg_of_image(Image.new("RGB", (60, 40)), turned=False)
    assert read_jpeg(sound) == sound
    odd = [b"", b"GIF89a", sound[:-2], sound + b"MZ", photo(), sound[:2] + b"\xff\xfe\x00\x04hi" + sound[2:]]
    for data in (*odd, sound.replace(b"\xff\xc0", b"\xff\xc3", 1)):
        with pytest.raises(Garbled):
            read_jpeg(data)
