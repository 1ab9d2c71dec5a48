"""`qibei remark` and `qibei remarks`: a remark made, answered, ticked off and taken up again from the command line."""

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
- {id: a, title: 甲, body: ["名称：{name:text}"]}
"""


@pytest.fixture
def draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A draft of one page behind its cover."""
    monkeypatch.setenv("QIBEI_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("QIBEI_PASSPHRASE", "first-secret")
    monkeypatch.setattr(remembered, "recall", lambda name: None)
    pack = tmp_path / "tiny.yaml"
    pack.write_text(tiny_yaml(CONTENTS), "utf-8")
    install_pack(pack)
    assert run(["new", "tiny", str(tmp_path / "a.qibei")]) == 0
    return str(tmp_path / "a.qibei")


def told(capsys: pytest.CaptureFixture[str], *command: str) -> Any:
    """The JSON document that a command prints."""
    capsys.readouterr()
    run([*command, "--json"])
    return json.loads(capsys.readouterr().out)


def test_a_remark_goes_its_whole_way(draft: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "remarks", draft) == {"remarks": []}
    assert "open_remarks" not in told(capsys, "check", draft)
    assert run(["remark", draft, "a.name", "请写全称"]) == 0
    (one,) = told(capsys, "remarks", draft)["remarks"]
    assert (one["path"], one["section"], one["text"], one["answers"], one["settled"]) == (
        "a.name",
        "a",
        "请写全称",
        [],
        None,
    )
    assert told(capsys, "check", draft)["open_remarks"] == 1
    assert run(["remark", draft, "--answer", one["id"][:6], "已改"]) == 0
    assert run(["remark", draft, "--settle", one["id"]]) == 0
    (one,) = told(capsys, "remarks", draft)["remarks"]
    assert [answer["text"] for answer in one["answers"]] == ["已改"]
    assert set(one["settled"]) == {"by", "at"}
    assert "open_remarks" not in told(capsys, "check", draft)
    assert run(["remark", draft, "--reopen", one["id"][:8]]) == 0
    assert told(capsys, "remarks", draft)["remarks"][0]["settled"] is None


def test_people_read_them_in_lines_and_hear_of_open_ones(draft: str, capsys: pytest.CaptureFixture[str]) -> None:
    run(["remark", draft, "a", "整页请核对"])
    capsys.readouterr()
    assert run(["remarks", draft]) == 0
    assert "未处理\n  整页请核对（" in capsys.readouterr().out
    run(["check", draft])
    assert "还有 1 条批注未处理" in capsys.readouterr().out
    run(["freeze", draft])
    assert "还有 1 条批注未处理" in capsys.readouterr().err
    assert told(capsys, "freeze", draft)["open_remarks"] == 1


@pytest.mark.parametrize(
    "wrong",
    [
        [],
        ["a"],
        ["a", "b", "c"],
        ["a.nothing", "话"],
        ["--settle", "abcdef"],
        ["--settle", "abcdef", "话"],
        ["--answer", "abcdef"],
        ["--settle", "abcdef", "--reopen", "abcdef"],
    ],
)
def test_what_is_written_wrongly_is_refused_in_one_line(
    draft: str, capsys: pytest.CaptureFixture[str], wrong: list[str]
) -> None:
    capsys.readouterr()
    assert run(["remark", draft, *wrong]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert told(capsys, "remarks", draft) == {"remarks": []}


@pytest.mark.parametrize("place", [0, 1, 2, 3])
def test_options_may_stand_anywhere_between_the_arguments(
    place: int, draft: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = tmp_path / "密码.txt"
    secret.write_text("first-secret\n", "utf-8")
    given = [draft, "a.name", "请写全称"]
    given[place:place] = ["--passphrase-file", str(secret)]
    assert run(["remark", *given]) == 0
    assert [one["text"] for one in told(capsys, "remarks", draft)["remarks"]] == ["请写全称"]


def test_a_remark_may_begin_with_a_hyphen_behind_two_of_them(draft: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["remark", draft, "--", "a.name", "--plan 是什么"]) == 0
    assert run(["remark", draft, "a.name", "- 请核对"]) == 0
    assert run(["remark", "--passphrase-file=没有的文件", draft, "a.name", "甲"]) == 2
    assert run(["remark", draft, "a.name", "--no-such-option", "甲"]) == 2
    assert [one["text"] for one in told(capsys, "remarks", draft)["remarks"]] == ["--plan 是什么", "- 请核对"]
