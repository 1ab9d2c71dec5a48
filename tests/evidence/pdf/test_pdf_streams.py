"""Filters: whatever ISO 32000-2 lets stand before a stream is undone, and bombs are not."""

from __future__ import annotations

import base64
import io
import struct
import zlib
from collections.abc import Callable

import pytest
from evidence.compare import bound, shown, worst
from evidence.hostile_pdf import one_page
from evidence.pdf_corpus import Change, filtered, form_of, pdf
from pikepdf import Array, Dictionary, Encryption, Name, Pdf
from PIL import Image

from app.errors import EvidenceRefused
from app.evidence.pdf.proof import examine, prepare
from app.evidence.prepared import ReadOptions

CONTENT = b"1 0 0 rg 100 100 80 50 re f " + b"0 0 1 rg 20 20 30 30 re f " * 9


def run_lengths(data: bytes) -> bytes:
    """Literal runs, and one of repetition that says nothing."""
    pieces = [data[at : at + 100] for at in range(0, len(data), 100)]
    return b"".join(bytes([len(piece) - 1]) + piece for piece in pieces) + bytes([257 - 9]) + b" " + b"\x80"


def lzw(data: bytes) -> bytes:
    """Codes of nine bits, cleared before the table grows (7.4.4)."""
    codes = [code for at in range(0, len(data), 200) for code in (256, *data[at : at + 200])] + [257]
    bits = "".join(f"{code:09b}" for code in codes)
    return int(bits.ljust(-(-len(bits) // 8) * 8, "0"), 2).to_bytes(-(-len(bits) // 8), "big")


ENCODERS = {
    "FlateDecode": zlib.compress,
    "Fl": zlib.compress,
    "LZWDecode": lzw,
    "LZW": lzw,
    "RunLengthDecode": run_lengths,
    "RL": run_lengths,
    "ASCII85Decode": lambda data: base64.a85encode(data) + b"~>",
    "A85": lambda data: base64.a85encode(data) + b"~>",
    "ASCIIHexDecode": lambda data: data.hex().encode() + b">",
    "AHx": lambda data: data.hex().encode() + b" >",
    "Crypt": lambda data: data,
}
CHAINS = [[name] for name in ENCODERS] + [
    ["ASCII85Decode", "FlateDecode"],
    ["AHx", "RL"],
    ["FlateDecode", "FlateDecode"],
    ["A85", "LZW", "Fl"],
    ["Crypt", "FlateDecode"],
    ["RunLengthDecode", "ASCIIHexDecode", "LZWDecode"],
]


def encoded(chain: list[str], data: bytes = CONTENT) -> bytes:
    for name in reversed(chain):
        data = ENCODERS[name](data)
    return data


def looks_as(change: Change) -> bool:
    """Whether the book shows the two squares."""
    page = bound(prepare("甲.pdf", pdf(change), ReadOptions()).pdf)
    return max(worst(bound(pdf(filtered(CONTENT, []))), page)) < 1


@pytest.mark.parametrize("chain", CHAINS, ids="-".join)
def test_content_behind_any_filters_is_printed(chain: list[str]) -> None:
    assert looks_as(filtered(encoded(chain), chain))


@pytest.mark.parametrize("chain", CHAINS, ids="-".join)
def test_so_is_a_form_that_the_content_draws(chain: list[str]) -> None:
    def change(pdf: Pdf) -> None:
        form = form_of(pdf, b"", BBox=Array([0, 0, 200, 300]))
        filtered(encoded(chain), chain)(pdf)
        content = pdf.pages[0].obj.Contents
        form.write(content.read_raw_bytes(), filter=content.Filter, decode_parms=content.get("/DecodeParms"))
        pdf.pages[0].obj.Resources.XObject = Dictionary(X=form)
        pdf.pages[0].obj.Contents = pdf.make_stream(b"/X Do")

    assert looks_as(change)


def test_content_in_pieces_each_behind_its_own_filter_is_joined() -> None:
    def change(pdf: Pdf) -> None:
        words = CONTENT.split(b" ")
        pieces = (["RL"], words[:5]), (["FlateDecode"], words[5:30]), (["AHx"], words[30:])
        parts = []
        for chain, piece in pieces:
            part = pdf.make_stream(b"")
            part.write(encoded(chain, b" ".join(piece)), filter=Name(f"/{chain[0]}"))
            parts.append(part)
        pdf.pages[0].obj.Contents = Array(parts)

    assert looks_as(change)


def image(kind: str, name: str, space: Name, bits: int) -> Change:
    """A picture in one of the formats that PDF takes as they are."""

    def change(pdf: Pdf) -> None:
        stream, size = io.BytesIO(), (64, 48)
        if kind == "TIFF":
            data = fax(size)
        else:
            Image.linear_gradient("L").resize(size).save(stream, kind)
            data = stream.getvalue()
        made = pdf.make_stream(b"")
        made.write(data, filter=Name(f"/{name}"))
        made.Type, made.Subtype, made.Width, made.Height = Name.XObject, Name.Image, *size
        made.ColorSpace, made.BitsPerComponent = space, bits
        if name == "CCITTFaxDecode":
            made.DecodeParms = Dictionary(K=-1, Columns=64, Rows=48, BlackIs1=False)
        pdf.pages[0].obj.Resources.XObject = Dictionary(X=made)
        pdf.pages[0].obj.Contents = pdf.make_stream(b"q 128 0 0 96 40 100 cm /X Do Q")

    return change


@pytest.mark.parametrize(
    "change",
    [
        image("JPEG", "DCTDecode", Name.DeviceGray, 8),
        image("JPEG2000", "JPXDecode", Name.DeviceGray, 8),
        image("TIFF", "CCITTFaxDecode", Name.DeviceGray, 1),
    ],
)
def test_pictures_are_carried_over_as_they_are(change: Change) -> None:
    data = pdf(change)
    assert worst(shown(data), bound(pdf(filtered(b"", [])))).lost > 500
    assert max(worst(shown(data), bound(prepare("甲.pdf", data, ReadOptions()).pdf))) < 1


def fax(size: tuple[int, int]) -> bytes:
    """A slope of dots in the coding of fax machines of group 4."""
    stream = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("1").save(stream, "TIFF", compression="group4")
    with Image.open(stream) as read:
        start, length = read.tag_v2[273][0], read.tag_v2[279][0]  # type: ignore[attr-defined]  # of TIFF alone
    return stream.getvalue()[start : start + length]


def test_a_jbig2_picture_is_printed() -> None:
    size = (64, 48)
    about = struct.pack(">4I", *size, 0, 0)
    segments = ((48, about + b"\0\0\0"), (38, about + b"\0\1" + fax(size)))
    parts = [
        struct.pack(">IBBBI", number, kind, 0, 1, len(data)) + data for number, (kind, data) in enumerate(segments)
    ]

    def change(pdf: Pdf) -> None:
        made = pdf.make_stream(b"")
        made.write(b"".join(parts), filter=Name.JBIG2Decode)
        made.Type, made.Subtype, made.Width, made.Height = Name.XObject, Name.Image, *size
        made.ColorSpace, made.BitsPerComponent = Name.DeviceGray, 1
        pdf.pages[0].obj.Resources.XObject = Dictionary(X=made)
        pdf.pages[0].obj.Contents = pdf.make_stream(b"q 128 0 0 96 40 100 cm /X Do Q")

    data = pdf(change)
    assert worst(shown(data), bound(pdf(filtered(b"", [])))).lost > 500
    assert max(worst(shown(data), bound(prepare("甲.pdf", data, ReadOptions()).pdf))) < 1


def test_a_filter_that_does_nothing_may_say_nothing_of_itself() -> None:
    data = zlib.compress(CONTENT)
    content = b"<</Filter[/Crypt/FlateDecode]/Length %d>>stream\n%b\nendstream" % (len(data), data)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 300]/Contents 4 0 R>>"
    made = prepare("甲.pdf", one_page(page=page, o4=content), ReadOptions())
    assert max(worst(bound(pdf(filtered(CONTENT, []))), bound(made.pdf))) < 1


def test_a_stream_left_plain_in_a_locked_file_is_read() -> None:
    stream = io.BytesIO()
    with Pdf.open(io.BytesIO(pdf(filtered(encoded(["RL"]), ["RL"])))) as made:
        made.save(stream, encryption=Encryption(owner="o", user="密码"))
    made_again = prepare("甲.pdf", stream.getvalue(), ReadOptions("密码"))
    assert max(worst(bound(pdf(filtered(CONTENT, []))), bound(made_again.pdf))) < 1


BOMBS: dict[str, tuple[list[str], Callable[[], bytes]]] = {
    "RL": (["RunLengthDecode"], lambda: b"\x81 " * (5 << 20)),
    "Fl Fl": (["FlateDecode", "FlateDecode"], lambda: zlib.compress(zlib.compress(b" " * (400 << 20), 9), 9)),
    "A85": (["ASCII85Decode"], lambda: b"z" * (100 << 20) + b"~>"),
    "A85 RL": (["ASCII85Decode", "RunLengthDecode"], lambda: base64.a85encode(b"\x81 " * (5 << 20)) + b"~>"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_behind_any_filter_are_refused(name: str) -> None:
    chain, made = BOMBS[name]
    with pytest.raises(EvidenceRefused, match="PDF 解压后过大"):
        examine("炸弹.pdf", pdf(filtered(made(), chain)), ReadOptions())
