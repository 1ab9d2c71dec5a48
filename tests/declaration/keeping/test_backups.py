"""备份: a copy for each day, opened by the passphrase of its day; as many as asked for, nothing else touched."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from small_desk import NAME, PASSPHRASE, create, install, reopened, state

from app.declaration.declaration import Declaration
from app.declaration.keeping.backups import back_up, backup_folder, backups_of
from app.errors import AppError

MONDAY = date(2026, 11, 23)


@pytest.fixture
def declaration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Declaration]:
    monkeypatch.setenv("QIBEI_HOME", str(tmp_path / "home"))
    install(tmp_path)
    with create(tmp_path / "申报.qibei") as made:
        made.session.answer(NAME, "四川某公司")
        made.flush()
        yield made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the copies shall lie; it is made when it is needed."""
    return tmp_path / "另一块盘" / "备份"


def test_a_copy_opens_with_the_passphrase_and_holds_what_the_draft_held(declaration: Declaration, folder: Path) -> None:
    copy = back_up(declaration, folder, 7, MONDAY)
    declaration.session.answer(NAME, "后来改的")
    declaration.flush()
    with Declaration.open(copy, PASSPHRASE, read_only=True) as found:
        assert found.session.answers.get(NAME) == "四川某公司"
    assert os.name == "nt" or os.stat(copy).st_mode & 0o077 == 0


def test_the_copy_of_a_day_follows_the_work_of_that_day(declaration: Declaration, folder: Path) -> None:
    first = back_up(declaration, folder, 7, MONDAY)
    declaration.session.answer(NAME, "改过一次")
    declaration.flush()
    again = back_up(declaration, folder, 7, MONDAY)
    assert again == first
    assert [one.path for one in backups_of(declaration, folder)] == [first]
    with Declaration.open(again, PASSPHRASE, read_only=True) as found:
        assert state(found.session) == state(declaration.session)


def test_a_copy_that_is_up_to_date_is_not_written_again(declaration: Declaration, folder: Path) -> None:
    copy = back_up(declaration, folder, 7, MONDAY)
    before = copy.stat().st_ino
    back_up(declaration, folder, 7, MONDAY)
    assert copy.stat().st_ino == before


def test_the_newest_days_stay_and_what_is_not_a_copy_of_this_draft_stays_too(
    declaration: Declaration, folder: Path, tmp_path: Path
) -> None:
    days = [MONDAY + timedelta(days=n) for n in range(5)]
    copies = [back_up(declaration, folder, 9, day) for day in days]
    strangers = [
        folder / "申报_00000000_2026-01-01.qibei",
        folder / "说明.txt",
        folder / f"{copies[0].stem}（2）.qibei",
    ]
    for stranger in strangers:
        stranger.write_text("别人的", "utf-8")
    (folder / f"{copies[0].stem[:-10]}2026-99-99.qibei").write_text("不是日期", "utf-8")
    with create(tmp_path / "另一份.qibei") as other:
        theirs = back_up(other, folder, 1, MONDAY)
    last = back_up(declaration, folder, 2, days[-1] + timedelta(days=1))
    assert [one.path for one in backups_of(declaration, folder)] == [last, copies[-1]]
    assert all(one.exists() for one in (*strangers, theirs))


def test_copies_of_days_that_a_wrong_clock_gave_go_first(declaration: Declaration, folder: Path) -> None:
    wrong = [back_up(declaration, folder, 9, date(2099, 1, day)) for day in (1, 2)]
    today = back_up(declaration, folder, 2, MONDAY)
    tomorrow = back_up(declaration, folder, 2, MONDAY + timedelta(days=1))
    assert {one.path for one in backups_of(declaration, folder)} == {today, tomorrow}
    assert not any(one.exists() for one in wrong)


def test_copies_lie_in_the_users_own_folder_unless_told_otherwise(declaration: Declaration) -> None:
    assert back_up(declaration, None, 7, MONDAY).parent == backup_folder()


def test_where_nothing_can_be_written_it_is_said_and_the_draft_is_as_it_was(
    declaration: Declaration, tmp_path: Path
) -> None:
    (tmp_path / "文件").write_text("", "utf-8")
    with pytest.raises(AppError, match=r"今天的备份没有做成：.*内容没有丢失"):
        back_up(declaration, tmp_path / "文件" / "备份", 7, MONDAY)
    with reopened(declaration.path, read_only=True) as found:
        assert state(found.session) == state(declaration.session)


def test_a_copy_that_could_not_be_written_leaves_the_old_one(
    declaration: Declaration, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = back_up(declaration, folder, 7, MONDAY)
    before = copy.read_bytes()
    declaration.session.answer(NAME, "改过一次")
    declaration.flush()
    from app.declaration.keeping import backups

    def fails(_source: Path, target: Path) -> None:
        target.write_bytes(b"half")
        raise OSError(28, "no space")

    monkeypatch.setattr(backups, "copy_checked", fails)
    with pytest.raises(AppError, match="磁盘空间已满"):
        back_up(declaration, folder, 7, MONDAY)
    assert copy.read_bytes() == before
    assert [one.name for one in folder.iterdir()] == [copy.name]
