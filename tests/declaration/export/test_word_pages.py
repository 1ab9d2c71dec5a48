"""The Word file of a sample says the pages that the PDF and the 盖章清单 say, in whichever program it is opened."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import docx
import pypdfium2
import pytest
from prepared import PASSPHRASE, Samples

from app.declaration.declaration import Declaration
from app.declaration.export.exporting import ExportReport, export_book

SOFFICE = shutil.which("soffice")


@pytest.fixture(scope="module")
def sample(samples: Samples, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Declaration]:
    path = samples.copy("sichuan-2022", tmp_path_factory.mktemp("sample") / "样例.qibei")
    with Declaration.open(path, PASSPHRASE) as opened:
        yield opened


@pytest.fixture(scope="module")
def report(sample: Declaration, tmp_path_factory: pytest.TempPathFactory) -> ExportReport:
    return export_book(sample, tmp_path_factory.mktemp("out"))


@pytest.fixture(scope="module")
def pdf(report: ExportReport) -> Path:
    return report.files[0]


@pytest.fixture(scope="module")
def word(report: ExportReport) -> Path:
    return report.files[1]


@pytest.fixture(scope="module")
def libreoffice(word: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What LibreOffice prints, with a profile of its own."""
    if SOFFICE is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("libreoffice")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [SOFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(word)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    return folder / f"{word.stem}.pdf"


def labels(pdf: pypdfium2.PdfDocument) -> list[str]:
    """The number at the foot of each page, "" where there is none."""
    feet = (page.get_textpage().get_text_bounded(0, 40, 600, 98) for page in pdf)
    return [(re.findall(r"—\s*([IVX\d]+)\s*—", foot) or [""])[-1] for foot in feet]


def heads(file: Path) -> dict[str, str]:
    """The page on which each heading of the outline stands."""
    with pypdfium2.PdfDocument(file) as pdf:
        numbers = labels(pdf)
        places = ((mark.get_title(), mark.get_dest()) for mark in pdf.get_toc())
        return {"".join(title.split()): numbers[place.get_index() or 0] for title, place in places if place}


def pages_with(file: Path, words: str) -> list[str]:
    with pypdfium2.PdfDocument(file) as pdf:
        texts = ("".join(page.get_textpage().get_text_bounded().split()) for page in pdf)
        return [number for number, text in zip(labels(pdf), texts, strict=True) if words in text]


def linked(word: Path) -> dict[str, set[str]]:
    """What contents and claims say of each heading: its anchor → the numbers."""
    said = defaultdict[str, set[str]](set)
    for link in docx.Document(str(word)).element.body.iter("{*}hyperlink"):
        runs = [text.text for text in link.iter("{*}t")]
        said[next(value for name, value in link.attrib.items() if name.endswith("anchor"))].add(runs[-1])
    return said


def test_contents_and_claims_say_one_number_of_each_heading(word: Path, pdf: Path) -> None:
    said = linked(word)
    assert {len(numbers) for numbers in said.values()} == {1}
    assert {next(iter(numbers)) for numbers in said.values()} == set(heads(pdf).values())


def test_the_report_says_that_the_numbers_are_the_pdfs_and_how_to_renew_them(report: ExportReport) -> None:
    (words,) = [one for one in report.differences if "目录" in one]
    assert all(said in words for said in ("PDF 的页码", "盖章清单", "已锁定", "Ctrl+Shift+F11", "续前节"))


def test_the_report_names_the_pages_where_word_repeats_no_label(report: ExportReport) -> None:
    (words,) = [one for one in report.differences if "换页后" in one]
    assert words.startswith("第 2 页开头")  # 企业简介 goes on there


def test_libreoffice_prints_every_list_and_proof_on_the_page_that_the_pdf_has_it(pdf: Path, libreoffice: Path) -> None:
    book, printed = heads(pdf), heads(libreoffice)
    proofs = [head for head in book if re.match("附件|证明材料", head)]
    assert len(proofs) > 60
    assert {head: printed[head] for head in proofs} == {head: book[head] for head in proofs}


def test_libreoffice_prints_the_place_for_the_recommenders_seal_on_its_page(pdf: Path, libreoffice: Path) -> None:
    assert pages_with(libreoffice, "推荐单位公章") == pages_with(pdf, "推荐单位公章") == ["3"]


def test_libreoffice_claims_what_the_contents_say(pdf: Path, libreoffice: Path) -> None:
    def claims(file: Path) -> list[str]:
        with pypdfium2.PdfDocument(file) as printed:
            text = "".join("".join(page.get_textpage().get_text_bounded().split()) for page in printed)
        return re.findall(r"证明材料见第(\d+)页", re.sub(r"—\d+—", "", text))

    assert claims(libreoffice) == claims(pdf) != []
