"""`qibei carry-over`, run as the program runs it: what it prints, what it writes, what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from forms.tiny_packs import tiny_yaml

from app.cli.main import run
from app.declaration.declaration import Declaration
from app.declaration.packs import find_pack, install_pack
from app.drafts.keyring import remembered
from app.forms.paths import FieldPath

PASSPHRASE, OTHER = "申报 2026 绝密", "去年 2025 绝密"
OLD = """
- id: a
  title: 基本信息
  fields:
    name: {fact: applicant.name}
    income: {fact: {id: applicant.sales, year: 2021, unit: 亿元}}
    put: {fact: {id: platform.investment, unit: 亿元}}
    phone: {label: 电话}
  body: ["企业名称{name:text}，收入{income:money}亿元，投资{put:money}亿元，电话{phone:text}"]
"""
NEW = """
- id: b
  title: 申报信息
  fields:
    who: {fact: applicant.name}
    income: {fact: {id: applicant.sales, year: 2022, unit: 万元}}
    put: {fact: {id: platform.investment, unit: 万元}}
  body: ["单位{who:text}，上年收入{income:money}万元，累计投资{put:money}万元"]
"""


@pytest.fixture
def drafts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """A filled draft of one form and an empty one of another, under one passphrase."""
    monkeypatch.setenv("QIBEI_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("QIBEI_PASSPHRASE", PASSPHRASE)
    monkeypatch.setattr(remembered, "recall", lambda name: None)
    paths = []
    for name, contents in (("old", OLD), ("new", NEW)):
        file = tmp_path / f"{name}.yaml"
        file.write_text(tiny_yaml(contents).replace("pack: tiny", f"pack: {name}-pack"), "utf-8")
        install_pack(file)
        paths.append(tmp_path / f"{name}.qibei")
        with Declaration.create(find_pack(f"{name}-pack"), paths[-1], PASSPHRASE) as declaration:
            if name == "old":
                for field, text in (("name", "甲公司"), ("income", "1.5"), ("put", "2"), ("phone", "028")):
                    declaration.session.answer(FieldPath("a", field), text)
    return paths[0], paths[1]


def answered(draft: Path) -> dict[str, str]:
    """What the draft says, as an editor shows it."""
    with Declaration.open(draft, PASSPHRASE, read_only=True) as declaration:
        return {str(path): declaration.session.text(path) for path, _ in declaration.session.answers.items()}


def test_the_plan_is_shown_and_nothing_is_written(
    drafts: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = drafts
    before = new.read_bytes()
    assert run(["carry-over", str(old), str(new), "--plan"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert out.splitlines() == [
        "【沿用】1 项",
        "  申报信息·单位：甲公司",
        "【换算后沿用】1 项",
        "  申报信息·累计投资：2亿元 → 20000万元",
        "【待确认（数据年份）】1 项",
        "  申报信息·上年收入：1.5亿元 → 15000万元（旧草稿是2021年的数据，现在的表是2022年的数据；未经确认不填入）",
        "【新增】1 项",
        "  封面·项目名称",
        "【不再需要】1 项",
        "  基本信息·电话：028",
        "说明：证明材料不沿用：证明材料要反映本次申报的情况，请重新核对后加入。",
        "以上是计划，草稿没有改动；去掉 --plan 就照此填入。"
        "另有 1 处因数据年份不同没有填入，确认可用后加 --confirm-stale。",
    ]
    assert new.read_bytes() == before


def test_facts_arrive_and_other_years_only_when_confirmed(
    drafts: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = drafts
    assert run(["carry-over", str(old), str(new)]) == 0
    assert answered(new) == {"b.who": "甲公司", "b.put": "20000"}
    assert "已填入 2 处，可在程序中一次撤销。另有 1 处因数据年份不同没有填入" in capsys.readouterr().out
    assert run(["carry-over", str(old), str(new), "--confirm-stale"]) == 0
    assert answered(new) == {"b.who": "甲公司", "b.put": "20000", "b.income": "15000"}
    assert run(["carry-over", str(old), str(new), "--confirm-stale"]) == 0
    assert capsys.readouterr().out.rstrip().endswith("没有可以填入的内容，草稿没有改动。")


def test_programs_get_one_document(drafts: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    old, new = drafts
    assert run(["carry-over", str(old), str(new), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["applied"], document["filled"]) == (True, 2)
    assert document["changed"] == [
        {
            "from": ["a.put"],
            "to": ["b.put"],
            "was": ["2"],
            "stands": [],
            "fills": {"b.put": "20000"},
            "confirm": False,
            "reason": "",
        }
    ]
    assert document["stale"][0]["fills"] == {}


def test_each_draft_may_have_a_passphrase_of_its_own(
    drafts: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = drafts
    with Declaration.open(old, PASSPHRASE) as declaration:
        declaration.change_passphrase(OTHER)
    assert run(["carry-over", str(old), str(new)]) == 2
    refusal = capsys.readouterr().err
    assert len(refusal.splitlines()) == 1
    assert PASSPHRASE not in refusal
    assert answered(new) == {}
    secret = tmp_path / "old.txt"
    secret.write_text(OTHER + "\n", "utf-8")
    assert run(["carry-over", str(old), str(new), "--old-passphrase-file", str(secret)]) == 0
    assert answered(new)["b.who"] == "甲公司"


def test_what_makes_no_sense_is_refused_in_one_line(
    drafts: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = drafts
    for arguments, words in (
        ([old, old], "同一个文件"),
        ([old.with_name("缺.qibei"), new], "没有找到草稿“缺.qibei”"),
        ([old], "命令写法不对"),
    ):
        assert run(["carry-over", *map(str, arguments)]) == 2
        out, err = capsys.readouterr()
        assert (out, len(err.splitlines())) == ("", 1)
        assert words in err
