"""PDFs tamed: every page upright and looking as it did, what prints is kept, what acts is named and gone."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image, ImageChops
from reportlab.pdfgen import canvas

from app.errors import EvidenceLocked, EvidenceRefused
from app.evidence.pdf.pages import upright, visible_box
from app.evidence.pdf.proof import examine, prepare
from app.evidence.prepared import ReadOptions, Sheet


def drawn(draw: Callable[[canvas.Canvas], None], size: tuple[float, float] = (200, 300)) -> bytes:
    stream = io.BytesIO()
    sheet = canvas.Canvas(stream, pagesize=size, invariant=1)
    draw(sheet)
    sheet.showPage()
    sheet.save()
    return stream.getvalue()


def arrow(sheet: canvas.Canvas) -> None:
    """Something that looks different from every side."""
    sheet.setFont("Helvetica", 24)
    sheet.drawString(40, 240, "TOP")
    sheet.setFillColorRGB(0.8, 0.1, 0.1)
    sheet.rect(30, 60, 50, 90, fill=1)
    sheet.line(0, 0, 200, 300)


def changed(data: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(stream)
    return stream.getvalue()


def picture(data: bytes, scale: float = 1.0, marks: bool = False) -> Image.Image:
    with pypdfium2.PdfDocument(data) as pdf:
        if marks:
            pdf.init_forms()
        return pdf[0].render(scale=scale, draw_annots=marks, may_draw_forms=marks).to_pil().convert("L")


def difference(one: Image.Image, other: Image.Image) -> float:
    """The share of points that differ clearly; antialiasing does not."""
    assert one.size == other.size
    points = ImageChops.difference(one, other).point(lambda value: 255 if value > 96 else 0)
    return sum(points.get_flattened_data()) / 255 / (one.width * one.height)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270, -90, 450])
@pytest.mark.parametrize("crop", [None, (20, 30, 150, 280), (-50, -50, 900, 900)])
@pytest.mark.parametrize("unit", [1, 2])
def test_a_page_looks_as_it_did(rotation: int, crop: tuple[int, ...] | None, unit: int) -> None:
    def turned(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0].obj
        page.Rotate, page.UserUnit = rotation, unit
        if crop:
            page.CropBox = Array(crop)

    data = changed(drawn(arrow), turned)
    made = prepare("甲.pdf", data, ReadOptions(""))
    (sheet,) = made.sheets
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        page = pdf.pages[0].obj
        assert [float(side) for side in page.MediaBox] == [0, 0, sheet.width, sheet.height]
        assert sorted(page.keys()) == ["/Contents", "/MediaBox", "/Parent", "/Resources", "/Type"]
        assert sorted(pdf.Root.keys()) == ["/Pages", "/Type"]
    before, after = picture(data), picture(made.pdf)
    before = before.resize(after.size) if unit == 1 or before.size == after.size else picture(data, unit)
    assert difference(before, after) < 0.004


def test_vectors_words_and_compressed_streams_stay_as_they_are() -> None:
    data = changed(drawn(arrow), lambda pdf: None)
    made = prepare("甲.pdf", data, ReadOptions("")).pdf
    with pypdfium2.PdfDocument(made) as pdf:
        assert pdf[0].get_textpage().get_text_range().strip() == "TOP"
    with pikepdf.open(io.BytesIO(data)) as old, pikepdf.open(io.BytesIO(made)) as new:
        form = new.pages[0].obj.Resources.XObject.P
        assert form.read_raw_bytes() == old.pages[0].obj.Contents.read_raw_bytes()
    assert prepare("甲.pdf", data, ReadOptions("")).pdf == made


def test_a_photograph_is_carried_over_byte_for_byte() -> None:
    stream = io.BytesIO()
    Image.effect_noise((300, 200), 60).save(stream, "JPEG")
    jpeg = stream.getvalue()
    data = drawn(lambda sheet: sheet.rect(9, 9, 2, 2))

    def with_photograph(pdf: pikepdf.Pdf) -> None:
        image = Stream(pdf, b"")
        image.write(jpeg, filter=Name.DCTDecode)
        image.Type, image.Subtype, image.Width, image.Height = Name.XObject, Name.Image, 300, 200
        image.ColorSpace, image.BitsPerComponent = Name.DeviceGray, 8
        pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(I=image))
        pdf.pages[0].contents_add(b"q 100 0 0 100 9 9 cm /I Do Q")

    assert jpeg in prepare("甲.pdf", changed(data, with_photograph), ReadOptions("")).pdf


def test_content_in_pieces_and_in_disorder_is_drawn() -> None:
    def torn(pdf: pikepdf.Pdf) -> None:
        pieces = (b"Q Q 1 0 0 rg 10 10 1", b"00 100 re f", b"q q 0 0 1 rg 50 150 40 40 re f")
        pdf.pages[0].obj.Contents = Array([pdf.make_stream(piece) for piece in (pieces[0] + pieces[1], pieces[2])])

    data = changed(drawn(arrow), torn)
    assert difference(picture(data), picture(prepare("甲.pdf", data, ReadOptions("")).pdf)) < 0.002


def form(sheet: canvas.Canvas) -> None:
    sheet.acroForm.textfield(name="t", value="Filled in", x=20, y=200, width=150, height=30)
    sheet.acroForm.checkbox(name="c", checked=True, x=20, y=100)


def test_what_is_filled_into_a_form_prints() -> None:
    data = drawn(form)
    made = prepare("甲.pdf", data, ReadOptions(""))
    assert made.removed == ()
    assert difference(picture(data, marks=True), picture(made.pdf)) < 0.01
    with pypdfium2.PdfDocument(made.pdf) as pdf:
        assert "Filled in" in pdf[0].get_textpage().get_text_range()


def mark(pdf: pikepdf.Pdf, subtype: str, flags: int, appearance: bool) -> Dictionary:
    """A red square of 50 points on the page."""
    made = Dictionary(Type=Name.Annot, Subtype=Name(subtype), Rect=Array([100, 100, 150, 150]), F=flags)
    if appearance:
        look = pdf.make_stream(b"1 0 0 rg 0 0 50 50 re f")
        look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, Array([0, 0, 50, 50])
        made.AP = Dictionary(N=look)
    return made


@pytest.mark.parametrize(
    ("subtype", "flags", "appearance", "printed", "removed"),
    [
        ("/Stamp", 4, True, True, ()),
        ("/FreeText", 4, True, True, ()),
        ("/Stamp", 0, True, True, ()),
        ("/Stamp", 1, True, True, ()),
        ("/Stamp", 2, True, False, ()),
        ("/Stamp", 32, True, False, ()),
        ("/Stamp", 36, True, True, ()),
        ("/Seal", 0, True, True, ()),
        ("/Seal", 1, True, True, ()),
        ("/Stamp", 6, True, False, ()),
        ("/Square", 4, False, False, ()),
        ("/Stamp", 4, False, False, ("没有外观的批注",)),
        ("/Seal", 4, False, False, ()),
        ("/Link", 4, False, False, ()),
    ],
)
def test_a_mark_is_on_paper_when_it_is_shown(
    subtype: str, flags: int, appearance: bool, printed: bool, removed: tuple[str, ...]
) -> None:
    def marked(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(mark(pdf, subtype, flags, appearance))])

    made = prepare("甲.pdf", changed(drawn(lambda sheet: sheet.rect(1, 1, 9, 9)), marked), ReadOptions(""))
    assert made.removed == removed
    assert (picture(made.pdf).getpixel((125, 300 - 125)) != 255) is printed


def layered(pdf: pikepdf.Pdf, choice: str) -> None:
    """A black square at (50, 50) on a layer, by marks and as a form; a grey one at (150, 150) on none."""
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="草稿水印"))
    other = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="正文"))
    choices = {
        "on": Dictionary(),
        "off": Dictionary(OFF=Array([layer])),
        "base": Dictionary(BaseState=Name.OFF, ON=Array([other])),
    }
    if choice == "print":
        layer.Usage = Dictionary(Print=Dictionary(PrintState=Name.OFF))
    rule = Dictionary(Type=Name.OCMD, OCGs=Array([layer]), P=Name.AllOn)
    look = pdf.make_stream(b"0 g 40 90 20 20 re f")
    look.Type, look.Subtype, look.BBox, look.OC = Name.XObject, Name.Form, Array([0, 0, 200, 300]), rule
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer, other]), D=choices.get(choice, Dictionary()))
    resources = Dictionary(Properties=Dictionary(L=layer, O=other), XObject=Dictionary(F=look))
    pdf.pages[0].obj.Resources = resources
    content = b"/OC /L BDC 0 g 40 40 20 20 re f EMC /OC /O BDC 0.5 g 140 140 20 20 re f EMC /F Do"
    pdf.pages[0].obj.Contents = pdf.make_stream(content)


@pytest.mark.parametrize(("choice", "shown"), [("on", True), ("off", False), ("base", False), ("print", False)])
def test_a_layer_that_does_not_print_is_not_in_the_book(choice: str, shown: bool) -> None:
    made = prepare("甲.pdf", changed(drawn(arrow), lambda pdf: layered(pdf, choice)), ReadOptions("")).pdf
    page = picture(made)
    assert [page.getpixel((x, 300 - y)) != 255 for x, y in ((50, 50), (50, 100), (150, 150))] == [shown, shown, True]


def test_what_resources_lead_to_is_not_carried_into_the_book() -> None:
    def tangled(pdf: pikepdf.Pdf) -> None:
        look = pdf.make_stream(b"0 g 0 0 9 9 re f")
        look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, Array([0, 0, 9, 9])
        look.Ref, look.PieceInfo = Dictionary(F="x.pdf"), Dictionary(A=pdf.Root)
        script = pdf.make_stream(b"(calc) run")
        script.Type, script.Subtype = Name.XObject, Name.PS
        state = Dictionary(Type=Name.ExtGState, Trap=Dictionary(S=Name.JavaScript, JS="app.alert(1)"))
        pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")
        pdf.pages[0].obj.Resources = Dictionary(
            XObject=Dictionary(F=look, S=script), ExtGState=Dictionary(G=state), Hidden=pdf.Root
        )

    made = prepare("甲.pdf", changed(drawn(arrow), tangled), ReadOptions("")).pdf
    for word in (b"JavaScript", b"/JS", b"/Ref", b"PieceInfo", b"Catalog/OpenAction", b"/PS", b"calc", b"Hidden"):
        assert word not in made


@pytest.mark.parametrize("password", ["secret", "密码一"])
def test_a_locked_pdf_opens_with_its_password_and_is_not_locked_afterwards(password: str) -> None:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(drawn(arrow))) as pdf:
        pdf.save(stream, encryption=pikepdf.Encryption(owner="o", user=password))
    data = stream.getvalue()
    for wrong in ("", "falsch"):
        with pytest.raises(EvidenceLocked):
            prepare("甲.pdf", data, ReadOptions(wrong))
    made = prepare("甲.pdf", data, ReadOptions(password))
    assert difference(picture(drawn(arrow)), picture(made.pdf)) < 0.002


def test_a_pdf_that_only_forbids_opens_without_asking() -> None:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(drawn(arrow))) as pdf:
        pdf.save(stream, encryption=pikepdf.Encryption(owner="o", user="", allow=pikepdf.Permissions(extract=False)))
    assert examine("甲.pdf", stream.getvalue(), ReadOptions("")).pages == 1


def test_a_signature_without_a_look_is_named_as_such() -> None:
    def signed(pdf: pikepdf.Pdf) -> None:
        field = Dictionary(FT=Name.Sig, T="s", V=Dictionary(Type=Name.Sig), Rect=Array([0, 0, 0, 0]))
        pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.make_indirect(field)]))

    assert examine("甲.pdf", changed(drawn(arrow), signed), ReadOptions("")).removed == (
        "数字签名（原件上没有可见的外观）",
    )


def test_a_page_without_a_usable_box_is_a4_and_one_of_a_point_is_three() -> None:
    for box in (Array([]), Array([0, 0, 0, 0]), Array([1, 2, 3]), Array([Name.A, 0, 1, 1]), Array([0, 0, 10**9, 9])):
        assert visible_box(Dictionary(MediaBox=box)) == (0.0, 0.0, 595.276, 841.89)
    assert visible_box(Dictionary(MediaBox=Array([5, 5, 6, 6]))) == (5.0, 5.0, 8.0, 8.0)
    assert visible_box(Dictionary(MediaBox=Array([0, 0, 9, 9]), CropBox=Array([50, 50, 60, 60]))) == (0, 0, 9, 9)


@settings(max_examples=60)
@given(
    left=st.floats(-9e5, 9e5),
    bottom=st.floats(-9e5, 9e5),
    width=st.floats(3, 9e4),
    height=st.floats(3, 9e4),
    turn=st.sampled_from([0, 90, 180, 270]),
    unit=st.integers(1, 99),
)
def test_the_matrix_brings_the_box_onto_the_sheet(
    left: float, bottom: float, width: float, height: float, turn: int, unit: int
) -> None:
    box = (left, bottom, left + width, bottom + height)
    sheet, (a, b, c, d, e, f) = upright(box, turn, unit)
    corners = [(a * x + c * y + e, b * x + d * y + f) for x, y in (box[:2], box[2:])]
    (x0, x1), (y0, y1) = (sorted(ends) for ends in zip(*corners, strict=True))
    assert (x0, y0, x1, y1) == pytest.approx((0, 0, sheet.width, sheet.height), abs=2.0)
    assert 0 < max(sheet.width, sheet.height) <= 14_400
    assert upright(box, "x", None) == upright(box, 0, 1)


def test_a_damaged_pdf_and_a_foreign_password_are_refused() -> None:
    with pytest.raises(EvidenceRefused, match="PDF 已损坏"):
        prepare("甲.pdf", b"%PDF-1.7 nothing", ReadOptions(""))
    assert prepare("甲.pdf", drawn(arrow), ReadOptions("not needed")).sheets == (Sheet(200.0, 300.0),)
