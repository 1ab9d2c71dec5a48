"""`qibei summary` and `qibei summary-entry`: many passphrases, exit statuses, nothing half written."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend

from app.cli.main import run
from app.declaration.declaration import Declaration
from app.declaration.filling import fill
from app.declaration.packs import find_pack
from app.declaration.samples.sample import sample_answers
from app.forms.paths import FieldPath

PAPER = {"name": "证明.pdf", "size": 1, "pages": 1, "proves": "证明"}


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QIBEI_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("QIBEI_PASSPHRASE", raising=False)


class _Ring(KeyringBackend):
    """A keyring in memory."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.fixture(autouse=True)
def _ring() -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(_Ring())
    yield
    keyring.set_keyring(before)


@pytest.fixture
def draft(tmp_path: Path) -> Callable[..., Path]:
    """Make a complete draft of an applicant with a passphrase of its own."""

    def made(name: str, passphrase: str, *, remembered: bool = False) -> Path:
        file = tmp_path / f"{name}.qibei"
        with Declaration.create(find_pack("sichuan-2022"), file, passphrase) as declaration:
            session = declaration.session
            fill(session, {"answers": sample_answers("sichuan-2022")})
            for number, item in enumerate(declaration.evidence_items()):
                session.insert_rows(item, 0, [{**PAPER, "sha256": f"{number:064x}"}])
            named = {"cover.applicant": name, "applicant.name": name, "platform.owner": name}
            fill(session, {"answers": {**named, "platform.name": f"{name}平台", "applicant.code": CODES[name]}})
            assert session.value(FieldPath("applicant", "name")) == name
            if remembered:
                assert declaration.remember_key()
        return file

    return made


CODES = {"甲公司": "91510100MAYYYY008J", "乙公司": "91510100MAXXXX1031", "丙公司": "91510100MAYYYY2005"}


def told(capsys: pytest.CaptureFixture[str]) -> tuple[list[str], str]:
    captured = capsys.readouterr()
    return captured.out.splitlines(), captured.err


def test_drafts_with_passphrases_of_their_own_entries_and_the_keyring_go_into_one_table(
    tmp_path: Path, draft: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    one, two, three = draft("甲公司", "first-secret"), draft("乙公司", "second-secret"), tmp_path / "丙.json"
    remembered = draft("丙公司", "third-secret", remembered=True)
    assert run(["summary-entry", str(remembered), "--out", str(three)]) == 0
    (tmp_path / "pass").write_text("first-secret\r\n\r\nsecond-secret\r\n", "utf-8")
    told(capsys)
    sources = [str(one), str(two), str(three), str(remembered)]
    arguments = ["summary", *sources, "--out", str(tmp_path / "汇总.pdf"), "--passphrase-file", str(tmp_path / "pass")]
    assert run(arguments) == 1
    lines, error = told(capsys)
    assert lines == [
        f"已生成：{tmp_path / '汇总.pdf'}（4 行）",
        "必须处理：第 3 行（丙.json）、第 4 行（丙公司.qibei）的内容完全相同，请只保留一份。",
    ]
    assert error == ""


def test_a_table_without_findings_is_done(
    tmp_path: Path, draft: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QIBEI_PASSPHRASE", "first-secret")
    (tmp_path / "head").write_text("联系人：李四\n", "utf-8")
    out = str(tmp_path / "汇总.xlsx")
    one = str(draft("甲公司", "first-secret"))
    assert run(["summary", one, "--out", out, "--lines", str(tmp_path / "head"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"file": out, "rows": 1, "complete": True, "problems": []}


def test_an_incomplete_draft_is_told_and_the_table_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QIBEI_PASSPHRASE", "first-secret")
    new = tmp_path / "空.qibei"
    assert run(["new", "sichuan-2022", str(new)]) == 0
    assert run(["summary-entry", str(new), "--out", str(tmp_path / "空.json")]) == 1
    assert "尚不齐备" in capsys.readouterr().out
    assert run(["summary", str(tmp_path / "空.json"), "--out", str(tmp_path / "汇总.docx")]) == 1
    lines, _ = told(capsys)
    assert lines[1].startswith("必须处理：第 1 行（空.json）的申报书尚不齐备，还有 ")
    assert (tmp_path / "汇总.docx").is_file()


@pytest.mark.parametrize("given", ["", "wrong-one\nwrong-two\n"], ids=["no passphrase", "wrong passphrases"])
def test_the_draft_that_cannot_be_opened_is_named_and_nothing_is_written(
    tmp_path: Path, draft: Callable[..., Path], capsys: pytest.CaptureFixture[str], given: str
) -> None:
    entry = tmp_path / "甲.json"
    assert run(["summary-entry", str(draft("甲公司", "first-secret", remembered=True)), "--out", str(entry)]) == 0
    closed = draft("乙公司", "second-secret")
    (tmp_path / "pass").write_text(given, "utf-8")
    told(capsys)
    arguments = ["summary", str(entry), str(closed), "--out", str(tmp_path / "汇总.docx")]
    assert run([*arguments, "--passphrase-file", str(tmp_path / "pass")]) == 2
    lines, error = told(capsys)
    assert lines == []
    assert error.count("\n") == 1
    assert error.startswith("草稿“乙公司.qibei”打不开：")
    assert "汇总表没有生成" in error
    assert "wrong" not in error
    assert not (tmp_path / "汇总.docx").exists()


@pytest.mark.parametrize(
    ("source", "out", "reason"),
    [
        ("没有.qibei", "汇总.docx", "没有找到草稿“没有.qibei”，汇总表没有生成"),
        ("坏.json", "汇总.docx", "文件“坏.json”不是汇总条目"),
        ("坏.json", "汇总.txt", "汇总表不能写成“汇总.txt”"),
    ],
)
def test_what_cannot_be_done_is_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], source: str, out: str, reason: str
) -> None:
    (tmp_path / "坏.json").write_text('{"kind": 1}', "utf-8")
    before = sorted(tmp_path.iterdir())
    assert run(["summary", str(tmp_path / source), "--out", str(tmp_path / out)]) == 2
    lines, error = told(capsys)
    assert (lines, error.count("\n")) == ([], 1)
    assert reason in error
    assert sorted(tmp_path.iterdir()) == before


def test_more_passphrases_than_can_be_tried_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "pass").write_text("".join(f"secret-{n}\n" for n in range(21)), "utf-8")
    out = str(tmp_path / "汇总.docx")
    assert run(["summary", "甲.qibei", "--out", out, "--passphrase-file", str(tmp_path / "pass")]) == 2
    assert "密码文件超过 20 行" in told(capsys)[1]


def test_the_submission_sheet_comes_with_the_book_unless_it_is_not_wanted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QIBEI_PASSPHRASE", "first-secret")
    new = tmp_path / "空.qibei"
    run(["new", "sichuan-2022", str(new)])
    for wish, count in (([], 1), (["--no-submission-sheet"], 0), (["--blank"], 0)):
        capsys.readouterr()
        run(["export", str(new), "--out", str(tmp_path / "out"), "--format", "docx", "--json", *wish])
        files = json.loads(capsys.readouterr().out)["files"]
        assert sum(file.endswith("（报送清单）.docx") for file in files) == count
