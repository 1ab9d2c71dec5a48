"""`qibei history`: its exit status, its words, and its JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from forms.tiny_packs import tiny_yaml

from app.cli.main import run
from app.declaration.packs import install_pack
from app.drafts.keyring import remembered

CONTENTS = """
- id: a
  title: 甲
  body:
    - "名称：{name:text}"
    - list: {field: rows, label: 清单, columns: [{id: name, label: 名称, type: text}]}
- id: project
  title: 项目
  repeat: {entry: 项目, number: RD00, named_by: title}
  body: ["项目名称：{title:text}"]
"""


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QIBEI_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("QIBEI_PASSPHRASE", "first-secret")
    monkeypatch.setattr(remembered, "recall", lambda name: None)


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A draft filled three times."""
    (tmp_path / "tiny.yaml").write_text(tiny_yaml(CONTENTS), "utf-8")
    install_pack(tmp_path / "tiny.yaml")
    assert run(["new", "tiny", str(tmp_path / "a.qibei")]) == 0
    filled(tmp_path / "a.qibei", {"a.name": "某公司", "a.rows": [{"name": "机床"}]})
    filled(tmp_path / "a.qibei", {"a.name": "某某公司"})
    filled(tmp_path / "a.qibei", {"project.entries": [{"title": "甲项目"}, {"title": "乙项目"}]})
    return tmp_path / "a.qibei"


def filled(draft: Path, answers: dict[str, Any]) -> None:
    file = draft.with_name("answers.json")
    file.write_text(json.dumps({"answers": answers}), "utf-8")
    assert run(["fill", str(draft), str(file)]) == 0


def history(capsys: pytest.CaptureFixture[str], draft: Path, *part: str) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert run(["history", str(draft), *part, "--json"]) == 0
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["history"]
    return found


def test_the_history_of_a_blank_is_one_document_oldest_first(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = history(capsys, draft, "a.name")
    assert [one["changes"] for one in found] == [
        [{"path": "a.name", "from": None, "to": "某公司"}],
        [{"path": "a.name", "from": "某公司", "to": "某某公司"}],
    ]
    assert all(one.keys() == {"step", "at", "by", "kind", "why", "changes"} for one in found)


def test_the_history_of_the_draft_holds_every_step(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    numbers = [one["step"] for one in history(capsys, draft)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 3


def test_an_entry_of_a_repeated_page_is_named_by_its_place(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (title,) = history(capsys, draft, "project.entries[1].title")
    assert [change["to"] for change in title["changes"]] == ["乙项目"]
    (entry,) = history(capsys, draft, "project.entries[1]")
    assert [change["to"] for change in entry["changes"]] == [True, "乙项目"]
    (page,) = history(capsys, draft, "project")
    assert len(page["changes"]) == 4


def test_a_row_that_has_gone_is_still_found_by_its_stored_path(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (made,) = history(capsys, draft, "a.rows[0]")
    row = made["changes"][0]["path"]
    filled(draft, {"a.rows": []})
    assert [one["changes"][0]["to"] for one in history(capsys, draft, row)] == [True, None]


def test_the_words_say_from_what_to_what(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(["history", str(draft), "a"]) == 0
    said = capsys.readouterr().out
    assert "·名称：“某公司” → “某某公司”" in said
    assert "：新增" in said


def test_what_was_never_filled_is_said_and_what_is_not_there_refused(
    draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert run(["history", str(draft), "cover.project"]) == 0
    assert capsys.readouterr().out == "这里还没有修改过。\n"
    for part in ("nowhere", "a.nothing", "a.rows[0].nothing", "a.rows[7]", "？"):
        assert run(["history", str(draft), part]) == 2
        assert "没有列出修改历史" in capsys.readouterr().err
