"""Files are attached from folders and zips, or as the PDF that an office program makes; what is refused is told."""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from evidence.false_office import false_office
from small_desk import PROOF, create, install

from app.declaration import taking
from app.declaration.declaration import Declaration
from app.declaration.taking import attach_all, conversion
from app.errors import EvidenceConvertible, EvidenceRefused, UsageError
from app.evidence.converting.finding import Office
from app.files import data_folder

RTF = b"{\\rtf1 a}"


@pytest.fixture
def declaration(tmp_path: Path) -> Iterator[Declaration]:
    install(tmp_path)
    with create(tmp_path / "a.qibei") as made:
        yield made


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """An office program that makes one PDF of everything."""
    found = false_office(tmp_path)
    monkeypatch.setattr(taking, "find_office", lambda: found)
    return found


def test_of_a_zip_the_sound_files_are_attached_and_the_others_told(declaration: Declaration, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "材料.zip", "w") as package:
        package.writestr("说明.txt", "一段话")
        package.writestr("程序.exe", b"MZ\x90\0")
    rows, missed = attach_all(declaration, PROOF, [tmp_path / "材料.zip"])
    assert [file.name for file in declaration.evidence(PROOF) if file.row in rows] == ["说明.txt"]
    assert [failure.reason for failure in missed] == ["是程序"]


def test_when_all_of_a_zip_is_refused_that_is_the_failure(declaration: Declaration, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "材料.zip", "w") as package:
        package.writestr("程序.exe", b"MZ\x90\0")
    with pytest.raises(EvidenceRefused, match=r"“程序[.]exe”没有加入：是程序"):
        attach_all(declaration, PROOF, [tmp_path / "材料.zip"])


@pytest.mark.skipif(sys.platform == "win32", reason="the false office program is a shell script")
@pytest.mark.usefixtures("office")
def test_a_document_is_attached_as_pdf_and_its_plain_copy_is_gone(declaration: Declaration, tmp_path: Path) -> None:
    (tmp_path / "合同.rtf").write_bytes(RTF)
    with pytest.raises(EvidenceConvertible, match="是 RTF 文件"):
        attach_all(declaration, PROOF, [tmp_path / "合同.rtf"])
    attach_all(declaration, PROOF, [tmp_path / "合同.rtf"], converting=True)
    (file,) = declaration.evidence(PROOF)
    assert (file.name, file.pages) == ("合同.pdf", 1)
    assert file.told == "由本机的 LibreOffice 从“合同.rtf”转换而来，请逐页核对。"
    where = Path((tmp_path / "where").read_text().strip())
    assert where.is_relative_to(data_folder() / "converting")
    assert list((data_folder() / "converting").iterdir()) == []


def test_without_an_office_program_nothing_is_attached(
    declaration: Declaration, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "find_office", lambda: None)
    (tmp_path / "合同.rtf").write_bytes(RTF)
    assert conversion() is None
    with pytest.raises(UsageError, match="本机没有找到 LibreOffice，没有加入任何材料"):
        attach_all(declaration, PROOF, [tmp_path / "合同.rtf"], converting=True)
    assert declaration.evidence(PROOF) == []
