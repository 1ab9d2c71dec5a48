"""Plates in the PDF of a book: the pages of proofs as forms, read back with other tools."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from proof_samples import A4, LANDSCAPE, proof, sizes_of

from app.errors import ExportError
from app.export.document import Block, Contents, Document, Heading, PageBreak, Paragraph, Part, Plate, Text
from app.export.fonts.faces import Faces
from app.export.layout.book import Book
from app.export.layout.items import Picture
from app.export.layout.settle import lay_out
from app.export.pdf.writer import write_pdf
from app.export.plates import Plates
from app.export.style import DocumentStyle

TITLE = "附件1-1 边缘网关设备截图"
Bound = tuple[Document, Book, bytes]
SCAN = proof(A4, LANDSCAPE, words="scan", shared=random.Random(1).randbytes(40_000))
PICTURE = proof((60, 40), words="dot")
PROOFS = {"s" * 64: SCAN, "p" * 64: PICTURE}


def document_of(*sources: str) -> Document:
    """A book with every page of the sources, each under a heading, after its contents."""
    blocks: list[Block] = []
    for number, source in enumerate(sources):
        blocks.append(Heading(2, (Text(f"{TITLE}{number}"),), f"proof-{number}"))
        for page, (width, height) in enumerate(sizes_of(PROOFS[source * 64])):
            blocks.append(Plate(source * 64, page, width, height, f"截图.pdf 第 {page + 1} 页"))
    parts = (Part((Contents(),), "roman"), Part((*blocks, PageBreak(), Paragraph((Text("完"),)))))
    return Document("证明材料", parts, DocumentStyle(), "四川喆昇", "5f3a9c")


def written(document: Document, faces: Faces, plates: Plates) -> Bound:
    book, stream = lay_out(document, faces), io.BytesIO()
    write_pdf(book, document, stream, faces, plates)
    return document, book, stream.getvalue()


@pytest.fixture(scope="module")
def bound(faces: Faces) -> Bound:
    """A scan of two pages and a tiny picture; the scan stands twice."""
    return written(document_of("s", "p", "s"), faces, Plates(PROOFS))


def rendered(data: bytes, page: int, scale: float = 2.0) -> tuple[int, int, list[tuple[int, int, int]]]:
    """Width, height and the pixels of a page as (red, green, blue)."""
    pdf = pypdfium2.PdfDocument(data)
    try:
        image = pdf[page].render(scale=scale).to_pil().convert("RGB")
    finally:
        pdf.close()
    pixels = image.tobytes()
    return image.width, image.height, list(zip(pixels[::3], pixels[1::3], pixels[2::3], strict=True))


def red_box(data: bytes, page: int) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of what is red on a page, in points."""
    width, _, pixels = rendered(data, page)
    red = [divmod(at, width) for at, (r, g, b) in enumerate(pixels) if r > 200 and g < 60 and b < 60]
    ys, xs = [y for y, _ in red], [x for _, x in red]
    return min(xs) / 2, min(ys) / 2, (max(xs) + 1) / 2, (max(ys) + 1) / 2


def foot(picture: Picture) -> tuple[float, float, float, float]:
    """Where the red foot of a sample page must be."""
    right, bottom = picture.x + picture.width, picture.y + picture.height
    if picture.turned:
        return right - picture.width / 10, picture.y, right, bottom
    return picture.x, bottom - picture.height / 10, right, bottom


def test_each_plate_covers_the_area_that_the_layout_gave_it(bound: Bound) -> None:
    _, book, data = bound
    upright, turned = book.plates[0], book.plates[1]
    assert (upright.picture.turned, turned.picture.turned) == (False, True)
    for picture, spot in (upright, turned):
        assert red_box(data, spot.page) == pytest.approx(foot(picture), abs=0.8)


def test_a_page_that_stands_twice_is_in_the_file_once(bound: Bound) -> None:
    with pikepdf.open(io.BytesIO(bound[2])) as pdf:
        kinds = [str(thing.get("/Subtype")) for thing in pdf.objects if isinstance(thing, pikepdf.Stream)]
        assert kinds.count("/Form") == 3
        assert kinds.count("/Image") == 1


def test_a_picture_that_all_pages_share_is_in_the_file_once(bound: Bound) -> None:
    assert len(bound[2]) < len(SCAN) + 60_000


def test_the_streams_of_a_proof_are_copied_as_they_are(bound: Bound) -> None:
    with pikepdf.open(io.BytesIO(SCAN)) as source, pikepdf.open(io.BytesIO(bound[2])) as book:
        (before,) = [raw for raw in map(_image_data, source.objects) if raw]
        (after,) = [raw for raw in map(_image_data, book.objects) if raw]
        assert before == after


def _image_data(thing: pikepdf.Object) -> bytes:
    is_image = isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image"
    return thing.read_raw_bytes() if is_image else b""


def test_qpdf_finds_nothing_wrong(bound: Bound, tmp_path: Path) -> None:
    if shutil.which("qpdf") is None:
        pytest.skip("qpdf is not installed")
    file = tmp_path / "book.pdf"
    file.write_bytes(bound[2])
    shown = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, check=True, text=True).stdout
    assert "No syntax or stream encoding errors" in shown


def test_words_of_vector_pages_can_be_found_between_those_of_the_book(bound: Bound) -> None:
    _, book, data = bound
    pdf = pypdfium2.PdfDocument(data)
    try:
        texts = [pdf[page.index].get_textpage().get_text_range() for page in book.pages]
    finally:
        pdf.close()
    for (picture, spot), words in zip(book.plates, ("scan 0", "scan 1", "dot 0", "scan 0", "scan 1"), strict=True):
        assert words in texts[spot.page], picture
    assert f"{TITLE}0" in texts[book.anchors["proof-0"].page]


def test_outline_numbers_links_title_and_language_are_those_of_the_book(bound: Bound) -> None:
    document, book, data = bound
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert (str(pdf.docinfo["/Title"]), str(pdf.Root.Lang)) == (document.title, "zh-CN")
        assert str(pdf.docinfo["/Keywords"]) == document.fingerprint
        assert [page.label for page in pdf.pages if page.label][:1] == ["I"]
        numbers = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
        led = [numbers[note.Dest[0].objgen] for note in pdf.pages[0].Annots]
        assert led == [book.anchors[link.anchor].page for link in book.pages[0].links]
    found = pypdfium2.PdfDocument(data)
    try:
        assert [mark.get_dest().get_index() for mark in found.get_toc()] == [entry.spot.page for entry in book.outline]
    finally:
        found.close()


def test_the_file_claims_the_newest_version_among_its_proofs(faces: Faces) -> None:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(PICTURE)) as newer:
        newer.save(stream, force_version="2.0")
    *_, data = written(document_of("p", "s"), faces, Plates(PROOFS | {"p" * 64: stream.getvalue()}))
    assert data.startswith(b"%PDF-2.0")


def test_the_same_book_gives_the_same_bytes_in_any_process(bound: Bound) -> None:
    script = (
        "import hashlib, test_plate_forms as forms\n"
        "document = forms.document_of('s', 'p', 's')\n"
        "data = forms.written(document, forms.Faces(folders=()), forms.Plates(forms.PROOFS))[2]\n"
        "print(hashlib.sha256(data).hexdigest())\n"
    )
    here = Path(__file__).resolve()
    path = os.pathsep.join(map(str, (here.parent, here.parents[3])))
    environment = os.environ | {"PYTHONHASHSEED": "4711", "PYTHONPATH": path}
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=environment, check=True)
    assert result.stdout.strip() == hashlib.sha256(bound[2]).hexdigest()


class Counted(dict[str, bytes]):
    """Proofs that count how often each is asked for."""

    def __init__(self, proofs: Mapping[str, bytes]) -> None:
        super().__init__(proofs)
        self.asked: list[str] = []

    def __getitem__(self, source: str) -> bytes:
        self.asked.append(source)
        return super().__getitem__(source)


def test_each_proof_is_asked_for_once(bound: Bound, faces: Faces) -> None:
    proofs = Counted(PROOFS)
    *_, data = written(bound[0], faces, Plates(proofs))
    assert proofs.asked == ["s" * 64, "p" * 64]
    assert data == bound[2]


def test_without_plates_the_proofs_leave_no_trace(faces: Faces) -> None:
    document = Document("书", (Part((Paragraph((Text("完"),)),)),), DocumentStyle())
    assert written(document, faces, Plates(PROOFS))[2] == written(document, faces, Plates())[2]


@pytest.mark.parametrize(
    "proofs", [{}, {"p" * 64: proof((60, 40))[:200]}, {"p" * 64: proof()}], ids=["none", "broken", "short"]
)
def test_a_proof_that_is_missing_is_told_in_words(faces: Faces, proofs: dict[str, bytes]) -> None:
    with pytest.raises(ExportError, match=r"证明材料“截图\.pdf 第 1 页”"):
        written(document_of("p"), faces, Plates(proofs))


class Disk(io.BytesIO):
    """A disk with so much room."""

    room = 20_000

    def write(self, data: Any) -> int:
        if self.tell() + len(data) > self.room:
            raise OSError(errno.ENOSPC, "No space left on device")
        return super().write(data)


def test_a_full_disk_is_an_error_like_any_other(faces: Faces) -> None:
    document = document_of("s", "p")
    book = lay_out(document, faces)
    with pytest.raises(OSError, match="No space left"):
        write_pdf(book, document, Disk(), faces, Plates(PROOFS))
