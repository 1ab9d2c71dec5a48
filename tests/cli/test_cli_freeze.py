"""`qibei freeze` and `qibei verify`: their exit status, their words, and their JSON."""

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
- {id: a, title: 甲, page_start: page, body: ["名称：{name:text}"]}
- {id: b, title: 乙, page_start: page, body: ["数量：{total:count}台"]}
"""
FILLED = {"cover.project": "某平台", "a.name": "某公司", "b.total": 12}


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QIBEI_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("QIBEI_PASSPHRASE", "first-secret")
    monkeypatch.setattr(remembered, "recall", lambda name: None)


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A complete draft of two pages behind the cover and the contents."""
    pack = tmp_path / "tiny.yaml"
    pack.write_text(tiny_yaml(CONTENTS), "utf-8")
    install_pack(pack)
    draft = tmp_path / "a.qibei"
    assert run(["new", "tiny", str(draft)]) == 0
    filled(draft, **FILLED)
    return draft


def filled(draft: Path, **answers: object) -> None:
    file = draft.with_name("answers.json")
    file.write_text(json.dumps({"answers": answers}), "utf-8")
    assert run(["fill", str(draft), str(file)]) == 0


def exported(draft: Path) -> Path:
    assert run(["export", str(draft), "--out", str(draft.parent / "out"), "--format", "pdf"]) == 0
    return draft.parent / "out" / "测试申报书.pdf"


def told(capsys: pytest.CaptureFixture[str], *command: str) -> tuple[int, Any]:
    """The exit status of a command and its JSON document."""
    capsys.readouterr()
    status = run([*command, "--json"])
    return status, json.loads(capsys.readouterr().out)


def test_what_is_exported_after_a_freeze_is_that_version(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, frozen = told(capsys, "freeze", str(draft))
    assert (status, frozen["version"], frozen["new"], frozen["pages"], frozen["complete"]) == (0, 1, True, 6, True)
    status, again = told(capsys, "freeze", str(draft))
    assert (status, again) == (0, frozen | {"new": False})
    status, found = told(capsys, "verify", str(draft), str(exported(draft)))
    assert status == 0
    assert found == {
        "version": 1,
        "fingerprint": frozen["fingerprint"],
        "match": True,
        "pages": [],
        "sheets": [],
        "draft_changed": False,
        "stated": "same",
    }


def test_a_changed_figure_names_its_page_and_sheet(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["freeze", str(draft)])
    filled(draft, **{"b.total": 13})
    pdf = exported(draft)
    status, found = told(capsys, "verify", str(draft), str(pdf))
    assert (status, found["match"], found["draft_changed"], found["stated"]) == (1, False, True, "other")
    assert found["pages"] == [{"page": 6, "label": "2", "status": "changed"}]
    assert found["sheets"] == [{"volume": 1, "sheet": 3, "pages": [5, 6], "labels": ["1", "2"], "action": "replace"}]
    assert run(["verify", str(draft), str(pdf)]) == 1
    said = capsys.readouterr().out
    assert "不一致：这份 PDF 与定稿第 1 版" in said
    assert "更换第 3 张（第 1、2 页）" in said


def test_a_version_is_chosen_by_its_number(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["freeze", str(draft)])
    first = exported(draft).read_bytes()
    filled(draft, **{"b.total": 13})
    assert told(capsys, "freeze", str(draft))[1]["version"] == 2
    older = draft.with_name("old.pdf")
    older.write_bytes(first)
    assert [run(["verify", str(draft), str(older), "--version", number]) for number in ("1", "2", "3")] == [0, 1, 2]
    assert "没有定稿第 3 版" in capsys.readouterr().err


def test_what_is_not_complete_is_fixed_with_a_warning(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    filled(draft, **{"a.name": None})
    capsys.readouterr()
    assert run(["freeze", str(draft)]) == 1
    said = capsys.readouterr()
    assert "已记录定稿第 1 版" in said.out
    assert "尚有 1 处必须处理的问题" in said.err


def test_without_a_version_or_a_pdf_it_is_refused(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pdf = exported(draft)
    assert run(["verify", str(draft), str(pdf)]) == 2
    assert "还没有定稿" in capsys.readouterr().err
    run(["freeze", str(draft)])
    assert run(["verify", str(draft), str(draft)]) == 2
    assert "不是完好的 PDF" in capsys.readouterr().err


def test_the_versions_are_no_answers(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = told(capsys, "answers", str(draft))
    run(["freeze", str(draft)])
    assert told(capsys, "answers", str(draft)) == before
