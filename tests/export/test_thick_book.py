"""A book with a proof of every kind, exported as the program does it and read back with other tools.

`benchmarks/thick_book.py` does the same with 120 proofs on more than 600 pages.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from book_reading import (
    ReadBook,
    outside_frame,
    plates_shown,
    qpdf_says,
    wrong_claims,
    wrong_contents,
    wrong_words,
)
from thick_evidence import Made, Maker, attach_all

from app.declaration.declaration import Declaration
from app.declaration.export.exporting import ExportReport, export_book
from app.declaration.packs import find_pack
from app.export.fonts.faces import Faces
from app.export.style import PageStyle

FILES, PAGES, HUGE = 20, 2, 2_000


@dataclass
class Bound:
    """What was attached, what the export reported, and the book as other tools read it."""

    made: list[Made]
    proves: list[str]
    report: ExportReport
    book: ReadBook

    def file(self, ending: str) -> Path:
        """The book in one format."""
        return next(file for file in self.report.files if file.suffix == ending)


@pytest.fixture(scope="module")
def bound(faces: Faces, tmp_path_factory: pytest.TempPathFactory) -> Bound:
    folder = tmp_path_factory.mktemp("thick")
    made = Maker(folder, faces, PAGES, HUGE).make(FILES)
    with Declaration.create(find_pack("sichuan-2022"), folder / "thick.qibei", "a passphrase for tests") as declaration:
        proves = attach_all(declaration, made)
        report = export_book(declaration, folder / "out")
    return Bound(made, proves, report, ReadBook.of(report.files[0]))


def test_every_page_of_every_proof_is_in_the_book(bound: Bound) -> None:
    assert plates_shown(bound.book) == sum(one.plates for one in bound.made) > FILES
    assert bound.report.pages == len(bound.book.texts) > 60


def test_the_contents_name_the_pages_on_which_headings_stand(bound: Bound) -> None:
    titles = [title for title, _ in bound.book.outline]
    assert sum(title.startswith("证明材料") for title in titles) >= FILES
    assert list(wrong_contents(bound.book)) == []


def test_every_claim_names_the_page_of_its_proof(bound: Bound) -> None:
    assert list(wrong_claims(bound.book, bound.made, bound.proves)) == []


def test_the_words_of_the_proofs_can_be_found(bound: Bound) -> None:
    assert list(wrong_words(bound.book, bound.made)) == []


def test_nothing_is_printed_outside_the_type_area(bound: Bound) -> None:
    assert list(outside_frame(bound.book, PageStyle())) == []


def test_qpdf_finds_nothing_wrong(bound: Bound) -> None:
    assert "No syntax or stream encoding errors" in qpdf_says(bound.file(".pdf"))


def test_word_has_a_picture_of_every_plate(bound: Bound) -> None:
    with zipfile.ZipFile(bound.file(".docx")) as package:
        pictures = [name for name in package.namelist() if name.startswith("word/media/")]
    assert len(pictures) == plates_shown(bound.book)
