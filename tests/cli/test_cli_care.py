"""Commands that look after packs and drafts: installing a pack, saving what a damaged draft still holds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from forms.tiny_packs import tiny_yaml

from app.cli.main import run
from app.drafts.format.header import PAGE_SIZE

CONTENTS = """
- id: a
  title: 甲
  body: ["说明：{note:text}"]
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("QIBEI_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("QIBEI_PASSPHRASE", "只有自己知道")
    (tmp_path / "tiny.yaml").write_text(tiny_yaml(CONTENTS), "utf-8")
    return tmp_path


def test_an_installed_pack_is_there_for_new_drafts(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["new", "tiny", str(folder / "a.qibei")]) == 2
    assert run(["pack", "install", str(folder / "tiny.yaml")]) == 0
    assert "tiny" in capsys.readouterr().out
    assert run(["new", "tiny", str(folder / "a.qibei")]) == 0


def test_a_bad_pack_is_not_installed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "bad.yaml").write_text("pack: bad\n", "utf-8")
    assert run(["pack", "install", str(folder / "bad.yaml")]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert not (folder / "home" / "forms" / "bad.yaml").exists()


def test_what_a_damaged_draft_holds_is_saved_and_what_is_lost_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["pack", "install", str(folder / "tiny.yaml")])
    run(["new", "tiny", str(folder / "a.qibei")])
    (folder / "f.json").write_text(json.dumps({"answers": {"a.note": "甲" * 30, "cover.project": "某平台"}}), "utf-8")
    run(["fill", str(folder / "a.qibei"), str(folder / "f.json")])
    data = bytearray((folder / "a.qibei").read_bytes())
    data[-PAGE_SIZE + 99] ^= 0xFF
    (folder / "a.qibei").write_bytes(data)
    assert run(["check", str(folder / "a.qibei")]) == 2
    assert "qibei salvage" in capsys.readouterr().err
    assert run(["salvage", str(folder / "a.qibei"), str(folder / "b.qibei")]) in (0, 1)
    capsys.readouterr()
    assert run(["answers", str(folder / "b.qibei"), "--json"]) == 0
    saved = json.loads(capsys.readouterr().out)["answers"]
    assert saved["a.note"] == "甲" * 30 or saved["cover.project"] == "某平台"


@pytest.mark.parametrize("command", [["history", "D", "W"], ["remark", "D", "--settle", "W"], ["new", "W", "新.qibei"]])
def test_a_very_long_argument_is_refused_in_a_line_that_can_be_read(
    command: list[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draft = str(folder / "申报.qibei")
    assert run(["pack", "install", str(folder / "tiny.yaml")]) == 0
    assert run(["new", "tiny", draft]) == 0
    capsys.readouterr()
    assert run([{"D": draft, "W": "长" * 5000}.get(word, word) for word in command]) == 2
    said = capsys.readouterr().err
    assert len(said) < 620
    assert "qibei" in said, "the advice at its end is whole"
