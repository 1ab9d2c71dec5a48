"""Every command, run as the program runs it: its exit status, its one line on standard error, its JSON."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from evidence.hostile_pdf import locked as locked_pdf
from forms.tiny_packs import tiny_yaml

from app.cli.main import run
from app.declaration import taking
from app.declaration.declaration import Declaration
from app.declaration.packs import install_pack
from app.drafts.failures import no_space, not_saved
from app.drafts.keyring import remembered
from app.errors import DraftError
from app.evidence.converting.finding import Office
from app.forms.paths import FieldPath

PASSPHRASE = "申报 2026 绝密"
CONTENTS = """
- id: a
  number: "1.1"
  title: 设备数量
  starred: true
  fields: {mode: {options: [自建, 合作], required: advice}}
  body:
    - "名称：{name:text}，金额：{amount:money}，数量：{total:count}台，方式：{mode:choice}"
    - list:
        field: rows
        label: 设备清单
        required: optional
        columns: [{id: name, label: 名称, type: text, required: blocking}, {id: n, label: 数量, type: count}]
  evidence: [{id: proof, title: 截图}]
- id: b
  title: 乙
  body: ["说明：{note:text}"]
  evidence: [{id: x, title: 甲证}, {id: y, title: 乙证, required: optional}]
"""
HALF = CONTENTS.replace("required: advice}}", "required: advice}, half: {computed: {ratio: [amount, 2]}}}").replace(
    "方式：", "一半{half:money}，方式："
)
FILLED = {
    "cover.project": "某平台",
    "a.name": "四川某公司",
    "a.amount": "12.50",
    "a.total": "无",
    "a.mode": "自建",
    "a.rows": [{"name": "机床", "n": 3}, {"name": "机器人", "n": None}],
    "b.note": "无",
}


Failure = Callable[[Path], DraftError]


class Said(NamedTuple):
    """What a command did: its status, what it printed, and what it said on standard error."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Shell:
    """Runs commands in a folder of their own; refusals are checked to be one Chinese line without the passphrase."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self._capsys = folder, capsys
        self.draft = folder / "申报.qibei"
        self.out = folder / "out"

    def __call__(self, *arguments: str | Path) -> Said:
        status = run([str(argument) for argument in arguments])
        said = Said(status, *self._capsys.readouterr())
        assert PASSPHRASE not in said.out + said.err
        assert "Traceback" not in said.err
        if status == 2:
            assert len(said.err.splitlines()) == 1
            assert said.out == ""
        return said

    def refused(self, *arguments: str | Path) -> str:
        said = self(*arguments)
        assert said.status == 2
        return said.err

    def file(self, name: str, text: str) -> Path:
        file = self.folder / name
        file.write_text(text, "utf-8")
        return file

    def filled(self, **answers: object) -> Said:
        return self("fill", self.draft, self.file("fill.json", json.dumps({"answers": {**FILLED, **answers}})))

    def made(self) -> list[str]:
        return sorted(file.name for file in self.out.iterdir()) if self.out.exists() else []


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    monkeypatch.setenv("QIBEI_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("QIBEI_PASSPHRASE", PASSPHRASE)
    monkeypatch.setattr(remembered, "recall", lambda name: None)
    file = tmp_path / "tiny.yaml"
    file.write_text(tiny_yaml(CONTENTS), "utf-8")
    install_pack(file)
    return Shell(tmp_path, capsys)


@pytest.fixture
def draft(shell: Shell) -> Iterator[Path]:
    assert shell("new", "tiny", shell.draft).status == 0
    return shell.draft


@pytest.fixture
def proof(shell: Shell) -> Path:
    from PIL import Image

    Image.new("RGB", (60, 40), "white").save(shell.folder / "截图.png")
    return shell.folder / "截图.png"


# -- packs -------------------------------------------------------------------------------------


def test_packs_lists_what_is_at_hand(shell: Shell) -> None:
    said = shell("packs", "--json")
    assert (said.status, said.err) == (0, "")
    tiny = next(pack for pack in said.json["packs"] if pack["id"] == "tiny")
    assert tiny == {"id": "tiny", "title": "测试申报书", "notice": "关于测试的通知", "sections": 3, "fields": 7}
    assert "tiny　测试申报书（某厅）" in shell("packs").out


def test_packs_tells_of_a_bad_file_and_lists_the_others(shell: Shell) -> None:
    (shell.folder / "home" / "forms" / "bad.yaml").write_text("pack: [")
    said = shell("packs", "--json")
    assert said.status == 0
    assert "tiny" in [pack["id"] for pack in said.json["packs"]]
    assert said.err.startswith("申报模板 bad.yaml ")


def test_pack_check_says_file_line_key_and_reason(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    good = shell("pack", "check", shell.file("good.yaml", tiny_yaml(CONTENTS)))
    *advice, last = good.out.splitlines()
    assert (good.status, last) == (0, f"模板可用：测试申报书（3 页，{len(advice)} 条建议）")
    assert all("建议：" in line for line in advice)
    bad = tiny_yaml(CONTENTS).replace("title: 乙", "titel: 乙")
    places = [(at, line.index("titel") + 1) for at, line in enumerate(bad.splitlines(), 1) if "titel" in line]
    status = run(["pack", "check", str(shell.file("bad.yaml", bad))])
    told = capsys.readouterr().err.splitlines()
    assert status == 2
    assert [line.partition("，")[0] for line in told] == [
        f"bad.yaml:{line}:{column}: titel: 不认识这个键" for line, column in places
    ]
    assert "文件无法读取" in shell.refused("pack", "check", shell.folder / "none.yaml")


def test_pack_check_gives_faults_and_advice_as_json(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    good = shell("pack", "check", shell.file("good.yaml", tiny_yaml(CONTENTS)), "--json")
    assert good.json["faults"] == []
    assert {"line", "column", "key", "reason"} == good.json["advice"][0].keys()
    assert run(["pack", "check", str(shell.file("bad.yaml", "pack: 甲")), "--json"]) == 2
    told = json.loads(capsys.readouterr().out)
    assert told["advice"] == []
    assert told["faults"][0]["key"] == "pack"


def test_pack_schema_is_written_for_editors(shell: Shell) -> None:
    file = shell.folder / "qibei.json"
    said = shell("pack", "schema", "--out", file)
    assert "# yaml-language-server: $schema=qibei.json" in said.out
    assert json.loads(file.read_text("utf-8")) == shell("pack", "schema").json
    assert "没有写成：文件夹不存在" in shell.refused("pack", "schema", "--out", shell.folder / "none" / "qibei.json")


# -- drafts ------------------------------------------------------------------------------------


def test_new_makes_an_empty_draft_and_never_replaces_one(shell: Shell, draft: Path) -> None:
    made = draft.read_bytes()
    assert draft.name in shell.refused("new", "tiny", draft)
    assert draft.read_bytes() == made
    assert "没有名为“nobody”的申报模板" in shell.refused("new", "nobody", shell.folder / "n.qibei")
    assert "没有" in shell.refused("new", "tiny", shell.folder / "no" / "folder" / "d.qibei")
    assert sorted(file.suffix for file in shell.folder.iterdir() if file.is_file()) == [".qibei", ".yaml"]


def test_the_schema_says_what_is_asked_at_each_path(shell: Shell, draft: Path) -> None:
    given = shell("answers", draft, "--json", "--schema").json
    assert given["schema"].keys() == given["answers"].keys()
    rows = given["schema"]["a.rows"]
    assert rows["type"] == "list"
    assert {name: one["type"] for name, one in rows["columns"].items()} == {"name": "text", "n": "count"}
    assert all(one["label"] and one["clause"] for one in given["schema"].values())


def test_the_schema_goes_with_json_alone(shell: Shell, draft: Path) -> None:
    assert "--schema 要和 --json 一起用" in shell.refused("answers", draft, "--schema")


def test_answers_and_fill_have_one_shape(shell: Shell, draft: Path) -> None:
    empty = shell("answers", draft, "--json").json
    assert empty == {
        "pack": "tiny",
        "answers": {**dict.fromkeys(FILLED), "a.rows": []},
        "evidence": {"a.proof": [], "b.x": [], "b.y": []},
    }
    assert shell.filled().out == "已填入 9 处。\n"
    given = shell("answers", draft, "--json").json
    assert given["answers"] == FILLED
    assert shell("new", "tiny", shell.folder / "two.qibei").status == 0
    again = shell.file("again.json", json.dumps(given))
    assert shell("fill", shell.folder / "two.qibei", again).status == 0
    assert shell("answers", shell.folder / "two.qibei", "--json").json == given
    assert shell("fill", draft, again).out == "内容与草稿相同，没有改动。\n"
    assert "a.name　四川某公司" in shell("answers", draft).out


def test_decimals_may_be_json_numbers_and_keep_their_digits(shell: Shell, draft: Path) -> None:
    shell("fill", draft, shell.file("n.json", '{"answers": {"a.amount": 12.50, "a.total": 3}}'))
    answers = shell("answers", draft, "--json").json["answers"]
    assert (answers["a.amount"], answers["a.total"]) == ("12.50", 3)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"answers": {"a.name": "新", "a.nothing": 1}}', "没有“a.nothing”这一项"),
        ('{"answers": {"a.name": "新", "a.rows": 5}}', "“a.rows”的值形式不对"),
        ('{"answers": {"a.name": "新", "a.total": NaN}}', "不是正确的 JSON"),
        ('{"answers": ', "不是正确的 JSON"),
        ("[" * 100_000, "套得太深"),
        ("[" * 20 + "]" * 20, "套得太深"),
        ('{"answers": {"a.name": "新", "a.name": "旧"}}', "“a.name”写了两次"),
        ('{"answers": {"a.name": "\\ud800甲"}}', "不完整的字符"),
        ('{"answers": {"\\udfff": "甲"}}', "不完整的字符"),
        ('{"answers": {"a.total": 1' + "0" * 1_000_000 + "}}", "超过 100 位"),
        ('{"answers": {"a.amount": 1.' + "0" * 1_000_000 + "}}", "超过 100 位"),
        ('{"answers": {"a.name": "' + "甲" * 1_000_001 + '"}}', "超过 100 万字"),
        ('["a"]', "形式的 JSON"),
    ],
)
def test_fill_refuses_what_does_not_fit_and_writes_nothing(shell: Shell, draft: Path, text: str, message: str) -> None:
    shell.filled()
    before = draft.read_bytes()
    assert message in shell.refused("fill", draft, shell.file("bad.json", text))
    assert draft.read_bytes() == before


def test_what_is_computed_is_listed_apart_and_not_filled(shell: Shell) -> None:
    shell.file("tiny.yaml", tiny_yaml(HALF))
    assert shell("pack", "install", shell.folder / "tiny.yaml").status == 0
    assert shell("new", "tiny", shell.draft).status == 0
    shell.filled(**{"a.total": 3})
    said = shell("answers", shell.draft, "--json").json
    assert said["computed"] == {"a.half": "6.25"}
    assert "a.half" not in said["answers"]
    assert "a.half　6.25" in shell("answers", shell.draft).out.splitlines()
    message = shell.refused("fill", shell.draft, shell.file("x.json", '{"answers": {"a.half": 5}}'))
    assert message == "“a.half”由程序计算，不能填写，草稿未改动。请从填写内容中去掉这一项。\n"


def test_fill_takes_odd_characters_without_harm(shell: Shell, draft: Path) -> None:
    shell(
        "fill",
        draft,
        shell.file("odd.json", '{"answers": {"a.name": "甲\\u202e\\u0000", "a.total": "\\u0000"}}'),
    )
    answers = shell("answers", draft, "--json").json["answers"]
    assert (answers["a.name"], answers["a.total"]) == ("甲", None)


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        (no_space, "磁盘空间已满，这一步的修改没有保存，草稿中已保存的内容没有丢失。请腾出空间后重新执行。"),
        (not_saved, "这一步的修改没有保存，草稿中已保存的内容没有丢失。请检查磁盘或网络位置后重新执行。"),
    ],
)
def test_a_change_that_the_disk_does_not_take_is_not_promised_to_be_saved_later(
    shell: Shell, draft: Path, proof: Path, monkeypatch: pytest.MonkeyPatch, failure: Failure, said: str
) -> None:
    def refuse(_: Declaration) -> None:
        raise failure(draft)

    monkeypatch.setattr(Declaration, "flush", refuse)
    assert shell.refused("attach", draft, "a.proof", proof).strip() == said


def test_attach_adds_proofs_to_an_item(shell: Shell, draft: Path, proof: Path) -> None:
    said = shell("attach", draft, "a.proof", proof, proof, "--proves", "设备数量")
    assert (said.status, said.out) == (0, "已给“截图”加入 2 份材料。\n")
    (first, second) = shell("answers", draft, "--json").json["evidence"]["a.proof"]
    assert first == second
    assert {key: first[key] for key in ("name", "size", "pages", "proves")} == {
        "name": "截图.png",
        "size": proof.stat().st_size,
        "pages": 1,
        "proves": "设备数量",
    }
    assert shell("attach", draft, "a", proof).status == 0  # a page with one item


ROWED = """
- id: a
  title: 知识产权
  body:
    - list: {field: rows, label: 汇总表, numbered: IP00, columns: [{id: name, label: 名称, type: text}]}
  evidence: [{id: proof, title: 证书, each: rows}, {id: other, title: 其他, required: optional}]
"""


def test_attach_says_for_which_row_a_proof_is(shell: Shell, proof: Path) -> None:
    shell("pack", "install", shell.file("tiny.yaml", tiny_yaml(ROWED)))
    shell("new", "tiny", shell.draft)
    shell("fill", shell.draft, shell.file("x.json", '{"answers": {"a.rows": [{"name": "夹具"}, {"name": "机床"}]}}'))
    assert shell("attach", shell.draft, "a.proof", proof, "--row", "机床", "--row", "1").status == 0
    named = proof.with_name("ip IP02.png")
    named.write_bytes(proof.read_bytes())
    assert shell("attach", shell.draft, "a.proof", named).status == 0
    files = shell("answers", shell.draft, "--json").json["evidence"]["a.proof"]
    assert [file["rows"] for file in files] == [[0, 1], [1]]
    assert "“汇总表”中没有一行是“IP03”，草稿未改动" in shell.refused(
        "attach", shell.draft, "a.proof", proof, "--row", "IP03"
    )
    assert "不是逐行提供的" in shell.refused("attach", shell.draft, "a.other", proof, "--row", "IP01")


def test_attach_opens_locked_pdfs_with_the_password_of_a_file(shell: Shell, draft: Path) -> None:
    locked = shell.folder / "审计报告.pdf"
    locked.write_bytes(locked_pdf("密 码"))
    wrong = shell.file("wrong.txt", "错\n")
    right = shell.file("right.txt", "密 码\r\n第二行\n")
    assert "PDF 有打开密码" in shell.refused("attach", draft, "a", locked)
    assert "PDF 有打开密码；草稿未改动。请把密码写在文本文件的第一行，用 --pdf-password-file 指明" in shell.refused(
        "attach", draft, "a", locked
    )
    assert "给出的密码打不开" in shell.refused("attach", draft, "a", locked, "--pdf-password-file", wrong)
    assert shell("attach", draft, "a", locked, "--pdf-password-file", right).status == 0
    with Declaration.open(draft, PASSPHRASE, read_only=True) as declaration:
        (file,) = declaration.evidence(FieldPath("a", "proof"))
    assert (file.name, file.password) == ("审计报告.pdf", "密 码")
    assert "密 码" not in shell("answers", draft, "--json").out


def test_attach_cuts_a_long_picture_or_leaves_it_whole(shell: Shell, draft: Path) -> None:
    from PIL import Image

    long = shell.folder / "长图.png"
    Image.new("RGB", (300, 3_000), "white").save(long)
    assert shell("attach", draft, "a", long).status == 0
    assert shell("attach", draft, "a", long, "--long", "whole").status == 0
    files = shell("answers", draft, "--json").json["evidence"]["a.proof"]
    assert [file["pages"] for file in files] == [4, 1]
    assert "--long" in shell.refused("attach", draft, "a", long, "--long", "turned")


def test_attach_takes_what_is_sound_in_a_zip_and_tells_the_rest(shell: Shell, draft: Path, proof: Path) -> None:
    with zipfile.ZipFile(shell.folder / "材料.zip", "w") as package:
        package.write(proof, "截图.png")
        package.writestr("录音.mp3", b"ID3\4\0")
    said = shell("attach", draft, "a.proof", shell.folder / "材料.zip")
    assert said.status == 1
    assert "加入 1 份材料" in said.out
    assert "“录音.mp3”没有加入：是录音。" in said.err
    assert "草稿未改动" not in said.err


def test_attach_converts_documents_only_when_it_is_told_to(
    shell: Shell, draft: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = shell.file("信.rtf", "{\\rtf1 a}")
    monkeypatch.setattr(taking, "find_office", lambda: Office("LibreOffice", shell.folder / "soffice"))
    assert "也可以加上 --convert，由本机的 LibreOffice 转换成 PDF 后加入。" in shell.refused(
        "attach", draft, "a", letter
    )
    monkeypatch.setattr(taking, "find_office", lambda: None)
    assert "--convert" not in shell.refused("attach", draft, "a", letter)
    assert "本机没有找到 LibreOffice" in shell.refused("attach", draft, "a", letter, "--convert")


def test_attach_refuses_and_adds_nothing(shell: Shell, draft: Path, proof: Path) -> None:
    assert "没有名为“b”的材料项" in shell.refused("attach", draft, "b", proof)
    assert "没有名为“x.y”的材料项" in shell.refused("attach", draft, "x.y", proof)
    assert "没有名为“a.name”的材料项" in shell.refused("attach", draft, "a.name", proof)
    assert "文件不存在" in shell.refused("attach", draft, "a", proof, shell.folder / "无.png")
    assert "是脚本程序" in shell.refused("attach", draft, "a", shell.file("t.bat", "del"))
    assert shell("answers", draft, "--json").json["evidence"]["a.proof"] == []


# -- check -------------------------------------------------------------------------------------


def test_check_tells_what_blocks_and_what_is_advice(shell: Shell, draft: Path) -> None:
    shell.filled(**{"a.total": "约3", "a.mode": None, "a.rows": [{"n": 1}]})
    said = shell("check", draft, "--json")
    assert said.status == 1
    assert said.json["complete"] is False
    assert said.json["problems"] == [
        {
            "path": "a.total",
            "section": "a",
            "severity": "blocking",
            "code": "unparsed",
            "message": "“数量”填写的“约3”读不出确切的整数，请改写。",
            "clause": "说明3",
        },
        {
            "path": "a.mode",
            "section": "a",
            "severity": "advice",
            "code": "required",
            "message": "“方式”未填写。",
            "clause": "说明3",
        },
        {
            "path": "a.rows[0].name",
            "section": "a",
            "severity": "blocking",
            "code": "required",
            "message": "设备清单第 1 行：“名称”未填写。",
            "clause": "说明3",
        },
        {
            "path": "a.proof",
            "section": "a",
            "severity": "blocking",
            "code": "evidence",
            "message": "“截图”未提供：已填写的客观指标没有证明材料。",
            "clause": "说明3",
        },
        {
            "path": "b.x",
            "section": "b",
            "severity": "blocking",
            "code": "evidence_item",
            "message": "“甲证”未提供。",
            "clause": "申报书乙",
        },
    ]
    assert said.json["by_hand"]


def test_check_tells_people_the_bad_cells_of_a_column_in_one_line_and_programs_each(shell: Shell, draft: Path) -> None:
    shell.filled(**{"a.rows": [{"n": number} for number in range(3)]})
    assert "必须处理：设备清单 · 名称：3 格未填（说明3）" in shell("check", draft).out
    paths = [problem["path"] for problem in shell("check", draft, "--json").json["problems"]]
    assert [path for path in paths if "rows" in path] == [f"a.rows[{number}].name" for number in range(3)]


def test_check_lists_the_attachments(shell: Shell, draft: Path, proof: Path) -> None:
    shell.filled(**{"a.total": "3"})
    shell("attach", draft, "b.x", proof, proof, "--proves", "甲乙丙")
    said = shell("check", draft, "--json").json
    assert said["attachments"] == [
        {"path": "a.proof", "section": "a", "title": "截图", "state": "缺", "files": 0, "pages": 0, "proves": []},
        {
            "path": "b.x",
            "section": "b",
            "title": "甲证",
            "state": "齐",
            "files": 2,
            "pages": 2,
            "proves": ["甲乙丙", "甲乙丙"],
        },
        {"path": "b.y", "section": "b", "title": "乙证", "state": "可选", "files": 0, "pages": 0, "proves": []},
    ]
    (twice,) = [problem for problem in said["problems"] if problem["code"] == "evidence_twice"]
    assert (twice["path"], twice["severity"]) == ("b.x[1]", "advice")
    assert twice["message"] == f"“{proof.name}”与“甲证”处的材料是同一个文件，书中只印一次。"
    words = shell("check", draft).out
    block = words[words.index("附件清单") : words.index("请人工核对")]
    assert block.splitlines() == [
        "附件清单：齐 1 项 / 应附 2 项",
        "  1.1 设备数量*（齐 0 项 / 应附 1 项）",
        "    【缺】截图（说明3）",
        "  乙（齐 1 项 / 应附 1 项）",
        "    【齐】甲证",
        f"      （1）{proof.name}，1 页：甲乙丙",
        f"      （2）{proof.name}，1 页：甲乙丙",
        "    【可选】乙证",
    ]


def test_check_is_content_when_nothing_blocks(shell: Shell, draft: Path, proof: Path) -> None:
    shell.filled(**{"a.amount": "无", "a.mode": None})
    shell("attach", draft, "b.x", proof)
    said = shell("check", draft, "--json")
    assert (said.status, said.json["complete"]) == (0, True)
    assert [problem["severity"] for problem in said.json["problems"]] == ["advice"]
    words = shell("check", draft)
    assert words.status == 0
    assert "【已完成】1.1 设备数量*" in words.out
    assert "提示：“方式”未填写。（说明3）" in words.out
    assert words.out.endswith("结论：内容齐备。\n")


# -- export ------------------------------------------------------------------------------------


def test_export_writes_the_book_and_says_whether_it_blocks(shell: Shell, draft: Path) -> None:
    shell.filled()
    said = shell("export", draft, "--out", shell.out, "--json")
    assert said.status == 1
    assert "运行 qibei check 查看" in said.err
    files = [Path(file) for file in said.json["files"]]
    assert [file.name for file in files][:2] == ["测试申报书.pdf", "测试申报书.docx"]
    assert all(file.stat().st_size for file in files)
    assert files[0].read_bytes().startswith(b"%PDF-")
    assert "四川某公司" in zipfile.ZipFile(files[1]).read("word/document.xml").decode()
    assert said.json["pages"] >= 3


def test_export_of_the_empty_form_and_blank_are_one(shell: Shell, draft: Path) -> None:
    shell.filled()
    assert shell("export", draft, "--out", shell.out, "--blank", "--format", "docx").status == 0
    said = shell("blank", "tiny", "--out", shell.folder / "two", "--format", " DOCX ,docx")
    assert (said.status, said.out.splitlines()[0]) == (0, f"已生成：{shell.folder / 'two' / '测试申报书（空白）.docx'}")
    name = "测试申报书（空白）.docx"
    assert (shell.out / name).read_bytes() == (shell.folder / "two" / name).read_bytes()


def test_export_replaces_an_older_book(shell: Shell, draft: Path) -> None:
    shell.filled()
    shell("export", draft, "--out", shell.out, "--format", "docx")
    before = (shell.out / "测试申报书.docx").read_bytes()
    shell.filled(**{"a.name": "另一公司"})
    shell("export", draft, "--out", shell.out, "--format", "docx")
    assert (shell.out / "测试申报书.docx").read_bytes() != before
    assert not [name for name in shell.made() if "part" in name]


@pytest.mark.parametrize(("char", "code"), [("\U0010fffd", "U+10FFFD"), ("\U0001fae8", "U+1FAE8")])
def test_a_character_no_face_holds_is_named_with_its_blank_and_nothing_is_written(
    shell: Shell, draft: Path, char: str, code: str
) -> None:
    shell.filled(**{"a.name": f"四川{char}公司"})
    refused = shell.refused("export", draft, "--out", shell.out)
    assert "“名称”" in refused
    assert code in refused
    assert shell.made() == []


def test_export_refuses_strange_formats_and_places(shell: Shell, draft: Path) -> None:
    assert "不认识导出格式“odt”" in shell.refused("export", draft, "--out", shell.out, "--format", "pdf,odt")
    assert "没有指定导出格式" in shell.refused("export", draft, "--out", shell.out, "--format", ",")
    assert not shell.out.exists()
    shell.file("in the way", "")
    assert "没有写成" in shell.refused("export", draft, "--out", shell.folder / "in the way")
    assert "没有写成" in shell.refused("blank", "tiny", "--out", shell.folder / "in the way" / "deeper")
    shell.out.mkdir()
    (shell.out / "测试申报书.pdf").mkdir()
    assert "“测试申报书.pdf”没有写成" in shell.refused("export", draft, "--out", shell.out)
    assert not [name for name in shell.made() if "part" in name]


# -- keys and damage ---------------------------------------------------------------------------


def test_the_passphrase_comes_from_a_file_before_the_environment(shell: Shell, draft: Path) -> None:
    good = shell.file("good.txt", f"\ufeff{PASSPHRASE}\r\n第二行")
    wrong = shell.file("wrong.txt", "不对")
    assert shell("check", draft, "--passphrase-file", good).status == 1
    assert "密码不正确" in shell.refused("check", draft, "--passphrase-file", wrong)
    assert "无法读取" in shell.refused("check", draft, "--passphrase-file", shell.folder / "none.txt")
    assert "密码不能为空" in shell.refused("check", draft, "--passphrase-file", shell.file("empty.txt", ""))


def test_without_a_passphrase_nothing_is_opened(shell: Shell, draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QIBEI_PASSPHRASE", "")
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert "没有给出密码" in shell.refused("check", draft)


def test_a_typed_passphrase_is_asked_for_twice_when_a_draft_is_made(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = ["甲", "乙", PASSPHRASE, PASSPHRASE, PASSPHRASE]
    monkeypatch.delenv("QIBEI_PASSPHRASE")
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("getpass.getpass", lambda words: typed.pop(0))
    assert "两次输入的密码不同" in shell.refused("new", "tiny", shell.draft)
    assert not shell.draft.exists()
    assert shell("new", "tiny", shell.draft).status == 0
    assert shell("check", shell.draft).status == 1
    assert typed == []


def test_the_keyring_serves_where_nothing_else_is_given(
    shell: Shell, draft: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.drafts.store import Draft

    with Draft.open(draft, PASSPHRASE, read_only=True) as opened:
        kept = {opened.file_id: opened.key}
    monkeypatch.delenv("QIBEI_PASSPHRASE")
    monkeypatch.setattr(remembered, "recall", kept.get)
    assert shell("check", draft).status == 1


@pytest.mark.parametrize("length", [0, 8, 9000])
def test_a_truncated_draft_is_told_apart_and_left_alone(shell: Shell, draft: Path, length: int) -> None:
    draft.write_bytes(draft.read_bytes()[:length])
    before = draft.read_bytes()
    for command in (("check", draft), ("answers", draft), ("fill", draft, shell.file("f.json", '{"answers": {}}'))):
        assert f"“{draft.name}”" in shell.refused(*command)
    assert draft.read_bytes() == before


def test_a_draft_that_is_not_there_is_told(shell: Shell) -> None:
    assert "没有找到草稿“没有.qibei”" in shell.refused("check", shell.folder / "没有.qibei")
    assert "没有找到草稿" in shell.refused("check", shell.folder)


def test_a_draft_in_use_can_be_read_but_not_filled(shell: Shell, draft: Path) -> None:
    from app.drafts.store import Draft

    with Draft.open(draft, PASSPHRASE):
        assert shell("check", draft).status == 1
        assert "正由" in shell.refused("fill", draft, shell.file("f.json", '{"answers": {"a.name": "甲"}}'))


# -- words -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("new",),
        ("new", "tiny"),
        ("pack",),
        ("pack", "nonsense", "f"),
        ("check", "d.qibei", "--nonsense"),
        ("export", "d.qibei"),
        ("new", "tiny", "d.qibei", "--passphrase", PASSPHRASE),
    ],
)
def test_a_wrong_command_is_refused_in_one_line_with_its_usage(shell: Shell, arguments: tuple[str, ...]) -> None:
    assert shell.refused(*arguments).startswith("命令写法不对，什么都没有改动。用法：qibei")
    assert not list(shell.folder.glob("*.qibei"))


@pytest.mark.parametrize("command", [(), ("packs",), ("pack",), ("pack", "check"), ("new",), ("fill",), ("export",)])
def test_help_is_chinese_throughout(shell: Shell, command: tuple[str, ...]) -> None:
    said = shell(*command, "--help")
    assert (said.status, said.err) == (0, "")
    lowered = said.out.lower()
    for english in ("usage", "options", "optional", "positional", "argument", "show", "exit", "subcommand", "default"):
        assert english not in lowered


def test_a_fault_of_the_program_is_one_line_without_answers(
    shell: Shell, draft: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("四川某公司\n")

    monkeypatch.setattr("app.cli.commands.reports.answers_json", broken)
    refused = shell.refused("answers", draft, "--json")
    assert refused.startswith("程序内部错误（RuntimeError，test_commands.py:")
    assert "四川" not in refused


def test_an_interruption_is_told(shell: Shell, draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("app.cli.commands.reports.answers_json", interrupted)
    assert shell("answers", draft).status == 130
    assert shell("answers", draft).err.startswith("已中断")
