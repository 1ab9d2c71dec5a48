"""Commands about who gets in: another passphrase, copies sealed for colleagues, and what they sealed."""

from __future__ import annotations

import getpass
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from drafts.keyring.rings import Ring, in_place
from forms.tiny_packs import tiny_yaml
from special_files import TOO_LONG, linux

from app.cli.main import run
from app.drafts.store import Draft

CONTENTS = """
- id: a
  title: 甲
  body: ["说明：{note:text}"]
"""
OLD, NEW = "只有自己知道的一句话", "另一句只有自己知道的话"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("QIBEI_HOME", str(tmp_path / "home"))
    (tmp_path / "tiny.yaml").write_text(tiny_yaml(CONTENTS), "utf-8")
    (tmp_path / "old").write_text(f"{OLD}\n", "utf-8")
    (tmp_path / "new").write_text(f"{NEW}\r\nnot this", "utf-8")
    (tmp_path / "weak").write_text("abc", "utf-8")
    (tmp_path / "blank").write_text("  \n", "utf-8")
    run(["pack", "install", str(tmp_path / "tiny.yaml")])
    return tmp_path


@pytest.fixture
def draft(folder: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A draft whose passphrase lies in `old`."""
    assert run(["new", "tiny", str(folder / "a.qibei"), "--passphrase-file", str(folder / "old")]) == 0
    capsys.readouterr()
    return folder / "a.qibei"


@pytest.fixture
def ring() -> Iterator[Ring]:
    with in_place(ring := Ring()):
        yield ring


def changed(draft: Path, new: str, *more: str) -> int:
    """Run `qibei passphrase` with the passphrase in the file `new`."""
    folder = draft.parent
    given = ["--passphrase-file", str(folder / "old"), "--new-passphrase-file", str(folder / new)]
    return run(["passphrase", str(draft), *given, *more])


def opens(draft: Path, passphrase: str) -> bool:
    """Whether this is its passphrase."""
    from app.errors import WrongPassphrase

    try:
        Draft.open(draft, passphrase).close()
    except WrongPassphrase:
        return False
    return True


def test_another_passphrase_takes_the_place_of_the_old(
    draft: Path, ring: Ring, capsys: pytest.CaptureFixture[str]
) -> None:
    assert changed(draft, "new") == 0
    said = capsys.readouterr()
    assert "已更改密码" in said.out
    assert "无法找回" in said.out
    assert said.err == ""
    assert NEW not in said.out
    assert (opens(draft, NEW), opens(draft, OLD)) == (True, False)
    assert ring.kept == {}, "nothing is remembered that was not before"


def test_what_is_remembered_is_renewed(draft: Path, ring: Ring, capsys: pytest.CaptureFixture[str]) -> None:
    from app.drafts.keyring import remembered

    with Draft.open(draft, OLD) as opened:
        assert remembered.remember(opened.file_id, opened.key) == "kept"
    assert run(["passphrase", str(draft), "--new-passphrase-file", str(draft.parent / "new")]) == 0
    assert len(ring.kept) == 1
    assert run(["answers", str(draft)]) == 0, "opened with what the computer remembers"
    ring.failure = OSError("locked")
    given = ["--passphrase-file", str(draft.parent / "new"), "--new-passphrase-file", str(draft.parent / "old")]
    assert run(["passphrase", str(draft), *given]) == 0
    assert "没有记住新密码" in capsys.readouterr().err
    assert opens(draft, OLD)


def test_a_weak_passphrase_is_taken_with_a_word_and_a_blank_one_is_not(
    draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert changed(draft, "blank") == 2
    assert "密码不能为空" in capsys.readouterr().err
    assert opens(draft, OLD)
    assert changed(draft, "weak") == 0
    assert "太弱" in capsys.readouterr().err
    assert opens(draft, "abc")


def test_a_new_draft_under_a_weak_passphrase_is_made_with_a_word(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert run(["new", "tiny", str(folder / "w.qibei"), "--passphrase-file", str(folder / "weak")]) == 0
    assert "太弱" in capsys.readouterr().err


def test_a_wrong_old_passphrase_changes_nothing(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = draft.read_bytes()
    (draft.parent / "old").write_text("猜的")
    assert changed(draft, "new") == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert draft.read_bytes() == before
    assert changed(draft, "missing") == 2


def test_a_new_passphrase_is_typed_twice(
    draft: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed: list[str] = []
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(getpass, "getpass", lambda _words: typed.pop(0))
    given = ["passphrase", str(draft), "--passphrase-file", str(draft.parent / "old")]
    typed[:] = [NEW, "别的"]
    assert run(given) == 2
    assert "两次输入的密码不同" in capsys.readouterr().err
    assert opens(draft, OLD)
    typed[:] = [NEW, NEW]
    assert run(given) == 0
    assert opens(draft, NEW)


@linux
def test_a_copy_is_sealed_for_a_colleague_who_opens_it(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = draft.parent
    assert run(["identity", "--out", str(folder / "李雷.txt")]) == 0
    public = capsys.readouterr().out.split("：")[-1].strip()
    given = ["--passphrase-file", str(folder / "old"), "--new-passphrase-file", str(folder / "new")]
    assert run(["seal", str(draft), "--to", public, "--out", str(folder / "副本.qibei.age"), *given]) == 0
    assert "当面或打电话" in capsys.readouterr().out
    assert not [one for one in folder.iterdir() if one.name.startswith(".qibei-")]
    keyed = ["--identity-file", str(folder / "李雷.txt")]
    assert run(["unseal", str(folder / "副本.qibei.age"), *keyed, "--out", str(folder / "b.qibei")]) == 0
    assert opens(folder / "b.qibei", NEW)
    tool = ["age", "-d", "-i", folder / "李雷.txt", "-o", folder / "c.qibei", folder / "副本.qibei.age"]
    subprocess.run(tool, check=True)
    assert opens(folder / "c.qibei", NEW)
    assert run(["unseal", str(folder / "副本.qibei.age"), *keyed, "--out", str(folder / "b.qibei")]) == 2
    assert "已存在，没有覆盖" in capsys.readouterr().err


def test_a_copy_for_several_keeps_the_passphrase_where_no_other_is_given(
    draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, public = draft.parent, []
    for name in ("李雷", "韩梅"):
        run(["identity", "--out", str(folder / f"{name}.txt")])
        public.append(capsys.readouterr().out.split("：")[-1].strip())
    (folder / "组.txt").write_text(f"# 韩梅\n{public[1]}\n", "utf-8")
    given = ["--passphrase-file", str(folder / "old"), "--out", str(folder / "x.age")]
    assert run(["seal", str(draft), "--to", public[0], str(folder / "组.txt"), *given]) == 0
    assert "2 位收件人" in capsys.readouterr().out
    for name in ("李雷", "韩梅"):
        keyed = ["--identity-file", str(folder / f"{name}.txt"), "--out", str(folder / f"{name}.qibei")]
        assert run(["unseal", str(folder / "x.age"), *keyed]) == 0
        assert opens(folder / f"{name}.qibei", OLD)


@pytest.mark.parametrize("place", ["没有/x.age", TOO_LONG, "a.qibei", "."])
def test_a_place_that_cannot_be_written_is_told(draft: Path, place: str, capsys: pytest.CaptureFixture[str]) -> None:
    folder, before = draft.parent, draft.read_bytes()
    run(["identity", "--out", str(folder / "李雷.txt")])
    public = capsys.readouterr().out.split("：")[-1].strip()
    given = ["--passphrase-file", str(folder / "old"), "--out", str(folder / place)]
    assert run(["seal", str(draft), "--to", public, *given]) == 2
    said = capsys.readouterr().err
    assert len(said.splitlines()) == 1
    assert "内部错误" not in said
    assert draft.read_bytes() == before
    assert run(["identity", "--out", str(folder / place)]) == 2
    assert "内部错误" not in capsys.readouterr().err
    assert sorted(one.name for one in folder.iterdir() if one.name.startswith(".")) == []


@pytest.mark.parametrize("to", ["age1qqqqqqqq", "没有这个文件.txt", "AGE-SECRET-KEY-1QQQ"])
def test_a_recipient_that_is_none_makes_no_copy(draft: Path, to: str, capsys: pytest.CaptureFixture[str]) -> None:
    out = draft.parent / "x.age"
    given = ["--passphrase-file", str(draft.parent / "old"), "--out", str(out)]
    assert run(["seal", str(draft), "--to", to, *given]) == 2
    said = capsys.readouterr().err
    assert len(said.splitlines()) == 1
    assert "没有加密" in said
    assert "QQQ" not in said
    assert not out.exists()
