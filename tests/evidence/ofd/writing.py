"""Writes small OFD files (GB/T 33190-2016), part by part, for tests to read; and looks at what became of them."""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw as raw
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from PIL import Image

from app.evidence.ofd import proof
from app.evidence.prepared import Prepared, ReadOptions

NAMESPACE = 'xmlns="http://www.ofdspec.org/2016"'
MM = 72 / 25.4
SM3 = "1.2.156.10197.1.401"
DOTS = 8  # of a rendered page, a millimetre
Rgb = tuple[int, int, int]
WHITE, BLACK, RED, GREEN, BLUE = (255, 255, 255), (0, 0, 0), (255, 0, 0), (0, 255, 0), (0, 0, 255)


def text(words: str, x: float, y: float, *, size: float = 5, font: int = 1, more: str = "", code: str = "") -> str:
    """A text object on a line of its own."""
    boundary = f'Boundary="{x} {y} 80 {size * 1.2}"'
    return (
        f'<TextObject ID="90" {boundary} Font="{font}" Size="{size}" {more}>'
        f'<TextCode X="0" Y="{size}" {code or even(len(words), size)}>{words}</TextCode></TextObject>'
    )


def even(count: int, step: float) -> str:
    """Steps of the same length between `count` letters."""
    return f'DeltaX="g {count - 1} {step}"' if count > 1 else ""


def path(data: str, *, more: str = "", inner: str = "", boundary: str = "0 0 100 100") -> str:
    """A path object in the space of the page."""
    outline = f"<AbbreviatedData>{data}</AbbreviatedData>"
    return f'<PathObject ID="91" Boundary="{boundary}" {more}>{inner}{outline}</PathObject>'


def filled(data: str, colour: str = "255 0 0", *, more: str = "", inner: str = "") -> str:
    """An area of one colour."""
    fill = f'<FillColor Value="{colour}"/>'
    return path(data, more=f'Fill="true" Stroke="false" {more}', inner=f"{inner}{fill}")


def square(x: float, y: float, side: float) -> str:
    """The outline of a square as abbreviated data."""
    return f"M {x} {y} L {x + side} {y} L {x + side} {y + side} L {x} {y + side} C"


def image(resource: int, boundary: str, *, more: str = "", inner: str = "") -> str:
    """A picture that fills its boundary."""
    width, height = boundary.split()[2:]
    ctm = f'CTM="{width} 0 0 {height} 0 0"'
    return f'<ImageObject ID="92" Boundary="{boundary}" ResourceID="{resource}" {ctm} {more}>{inner}</ImageObject>'


@dataclass
class Ofd:
    """One OFD file in the making; its first document has the pages."""

    fonts: str = '<Font ID="1" FontName="宋体" FamilyName="宋体"/>'
    resources: str = ""
    common: str = ""
    body: str = ""
    root: str = ""
    parts: dict[str, bytes] = field(default_factory=dict)
    pages: list[str] = field(default_factory=list)
    area: str = "0 0 100 100"
    attachments: int = 0
    media: str = ""
    annotations: dict[int, str] = field(default_factory=dict)
    signatures: list[str] = field(default_factory=list)

    def page(self, *objects: str, layer: str = "", before: str = "") -> Ofd:
        """One more page, of one layer."""
        return self.layers(f"<Layer {layer}>{''.join(objects)}</Layer>", before=before)

    def layers(self, layers: str, before: str = "") -> Ofd:
        """One more page of several layers; `before` stands before its content."""
        self.pages.append(f"<Page {NAMESPACE}>{before}<Content>{layers}</Content></Page>")
        return self

    def template(self, number: int, *objects: str, order: str = "") -> Ofd:
        """A template page, to be named by pages."""
        self.common += f'<TemplatePage ID="{number}" BaseLoc="Tpls/{number}.xml" {order}/>'
        content = f"<Page {NAMESPACE}><Content><Layer>{''.join(objects)}</Layer></Content></Page>"
        self.parts[f"Doc_0/Tpls/{number}.xml"] = content.encode()
        return self

    def picture(self, number: int, data: bytes, name: str) -> Ofd:
        """A picture among the resources."""
        self.parts[f"Doc_0/Res/{name}"] = data
        self.media += f'<MultiMedia ID="{number}" Type="Image"><MediaFile>{name}</MediaFile></MultiMedia>'
        return self

    def face(self, number: int, data: bytes, more: str = "") -> Ofd:
        """A face that stands in the file."""
        self.parts[f"Doc_0/Res/face_{number}.ttf"] = data
        file = f"<FontFile>face_{number}.ttf</FontFile>"
        self.fonts += f'<Font ID="{number}" FontName="Own{number}" {more}>{file}</Font>'
        return self

    def annotation(self, page: int, appearance: str, *, boundary: str, more: str = 'Type="Stamp"') -> Ofd:
        """An annotation on a page, counted from 0."""
        mark = f'<Annot ID="95" {more}><Appearance Boundary="{boundary}">{appearance}</Appearance></Annot>'
        self.annotations[page] = self.annotations.get(page, "") + mark
        return self

    def signed(self, value: bytes, stamps: str, *, method: str = SM3, but: tuple[str, ...] = ()) -> Ofd:
        """A signature over all parts there are but some; to be called last."""
        number = len(self.signatures)
        folder = f"Doc_0/Signs/Sign_{number}"
        open_ones = (*but, "Doc_0/Signs/Signatures.xml", "OFD.xml")
        entries = [(name, part) for name, part in self._all().items() if name not in open_ones]
        references = "".join(
            f'<Reference FileRef="/{name}"><CheckValue>{digest(method, part)}</CheckValue></Reference>'
            for name, part in entries
        )
        info = f'<SignedInfo><References CheckMethod="{method}">{references}</References>{stamps}</SignedInfo>'
        signature = f"<Signature {NAMESPACE}>{info}<SignedValue>SignedValue.dat</SignedValue></Signature>"
        self.parts[f"{folder}/SignedValue.dat"] = value
        self.parts[f"{folder}/Signature.xml"] = signature.encode()
        self.signatures.append(f'<Signature ID="{number + 1}" BaseLoc="/{folder}/Signature.xml"/>')
        return self

    def bytes(self, *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
        """The file."""
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", compression) as archive:
            for name, part in self._all().items():
                archive.writestr(zipfile.ZipInfo(name), part, compression)
        return stream.getvalue()

    def _all(self) -> dict[str, bytes]:
        made = {"OFD.xml": self._entry(), "Doc_0/Document.xml": self._document(), "Doc_0/PublicRes.xml": self._public()}
        made |= {f"Doc_0/Pages/Page_{at}/Content.xml": page.encode() for at, page in enumerate(self.pages)}
        if self.annotations:
            listed = ""
            for at, marks in self.annotations.items():
                made[f"Doc_0/Pages/Page_{at}/Annotation.xml"] = f"<PageAnnot {NAMESPACE}>{marks}</PageAnnot>".encode()
                listed += f'<Page PageID="{at + 1}"><FileLoc>Pages/Page_{at}/Annotation.xml</FileLoc></Page>'
            made["Doc_0/Annotations.xml"] = f"<Annotations {NAMESPACE}>{listed}</Annotations>".encode()
        if self.attachments:
            one = "<Attachment ID='1' Name='a'><FileLoc>a.xml</FileLoc></Attachment>"
            made["Doc_0/Attachments.xml"] = f"<Attachments {NAMESPACE}>{one * self.attachments}</Attachments>".encode()
        if self.signatures:
            made["Doc_0/Signs/Signatures.xml"] = (
                f"<Signatures {NAMESPACE}>{''.join(self.signatures)}</Signatures>".encode()
            )
        return made | self.parts

    def _entry(self) -> bytes:
        signed = "<Signatures>/Doc_0/Signs/Signatures.xml</Signatures>" if self.signatures else ""
        first = f"<DocBody><DocInfo/><DocRoot>Doc_0/Document.xml</DocRoot>{signed}</DocBody>"
        return f'<OFD {NAMESPACE} Version="1.0" DocType="OFD">{first}{self.body}</OFD>'.encode()

    def _document(self) -> bytes:
        area = f"<PageArea><PhysicalBox>{self.area}</PhysicalBox></PageArea>"
        common = (
            f"<CommonData><MaxUnitID>99</MaxUnitID>{area}<PublicRes>PublicRes.xml</PublicRes>{self.common}</CommonData>"
        )
        pages = "".join(f'<Page ID="{at + 1}" BaseLoc="Pages/Page_{at}/Content.xml"/>' for at in range(len(self.pages)))
        more = "<Annotations>Annotations.xml</Annotations>" if self.annotations else ""
        more += "<Attachments>Attachments.xml</Attachments>" if self.attachments else ""
        return f"<Document {NAMESPACE}>{common}<Pages>{pages}</Pages>{more}{self.root}</Document>".encode()

    def _public(self) -> bytes:
        media = f"<MultiMedias>{self.media}</MultiMedias>" if self.media else ""
        return f'<Res {NAMESPACE} BaseLoc="Res"><Fonts>{self.fonts}</Fonts>{media}{self.resources}</Res>'.encode()


def digest(method: str, part: bytes) -> str:
    """The digest of a part, as a signature lists it."""
    name = {SM3: "sm3", "SHA256": "sha256", "SHA1": "sha1", "MD5": "md5"}.get(method, "md5")
    return base64.b64encode(hashlib.new(name, part).digest()).decode()


class Look:
    """A prepared file as pixels and words; places are millimetres from the top left of a page."""

    def __init__(self, data: bytes) -> None:
        self.prepared: Prepared = proof.prepare("发票.ofd", data, ReadOptions())
        self.pdf = pypdfium2.PdfDocument(self.prepared.pdf)
        self._images: dict[int, Image.Image] = {}

    def image(self, page: int = 0) -> Image.Image:
        if page not in self._images:
            self._images[page] = self.pdf[page].render(scale=DOTS / MM).to_pil().convert("RGB")
        return self._images[page]

    def at(self, x: float, y: float, page: int = 0) -> Rgb:
        """The colour at a place."""
        pixel = self.image(page).getpixel((round(x * DOTS), round(y * DOTS)))
        assert isinstance(pixel, tuple)
        return pixel[0], pixel[1], pixel[2]

    def ink(self, x: float, y: float, width: float, height: float, page: int = 0) -> float:
        """The part of a box that is not white, weighed by its darkness."""
        area = tuple(round(side * DOTS) for side in (x, y, x + width, y + height))
        grey = self.image(page).crop(area).convert("L")
        return 1 - sum(grey.tobytes()) / (255 * grey.width * grey.height)

    def words(self, page: int = 0) -> str:
        """All words of a page, as a reader finds them."""
        return self.pdf[page].get_textpage().get_text_range()

    def lefts(self, page: int = 0) -> list[float]:
        """Where each character begins, loosely, in millimetres from the left."""
        words = self.pdf[page].get_textpage()
        own = [at for at in range(words.count_chars()) if not raw.FPDFText_IsGenerated(words.raw, at)]
        return [words.get_charbox(at, loose=True)[0] / MM for at in own]


def near(one: Rgb, other: Rgb, by: int = 12) -> bool:
    """Whether two colours are nearly the same."""
    return all(abs(a - b) <= by for a, b in zip(one, other, strict=True))


def block_face(*, kind: str = "ttf", without: tuple[str, ...] = ()) -> bytes:
    """A face whose glyph 1 (B) fills the em, 2 (L) its left half, and 3 (of no character) its right half."""
    boxes = {"B": (0, 0, 1000, 1000), "L": (0, 0, 500, 1000), "R": (500, 0, 1000, 1000)}
    order = [".notdef", *boxes]
    builder = FontBuilder(1000, isTTF=kind == "ttf")
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap({ord("B"): "B", ord("L"): "L"})
    if kind == "ttf":
        builder.setupGlyf({name: _box(TTGlyphPen(None), boxes.get(name)).glyph() for name in order})
    else:
        strings = {name: _box(T2CharStringPen(1000, None), boxes.get(name)).getCharString() for name in order}
        builder.setupCFF("Own", {}, strings, {})
    builder.setupHorizontalMetrics({name: (1000, 0 if name != "R" else 500) for name in order})
    builder.setupHorizontalHeader(ascent=1000, descent=0)
    builder.setupNameTable({"familyName": "Own", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    if kind == "cff":
        return builder.font.getTableData("CFF ")
    whole, stripped = io.BytesIO(), io.BytesIO()
    builder.font.save(whole)
    with TTFont(whole, recalcBBoxes=False) as font:
        for table in without:
            del font[table]
        font.save(stripped)
    return stripped.getvalue()


def _box(pen, box):  # type: ignore[no-untyped-def]
    if box is not None:
        left, bottom, right, top = box
        pen.moveTo((left, bottom))
        for place in ((left, top), (right, top), (right, bottom)):
            pen.lineTo(place)
        pen.closePath()
    return pen


def flat(colour: str | tuple[int, ...], kind: str = "PNG", mode: str = "RGB", size: tuple[int, int] = (8, 8)) -> bytes:
    """A picture of one colour."""
    stream = io.BytesIO()
    Image.new(mode, size, colour).save(stream, kind)
    return stream.getvalue()


def halves(kind: str = "PNG") -> bytes:
    """A picture that is red at its left, blue at its right, and has a green stripe along its top."""
    picture = Image.new("RGB", (64, 64), "red")
    picture.paste("blue", (32, 0, 64, 64))
    picture.paste((0, 255, 0), (0, 0, 64, 16))
    stream = io.BytesIO()
    picture.save(stream, kind, **({"quality": 95, "subsampling": 0} if kind == "JPEG" else {}))
    return stream.getvalue()
