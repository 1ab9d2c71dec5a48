"""LibreOffice opens the file and prints every word in order, with the book's page numbers."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator

import pypdfium2
import pytest
from docx_samples import PAGES, SIZES, find, words, written
from lxml import etree

from app.export.document import Document

SOFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")


@pytest.fixture(scope="module")
def printed(tiny: Document, tmp_path_factory: pytest.TempPathFactory) -> Iterator[pypdfium2.PdfDocument]:
    """What LibreOffice prints, with a profile of its own; empty versos are left out."""
    folder = tmp_path_factory.mktemp("libreoffice")
    (folder / "book.docx").write_bytes(written(tiny))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), "book.docx"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=180)
    with pypdfium2.PdfDocument(folder / "book.pdf") as pdf:
        yield pdf


@pytest.fixture(scope="module")
def pages(printed: pypdfium2.PdfDocument) -> list[str]:
    """The text of each page."""
    return [page.get_textpage().get_text_range() for page in printed]


def pictures(page: pypdfium2.PdfPage) -> list[tuple[float, float]]:
    """The width and height of each picture on a page."""
    found = page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
    return [(right - left, top - bottom) for left, bottom, right, top in (o.get_bounds() for o in found)]


def solid(text: str) -> str:
    """Words without white space."""
    return re.sub(r"\s+", "", text)


def test_every_paragraph_is_printed_whole(pages: list[str], tiny_body: etree._Element) -> None:
    printed = solid("".join(pages))
    wanted = [solid(words(p)) for p in tiny_body.iter("{*}p") if not find(p, "w:hyperlink/w:r/w:tab")]
    assert [text for text in wanted if text not in printed] == []


def test_the_claim_says_the_page_that_the_contents_say(pages: list[str]) -> None:
    printed = solid("".join(pages))
    assert f"见第{PAGES['e1']}页" in printed
    assert re.search(rf"附件1-2设备截图\.+{PAGES['e1']}", printed)


def test_headings_stand_in_order_and_entries_before_them(pages: list[str]) -> None:
    printed = solid("".join(pages))
    heads = ["一、项目概况", "（一）建设“背景”……", "附件1-2设备截图"]
    assert [printed.count(head) for head in heads] == [2, 2, 2]
    places = [printed.rindex(head) for head in heads]
    assert places == sorted(places)


def test_the_cover_has_no_number_the_contents_a_roman_one_the_body_starts_at_one(pages: list[str]) -> None:
    numbers = [re.findall(r"—\s*([IVX\d]+)\s*—", page) for page in pages]
    assert numbers[:3] == [[], ["I"], ["1"]]


def test_a_plate_stands_under_its_heading_the_next_on_a_page_of_its_own(
    printed: pypdfium2.PdfDocument, pages: list[str]
) -> None:
    evidence = next(number for number, text in enumerate(pages) if "证明运行设备" in text)
    upright, turned = SIZES["screen", 0], SIZES["list", 0]
    ((width, height),) = pictures(printed[evidence])
    assert width / height == pytest.approx(upright.width / upright.height, abs=0.01)
    assert 0.95 * upright.height < height <= upright.height
    ((width, height),) = pictures(printed[evidence + 1])
    assert (width, height) == (pytest.approx(turned.width, abs=1), pytest.approx(turned.height, abs=1))
    assert len(printed) == evidence + 2
