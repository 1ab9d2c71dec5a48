"""The PDF of the sample book, read back with other tools."""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from app.export.document import Document, Heading, Paragraph, Part, Text
from app.export.layout.book import Book
from app.export.layout.items import Glyphs
from app.export.style import DocumentStyle

Sample = tuple[Document, bytes, Book]


@pytest.fixture(scope="module")
def path(sample: Sample, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's PDF as a file."""
    file = tmp_path_factory.mktemp("pdf") / "book.pdf"
    file.write_bytes(sample[1])
    return file


def output(*command: str) -> str:
    """What a command prints; the test is skipped where it is not installed."""
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    return subprocess.run(command, capture_output=True, check=True, text=True, encoding="utf-8").stdout


def squeezed(text: str) -> str:
    return re.sub(r"[\s\x02\ufffe-]", "", text)


def test_every_font_is_embedded_and_subset(path: Path) -> None:
    lines = output("pdffonts", str(path)).splitlines()[2:]
    assert len(lines) >= 5
    assert all(re.search(r"\byes yes yes\b", line) and re.match(r"[A-Z]{6}\+", line) for line in lines), lines


def test_qpdf_finds_nothing_wrong(path: Path) -> None:
    assert "No syntax or stream encoding errors" in output("qpdf", "--check", str(path))


def test_pages_are_a4_and_there_is_no_script(sample: Sample) -> None:
    with pikepdf.open(io.BytesIO(sample[1])) as pdf:
        assert all([round(float(side)) for side in page.mediabox] == [0, 0, 595, 842] for page in pdf.pages)
        assert b"/JavaScript" not in sample[1]
        assert "/OpenAction" not in pdf.Root


def test_title_author_language_and_fingerprint_are_set(sample: Sample) -> None:
    document, data, _ = sample
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert str(pdf.docinfo["/Title"]) == document.title
        assert str(pdf.docinfo["/Author"]) == document.author
        assert str(pdf.docinfo["/Keywords"]) == document.fingerprint
        assert str(pdf.Root.Lang) == "zh-CN"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle


def test_the_words_can_be_read_in_order_page_by_page(sample: Sample) -> None:
    _, data, book = sample
    pdf = pypdfium2.PdfDocument(data)
    try:
        for page in book.pages[:12]:
            written = "".join(item.text for item in page.items if isinstance(item, Glyphs))
            read = pdf[page.index].get_textpage().get_text_range()
            assert squeezed(read) == squeezed(written)
    finally:
        pdf.close()


def test_pdftotext_finds_whole_phrases(path: Path) -> None:
    text = squeezed(output("pdftotext", str(path), "-"))
    for phrase in (
        "平台连接设备总数为2300台/套，其中，运行设备",
        "“天府云工”工业互联网平台",
        "四川喆昇智能装备股份有限公司",
        "𠮷田",
    ):
        assert phrase in text


def test_contents_name_the_pages_on_which_headings_really_stand(sample: Sample) -> None:
    document, data, book = sample
    pdf = pypdfium2.PdfDocument(data)
    try:
        contents = squeezed(
            "".join(pdf[page.index].get_textpage().get_text_range() for page in book.pages if page.label == "I")
        )
        headings = [block for part in document.parts for block in part.opened if isinstance(block, Heading)]
        for heading in headings:
            title = squeezed("".join(inline.text for inline in heading.inlines if isinstance(inline, Text)))
            label = next(entry.spot.label for entry in book.outline if entry.anchor == heading.anchor)
            assert f"{title}{label}" in contents
            page = next(page for page in book.pages if page.label == label)
            read = squeezed(pdf[page.index].get_textpage().get_text_range())
            assert title in read
            assert read.endswith(f"—{label}—")
    finally:
        pdf.close()


def test_the_outline_is_the_contents(sample: Sample) -> None:
    _, data, book = sample
    pdf = pypdfium2.PdfDocument(data)
    try:
        found = [(mark.level + 1, mark.get_title(), mark.get_dest().get_index()) for mark in pdf.get_toc()]
        assert found == [(entry.level, entry.title, entry.spot.page) for entry in book.outline]
    finally:
        pdf.close()


def test_links_in_the_contents_lead_to_their_pages(sample: Sample) -> None:
    _, data, book = sample
    with pikepdf.open(io.BytesIO(data)) as pdf:
        contents = next(page for page in book.pages if page.links)
        numbers = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
        led = [numbers[note.Dest[0].objgen] for note in pdf.pages[contents.index].Annots]
        assert led == [book.anchors[link.anchor].page for link in contents.links]


def test_viewers_show_the_printed_page_numbers(sample: Sample) -> None:
    _, data, book = sample
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page, shown in zip(book.pages, pdf.pages, strict=True):
            if page.label:
                assert shown.label == page.label


def test_the_same_document_gives_the_same_bytes_in_any_process(sample: Sample) -> None:
    script = (
        "import conftest, hashlib, io\n"
        "faces = conftest.Faces(folders=())\n"
        "document = conftest.sample_document()\n"
        "stream = io.BytesIO()\n"
        "conftest.write_pdf(conftest.lay_out(document, faces), document, stream, faces)\n"
        "print(hashlib.sha256(stream.getvalue()).hexdigest())\n"
    )
    here = Path(__file__).resolve()
    environment = os.environ | {
        "PYTHONHASHSEED": "4711",
        "PYTHONPATH": f"{here.parents[1]}{os.pathsep}{here.parents[3]}",
    }
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=environment, check=True)
    assert result.stdout.strip() == hashlib.sha256(sample[1]).hexdigest()


def test_rare_characters_print_from_faces_that_hold_them(pdf_of: Callable[[Document], tuple[bytes, Book]]) -> None:
    rare = "喆珺昇镕旸玥㛃𠮷□☑"
    data, _ = pdf_of(Document("字", (Part((Paragraph((Text(rare),)),)),), DocumentStyle()))
    pdf = pypdfium2.PdfDocument(data)
    try:
        assert rare in pdf[0].get_textpage().get_text_range()
    finally:
        pdf.close()


def test_bold_words_are_thickened(pdf_of: Callable[[Document], tuple[bytes, Book]]) -> None:
    data, _ = pdf_of(Document("粗", (Part((Paragraph((Text("真实"), Text("有效", bold=True))),)),), DocumentStyle()))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        content = pdf.pages[0].Contents.read_bytes()
    assert content.count(b"2 Tr") == content.count(b"0 Tr") == 1
