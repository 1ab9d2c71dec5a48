"""`import-list` and `export-list`: rows of a list from a workbook or CSV, and out as a workbook."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.cli.main import run
from app.declaration.declaration import Declaration
from app.declaration.packs import find_pack

PASSPHRASE = "申报 2026"
LIST = "equipment_list.rows"


@pytest.fixture(autouse=True)
def _own_ground(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QIBEI_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("QIBEI_PASSPHRASE", PASSPHRASE)


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """An empty draft."""
    file = tmp_path / "a.qibei"
    Declaration.create(find_pack("sichuan-2022"), file, PASSPHRASE).close()
    return file


def rows(draft: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    """The rows of the list as the command line gives them."""
    capsys.readouterr()
    assert run(["answers", str(draft), "--json"]) == 0
    found: list[dict[str, object]] = json.loads(capsys.readouterr().out)["answers"][LIST]
    return found


def csv(folder: Path, text: str) -> str:
    (folder / "设备.csv").write_text(text, "gbk")
    return str(folder / "设备.csv")


def test_a_plan_shows_everything_and_changes_nothing(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = csv(draft.parent, "设备名称,几台,备注\n机床,约5,旧\n")
    assert run(["import-list", str(draft), LIST, file, "--plan", "--json"]) == 0
    plan = json.loads(capsys.readouterr().out)
    assert plan["columns"] == {"设备名称": "name"}
    assert plan["rows"] == [{"name": "机床"}]
    assert any("备注" in note for note in plan["notes"])
    assert run(["import-list", str(draft), LIST, file, "--plan", "--json", "--column", "几台=数量"]) == 1
    plan = json.loads(capsys.readouterr().out)
    assert plan["rejected"] == [
        {"row": 2, "column": "几台", "text": "约5", "reason": "读不出确切的整数，已照原样填入，请改写。"}
    ]
    assert "applied" not in plan
    assert rows(draft, capsys) == []


def test_rows_are_imported_behind_others_or_in_their_place(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["import-list", str(draft), LIST, csv(draft.parent, "设备名称;数量\n机床;5\n")]) == 0
    assert "已导入 1 行，可在程序中一次撤销。" in capsys.readouterr().out
    assert run(["import-list", str(draft), LIST, csv(draft.parent, "设备名称;数量\n车床;6\n"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["applied"] is True
    assert [row["name"] for row in rows(draft, capsys)] == ["机床", "车床"]
    assert run(["import-list", str(draft), LIST, csv(draft.parent, "设备名称;数量\n铣床;7\n"), "--replace"]) == 0
    assert [(row["name"], row["quantity"]) for row in rows(draft, capsys)] == [("铣床", 7)]
    assert run(["history", str(draft)]) == 0
    assert "从文件“设备.csv”导入“工业设备清单”" in capsys.readouterr().out


def test_a_list_goes_out_and_comes_back(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["import-list", str(draft), LIST, csv(draft.parent, "设备名称,数量\n=1+1,5\n")]) == 0
    out = draft.parent / "清单.xlsx"
    assert run(["export-list", str(draft), LIST, "--out", str(out)]) == 0
    before = rows(draft, capsys)
    assert run(["import-list", str(draft), LIST, str(out), "--replace"]) == 0
    assert rows(draft, capsys) == before
    assert run(["export-list", str(draft), LIST, "--out", str(out), "--empty"]) == 0
    assert run(["import-list", str(draft), LIST, str(out)]) == 2
    assert "没有“工业设备清单”能用的行" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("where", "more", "why"),
    [
        ("equipment.total", [], "没有名为“equipment.total”的清单"),
        ("哪里", [], "不是清单的位置"),
        (LIST, ["--column", "数量"], "--column 的写法不对"),
        (LIST, ["--sheet", "表二"], "没有名为“表二”的工作表"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    draft: Path, capsys: pytest.CaptureFixture[str], where: str, more: list[str], why: str
) -> None:
    assert run(["import-list", str(draft), where, csv(draft.parent, "设备名称,数量\n甲,5\n"), *more]) == 2
    assert why in capsys.readouterr().err
    assert rows(draft, capsys) == []
