"""PDFs of ordinary pages: sizes and turns, faces, drawings, pictures, filters, and how the file itself is written."""

from __future__ import annotations

import base64
import io
import warnings
import zlib
from collections.abc import Callable, Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream
from pikepdf._exceptions import PageCopyWarning
from PIL import Image, ImageDraw
from reportlab.lib.colors import Color, blue, red
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from app.files import resource

Draw = Callable[[Canvas], object]
SIDE = (300.0, 400.0)


def page(*draws: Draw, size: tuple[float, float] = SIDE) -> bytes:
    """A PDF with a page for each of `draws`, the same bytes each time."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=size, invariant=1)
    for draw in draws:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def changed(data: bytes, change: Callable[[pikepdf.Pdf], object], **how: object) -> bytes:
    """The PDF after `change`."""
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf, warnings.catch_warnings():
        warnings.simplefilter("ignore", PageCopyWarning)  # of fields that belong to no form, which are wanted
        change(pdf)
        pdf.save(stream, deterministic_id="encryption" not in how, **how)
    return stream.getvalue()


def arrow(canvas: Canvas) -> None:
    """What shows which way is up: an arrow, a frame, words in a corner."""
    canvas.setFillColor(blue)
    canvas.setStrokeColor(red)
    canvas.rect(20, 20, 260, 360)
    path = canvas.beginPath()
    path.moveTo(150, 330)
    for x, y in ((100, 230), (135, 230), (135, 100), (165, 100), (165, 230), (200, 230)):
        path.lineTo(x, y)
    path.close()
    canvas.drawPath(path, fill=1)
    canvas.drawString(30, 30, "lower left corner")


def picture(mode: str = "RGB") -> Image.Image:
    """A picture with tones, a diagonal and a dark corner."""
    image = Image.linear_gradient("L").resize((120, 90)).convert("RGB")
    pen = ImageDraw.Draw(image)
    pen.line((0, 0, 119, 89), "red", 4)
    pen.rectangle((4, 4, 30, 30), "navy")
    return image.convert(mode)


def pages() -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each."""
    yield from _sides()
    yield from _faces()
    yield from _drawings()
    yield from _pictures()
    yield from _filters()
    yield from _files()


def _sides() -> Iterator[tuple[str, bytes]]:
    plain = page(arrow)
    for turn in (0, 90, 180, 270):
        yield f"turn-{turn}", changed(plain, lambda pdf, turn=turn: pdf.pages[0].rotate(turn, relative=False))
        yield f"crop-{turn}", changed(plain, lambda pdf, turn=turn: _cropped(pdf, turn))
    yield "unit-2", changed(plain, lambda pdf: pdf.pages[0].obj.__setitem__("/UserUnit", 2))
    yield "origin", changed(plain, lambda pdf: pdf.pages[0].obj.__setitem__("/MediaBox", Array([-40, -60, 300, 400])))
    yield "a3", page(arrow, size=(842, 1191))
    yield "narrow", page(arrow, size=(120, 500))
    yield "two-pages", page(arrow, lambda canvas: canvas.drawString(50, 50, "second page"))
    yield "empty-page", changed(plain, lambda pdf: pdf.add_blank_page(page_size=(200, 200)))
    yield "inherited", changed(plain, _inherited)
    yield "parts", changed(plain, _in_parts)


def _cropped(pdf: pikepdf.Pdf, turn: int) -> None:
    pdf.pages[0].obj.CropBox = Array([60, 80, 260, 380])
    pdf.pages[0].rotate(turn, relative=False)


def _inherited(pdf: pikepdf.Pdf) -> None:
    """Box, turn and resources stand at the root of the pages."""
    one = pdf.pages[0].obj
    for key, value in (("/MediaBox", one.MediaBox), ("/Resources", one.Resources), ("/Rotate", 90)):
        pdf.Root.Pages[key] = value
        if key in one:
            del one[key]


def _in_parts(pdf: pikepdf.Pdf) -> None:
    data = pdf.pages[0].Contents.read_bytes()
    middle = data.index(b"\n", len(data) // 2)
    pdf.pages[0].obj.Contents = Array([Stream(pdf, data[:middle]), Stream(pdf, data[middle:])])


def _faces() -> Iterator[tuple[str, bytes]]:
    for name in ("Helvetica", "Times-Roman", "Courier-Bold", "Symbol", "ZapfDingbats"):
        yield f"face-{name}", page(lambda canvas, name=name: _words(canvas, name, "Sample 2024 (ABC) 1,234.50"))
    for file in ("FandolSong", "FandolKai", "LiberationSerif", "WenQuanYiZenHei"):
        pdfmetrics.registerFont(TTFont(file, str(resource("fonts", f"{file}.ttf"))))
        words = "工业互联网平台 2024" if file != "LiberationSerif" else "Platform Ω ß é"
        yield f"face-{file}", page(lambda canvas, name=file, words=words: _words(canvas, name, words))
    yield "face-type3", changed(page(lambda canvas: canvas.drawString(30, 30, "beside")), _type3)


def _words(canvas: Canvas, face: str, words: str) -> None:
    for line, size in enumerate((9, 14, 28)):
        canvas.setFont(face, size)
        canvas.drawString(30, 300 - 80 * line, words)
    canvas.setFont(face, 40)
    text = canvas.beginText(40, 60)
    text.setTextRenderMode(1)
    text.textOut("AB")
    canvas.drawText(text)


def _type3(pdf: pikepdf.Pdf) -> None:
    glyph = Stream(pdf, b"1000 0 0 0 750 750 d1 0 0 750 750 re f")
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        FontBBox=Array([0, 0, 750, 750]),
        FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
        CharProcs=Dictionary(sq=pdf.make_indirect(glyph)),
        Encoding=Dictionary(Type=Name.Encoding, Differences=Array([97, Name.sq])),
        FirstChar=97,
        LastChar=97,
        Widths=Array([1000]),
        Resources=Dictionary(),
    )
    pdf.pages[0].Resources.Font["/T3"] = pdf.make_indirect(font)
    pdf.pages[0].contents_add(b"BT /T3 40 Tf 60 200 Td (aaa) Tj ET")


def _drawings() -> Iterator[tuple[str, bytes]]:
    yield "curves", page(_curves)
    yield "dashes", page(_dashes)
    yield "clip", page(_clip)
    yield "even-odd", page(_even_odd)
    yield "alpha", page(_alpha)
    yield "axial", page(lambda canvas: canvas.linearGradient(40, 40, 260, 360, (red, blue)))
    yield "radial", page(lambda canvas: canvas.radialGradient(150, 200, 120, (red, blue), extend=False))
    yield "matrix", page(_turned)
    yield "unbalanced", changed(page(arrow), lambda pdf: pdf.pages[0].contents_add(b"q q 2 0 0 2 0 0 cm"))
    for mode in ("Multiply", "Screen", "Darken", "Luminosity"):
        yield f"blend-{mode}", changed(page(arrow), lambda pdf, mode=mode: _blended(pdf, mode))
    yield "tiling", changed(page(arrow), _tiled)
    yield "soft-mask", changed(page(arrow), _soft_masked)
    yield "form-in-form", changed(page(arrow), _nested)


def _curves(canvas: Canvas) -> None:
    canvas.setLineWidth(5)
    canvas.circle(150, 260, 80, fill=0)
    canvas.bezier(30, 60, 90, 200, 210, -40, 270, 120)
    canvas.ellipse(60, 30, 120, 90, fill=1)


def _dashes(canvas: Canvas) -> None:
    for row, dash in enumerate(((6, 3), (1, 4), (12, 4))):
        canvas.setDash(*dash)
        canvas.setLineWidth(2 + 3 * row)
        canvas.setLineCap(row)
        canvas.line(30, 100 + 80 * row, 270, 120 + 80 * row)


def _clip(canvas: Canvas) -> None:
    path = canvas.beginPath()
    path.circle(150, 200, 100)
    canvas.clipPath(path, stroke=0)
    canvas.setFillColor(red)
    canvas.rect(0, 200, 300, 200, fill=1)


def _even_odd(canvas: Canvas) -> None:
    path = canvas.beginPath()
    path.rect(50, 100, 200, 200)
    path.rect(100, 150, 100, 100)
    canvas.drawPath(path, fill=1, fillMode=0)


def _alpha(canvas: Canvas) -> None:
    arrow(canvas)
    canvas.setFillColor(Color(0, 0.6, 0, alpha=0.4))
    canvas.rect(80, 80, 160, 220, fill=1, stroke=0)


def _turned(canvas: Canvas) -> None:
    canvas.translate(150, 200)
    canvas.rotate(33)
    canvas.skew(10, 0)
    canvas.rect(-60, -40, 120, 80, fill=1)
    canvas.drawString(-50, 60, "turned and sheared")


def _blended(pdf: pikepdf.Pdf, mode: str) -> None:
    pdf.pages[0].Resources["/ExtGState"] = Dictionary(B=Dictionary(BM=Name(f"/{mode}"), ca=0.8))
    pdf.pages[0].contents_add(b"/B gs 0.9 0.6 0.1 rg 60 120 180 160 re f")


def _tiled(pdf: pikepdf.Pdf) -> None:
    cell = Stream(pdf, b"1 0 0 rg 0 0 8 8 re f 0 0 1 rg 8 8 8 8 re f")
    cell.update({"/Type": Name.Pattern, "/PatternType": 1, "/PaintType": 1, "/TilingType": 1, "/XStep": 16})
    cell.update({"/YStep": 16, "/BBox": Array([0, 0, 16, 16]), "/Resources": Dictionary()})
    pdf.pages[0].Resources["/Pattern"] = Dictionary(P=pdf.make_indirect(cell))
    pdf.pages[0].contents_add(b"/Pattern cs /P scn 50 60 200 120 re f")


def _soft_masked(pdf: pikepdf.Pdf) -> None:
    group = _form(pdf, b"0.2 g 0 0 300 200 re f 1 g 0 200 300 200 re f")
    group.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
    state = Dictionary(SMask=Dictionary(S=Name.Luminosity, G=group))
    pdf.pages[0].Resources["/ExtGState"] = Dictionary(M=state)
    pdf.pages[0].contents_add(b"q /M gs 0 0.5 0 rg 40 60 220 280 re f Q")


def _nested(pdf: pikepdf.Pdf) -> None:
    inner = _form(pdf, b"0 0.4 0.8 rg 0 0 50 50 re f")
    outer = _form(pdf, b"q 2 0 0 2 30 40 cm /I Do Q 1 0 0 RG 3 w 10 10 200 200 re S")
    outer.Resources = Dictionary(XObject=Dictionary(I=inner))
    pdf.pages[0].Resources["/XObject"] = Dictionary(O=outer)
    pdf.pages[0].contents_add(b"q 1 0 0 1 40 60 cm /O Do Q")


def _form(pdf: pikepdf.Pdf, content: bytes) -> Stream:
    form = pdf.make_stream(content)
    form.update({"/Type": Name.XObject, "/Subtype": Name.Form, "/BBox": Array([0, 0, 300, 400])})
    return form


def _pictures() -> Iterator[tuple[str, bytes]]:
    for mode in ("1", "L", "RGB", "P"):
        yield f"picture-{mode}", page(lambda canvas, mode=mode: _placed(canvas, picture(mode)))
    clear = picture("RGBA")
    clear.putalpha(Image.linear_gradient("L").resize(clear.size))
    yield "picture-alpha", page(lambda canvas: _laid_over(canvas, clear))
    for name, kind, filters in (("jpeg", "JPEG", "/DCTDecode"), ("jpx", "JPEG2000", "/JPXDecode")):
        yield f"picture-{name}", changed(page(arrow), lambda pdf, kind=kind, one=filters: _coded(pdf, kind, one))
    yield "picture-cmyk", changed(page(arrow), lambda pdf: _coded(pdf, "JPEG", "/DCTDecode", "CMYK"))
    yield "picture-inline", changed(page(arrow), _inline)
    yield "picture-mask", changed(page(arrow), _stencil)
    yield "picture-fax", changed(page(arrow), _fax)


def _placed(canvas: Canvas, image: Image.Image) -> None:
    stream = io.BytesIO()
    image.save(stream, "PNG")
    stream.seek(0)
    canvas.drawImage(ImageReader(stream), 60, 100, 180, 135)


def _laid_over(canvas: Canvas, clear: Image.Image) -> None:
    arrow(canvas)
    canvas.drawImage(ImageReader(clear), 60, 100, 180, 135, mask="auto")


def _coded(pdf: pikepdf.Pdf, kind: str, filters: str, mode: str = "RGB") -> None:
    stream = io.BytesIO()
    picture(mode).save(stream, kind)
    spaces = {"RGB": Name.DeviceRGB, "CMYK": Name.DeviceCMYK}
    _show(pdf, stream.getvalue(), filters, spaces[mode])


def _show(pdf: pikepdf.Pdf, data: bytes, filters: str, space: Name, bits: int = 8, **more: object) -> None:
    image = Stream(pdf, data)
    image.update({"/Type": Name.XObject, "/Subtype": Name.Image, "/Width": 120, "/Height": 90, "/ColorSpace": space})
    image.BitsPerComponent, image.Filter = bits, Name(filters)
    for key, value in more.items():
        image[f"/{key}"] = value
    pdf.pages[0].Resources["/XObject"] = Dictionary(X=pdf.make_indirect(image))
    pdf.pages[0].contents_add(b"q 180 0 0 135 60 100 cm /X Do Q")


def _inline(pdf: pikepdf.Pdf) -> None:
    data = picture("L").resize((12, 9)).tobytes()
    head = b"q 180 0 0 135 60 100 cm BI /W 12 /H 9 /CS /G /BPC 8 ID "
    pdf.pages[0].contents_add(head + data + b" EI Q")


def _stencil(pdf: pikepdf.Pdf) -> None:
    data = zlib.compress(picture("1").tobytes())
    image = Stream(pdf, data)
    image.update({"/Type": Name.XObject, "/Subtype": Name.Image, "/Width": 120, "/Height": 90, "/ImageMask": True})
    image.update({"/BitsPerComponent": 1, "/Filter": Name.FlateDecode})
    pdf.pages[0].Resources["/XObject"] = Dictionary(X=pdf.make_indirect(image))
    pdf.pages[0].contents_add(b"q 0.7 0 0 rg 180 0 0 135 60 100 cm /X Do Q")


def _fax(pdf: pikepdf.Pdf) -> None:
    stream = io.BytesIO()
    picture("1").save(stream, "TIFF", compression="group4", strip_size=15 * 90)
    with Image.open(stream) as tiff:
        (start,), (length,) = tiff.tag_v2[273], tiff.tag_v2[279]
        black_is_one = tiff.tag_v2[262] == 1
    known = Dictionary(K=-1, Columns=120, Rows=90, BlackIs1=black_is_one)
    data = stream.getvalue()[start : start + length]
    _show(pdf, data, "/CCITTFaxDecode", Name.DeviceGray, 1, DecodeParms=known)


def _filters() -> Iterator[tuple[str, bytes]]:
    """The same content, packed in every way that a page's content may be."""
    content = _content(page(arrow))
    for name, filters, data in (
        ("ascii85", ["/ASCII85Decode"], _ascii85(content)),
        ("hex", ["/ASCIIHexDecode"], content.hex().encode() + b">"),
        ("run-length", ["/RunLengthDecode"], _run_lengths(content)),
        ("short-names", ["/A85", "/Fl"], _ascii85(zlib.compress(content))),
        ("flate-twice", ["/FlateDecode", "/FlateDecode"], zlib.compress(zlib.compress(content))),
        ("lzw", ["/LZWDecode"], _lzw(content)),
    ):
        yield (
            f"filter-{name}",
            changed(page(arrow), lambda pdf, data=data, filters=filters: _packed(pdf, data, filters)),
        )


def _content(data: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return bytes(pdf.pages[0].Contents.read_bytes())


def _packed(pdf: pikepdf.Pdf, data: bytes, filters: list[str]) -> None:
    stream = Stream(pdf, b"")
    stream.write(data, filter=Array([Name(one) for one in filters]))
    pdf.pages[0].obj.Contents = pdf.make_indirect(stream)


def _ascii85(data: bytes) -> bytes:
    return base64.a85encode(data) + b"~>"


def _run_lengths(data: bytes) -> bytes:
    pieces = (data[at : at + 100] for at in range(0, len(data), 100))
    return b"".join(bytes([len(piece) - 1]) + piece for piece in pieces) + b"\x80"


def _lzw(data: bytes) -> bytes:
    """LZW that never makes its table longer than nine bits: a clear code before every hundredth byte."""
    codes: list[int] = []
    for at, byte in enumerate(data):
        if at % 100 == 0:
            codes.append(256)
        codes.append(byte)
    bits = "".join(f"{code:09b}" for code in (*codes, 257))
    bits += "0" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8, "big")


def _files() -> Iterator[tuple[str, bytes]]:
    """The same page in files that are written in different ways, some of them broken."""
    plain = page(arrow)
    objects = pikepdf.ObjectStreamMode
    yield "object-streams", changed(plain, lambda _: None, object_stream_mode=objects.generate)
    yield "old-table", changed(plain, lambda _: None, object_stream_mode=objects.disable)
    yield "linearised", changed(plain, lambda _: None, linearize=True)
    owner = pikepdf.Encryption(owner="owner", user="", allow=pikepdf.Permissions(print_lowres=False))
    yield "owner-password", changed(plain, lambda _: None, encryption=owner)
    yield "head-behind-rubbish", b"HTTP/1.1 200 OK\r\n\r\n" + plain
    yield "table-wrong", plain.replace(b"startxref\n", b"startxref\n9")
    yield "no-table", _no_table(plain)
    yield "rubbish-behind", plain + b"\0" * 3000


def _no_table(data: bytes) -> bytes:
    trailer = data.index(b"trailer")
    return data[: data.index(b"xref\n0")] + data[trailer : data.index(b"startxref")] + b"startxref\n0\n%%EOF"
