"""LibreOffice opens the file and prints every word in order, with the book's page numbers."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest
from docx_samples import PAGES, find, words
from lxml import etree

from app.export.document import Document
from app.export.docx.writer import write_docx

SOFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")


@pytest.fixture(scope="module")
def pages(tiny: Document, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The text of each page LibreOffice prints, with a profile of its own; empty versos are left out."""
    folder = tmp_path_factory.mktemp("libreoffice")
    (folder / "book.docx").write_bytes(_written(tiny))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), "book.docx"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=180)
    return _texts(folder / "book.pdf")


def _written(document: Document) -> bytes:
    stream = io.BytesIO()
    write_docx(document, stream, pages=PAGES)
    return stream.getvalue()


def _texts(path: Path) -> list[str]:
    pdf = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_range() for page in pdf]
    finally:
        pdf.close()


def solid(text: str) -> str:
    """Words without white space."""
    return re.sub(r"\s+", "", text)


def test_every_paragraph_is_printed_whole(pages: list[str], tiny_body: etree._Element) -> None:
    printed = solid("".join(pages))
    wanted = [solid(words(p)) for p in tiny_body.iter("{*}p") if not find(p, "w:hyperlink")]
    patterns = [re.escape(text).replace(PAGES["e1"], r"\d+") for text in wanted]  # LibreOffice counts pages anew
    assert [pattern for pattern in patterns if not re.search(pattern, printed)] == []


def test_headings_stand_in_order_and_entries_before_them(pages: list[str]) -> None:
    printed = solid("".join(pages))
    heads = ["一、项目概况", "（一）建设“背景”……", "附件1-2设备截图"]
    assert [printed.count(head) for head in heads] == [2, 2, 2]
    places = [printed.rindex(head) for head in heads]
    assert places == sorted(places)


def test_the_cover_has_no_number_the_contents_a_roman_one_the_body_starts_at_one(pages: list[str]) -> None:
    numbers = [re.findall(r"—\s*([IVX\d]+)\s*—", page) for page in pages]
    assert numbers[:3] == [[], ["I"], ["1"]]
