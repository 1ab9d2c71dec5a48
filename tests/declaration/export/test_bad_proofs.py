"""A proof that cannot be printed, in part or at all: told when it is taken, and never the end of a book."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
import pypdfium2
import pytest
from forms.tiny_packs import at
from small_desk import NAME, PROOF, create, install

from app.cli.main import run
from app.declaration.book.bound_pdf import bound_pdf
from app.declaration.book.proofs import ProofsFailed, prepare_proofs
from app.declaration.declaration import Declaration
from app.declaration.export.exporting import export_book
from app.declaration.versions.freezing import freeze
from app.evidence.apart.crew import Crew
from app.evidence.apart.worker import Worker
from app.evidence.intake import take_in

THAI = "บริษัท"
TORN = b"%PDF-1.4 torn"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Declaration]:
    install(tmp_path)
    with create(tmp_path / "草稿.qibei") as declaration:
        yield declaration


def word_file(folder: Path, words: str, name: str = "说明.docx") -> Path:
    document = docx.Document()
    document.add_paragraph(words)
    document.save(str(folder / name))
    return folder / name


def attach(declaration: Declaration, *files: Path) -> None:
    declaration.attach(PROOF, files)
    declaration.flush()


def text_of(folder: Path) -> str:
    (file,) = (file for file in folder.glob("*.pdf") if "（" not in file.name)
    with pypdfium2.PdfDocument(file) as pdf:
        return "\n".join(page.get_textpage().get_text_bounded() for page in pdf)


def messages(declaration: Declaration) -> str:
    return "\n".join(problem.message for problem in declaration.session.checklist().problems)


def torn(declaration: Declaration, monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """The bytes of the proofs called `names` are damaged in the draft."""
    hashes = {one.sha256 for one in declaration.evidence(PROOF) if one.name in names}
    whole = Declaration.evidence_bytes
    monkeypatch.setattr(
        Declaration, "evidence_bytes", lambda self, sha256: TORN if sha256 in hashes else whole(self, sha256)
    )


def test_a_character_without_a_face_is_told_when_the_proof_is_taken_and_in_the_check(
    desk: Declaration, tmp_path: Path
) -> None:
    attach(desk, word_file(tmp_path, f"客户：{THAI}公司"))
    (file,) = desk.evidence(PROOF)
    assert set(file.unprintable) == set(THAI)
    assert "另存为 PDF" in file.told
    assert "“说明.docx”中的字符“ท”“บ”" in messages(desk)
    assert not desk.session.checklist().complete


def test_the_book_prints_a_mark_in_its_place_and_says_so(desk: Declaration, tmp_path: Path) -> None:
    attach(desk, word_file(tmp_path, f"客户：{THAI}公司"))
    report = export_book(desk, tmp_path / "out", ["pdf", "docx"])
    text = text_of(tmp_path / "out")
    assert "客户：〓〓〓〓" in text
    assert "原文件中的 6 个字符（没有字体可印，印作“〓”）未印入本书。" in text.replace("\r\n", "")
    assert any("“说明.docx”中的 6 个字符" in note for note in report.notes)
    assert report.missing == ()


def test_cells_and_names_of_files_are_no_exception(desk: Declaration, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = f"表{THAI}"
    book.active.append(["客户", "数量"])
    book.active.append([THAI, 3])
    book.save(tmp_path / f"清单{THAI}.xlsx")
    attach(desk, tmp_path / f"清单{THAI}.xlsx")
    export_book(desk, tmp_path / "out", ["pdf"])
    text = text_of(tmp_path / "out")
    assert "清单〓〓〓〓" in text
    assert THAI not in text
    assert desk.evidence(PROOF)[0].name == f"清单{THAI}.xlsx"


def test_names_and_claims_that_cannot_be_printed_are_said(desk: Declaration, tmp_path: Path) -> None:
    word_file(tmp_path, "客户").rename(tmp_path / f"清单{THAI}.docx")
    attach(desk, tmp_path / f"清单{THAI}.docx")
    (file,) = desk.evidence(PROOF)
    assert file.unprintable == ""
    assert "文件名或证明内容中的字符" in file.told
    assert "的文件名中的字符“บ”“ร”“ิ”“ษ”“ั”“ท”没有字体可印，书中印作“〓”；请改文件名后重新加入。" in messages(desk)
    desk.session.answer(PROOF.at(file.row, "proves"), f"销往{THAI}公司")
    assert "的证明内容中的字符“บ”“ร”" in messages(desk)
    assert not desk.session.checklist().complete
    report = export_book(desk, tmp_path / "out", ["pdf"])
    assert sum("印作“〓”" in note for note in report.notes) == 2
    assert "销往〓〓〓〓" in text_of(tmp_path / "out")
    desk.session.answer(PROOF.at(file.row, "proves"), "销往公司")
    assert "的证明内容中" not in messages(desk)


def test_signs_and_emoji_have_a_face(desk: Declaration, tmp_path: Path) -> None:
    attach(desk, word_file(tmp_path, "完成 ✅ 已验收 😀 ★ ☎ ⓫"))
    (file,) = desk.evidence(PROOF)
    assert file.told == ""
    export_book(desk, tmp_path / "out", ["pdf"])
    assert "✅" in text_of(tmp_path / "out")


def test_a_blank_that_cannot_be_printed_is_found_while_it_is_typed(desk: Declaration, tmp_path: Path) -> None:
    desk.session.answer(NAME, f"网关{THAI}")
    assert "“名称”中的字符“บ”“ร”“ิ”“ษ”“ั”“ท”没有字体能够打印，请改用其他写法。" in messages(desk)
    desk.session.answer(NAME, "网关 Ⅲ ✅ 㐂")
    assert "没有字体" not in messages(desk)


def test_a_bad_proof_is_named_with_all_others_before_anything_is_written(
    desk: Declaration, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    attach(desk, *(word_file(tmp_path, f"第{name}份", f"{name}.docx") for name in "甲乙丙"))
    torn(desk, monkeypatch, "甲.docx", "丙.docx")
    with pytest.raises(ProofsFailed, match=r"有 2 份证明材料不能编入.*“截图”的“甲\.docx”.*“截图”的“丙\.docx”"):
        export_book(desk, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_the_book_can_be_made_with_a_page_that_says_what_is_missing(
    desk: Declaration, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    attach(desk, *(word_file(tmp_path, f"第{name}份", f"{name}.docx") for name in "甲乙"))
    torn(desk, monkeypatch, "甲.docx")
    report = export_book(desk, tmp_path / "out", ["pdf", "docx"], stand_in=True)
    text = text_of(tmp_path / "out").replace("\r\n", "")
    assert "此处应为证明材料“甲.docx”" in text
    assert "第乙份" in text
    assert report.missing == ("甲.docx",)
    assert any("这本书不能用于报送" in note for note in report.notes)


def test_what_is_shown_on_the_screen_goes_on_without_it(
    desk: Declaration, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    attach(desk, word_file(tmp_path, "第一份", "甲.docx"))
    torn(desk, monkeypatch, "甲.docx")
    with Crew() as crew:
        proofs = prepare_proofs(desk, crew, stand_in=True)
    bound = bound_pdf(desk.session, proofs, lambda: False)
    assert bound is not None
    with pypdfium2.PdfDocument(io.BytesIO(bound.pdf)) as pdf:
        assert "此处应为证明材料" in "".join(page.get_textpage().get_text_bounded() for page in pdf)


def test_a_version_is_never_fixed_without_all_of_its_proofs(
    desk: Declaration, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    attach(desk, word_file(tmp_path, "第一份", "甲.docx"))
    torn(desk, monkeypatch, "甲.docx")
    with pytest.raises(ProofsFailed):
        freeze(desk)
    assert desk.versions() == []


def test_a_book_with_such_a_page_is_not_called_the_fixed_version(
    desk: Declaration, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    attach(desk, word_file(tmp_path, "第一份", "甲.docx"))
    freeze(desk)
    assert any("这就是" in note for note in export_book(desk, tmp_path / "whole", ["pdf"]).notes)
    torn(desk, monkeypatch, "甲.docx")
    report = export_book(desk, tmp_path / "out", ["pdf"], stand_in=True)
    assert not any("这就是" in note for note in report.notes)


def test_the_command_makes_the_book_and_says_that_it_is_not_whole(
    desk: Declaration, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    attach(desk, word_file(tmp_path, "第一份", "甲.docx"))
    torn(desk, monkeypatch, "甲.docx")
    desk.close()
    monkeypatch.setenv("QIBEI_PASSPHRASE", "申报 2026")
    assert run(["export", str(tmp_path / "草稿.qibei"), "--out", str(tmp_path / "out"), "--format", "pdf"]) == 1
    told = capsys.readouterr()
    assert "证明材料“甲.docx”没有编入" in told.err
    assert list((tmp_path / "out").glob("*.pdf"))


def test_what_was_said_when_a_proof_was_taken_is_said_at_export_too(desk: Declaration, tmp_path: Path) -> None:
    with Worker() as worker:
        taken = take_in(word_file(tmp_path, "正文"), worker)
    desk.add_evidence(PROOF, [replace(taken, notes=("由本机的 LibreOffice 转换而来。",))])
    report = export_book(desk, tmp_path / "out", ["pdf"])
    assert "证明材料“说明.docx”：由本机的 LibreOffice 转换而来。" in report.notes


NEEDED_OR_NOT = """
- id: a
  title: 上市情况
  starred: true
  body: ["上市：{listed:text}"]
  evidence: [{id: proof, title: 上市证明, when: {field: a.listed, is: 是}}, {id: more, title: 其他, required: optional}]
"""


def test_the_report_names_the_files_of_a_proof_that_is_not_asked_for(tmp_path: Path) -> None:
    install(tmp_path, NEEDED_OR_NOT)
    for name in ("公告.txt", "协议.txt"):
        (tmp_path / name).write_text(name, "utf-8")
    with create(tmp_path / "草稿.qibei") as desk:
        desk.session.answer(at("a.listed"), "是")
        desk.attach(PROOF, [tmp_path / "公告.txt", tmp_path / "协议.txt"])
        assert not any("没有编入书中" in note for note in export_book(desk, tmp_path / "是").notes)
        desk.session.answer(at("a.listed"), "否")
        desk.attach(at("a.more"), [tmp_path / "协议.txt"])
        told = [note for note in export_book(desk, tmp_path / "否").notes if "没有编入书中" in note]
        assert told == ["按现在填写的内容，不需要“上市证明”，这一项附的“公告.txt”没有编入书中。"]
    assert "公告" not in text_of(tmp_path / "否")
    assert "协议" in text_of(tmp_path / "否")
