"""Long pictures in the book: strip after strip in PDF and Word alike, or whole where the owner wants it so."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageDraw
from small_desk import PROOF, create, install

from app.declaration.book.proofs import prepare_proofs
from app.declaration.declaration import Declaration
from app.declaration.export.exporting import export_book
from app.evidence.apart.crew import Crew
from app.evidence.prepared import Layout


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Declaration]:
    install(tmp_path)
    with create(tmp_path / "草稿.qibei") as declaration:
        yield declaration


def chat(folder: Path, name: str = "聊天.jpg") -> Path:
    image = Image.new("RGB", (600, 4_200), "white")
    draw = ImageDraw.Draw(image)
    for top in range(12, 4_200, 60):
        draw.rectangle((40, top, 500, top + 30), (0, top % 200, 90))
    image.save(folder / name, quality=95)
    return folder / name


def attach(declaration: Declaration, file: Path, layout: Layout = "") -> None:
    declaration.attach(PROOF, [file], layout=layout)
    declaration.flush()


def test_each_strip_has_a_page_that_says_it_goes_on(desk: Declaration, tmp_path: Path) -> None:
    attach(desk, chat(tmp_path))
    (file,) = desk.evidence(PROOF)
    report = export_book(desk, tmp_path / "书")
    with pypdfium2.PdfDocument(report.files[0]) as pdf:
        texts = [page.get_textpage().get_text_bounded() for page in pdf]
    for number in range(2, file.pages + 1):
        words = f"（续，第 {number} 段，共 {file.pages} 段，虚线以上与上一段重复）"
        assert sum(words.replace(" ", "") in text.replace(" ", "") for text in texts) == 1
    with pikepdf.open(report.files[0]) as book:
        held = [one for one in book.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"]
        assert [int(one.Height) for one in held] == [4_200]  # one picture on all these pages


def test_word_shows_each_strip_and_not_the_whole(desk: Declaration, tmp_path: Path) -> None:
    attach(desk, chat(tmp_path))
    (file,) = desk.evidence(PROOF)
    export_book(desk, tmp_path / "书")
    (document,) = (file for file in (tmp_path / "书").glob("*.docx") if "（" not in file.name)
    with zipfile.ZipFile(document) as package:
        shown = [Image.open(io.BytesIO(package.read(name))) for name in package.namelist() if "/media/" in name]
    assert len(shown) == file.pages
    assert all(picture.height < 2 * picture.width for picture in shown)


def test_a_book_that_is_set_again_follows_the_owners_choice(desk: Declaration, tmp_path: Path) -> None:
    attach(desk, chat(tmp_path))
    with Crew() as crew:
        known = prepare_proofs(desk, crew)
        assert prepare_proofs(desk, crew, known=known) == known
        (row,) = (file.row for file in desk.evidence(PROOF))
        desk.session.remove_rows(PROOF, [row])
        attach(desk, chat(tmp_path), "whole")
        assert [file.layout for file in desk.evidence(PROOF)] == ["whole"]
        (whole,) = prepare_proofs(desk, crew, known=known).values()
    assert (len(whole.sheets), len(next(iter(known.values())).sheets)) == (1, 6)


@pytest.mark.parametrize("kept", ["", "turned", "WHOLE"])
def test_what_an_answer_says_that_is_not_known_means_cut(desk: Declaration, tmp_path: Path, kept: str) -> None:
    attach(desk, chat(tmp_path), "whole")
    (file,) = desk.evidence(PROOF)
    desk.session.answer(PROOF.at(file.row, "layout"), kept)
    assert desk.evidence(PROOF)[0].layout == ""
    with Crew() as crew:
        (made,) = prepare_proofs(desk, crew).values()
    assert len(made.sheets) == 6
