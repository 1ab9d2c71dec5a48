"""A copy that somebody else wrote with another program: what it forges is refused, or does no harm here for ever."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from drafts.forging import forge
from small_desk import NAME, PASSPHRASE, ROWS, create, install, reopened
from two_desks import copied, merged, planned

from app.cli.main import run
from app.declaration.declaration import Declaration
from app.declaration.remarks.making import remark
from app.declaration.remarks.remarks import REMARK, remarks
from app.declaration.sharing.loans import LENT, loans
from app.declaration.version import FROZEN, Version, writing
from app.drafts.model import Change
from app.drafts.store import Draft
from app.errors import DraftError

ID = "0" * 32
FAR = "9999-12-31T23:59:59Z"
"""A moment that has no local time east of Greenwich."""
VERSION = Version(1, 1, "2026-11-21T06:03:00Z", "某人", "a" * 64, "书", ("1",), ("0" * 16,), (0,))
LOAN = {
    "to": "李四", "by": "张三", "sections": ["a"], "at": "2026-11-21T06:03:00Z", "due": "", "copy": ID, "outcome": "",
    "ended": "",
}  # fmt: skip


@pytest.fixture
def pair(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """A draft with a name, a row and a fixed version, and a copy of it."""
    monkeypatch.setenv("QIBEI_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    install(tmp_path)
    with create(tmp_path / "甲.qibei") as made:
        made.session.answer(NAME, "华东机械")
        made.session.insert_rows(ROWS, 0, [{"name": "机床", "n": 1}])
        made.keep_version(VERSION)
        remark(made, "a.name", "请写全称")
        theirs = copied(made, tmp_path / "乙.qibei")
    return tmp_path / "甲.qibei", theirs


def forged(path: Path, changes: dict[str, Any], **how: Any) -> None:
    """Write into the draft at `path` what no check of ours has seen."""
    with Draft.open(path, PASSPHRASE) as draft:
        forge(draft, {name: text if text is None else json.dumps(text) for name, text in changes.items()}, **how)


def kept(path: Path, beginning: str) -> str:
    """The path of the one note of the program's own that begins so."""
    with reopened(path, read_only=True) as declaration:
        return next(name for name, _ in declaration.kept(beginning))


@pytest.mark.parametrize("removed", [True, False])
def test_a_fixed_version_and_a_remark_stay_as_they_were_made(pair: tuple[Path, Path], removed: bool) -> None:
    version, said = kept(pair[0], FROZEN), kept(pair[0], REMARK)
    with Draft.open(pair[1], PASSPHRASE) as draft:
        other = writing(Version(*[getattr(VERSION, name) for name in Version.__dataclass_fields__]))
        text = (other.after or "").replace("a" * 64, "b" * 64)
        draft.write([Change(version, None, None if removed else text), Change(said, None, None)])
    merged(*pair)
    with reopened(pair[0]) as result:
        assert result.versions() == [VERSION]
        assert [one.text for one in remarks(result).found] == ["请写全称"]
    merged(pair[1], pair[0])
    with reopened(pair[0]) as result:
        assert result.versions() == [VERSION]


def test_a_version_that_cannot_be_read_is_not_let_in(pair: tuple[Path, Path]) -> None:
    forged(pair[1], {f"{FROZEN}{ID}": "x"})
    with pytest.raises(DraftError, match="定稿记录无法识别，没有合并"):
        planned(*pair)


def test_a_value_nested_too_deep_is_not_let_in(pair: tuple[Path, Path]) -> None:
    with Draft.open(pair[1], PASSPHRASE) as draft:
        forge(draft, {"a.old": "[" * 100_000 + "]" * 100_000})
    with pytest.raises(DraftError, match="层次太深"):
        merged(*pair)


@pytest.mark.parametrize(
    "change",
    [{"at": FAR}, {"at": ""}, {"at": "昨天"}, {"ended": "x"}, {"due": "0000-01-01"}, {"outcome": "lost"}, {"more": 1}],
    ids=str,
)
def test_a_loan_that_cannot_be_read_hides_no_other_and_is_told(
    pair: tuple[Path, Path], change: dict[str, object], capsys: pytest.CaptureFixture[str]
) -> None:
    forged(pair[1], {f"{LENT}{ID}": LOAN, f"{LENT}{'1' * 32}": LOAN | change})
    merged(*pair)
    with reopened(pair[0]) as result:
        assert [loan.id for loan in loans(result)] == [ID]
    capsys.readouterr()
    assert run(["loans", str(pair[0])]) == 0
    assert "有 1 条借出记录无法识别" in capsys.readouterr().out
    assert run(["loans", str(pair[0]), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["unreadable"] == 1


@pytest.mark.parametrize(
    "how",
    [
        {"kind": "evil"},
        {"at": FAR},
        {"at": "0001-01-01T00:00:00Z"},
        {"at": "\x1b[2J" + "长" * 1000},
        {"by": "\x1b]0;\x07\u202e"},
        {"reason": ("为\x1b[2J", -5)},
        {"reason": ("为", 1 << 60)},
    ],
    ids=str,
)
def test_a_step_of_no_known_kind_or_time_is_told_and_taken(
    pair: tuple[Path, Path], how: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    forged(pair[1], {"a.name": "华东机械有限公司"}, **how)
    assert run(["history", str(pair[1])]) == 0
    merged(*pair)
    capsys.readouterr()
    for command in ("history", "check", "loans", "remarks", "answers"):
        assert run([command, str(pair[0])]) in (0, 1)
    said = capsys.readouterr()
    assert "\x1b" not in said.out + said.err
    assert "\u202e" not in said.out
    for path in pair:
        with Declaration.open(path, PASSPHRASE) as result:
            assert result.session.text(NAME) == "华东机械有限公司"
            while result.session.history.can_undo:
                result.session.undo()


@pytest.mark.parametrize("rank", ["!!", "", "V0", "位", 5], ids=repr)
def test_a_row_whose_place_is_none_is_kept_and_rows_can_be_put_anywhere(pair: tuple[Path, Path], rank: object) -> None:
    forged(pair[1], {"a.rows[zz]": rank, "a.rows[zz].name": "无处"})
    merged(*pair)
    with reopened(pair[0]) as result:
        assert result.session.answers.row_count(ROWS) == 1
        assert "a.rows[zz].name" in result.not_carried
        for position in (0, 1, 3):
            result.session.insert_rows(ROWS, position, [{"name": "新"}])


def test_words_of_a_stranger_command_no_terminal_and_json_gives_them_back(
    pair: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    words = "甲\x1b[2J\x9b31m\u202e乙\x7f"
    forged(pair[1], {"a.name": words})
    capsys.readouterr()
    for command in (
        ["answers", str(pair[1])],
        ["history", str(pair[1])],
        ["merge", str(pair[0]), str(pair[1]), "--plan"],
    ):
        assert run(command) == 0
        assert not set("\x1b\x9b\x7f\u202e") & set(capsys.readouterr().out)
    assert run(["history", str(pair[1]), "--json"]) == 0
    out = capsys.readouterr().out
    assert not set("\x1b\x9b\x7f\u202e") & set(out)
    assert json.loads(out)["history"][-1]["changes"][0]["to"] == words
