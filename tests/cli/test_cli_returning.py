"""`export --sections` and `import-docx`: out to a colleague in Word, and back."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from word_comments import commented

from app.cli.main import run
from app.declaration.declaration import Declaration
from app.declaration.filling import fill
from app.declaration.packs import find_pack

PASSPHRASE = "申报 2026"


@pytest.fixture(autouse=True)
def _own_ground(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QIBEI_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("QIBEI_PASSPHRASE", PASSPHRASE)


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A draft with two answers."""
    file = tmp_path / "a.qibei"
    with Declaration.create(find_pack("sichuan-2022"), file, PASSPHRASE) as declaration:
        fill(declaration.session, {"answers": {"models.total": 100, "models.simulation": 10}})
    return file


def exported(draft: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """The file for a colleague, with one page."""
    out = draft.parent / "out"
    assert run(["export", str(draft), "--out", str(out), "--format", "docx", "--sections", "models", "--json"]) == 0
    (file,) = json.loads(capsys.readouterr().out)["files"]
    return Path(file)


def retyped(file: Path, old: str, new: str) -> None:
    """The file with other words in a cell."""
    with zipfile.ZipFile(file) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    body = parts["word/document.xml"].decode()
    body, count = re.subn(rf">{old}<", f">{new}<", body, count=1)
    assert count == 1
    parts["word/document.xml"] = body.encode()
    with zipfile.ZipFile(file, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)


def answer(draft: Path, path: str) -> Any:
    """What the draft holds."""
    from app.forms.paths import FieldPath

    with Declaration.open(draft, PASSPHRASE, read_only=True) as declaration:
        return declaration.session.value(FieldPath.parse(path))


def test_out_and_back(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = exported(draft, capsys)
    retyped(file, "100", "120")
    assert run(["import-docx", str(draft), str(file), "--plan", "--json"]) == 0
    (one,) = json.loads(capsys.readouterr().out)["plan"]
    assert (one["path"], one["base"], one["ours"], one["theirs"], one["action"]) == (
        "models.total", 100, 100, 120, "take",
    )  # fmt: skip
    assert answer(draft, "models.total") == 100
    assert run(["import-docx", str(draft), str(file)]) == 0
    assert "已读回 1 处" in capsys.readouterr().out
    assert answer(draft, "models.total") == 120


@pytest.mark.parametrize(("choice", "status", "kept"), [([], 1, 130), (["--ours"], 0, 130), (["--theirs"], 0, 120)])
def test_a_conflict_waits_for_a_choice(
    draft: Path, capsys: pytest.CaptureFixture[str], choice: list[str], status: int, kept: int
) -> None:
    file = exported(draft, capsys)
    retyped(file, "100", "120")
    retyped(file, "10", "11")
    with Declaration.open(draft, PASSPHRASE) as declaration:
        fill(declaration.session, {"answers": {"models.total": 130}})
    assert run(["import-docx", str(draft), str(file), *choice]) == status
    assert answer(draft, "models.total") == kept
    assert answer(draft, "models.simulation") == (10 if status else 11)
    assert run(["import-docx", str(draft), str(file), "--plan"]) == 0


@pytest.mark.parametrize(
    "wrong",
    [
        ["export", "DRAFT", "--out", "OUT", "--sections", "models"],
        ["export", "DRAFT", "--out", "OUT", "--format", "docx", "--sections", "nothing"],
        ["export", "DRAFT", "--out", "OUT", "--format", "docx", "--sections", ","],
        ["import-docx", "DRAFT", "DRAFT"],
        ["import-docx", "DRAFT", "OUT", "--ours", "--theirs"],
    ],
    ids=range(5),
)
def test_what_cannot_be_is_refused_in_one_line(
    draft: Path, capsys: pytest.CaptureFixture[str], wrong: list[str]
) -> None:
    places = {"DRAFT": str(draft), "OUT": str(draft.parent / "out")}
    assert run([places.get(word, word) for word in wrong]) == 2
    said = capsys.readouterr().err
    assert len(said.splitlines()) == 1
    assert not (draft.parent / "out").exists()


def test_comments_come_along_when_asked_for(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = exported(draft, capsys)
    commented(file, "100", "请财务核对")
    assert run(["import-docx", str(draft), str(file)]) == 0
    said = capsys.readouterr().out
    assert "请财务核对" in said
    assert "有 1 条批注没有加进草稿；加 --remarks 可以一起加。" in said
    assert run(["import-docx", str(draft), str(file), "--remarks"]) == 0
    assert "1 条批注已加为草稿的批注。" in capsys.readouterr().out
    assert run(["import-docx", str(draft), str(file), "--remarks", "--json"]) == 0
    again = json.loads(capsys.readouterr().out)
    assert again["remarks"] == 0
    assert again["comments"][0]["known"]
    assert run(["remarks", str(draft), "--json"]) == 0
    (made,) = json.loads(capsys.readouterr().out)["remarks"]
    assert (made["path"], made["text"], made["by"]) == ("models.total", "请财务核对", "李四")
