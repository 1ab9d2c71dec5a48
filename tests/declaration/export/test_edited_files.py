"""What was done in another program to an exported file outlives the next export to the same place."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from docx import Document
from forms.tiny_packs import at, tiny_session

from app.declaration.export.edited import is_edited
from app.declaration.export.exporting import export_book
from app.errors import ExportError
from app.forms.session import FormSession

PAGES = """[{id: a, title: 甲, body: ["名称：{name:text}"]}]"""
BOOK, PAPER = "测试申报书.docx", "测试申报书.pdf"
UPDATE = b"\n1 0 obj\n<< >>\nendobj\nxref\n0 0\ntrailer\n<< /Size 1 /Prev 99 >>\nstartxref\n9\n%%EOF\n"


@pytest.fixture
def session() -> FormSession:
    session = tiny_session(PAGES)
    session.answer(at("a.name"), "第一版")
    return session


def edit(file: Path) -> bytes:
    """Change the file as Word does, which says when it saved it."""
    document = Document(str(file))
    document.add_paragraph("在 Word 里补写的一段")
    document.core_properties.modified = datetime(2026, 11, 30, 9, 0)
    document.save(str(file))
    return file.read_bytes()


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir() if file.is_file()}


def test_what_nobody_edited_is_replaced(session: FormSession, tmp_path: Path) -> None:
    export_book(session, tmp_path)
    before = names(tmp_path)
    session.answer(at("a.name"), "第二版")
    report = export_book(session, tmp_path)
    assert names(tmp_path) == before
    assert not any(is_edited(file) for file in report.files)
    assert not any("改动过" in note for note in report.notes)


def test_the_word_file_that_was_edited_is_kept_beside_the_new_one(session: FormSession, tmp_path: Path) -> None:
    export_book(session, tmp_path)
    edited = edit(tmp_path / BOOK)
    report = export_book(session, tmp_path)
    kept = tmp_path / "测试申报书（改动过的）.docx"
    assert kept.read_bytes() == edited
    assert not is_edited(tmp_path / BOOK)
    assert kept not in report.files
    assert f"“{BOOK}”导出以后在别的程序里改动过：改动过的那份留作“{kept.name}”，没有丢失。" in report.notes


def test_a_word_file_that_another_program_wrote_counts_as_edited_though_it_names_no_moment(
    session: FormSession, tmp_path: Path
) -> None:
    export_book(session, tmp_path)
    Document(str(tmp_path / BOOK)).save(str(tmp_path / BOOK))
    assert is_edited(tmp_path / BOOK)


def test_each_edited_file_gets_a_name_of_its_own(session: FormSession, tmp_path: Path) -> None:
    export_book(session, tmp_path)
    edit(tmp_path / BOOK)
    edit(tmp_path / "电子版" / BOOK)
    export_book(session, tmp_path)
    assert {"测试申报书（改动过的）.docx", "测试申报书（改动过的）（2）.docx"} <= names(tmp_path)
    edit(tmp_path / BOOK)
    export_book(session, tmp_path)
    assert "测试申报书（改动过的）（3）.docx" in names(tmp_path)


def test_a_signed_pdf_and_a_scan_in_its_place_are_kept(session: FormSession, tmp_path: Path) -> None:
    export_book(session, tmp_path)
    signed = (tmp_path / PAPER).read_bytes() + UPDATE
    (tmp_path / PAPER).write_bytes(signed)
    export_book(session, tmp_path)
    (tmp_path / PAPER).write_bytes(b"%PDF-1.4\n%scan\nstartxref\n9\n%%EOF\n")
    export_book(session, tmp_path)
    assert (tmp_path / "测试申报书（改动过的）.pdf").read_bytes() == signed
    assert (tmp_path / "测试申报书（改动过的）（2）.pdf").read_bytes().startswith(b"%PDF-1.4")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 half", b"\xd0\xcf\x11\xe0 with a password"])
def test_what_cannot_be_read_counts_as_edited(tmp_path: Path, content: bytes) -> None:
    (tmp_path / BOOK).write_bytes(content)
    assert is_edited(tmp_path / BOOK)


def test_an_export_that_fails_leaves_the_edited_file_alone(
    session: FormSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export_book(session, tmp_path)
    edited, before = edit(tmp_path / BOOK), names(tmp_path)

    def full(*_ignored: object) -> None:
        raise OSError(28, "disk full")

    monkeypatch.setattr("shutil.copyfileobj", full)
    with pytest.raises(ExportError, match="磁盘空间已满"):
        export_book(session, tmp_path)
    assert names(tmp_path) == before
    assert (tmp_path / BOOK).read_bytes() == edited
