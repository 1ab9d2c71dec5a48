"""Plates are inline pictures with exactly their room; each page of a proof is one file, made when it is written."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.enum.shape import WD_INLINE_SHAPE
from docx_samples import PLATES, W, body_of, document, files_of, find, paragraph, picture, value, written
from lxml import etree
from PIL import Image

from app.export.document import Document, Heading, PageBreak, Part, Plate, Text
from app.export.docx.writer import write_docx
from app.export.plates import PlatePicture, Plates, PlateSize
from app.export.style import DocumentStyle

SCREEN = Plate("screen", 0, 60.0, 80.0, "附件“截图” 第 1 页")
LIST = Plate("list", 0, 842.0, 595.0, "清单 第 1 页")
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
INLINE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"


def sized(size: PlateSize, *before: object) -> tuple[float, float]:
    """The room in points that a plate of that size gets behind `before`."""
    stream = io.BytesIO()
    write_docx(document(*before, SCREEN), stream, pages={}, plates=PLATES, sizes={("screen", 0): size})
    with zipfile.ZipFile(stream) as archive:
        extent = next(etree.fromstring(archive.read("word/document.xml")).iter(f"{INLINE}extent"))
    return int(extent.get("cx") or 0) / 12700, int(extent.get("cy") or 0) / 12700


def test_a_plate_stands_alone_in_the_middle_of_a_line_as_high_as_it_is() -> None:
    (plate,) = [p for p in find(body_of(SCREEN), "w:p") if list(p.iter(f"{W}drawing"))]
    assert value(find(plate, "w:pPr/w:jc")[0]) == "center"
    spacing = find(plate, "w:pPr/w:spacing")[0]
    assert (value(spacing, "line"), value(spacing, "lineRule"), value(spacing, "before")) == ("240", "auto", "0")
    assert {value(size) for size in plate.iter(f"{W}sz")} == {"2"}
    assert value(find(plate, "w:pPr/w:ind")[0], "firstLine") == "0"


def test_frame_and_picture_have_the_size_in_the_book() -> None:
    body = body_of(SCREEN)
    extent, inner = next(body.iter(f"{INLINE}extent")), next(body.iter(f"{DRAWING}ext"))
    assert [extent.get(side) for side in ("cx", "cy")] == [inner.get(side) for side in ("cx", "cy")]
    assert sized(PlateSize(300.0, 200.0)) == (300.0, 200.0)


def test_a_plate_without_a_size_is_as_large_as_it_is_or_as_the_page_allows() -> None:
    assert sized(PlateSize(60.0, 80.0)) == (60.0, 80.0)
    width, height = sized(PlateSize(1200.0, 600.0))
    assert width == pytest.approx(DocumentStyle().page.text_width, abs=0.01)
    assert height == pytest.approx(width / 2, abs=0.01)


def test_a_plate_that_fills_the_page_leaves_room_for_its_own_line() -> None:
    page = DocumentStyle().page
    assert page.text_height - 3 < sized(PlateSize(400.0, page.text_height))[1] < page.text_height - 1


def test_a_tall_plate_below_words_leaves_them_a_line_to_grow_a_small_one_does_not() -> None:
    assert sized(PlateSize(420.0, 560.0), paragraph("证明"))[1] == pytest.approx(560 - 22, abs=0.01)
    assert sized(PlateSize(420.0, 300.0), paragraph("证明"))[1] == 300.0


def test_a_plate_names_itself_for_a_screen_reader_by_a_number_of_its_own() -> None:
    names = [(e.get("id"), e.get("descr")) for e in body_of(SCREEN, LIST, SCREEN).iter(f"{INLINE}docPr")]
    assert names == [("1", SCREEN.words), ("2", LIST.words), ("3", SCREEN.words)]


def test_a_page_of_a_proof_is_one_file_however_often_it_is_shown() -> None:
    files = files_of(document(SCREEN, LIST, SCREEN, Plate("list", 1, 842.0, 595.0)))
    media = [name for name in files if name.startswith("word/media/")]
    assert media == ["word/media/proof-1.jpeg", "word/media/proof-2.png", "word/media/proof-3.png"]
    targets = {
        e.get("Id"): e.get("Target") for e in etree.fromstring(files["word/_rels/document.xml.rels"]) if e.get("Id")
    }
    blips = [e.get(EMBED) for e in etree.fromstring(files["word/document.xml"]).iter(f"{DRAWING}blip")]
    shown = [targets[blip] for blip in blips]
    assert [f"word/{target}" for target in shown] == [media[0], media[1], media[0], media[2]]


def test_pictures_have_a_type_and_are_not_compressed_again() -> None:
    with zipfile.ZipFile(io.BytesIO(written(document(SCREEN, LIST)))) as archive:
        stored = {e.filename: e.compress_type for e in archive.infolist() if e.filename.startswith("word/media/")}
        types = etree.fromstring(archive.read("[Content_Types].xml"))
    assert set(stored.values()) == {zipfile.ZIP_STORED}
    defaults = {e.get("Extension"): e.get("ContentType") for e in types if e.get("Extension")}
    assert {name.rpartition(".")[2] for name in stored} <= set(defaults)
    assert (defaults["jpeg"], defaults["png"]) == ("image/jpeg", "image/png")


def test_a_turned_plate_shows_turned_pixels_with_the_head_at_the_left() -> None:
    files = files_of(document(LIST))
    image = Image.open(io.BytesIO(files["word/media/proof-1.png"]))
    assert image.size == (60, 80)
    assert (image.getpixel((0, 40)), image.getpixel((59, 40))) == ((200, 0, 0), (220, 230, 250))


def test_each_picture_is_made_once_and_only_when_its_turn_comes() -> None:
    made: list[tuple[str, int, int]] = []
    stream = io.BytesIO()

    def noted(source: str, page: int, *, turned: bool) -> PlatePicture:
        made.append((source, page, stream.tell()))
        return picture(source, page, turned=turned)

    write_docx(document(LIST, SCREEN, LIST), stream, pages={}, plates=Plates(picture=noted))
    assert [(source, page) for source, page, _ in made] == [("list", 0), ("screen", 0)]
    assert 0 < made[0][2] < made[1][2]


def test_a_proof_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        write_docx(document(SCREEN), io.BytesIO(), pages={})


def test_a_plate_carries_the_break_before_it_and_the_end_of_its_section() -> None:
    parts = (Part((paragraph("前"), PageBreak(), SCREEN)), Part((paragraph("后"),)))
    body = etree.fromstring(files_of(Document("书", parts, DocumentStyle()))["word/document.xml"])[0]
    plate = find(body, "w:p")[1]
    assert list(plate.iter(f"{W}drawing"))
    assert find(plate, "w:pPr/w:pageBreakBefore")
    assert find(plate, "w:pPr/w:sectPr")
    assert len(find(body, "w:p")) == 3


def test_a_heading_at_the_top_of_a_page_has_no_white_above_it() -> None:
    first, second, third = (Heading(1, (Text(words),), "s1") for words in "一二三")
    heads = find(body_of(first, second, PageBreak(), third), "w:p")
    white = [[value(e, "before") for e in find(head, "w:pPr/w:spacing")] for head in heads]
    assert white == [["0"], [], ["0"]]


def test_a_heading_behind_a_break_that_opens_a_part_stands_at_the_top_too() -> None:
    head = find(body_of(PageBreak(), Heading(1, (Text("一"),), "s1")), "w:p")[0]
    assert [value(e, "before") for e in find(head, "w:pPr/w:spacing")] == ["0"]


def test_python_docx_finds_the_pictures_with_their_sizes() -> None:
    shapes = docx.Document(io.BytesIO(written(document(SCREEN, LIST)))).inline_shapes
    assert [(round(shape.width.pt), round(shape.height.pt)) for shape in shapes] == [(420, 560), (442, 630)]
    assert {shape.type for shape in shapes} == {WD_INLINE_SHAPE.PICTURE}
