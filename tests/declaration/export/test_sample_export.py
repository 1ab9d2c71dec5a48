"""The sample of Sichuan's notice with its proofs, exported as a company would: what is printed agrees with what is."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from prepared import PASSPHRASE, Samples

from app.declaration.book.proofs import proof_files
from app.declaration.declaration import Declaration
from app.declaration.export.exporting import ExportReport, export_book
from app.forms.paths import FieldPath

TITLE, DISC = "2022年跨行业跨领域工业互联网平台申报书", "光盘（电子版）"


@pytest.fixture(scope="module")
def sample(samples: Samples, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Declaration]:
    path = samples.copy("sichuan-2022", tmp_path_factory.mktemp("sample") / "样例.qibei")
    with Declaration.open(path, PASSPHRASE) as opened:
        yield opened


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("out")


@pytest.fixture(scope="module")
def report(sample: Declaration, out: Path) -> ExportReport:
    return export_book(sample, out)


def texts(file: Path) -> list[str]:
    with pypdfium2.PdfDocument(file) as pdf:
        return [page.get_textpage().get_text_bounded() for page in pdf]


@pytest.fixture(scope="module")
def book(report: ExportReport, out: Path) -> list[str]:
    return texts(out / f"{TITLE}.pdf")


def sheet(out: Path, title: str) -> str:
    (page,) = texts(out / f"{TITLE}（{title}）.pdf")
    return page


def test_every_page_that_is_named_is_one_of_the_book(book: list[str]) -> None:
    printed = {number for text in book for number in re.findall(r"— (\d+) —", text)}
    named = set(re.findall(r"见第\s*(\d+)\s*页", "".join(book)))
    assert named
    assert named <= printed


def test_every_proof_is_in_the_book(sample: Declaration, report: ExportReport, book: list[str]) -> None:
    assert len(proof_files(sample)) > 30
    with zipfile.ZipFile(report.files[1]) as package:
        pictures = [name for name in package.namelist() if "/media/" in name]
    assert len(pictures) >= len(proof_files(sample))


def test_the_seal_plan_names_the_pages_of_its_places(report: ExportReport, out: Path, book: list[str]) -> None:
    said = sheet(out, "盖章清单")
    numbers = set(re.findall(r"第\s*(\d+)\s*页(?!）)", said))
    for words in ("法定代表人签章", "推荐单位公章"):
        (page,) = [text for text in book if words in text]
        assert any(f"— {number} —" in page for number in numbers)
    assert said.count("封面") >= 2


def test_the_print_shop_reads_the_pages_and_sheets_of_the_file(
    report: ExportReport, out: Path, book: list[str]
) -> None:
    said = sheet(out, "印装单")
    assert report.pages == len(book)
    assert f"3 份，每份 {report.sheets} 张纸，共 {3 * report.sheets} 张" in said
    assert f"1–{len(book)}" in said
    assert "左侧胶装" in said


def test_the_disc_is_whole(report: ExportReport, out: Path) -> None:
    lines = (out / DISC / "SHA256SUMS.txt").read_text("utf-8").splitlines()
    for digest, _, name in (line.partition("  ") for line in lines):
        assert hashlib.sha256((out / DISC / name).read_bytes()).hexdigest() == digest
    files = {file.relative_to(out / DISC).as_posix() for file in (out / DISC).rglob("*") if file.is_file()}
    assert {line.partition("  ")[2] for line in lines} == files - {"SHA256SUMS.txt"}


def test_the_long_lists_are_on_the_disc_row_by_row(sample: Declaration, report: ExportReport, out: Path) -> None:
    answers = sample.session.answers
    for section in sample.pack.sections:
        for name in section.lists:
            rows = answers.row_count(FieldPath(section.id, name))
            found = list((out / DISC / "清单").glob(f"{section.number} *.xlsx"))
            if rows:
                (file,) = found
                assert openpyxl.load_workbook(file, read_only=True).worksheets[0].max_row == rows + 1


def test_a_list_that_is_not_printed_is_named_in_the_book_as_the_disc_names_it(out: Path, book: list[str]) -> None:
    text = "".join("".join(book).split())
    named = re.findall(r"以电子版提供，详见光盘“(.+?)”", text)
    assert named
    files = {"".join(file.name.split()) for file in (out / DISC / "清单").iterdir()}
    assert set(named) <= files


def test_nothing_of_a_proof_is_lost_without_a_word(report: ExportReport) -> None:
    assert report.volumes == 1
    assert any("横放" in words for words in report.differences)
    assert not any("没有印入书中" in note for note in report.notes)  # the drawn proofs hold nothing else
