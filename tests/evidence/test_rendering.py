"""Pages and proofs as pixels: the right way up, bounded, without what is not on paper."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest
from evidence.readers import picture_pdf
from pikepdf import Array, Dictionary, Name
from PIL import Image

from app.errors import EvidenceLocked, EvidenceRefused
from app.evidence import rendering
from app.evidence.rendering import Renderer, page_picture, thumbnail


def picture(kind: str, size: tuple[int, int] = (80, 120), orientation: int = 1) -> bytes:
    """Red above, blue below."""
    image, stream, exif = Image.new("RGB", size, "red"), io.BytesIO(), Image.Exif()
    image.paste("blue", (0, size[1] // 2, *size))
    exif[0x0112] = orientation
    image.save(stream, kind, exif=exif)
    return stream.getvalue()


def pdf(*sizes: tuple[float, float], annotated: bool = False, password: str = "") -> bytes:
    """A page of each size, its upper half red; `annotated` has a black mark over all of it."""
    stream = io.BytesIO()
    with pikepdf.new() as made:
        for width, height in sizes:
            page = made.add_blank_page(page_size=(width, height))
            page.Contents = made.make_stream(f"1 0 0 rg 0 {height / 2} {width} {height} re f".encode())
            if annotated:
                shape = made.make_stream(b"0 0 100 100 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 99, 99])
                mark = Dictionary(Subtype=Name.Square, Rect=[0, 0, width, height], AP=Dictionary(N=shape), F=4)
                page.Annots = Array([made.make_indirect(mark)])
        encryption = pikepdf.Encryption(owner="o", user=password) if password else None
        made.save(stream, **({"encryption": encryption} if encryption else {}))
    return stream.getvalue()


def opened(png: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(png))
    assert image.format == "PNG"
    return image.convert("RGB")


def test_each_page_is_drawn_at_the_resolution_asked_for() -> None:
    with Renderer(pdf((144, 72), (72, 144))) as renderer:
        assert (renderer.pages, renderer.size(1)) == (2, (72, 144))
        first, second = renderer.render(0, 72), renderer.render(1, 36)
    assert (first.width, first.height, len(first.rgb)) == (144, 72, 144 * 72 * 3)
    assert (second.width, second.height) == (36, 72)
    assert first.rgb[:3] == bytes((255, 0, 0))
    assert first.rgb[-3:] == bytes((255, 255, 255))


def test_annotations_are_not_drawn() -> None:
    with Renderer(pdf((100, 100), annotated=True)) as renderer:
        assert renderer.render(0, 72).rgb == Renderer(pdf((100, 100))).render(0, 72).rgb


def test_no_page_has_more_pixels_than_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "MAX_PIXELS", 10_000)
    with Renderer(pdf((14_000, 14_000), (14_000, 3))) as renderer:
        for page in (0, 1):
            raster = renderer.render(page, 600)
            assert 0 < raster.width * raster.height <= 20_000  # rounding up doubles a page one pixel high


def test_a_page_that_is_not_there_is_an_error() -> None:
    with Renderer(pdf((72, 72))) as renderer, pytest.raises((IndexError, pypdfium2.PdfiumError)):
        renderer.render(1, 72)


def test_a_renderer_may_be_closed_twice() -> None:
    renderer = Renderer(pdf((72, 72)))
    renderer.close()
    renderer.close()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "BMP", "WEBP"])
def test_the_small_picture_of_a_picture_fits_and_stands_upright(kind: str) -> None:
    small = opened(thumbnail("图", picture(kind, (800, 400)), "picture", 100))
    assert small.size == (100, 50)
    assert small.getpixel((50, 5))[0] > 200  # type: ignore[index]  # an RGB picture
    assert small.getpixel((50, 45))[2] > 200  # type: ignore[index]  # an RGB picture


def test_the_small_picture_is_turned_as_exif_says_and_never_enlarged() -> None:
    turned = opened(thumbnail("照片", picture("JPEG", (80, 40), orientation=6), "picture", 160))
    assert turned.size == (40, 80)
    assert turned.getpixel((5, 40))[2] > 200  # type: ignore[index]  # an RGB picture


def test_the_small_picture_of_a_pdf_is_its_first_page() -> None:
    small = opened(thumbnail("合同.pdf", pdf((200, 400), (10, 10)), "pdf", 100))
    assert small.size == (50, 100)
    assert (small.getpixel((25, 5)), small.getpixel((25, 95))) == ((255, 0, 0), (255, 255, 255))
    assert max(opened(thumbnail("长.pdf", pdf((14_000, 3)), "pdf", 64)).size) == 64


def test_a_pdf_with_a_password_is_shown_when_it_is_given() -> None:
    locked = pdf((100, 100), password="密码123")
    assert opened(thumbnail("合同.pdf", locked, "pdf", 50, "密码123")).size == (50, 50)
    for wrong in ("", "别的"):
        with pytest.raises(EvidenceLocked, match=r"合同\.pdf"):
            thumbnail("合同.pdf", locked, "pdf", 50, wrong)


def test_an_office_file_has_no_small_picture() -> None:
    assert thumbnail("清单", b"", "office", 100) == b""


def test_a_broken_file_is_refused_here_too() -> None:
    with pytest.raises(EvidenceRefused, match="PDF 已损坏"):
        thumbnail("断.pdf", b"%PDF-1.7\n", "pdf", 100)
    with pytest.raises(EvidenceRefused, match="图片不完整"):
        thumbnail("断.png", picture("PNG", (400, 400))[:60], "picture", 100)


def test_a_page_for_word_is_a_jpeg_and_grey_without_colour() -> None:
    colour, grey = Image.new("RGB", (30, 20), "red"), Image.new("RGB", (30, 20), "silver")
    for image, mode in ((colour, "RGB"), (grey, "L")):
        made = Image.open(io.BytesIO(page_picture(image)))
        assert (made.format, made.mode, made.size) == ("JPEG", mode, (30, 20))


def test_a_lower_quality_is_smaller() -> None:
    noise = Image.effect_noise((100, 100), 50).convert("RGB")
    assert len(page_picture(noise, quality=40)) < len(page_picture(noise))


def test_our_own_page_is_drawn_pixel_for_pixel_at_its_resolution() -> None:
    data = picture("PNG")
    made, _ = picture_pdf("图.png", data, None)
    with Renderer(made) as renderer:
        assert renderer.render(0, 96).rgb == Image.open(io.BytesIO(data)).tobytes()
