"""Lending that cannot be done, and taking back what is back already: the draft says what is so."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_desk import NAME, PASSPHRASE, create, install, reopened

from app.cli.main import run
from app.declaration.declaration import Declaration
from app.declaration.sharing.lending import lend
from app.declaration.sharing.loans import loans
from app.declaration.version import Version, writing
from app.drafts.store import Draft
from app.errors import DraftError, NoSpace

VERSION = Version(1, 1, "2026-11-21T06:03:00Z", "某人", "a" * 64, "书", ("1",), ("0" * 16,), (0,))


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("QIBEI_PASSPHRASE", PASSPHRASE)
    install(tmp_path)
    with create(tmp_path / "甲.qibei") as made:
        made.session.answer(NAME, "华东机械")
    return tmp_path / "甲.qibei"


def full(*_arguments: object, **_options: object) -> None:
    raise NoSpace("磁盘空间已满。")


def test_a_copy_that_is_not_made_is_no_loan(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with reopened(path) as declaration:
        monkeypatch.setattr(Draft, "copy_to", full)
        with pytest.raises(NoSpace):
            lend(declaration, ["a"], "李四", path.with_name("乙.qibei"), PASSPHRASE)
        assert loans(declaration) == []


def test_a_note_that_stays_without_its_copy_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with reopened(path) as declaration:
        keep, calls = declaration.keep, []

        def once(*notes: object, **why: str) -> None:
            calls.append(notes)
            full() if len(calls) > 1 else keep(*notes, **why)  # type: ignore[arg-type]

        monkeypatch.setattr(Draft, "copy_to", full)
        monkeypatch.setattr(declaration, "keep", once)
        with pytest.raises(DraftError, match="副本没有做成，而借给 李四 的记录没能去掉"):
            lend(declaration, ["a"], "李四", path.with_name("乙.qibei"), PASSPHRASE)
        assert [loan.out for loan in loans(declaration)] == [True]


def test_a_copy_that_is_back_brings_nothing_the_second_time(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lent = path.with_name("乙.qibei")
    assert run(["lend", str(path), "--sections", "a", "--to", "李四", "--out", str(lent)]) == 0
    with Declaration.open(lent, PASSPHRASE) as theirs:
        theirs.session.answer(NAME, "华东机械有限公司")
        theirs.keep([writing(VERSION)])
    capsys.readouterr()
    assert run(["take-back", str(path), str(lent)]) == 0
    said = capsys.readouterr().out
    assert "已收回" in said
    assert "对方的副本还带来 1 份定稿记录。" in said
    after = path.read_bytes()
    assert run(["take-back", str(path), str(lent)]) == 0
    assert "没有带来新的内容" in capsys.readouterr().out
    assert path.read_bytes() == after
