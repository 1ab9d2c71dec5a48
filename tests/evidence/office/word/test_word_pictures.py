"""Pictures of a Word file stand among its words as it shows them; what cannot be drawn is named."""

from __future__ import annotations

import io

import docx
import pypdfium2
import pytest
from docx.shared import Pt
from evidence.readers import PLAIN, examine_office
from evidence.word_files import EMU, cell, graphic, inline, lines, paragraph, png, prepared, word
from PIL import Image

from app.errors import EvidenceRefused
from app.evidence.office import proof as office
from app.evidence.prepared import Figure, Grid, Passage, Prepared, ReadOptions, Sheet

RED, BLUE, WHITE = (255, 0, 0), (0, 0, 255), (255, 255, 255)
CORNERS = {"left": (0.2, 0.2), "right": (0.8, 0.2), "below": (0.2, 0.8), "across": (0.8, 0.8)}


def pictured(drawing: str, data: bytes | None = None, ending: str = "png", relations: str = "") -> Prepared:
    """A document of one picture behind a word."""
    body = paragraph("图") + f"<w:p><w:r>{drawing}</w:r></w:p>"
    return prepared(word(body, {f"media/image1.{ending}": data or png()}, relations))


def drawn(ready: Prepared, page: int = 0) -> Image.Image:
    with pypdfium2.PdfDocument(ready.pdf) as pdf:
        return pdf[page].render(scale=2).to_pil().convert("RGB")


def corners(image: Image.Image) -> dict[str, tuple[int, ...]]:
    """The colours in the four quarters, pure where compression left them nearly so."""
    found = {}
    for name, (across, down) in CORNERS.items():
        pixel = image.getpixel((int(image.width * across), int(image.height * down)))
        assert isinstance(pixel, tuple)
        found[name] = tuple(255 * (tone > 127) for tone in pixel)
    return found


def blue(image: Image.Image) -> list[str]:
    return [name for name, colour in corners(image).items() if colour == BLUE]


def test_a_picture_stands_in_its_place_as_large_as_it_is_shown() -> None:
    document, stream = docx.Document(), io.BytesIO()
    document.add_paragraph("扫描件如下：")
    document.add_picture(io.BytesIO(png()), Pt(300), Pt(150))
    document.add_paragraph("以上。")
    document.save(stream)
    ready = prepared(stream.getvalue())
    assert ready.content == (Passage("扫描件如下："), Figure(0), Passage("以上。"))
    assert ready.sheets == (Sheet(300, 150),)
    assert (drawn(ready).size, blue(drawn(ready))) == ((600, 300), ["left"])


def test_its_description_is_its_words() -> None:
    assert pictured(inline("image1", alt="营业执照\n副本")).content[1] == Figure(0, "营业执照 副本")


@pytest.mark.parametrize(
    ("shape", "size", "at"),
    [
        ("", (40, 20), ["left"]),
        ('rot="5400000"', (20, 40), ["right"]),
        ('rot="10800000"', (40, 20), ["across"]),
        ('rot="-5400000"', (20, 40), ["below"]),
        ('flipH="1"', (40, 20), ["right"]),
        ('flipV="1"', (40, 20), ["below"]),
        ('flipH="1" rot="5400000"', (20, 40), ["across"]),
    ],
)
def test_a_picture_is_turned_and_mirrored(shape: str, size: tuple[float, float], at: list[str]) -> None:
    ready = pictured(inline("image1", shape=shape))
    assert ready.sheets == (Sheet(*size),)
    assert blue(drawn(ready)) == at


def test_what_is_cut_off_is_not_even_hidden_in_the_book() -> None:
    ready = pictured(inline("image1", cut='<a:srcRect l="50000" b="50000"/>'))
    assert ready.sheets == (Sheet(40, 20),)
    assert set(corners(drawn(ready)).values()) == {RED}
    with pypdfium2.PdfDocument(ready.pdf) as pdf:
        (image,) = pdf[0].get_objects()
        assert image.get_px_size() == (20, 10)


def test_a_crop_beyond_the_picture_leaves_a_margin() -> None:
    ready = pictured(inline("image1", cut='<a:srcRect l="-100000"/>'))
    assert corners(drawn(ready)) == {"left": WHITE, "below": WHITE, "right": RED, "across": RED}


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP"])
@pytest.mark.parametrize("mode", ["RGB", "L", "P", "1"])
def test_pictures_of_each_kind_are_drawn(kind: str, mode: str) -> None:
    stream = io.BytesIO()
    image = Image.new("RGB", (64, 32), "white")
    image.paste("black", (0, 0, 32, 16))
    image = image.convert(mode)
    image = image.convert("L") if kind in ("JPEG", "WEBP") and mode in ("P", "1") else image
    image.save(stream, kind)
    ready = pictured(inline("image1"), stream.getvalue(), kind.lower())
    assert corners(drawn(ready)) == {"left": (0, 0, 0), "right": WHITE, "below": WHITE, "across": WHITE}


def test_what_is_clear_in_a_picture_is_white() -> None:
    stream = io.BytesIO()
    Image.new("RGBA", (8, 8), (255, 0, 0, 0)).save(stream, "PNG")
    assert set(corners(drawn(pictured(inline("image1"), stream.getvalue()))).values()) == {WHITE}


def test_the_same_picture_stands_once_in_the_pdf() -> None:
    noisy = io.BytesIO()
    Image.effect_noise((200, 200), 90).save(noisy, "PNG")
    body = "".join(f"<w:p><w:r>{inline('image1', size, size)}</w:r></w:p>" for size in (40, 40, 80))
    ready = prepared(word(body, {"media/image1.png": noisy.getvalue()}))
    assert ready.content == (Figure(0), Figure(0), Figure(1))
    assert len(ready.pdf) < 1.5 * len(noisy.getvalue())
    again = "".join(f"<w:p><w:r>{inline(name)}</w:r></w:p>" for name in ("image1", "image2"))
    copies = prepared(word(again, {"media/image1.png": noisy.getvalue(), "media/image2.png": noisy.getvalue()}))
    assert len(copies.pdf) < 1.5 * len(noisy.getvalue())


def test_a_picture_in_the_middle_of_a_line_stands_behind_it_under_a_mark() -> None:
    picture = f"<w:r>{inline('image1')}</w:r>"
    body = f"<w:p><w:r><w:t>如</w:t></w:r>{picture}<w:r><w:t>所示</w:t></w:r></w:p>"
    ready = prepared(word(body, {"media/image1.png": png()}))
    assert ready.content == (Passage("如〔插图 1〕所示"), Passage("〔插图 1〕"), Figure(0))
    below = body.replace("<w:t>所示", "<w:br/><w:t>所示")
    assert prepared(word(below, {"media/image1.png": png()})).content == (Passage("如"), Figure(0), Passage("所示"))


def test_a_floating_picture_stands_behind_its_paragraph() -> None:
    seal = inline("image1").replace("wp:inline", "wp:anchor")
    body = f"<w:p><w:r>{seal}</w:r><w:r><w:t>某某公司（盖章）</w:t></w:r></w:p>"
    assert prepared(word(body, {"media/image1.png": png()})).content == (Passage("某某公司（盖章）"), Figure(0))


def test_pictures_in_the_cells_of_a_table_stand_behind_it() -> None:
    picture = f"<w:tc><w:p><w:r>{inline('image1')}</w:r></w:p></w:tc>"
    parts = {"media/image1.png": png()}
    mixed = prepared(word(f"<w:tbl><w:tr>{cell('照片')}{picture}</w:tr></w:tbl>", parts))
    assert mixed.content == (Grid((("照片", "〔插图 1〕"),)), Passage("〔插图 1〕"), Figure(0))
    alone = prepared(word(f"<w:tbl><w:tr>{picture}{picture}</w:tr></w:tbl>", parts))
    assert alone.content == (Figure(0), Figure(0))
    framed = prepared(word(f"<w:tbl><w:tr>{picture}</w:tr><w:tr>{cell('图 1 执照')}</w:tr></w:tbl>", parts))
    assert framed.content == (Figure(0), Passage("图 1 执照"))


def test_a_picture_of_an_older_program_is_drawn() -> None:
    style = "width:40pt;height:20pt;rotation:90;flip:x"
    shape = (
        f'<w:pict><v:shape style="{style}" alt="印章"><v:imagedata r:id="image1" cropleft="32768f"/></v:shape></w:pict>'
    )
    ready = pictured(shape)
    assert (ready.content[1], ready.sheets) == (Figure(0, "印章"), (Sheet(20, 40),))
    assert set(corners(drawn(ready)).values()) == {RED}


def test_pictures_of_a_group_are_as_large_as_the_group_shows_them() -> None:
    picture = graphic("image1", ">").partition('uri="">')[2].partition("</a:graphicData>")[0]
    picture = picture.replace("<a:xfrm >/>", '<a:xfrm><a:ext cx="100" cy="100"/></a:xfrm>')
    frame = '<wpg:grpSpPr><a:xfrm><a:chExt cx="200" cy="100"/></a:xfrm></wpg:grpSpPr>'
    group = (
        f'<w:drawing><wp:inline><wp:extent cx="{80 * EMU}" cy="{20 * EMU}"/><a:graphic><a:graphicData>'
        f"<wpg:wgp>{frame}{picture}{picture}</wpg:wgp></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    ready = pictured(group)
    assert ready.sheets == (Sheet(40, 20),)
    assert ready.notes == ("组合在一起的图形按各部分先后印出，相对位置与原件不同。",)


def test_a_preview_of_an_embedded_object_is_printed_and_told() -> None:
    shape = '<v:shape style="width:40pt;height:20pt"><v:imagedata r:id="image1"/></v:shape>'
    ready = pictured(f"<w:object>{shape}<o:OLEObject/></w:object>")
    assert ready.sheets == (Sheet(40, 20),)
    assert ready.removed == ("嵌入的对象的内容",)


@pytest.mark.parametrize(
    ("data", "noun"),
    [
        (b"\x01\0\0\0" + bytes(36) + b" EMF" + bytes(60), "EMF 图片"),
        (b"\xd7\xcd\xc6\x9a" + bytes(60), "WMF 图片"),
        (b"<svg/>", "SVG 图片"),
        (png()[:60], "已损坏的图片"),
        (b"nothing", "图片"),
    ],
)
def test_a_picture_that_cannot_be_drawn_leaves_a_mark_and_is_named(data: bytes, noun: str) -> None:
    ready = pictured(inline("image1"), data)
    assert (lines(ready.content), ready.removed) == (["图", f"〔此处的{noun}未能印出〕"], (noun,))


def test_a_picture_outside_the_file_and_one_that_is_not_there_are_named() -> None:
    outside = '<Relationship Id="far" Type="x/image" Target="http://example.com/a.png" TargetMode="External"/>'
    linked = pictured(inline("far").replace("r:embed", "r:link"), relations=outside)
    assert linked.removed == ("链接到文件之外的图片",)
    assert pictured(inline("nowhere")).removed == ("图片",)


def test_a_document_of_undrawable_pictures_alone_is_refused() -> None:
    data = word(f"<w:p><w:r>{inline('image1')}</w:r></w:p>", {"media/image1.emf": b"\x01\0\0\0" + bytes(36) + b" EMF"})
    with pytest.raises(EvidenceRefused, match="文件中只有EMF 图片，没有可以印出的内容"):
        examine_office("图.docx", data)


def test_a_picture_of_too_many_points_is_named_and_too_many_pages_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("app.evidence.office.word.drawn.samples.MAX_PIXELS", 500)
    assert pictured(inline("image1")).removed == ("过大的图片",)
    monkeypatch.setattr("app.evidence.office.word.drawn.figures.MAX_PAGES", 2)
    sizes = "".join(f"<w:p><w:r>{inline('image1', size)}</w:r></w:p>" for size in range(10, 13))
    with pytest.raises(EvidenceRefused, match="图片超过 2 幅"):
        examine_office("图.docx", word(sizes, {"media/image1.png": png(10, 10)}))


def test_more_pixels_than_time_allows_are_refused_when_the_file_is_examined(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.evidence.office.word.drawn.samples._MADE_ANEW", 1_000)
    cuts = [f'<a:srcRect l="{part}"/>' for part in (10_000, 20_000)]
    body = "".join(f"<w:p><w:r>{inline('image1', cut=cut)}</w:r></w:p>" for cut in cuts)
    with pytest.raises(EvidenceRefused, match="图片过多或过大"):
        examine_office("图.docx", word(body, {"media/image1.png": png()}))


def test_fewer_pixels_are_kept_where_they_are_asked_for() -> None:
    noisy = io.BytesIO()
    Image.effect_noise((1000, 500), 90).convert("RGB").save(noisy, "JPEG")
    data = word(f"<w:p><w:r>{inline('image1', 72, 36)}</w:r></w:p>", {"media/image1.jpeg": noisy.getvalue()})
    small = office.prepare("图.docx", data, ReadOptions(max_dpi=300))
    assert len(small.pdf) < 0.3 * len(office.prepare("图.docx", data, PLAIN).pdf)
    assert small.sheets == (Sheet(72, 36),)
