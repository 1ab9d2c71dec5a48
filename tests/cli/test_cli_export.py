"""`qibei export`: the sheets that come beside the book, and those that come only when they are wished."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.cli.main import run
from app.drafts.keyring import remembered


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QIBEI_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("QIBEI_PASSPHRASE", "first-secret")
    monkeypatch.setattr(remembered, "recall", lambda name: None)


def exported(pack: str, folder: Path, *wishes: str) -> int:
    draft = folder / f"{pack}.qibei"
    if not draft.exists():
        assert run(["new", pack, str(draft)]) == 0
    return run(["export", str(draft), "--out", str(folder / "out"), "--format", "docx", "--json", *wishes])


def test_the_self_score_sheet_comes_only_when_it_is_wished(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    exported("shanghai-2022", tmp_path)
    for wish, count in (((), 0), (("--self-score-sheet",), 1)):
        capsys.readouterr()
        assert exported("shanghai-2022", tmp_path, *wish) == 1  # an empty draft is not complete
        files = json.loads(capsys.readouterr().out)["files"]
        assert sum(file.endswith("（自评表）.docx") for file in files) == count


@pytest.mark.parametrize(
    ("pack", "wishes", "why"),
    [("sichuan-2022", (), "没有带权重的指标"), ("shanghai-2022", ("--blank",), "空白表格没有自评表")],
)
def test_where_there_is_none_nothing_is_written(
    pack: str, wishes: tuple[str, ...], why: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exported(pack, tmp_path, "--self-score-sheet", *wishes) == 2
    assert why in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_the_document_tells_files_pages_sheets_and_where_word_differs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["new", "sichuan-2022", str(tmp_path / "空.qibei")])
    capsys.readouterr()
    run(["export", str(tmp_path / "空.qibei"), "--out", str(tmp_path / "out"), "--json"])
    told = json.loads(capsys.readouterr().out)
    assert told.keys() == {"files", "pages", "volumes", "sheets", "notes", "differences"}
    assert (told["volumes"], told["sheets"]) == (1, (told["pages"] + 1) // 2)
    assert all(Path(file).is_file() for file in told["files"])
    assert told["differences"][-1].endswith("以 PDF 为准。")
    assert any(note.startswith("字体：") for note in told["notes"])


def test_people_read_the_same_in_sentences(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["new", "sichuan-2022", str(tmp_path / "空.qibei")])
    capsys.readouterr()
    run(["export", str(tmp_path / "空.qibei"), "--out", str(tmp_path / "out"), "--reduce-pictures"])
    lines = capsys.readouterr().out.splitlines()
    assert any(line.endswith("张纸。") for line in lines)
    assert any(line.startswith("Word 与 PDF 的不同：") for line in lines)


def test_the_book_can_be_had_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    exported("sichuan-2022", tmp_path, "--no-companions")
    assert [file.name for file in (tmp_path / "out").rglob("*")] == ["2022年跨行业跨领域工业互联网平台申报书.docx"]
