"""Damaged PDFs: read as far as they go, and said; only what holds no page is refused."""

from __future__ import annotations

import base64
import io
import re
import zlib

import pikepdf
import pytest
from pypdfium2 import PdfDocument
from reportlab.pdfgen import canvas

from app.errors import EvidenceRefused
from app.evidence.pdf.proof import examine, prepare
from app.evidence.prepared import Examined, ReadOptions

REPAIRED = "PDF 有损坏，已尽力修复，请逐页核对。"


def three_pages() -> bytes:
    stream = io.BytesIO()
    sheet = canvas.Canvas(stream, pagesize=(200, 300), invariant=1)
    for number in range(3):
        sheet.drawString(20, 200, f"Page {number}")
        sheet.showPage()
    sheet.save()
    return stream.getvalue()


GOOD = three_pages()


def seen(data: bytes) -> Examined:
    examined = examine("甲.pdf", data, ReadOptions())
    made = prepare("甲.pdf", data, ReadOptions())
    assert (len(made.sheets), made.removed, made.notes) == (examined.pages, examined.removed, examined.notes)
    return examined


@pytest.mark.parametrize(
    "data",
    [
        re.sub(rb"startxref\n\d+", b"startxref\n99", GOOD),
        GOOD.replace(b"0000000", b"0000001"),
        GOOD[:-200],
        GOOD.replace(b"endobj", b""),
        re.sub(rb"/Length \d+", b"/Length 7", GOOD),
        GOOD[: GOOD.rindex(b"startxref")],
        re.sub(rb"trailer.*startxref", b"startxref", GOOD, flags=re.DOTALL),
        GOOD + b"<html>" * 2_000,
        GOOD[9:],
    ],
    ids=["table", "offsets", "cut table", "endobj", "lengths", "no table", "no trailer", "web page behind", "head"],
)
def test_what_can_be_repaired_is_taken_and_said(data: bytes) -> None:
    assert seen(data) == Examined("pdf", 3, (), (REPAIRED,))


@pytest.mark.parametrize(
    "data",
    [GOOD, b"HTTP/1.1 200 OK\r\n\r\n" + GOOD, GOOD + b"\0" * 5_000, GOOD + b"\r\n" * 2_000],
    ids=["good", "words before the head", "zeros behind", "lines behind"],
)
def test_what_disturbs_no_reader_is_not_called_damage(data: bytes) -> None:
    assert seen(data).notes == ()


def test_a_file_that_breaks_off_is_read_as_far_as_it_goes() -> None:
    found = seen(GOOD[: GOOD.index(b"/Count")])
    assert found.pages == 3
    assert found.notes == ("PDF 不完整，后面的部分缺失，只找到前面的 3 页，请换完整的文件或逐页核对。",)


@pytest.mark.parametrize(
    ("data", "pages", "claimed"),
    [
        (GOOD.replace(b"/Count 3", b"/Count 9"), 3, 9),
        (re.sub(rb"/Kids \[ \d+ 0 R", b"/Kids [ 99 0 R", GOOD), 2, 3),
    ],
)
def test_pages_that_are_not_to_be_found_are_counted(data: bytes, pages: int, claimed: int) -> None:
    found = seen(data)
    assert found.pages == pages
    assert found.notes[0] == f"PDF 自称有 {claimed} 页，只找到 {pages} 页，请核对是否缺页。"


def test_an_older_count_that_was_put_right_since_is_no_loss() -> None:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(GOOD)) as pdf:
        del pdf.pages[0]
        pdf.save(stream, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert seen(stream.getvalue()) == Examined("pdf", 2)


@pytest.mark.parametrize("data", [b"%PDF-1.7 nothing", GOOD[:200], b"%PDF-1.7\n" + GOOD[-300:]])
def test_what_holds_no_page_is_damaged(data: bytes) -> None:
    with pytest.raises(EvidenceRefused, match="PDF 已损坏"):
        examine("甲.pdf", data, ReadOptions())


def test_a_kind_of_lock_that_no_library_opens_is_not_called_damage() -> None:
    locked = GOOD.replace(b"/Root", b"/Encrypt <</Filter/Adobe.PubSec/V 4>>/Root")
    with pytest.raises(EvidenceRefused, match="PDF 的加密方式特殊"):
        examine("甲.pdf", locked, ReadOptions())


def filled(encoded: bytes, *chain: str) -> bytes:
    """A page whose content is a grey field and 400 black ones from the top, packed as given."""
    stream = io.BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(200, 300)).obj
        page.Contents = pdf.make_stream(b"")
        page.Contents.write(encoded, filter=pikepdf.Array([pikepdf.Name(f"/{one}") for one in chain]))
        pdf.save(stream, static_id=True, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return stream.getvalue()


CONTENT = b"0 g " + b" ".join(b"%d %d 9 9 re f" % (at % 20 * 10, 290 - at // 20 * 10) for at in range(400))
DEFLATED = zlib.compress(CONTENT)
RUNS = b"".join(bytes([len(part) - 1]) + part for part in (CONTENT[at : at + 99] for at in range(0, len(CONTENT), 99)))


@pytest.mark.parametrize(
    ("encoded", "chain"),
    [
        (DEFLATED[:400] + b"\xff" * 9 + DEFLATED[409:], ["FlateDecode"]),
        (DEFLATED[:400], ["FlateDecode"]),
        (base64.a85encode(DEFLATED)[:500] + b"\xff\xff~>", ["ASCII85Decode", "FlateDecode"]),
        (base64.a85encode(CONTENT)[:900] + b"vvvvv~>", ["ASCII85Decode"]),
        (CONTENT.hex().encode()[:4000] + b"xx>", ["ASCIIHexDecode"]),
        (DEFLATED[:400].hex().encode() + b">", ["ASCIIHexDecode", "FlateDecode"]),
        (zlib.compress(RUNS)[:400] + b"\xff" * 9, ["FlateDecode", "RunLengthDecode"]),
    ],
    ids=["deflated", "cut", "base 85 and deflated", "base 85", "hex", "hex and deflated", "runs"],
)
def test_content_that_breaks_off_is_printed_as_far_as_it_goes_and_said(encoded: bytes, chain: list[str]) -> None:
    data = filled(encoded, *chain)
    assert seen(data) == Examined("pdf", 1, (), (REPAIRED,))
    page = PdfDocument(prepare("甲.pdf", data, ReadOptions()).pdf)[0].render().to_pil().convert("L")
    assert page.getpixel((5, 5)) == 0  # the first black field
    assert page.getpixel((195, 195)) == 255  # the last one is lost


@pytest.mark.parametrize("behind", [b"", b"\n", DEFLATED[-4:]])
def test_content_without_its_checksum_is_whole(behind: bytes) -> None:
    assert seen(filled(DEFLATED[:-4] + behind, "FlateDecode")).notes == ()


def test_content_in_a_filter_of_no_name_is_lost_and_said() -> None:
    assert seen(filled(CONTENT, "Fl\u00e4teDecode")) == Examined("pdf", 1, (), (REPAIRED,))
