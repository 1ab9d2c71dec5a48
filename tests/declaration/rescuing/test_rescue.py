"""What a rescue puts in order: rows without a place, values no reader takes in, lost files, a pack nobody names."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from small_desk import PASSPHRASE, install

from app.cli.main import run
from app.declaration.declaration import Declaration
from app.declaration.rescuing.places import placed
from app.declaration.rescuing.rescue import PackLost, rescue
from app.drafts.format.header import PAGE_SIZE
from app.drafts.model import Change, is_bounded
from app.drafts.store import Draft
from app.errors import DraftError
from app.forms.paths import FieldPath

ROWS = FieldPath("a", "rows")
DEEP = "[" * 100_000 + "]" * 100_000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a draft of the tiny pack may be made."""
    install(tmp_path)
    return tmp_path / "草稿.qibei"


def written(path: Path, *changes: tuple[str, str], files: tuple[bytes, ...] = ()) -> Draft:
    """A closed draft that holds just these values."""
    with Draft.create(path, PASSPHRASE, pack="tiny", edition=1) as draft:
        evidence = {hashlib.sha256(data).hexdigest(): data for data in files}
        draft.write([Change(name, None, text) for name, text in changes], evidence=evidence)
    return draft


def test_rows_without_a_place_are_put_last_in_their_order_and_named() -> None:
    values = {
        "a.rows[k1]": '"V"',
        "a.rows[k1].name": '"一"',
        "a.rows[k2].name": '"二"',
        "a.rows[k3].name": '"三"',
        "a.rows[k3]": "7",
        "rd@e1.name": '"项目"',
        "rd@e2.staff[k9].n": '"人"',
        "/frozen/x": "{}",
        "no path": "1",
    }
    found, moved = placed(values)
    assert {str(row) for row in moved} == {
        "a.rows[k2]",
        "a.rows[k3]",
        "rd.entries[e1]",
        "rd.entries[e2]",
        "rd@e2.staff[k9]",
    }
    assert found["a.rows[k1]"] == '"V"'
    assert "V" < json.loads(found["a.rows[k2]"]) < json.loads(found["a.rows[k3]"])
    assert found.keys() - values.keys() == {"a.rows[k2]", "rd.entries[e1]", "rd.entries[e2]", "rd@e2.staff[k9]"}
    assert placed(found) == (found, [])


def test_a_row_without_a_place_is_rescued_and_until_then_carried_unseen(path: Path, tmp_path: Path) -> None:
    written(path, ("a.rows[k1].name", '"空压机"'), ("a.rows[k1].n", "3"))
    with Declaration.open(path, PASSPHRASE) as broken:
        assert sorted(broken.not_carried) == ["a.rows[k1].n", "a.rows[k1].name"]
        assert len(broken.fingerprint()) == 64
    assert rescue(path, tmp_path / "neu.qibei", PASSPHRASE) == ("位置已丢失，已放到最后：a.rows[k1]",)
    with Declaration.open(tmp_path / "neu.qibei", PASSPHRASE) as saved:
        assert saved.session.text(ROWS.at("k1", "name")) == "空压机"
        assert saved.not_carried == ()


@pytest.mark.parametrize("text", [DEEP, '{"a":' * 900 + "1" + "}" * 900])
def test_json_too_deep_to_read_is_refused_when_written_and_passed_by_when_found(
    path: Path, tmp_path: Path, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Draft.create(path, PASSPHRASE, pack="tiny", edition=1) as draft:
        with pytest.raises(DraftError, match="层次太深"):
            draft.write([Change("a.name", None, text)])
        assert dict(draft.values()) == {}
        with monkeypatch.context() as elsewhere:  # a program that knows no such bound
            elsewhere.setattr("app.drafts.store.require_bounded", lambda _: None)
            draft.write([Change("a.name", None, text), Change("a.total", None, "12")])
    with Declaration.open(path, PASSPHRASE) as opened:
        assert opened.not_carried == ("a.name",)
        opened.session.undo()
    assert rescue(path, tmp_path / "neu.qibei", PASSPHRASE)[-1] == "已丢失：a.name"


def test_brackets_in_a_text_are_no_depth() -> None:
    assert is_bounded(json.dumps("[{" * 5000 + '\\"'))
    assert is_bounded(json.dumps([[[1]]] * 500))
    assert not is_bounded("[" * 51)


def test_a_row_whose_file_is_gone_is_told_by_the_name_of_the_file(path: Path, tmp_path: Path) -> None:
    proof = b"%PDF-1.7 proof"
    sha256 = hashlib.sha256(proof).hexdigest()
    row = [
        ("a.proof[k1]", '"V"'),
        ("a.proof[k1].name", '"营业执照.pdf"'),
        ("a.proof[k1].sha256", f'"{sha256}"'),
    ]
    written(path, *row)
    said = rescue(path, tmp_path / "neu.qibei", PASSPHRASE)
    assert said == ("已丢失：证明材料 营业执照.pdf（a.proof[k1]）的文件内容",)
    said = rescue(path, tmp_path / "words.qibei", PASSPHRASE, in_words=True)
    assert said == ("已丢失：证明材料 营业执照.pdf（1.1 设备数量*·截图）的文件内容",)
    path.unlink()
    written(path, *row, files=(proof,))
    assert rescue(path, tmp_path / "2.qibei", PASSPHRASE) == ()


def test_a_frozen_version_that_cannot_be_read_is_left_out_and_told(path: Path, tmp_path: Path) -> None:
    written(path, (f"/frozen/{'0' * 32}", '{"number": 1}'), ("/other/x", "1"))
    assert rescue(path, tmp_path / "neu.qibei", PASSPHRASE) == ("已丢失：一份定稿记录",)
    with Declaration.open(tmp_path / "neu.qibei", PASSPHRASE) as saved:
        assert saved.versions() == []
        assert dict(saved._draft.values()) == {"/other/x": "1"}


def test_of_two_values_neither_of_which_is_vouched_for_both_are_kept(path: Path, tmp_path: Path) -> None:
    written(path, ("a.name", '"一"'))
    with Draft.open(path, PASSPHRASE) as draft:
        draft._opened.db.execute("UPDATE field SET value = '\"二\"'")
        draft._opened.db.execute("UPDATE change SET after = '\"三\"'")
    said = rescue(path, tmp_path / "neu.qibei", PASSPHRASE)
    assert said[-1] == "不能确认是否最新：a.name（另有一个不同的值，见新草稿的修改历史）"
    with Draft.open(tmp_path / "neu.qibei", PASSPHRASE) as saved:
        assert dict(saved.values()) == {"a.name": '"二"'}
        assert [change.after for step in saved.steps() for change in step.changes] == ['"三"', '"二"']


@pytest.fixture
def nameless(path: Path) -> Path:
    """A draft that no longer says which pack it answers."""
    made = written(path, ("a.name", '"空压机"'))
    with Draft.open_with_key(path, made.key, read_only=True) as reader:
        query = "SELECT rootpage FROM sqlite_schema WHERE name = 'draft'"
        page = reader._opened.db.execute(query).get
    data = bytearray(path.read_bytes())
    data[page * PAGE_SIZE - 100] ^= 1
    path.write_bytes(data)
    return path


def test_a_draft_whose_pack_is_unknown_is_saved_when_the_pack_is_named(nameless: Path, tmp_path: Path) -> None:
    target = tmp_path / "neu.qibei"
    with pytest.raises(PackLost, match="--pack"):
        rescue(nameless, target, PASSPHRASE)
    assert not target.exists()
    said = rescue(nameless, target, PASSPHRASE, "tiny")
    assert any("模板的名称" in words for words in said)
    assert any("密钥" in words for words in said)
    with Declaration.open(target, PASSPHRASE) as saved:
        assert saved.session.text(FieldPath("a", "name")) == "空压机"


def test_the_command_says_all_of_it_and_exits_with_1(
    nameless: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QIBEI_PASSPHRASE", PASSPHRASE)
    target = str(tmp_path / "neu.qibei")
    assert run(["salvage", str(nameless), target]) == 2
    assert "--pack" in capsys.readouterr().err
    assert run(["salvage", str(nameless), target, "--pack", "tiny"]) == 1
    assert "已另存为" in (said := capsys.readouterr().out)
    assert "注意：" in said
    assert run(["check", str(nameless)]) == 2
    assert "salvage" in capsys.readouterr().err
    assert run(["salvage", target, str(tmp_path / "2.qibei")]) == 0
    assert "内容完好" in capsys.readouterr().out
