"""A declaration whose draft lies in a sync folder: worked on as a copy, and nothing looks different."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_desk import NAME, PASSPHRASE, create, install

from app.declaration.declaration import Declaration
from app.declaration.sharing.merging import plan_merge
from app.declaration.sharing.others import open_other
from app.drafts.away import leftovers
from app.errors import PlaceAbsent
from app.settings import Settings


@pytest.fixture
def away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a draft in a sync folder may be made."""
    monkeypatch.setenv("QIBEI_HOME", str(tmp_path / "home"))
    install(tmp_path)
    (tmp_path / "OneDrive").mkdir()
    return tmp_path / "OneDrive" / "申报.qibei"


def name_at(path: Path) -> str:
    with Declaration.open(path, PASSPHRASE, read_only=True) as declaration:
        return declaration.session.text(NAME)


def test_it_is_called_after_its_own_place_and_is_there_when_closed(away: Path) -> None:
    with create(away) as declaration:
        declaration.session.answer(NAME, "四川某公司")
        assert declaration.path == away
        assert declaration.publisher is not None
    assert [file.name for file in away.parent.iterdir()] == [away.name]
    assert name_at(away) == "四川某公司"


def test_what_cannot_be_published_keeps_it_open_until_it_may_be_left(away: Path) -> None:
    declaration = create(away)
    declaration.session.answer(NAME, "四川某公司")
    away.parent.rename(away.parent.with_name("拔掉"))
    with pytest.raises(PlaceAbsent, match="修改已存在本机，没有丢失"):
        declaration.close()
    declaration.session.answer(NAME, "四川某公司二")
    declaration.close(leave=True)
    assert len(leftovers.unpublished()) == 1
    away.parent.with_name("拔掉").rename(away.parent)
    with Declaration.open(away, PASSPHRASE) as again:
        assert again.session.text(NAME) == "四川某公司二"
    assert name_at(away) == "四川某公司二"
    assert leftovers.unpublished() == []


def test_a_block_that_ends_while_the_disk_is_out_says_so_and_keeps_the_copy(away: Path) -> None:
    with pytest.raises(PlaceAbsent):
        _answered_while_it_goes(away)
    (left,) = leftovers.unpublished()
    assert name_at(left.local) == "四川某公司"


def test_a_passphrase_changed_is_changed_at_its_place(away: Path) -> None:
    with create(away) as declaration:
        declaration.change_passphrase("另一句话")
    Declaration.open(away, "另一句话").close()


def test_the_user_may_want_it_edited_in_its_place(away: Path) -> None:
    create(away).close()
    settings = Settings.load()
    settings.in_place = True
    settings.save()
    with Declaration.open(away, PASSPHRASE) as declaration:
        assert declaration.publisher is None


def _answered_while_it_goes(away: Path) -> None:
    with create(away) as declaration:
        declaration.session.answer(NAME, "四川某公司")
        away.parent.rename(away.parent.with_name("拔掉"))


def test_what_is_not_back_at_its_place_yet_is_merged_too(away: Path, tmp_path: Path) -> None:
    with create(tmp_path / "甲.qibei") as ours:
        ours.copy_to(away, PASSPHRASE)
        theirs = Declaration.open(away, PASSPHRASE)
        theirs.session.answer(NAME, "四川某公司")
        away.parent.rename(away.parent.with_name("拔掉"))
        theirs.close(leave=True)
        away.parent.with_name("拔掉").rename(away.parent)
        other = open_other(ours, away, PASSPHRASE)
        assert other is not None
        assert [entry.theirs for entry in plan_merge(ours, other.draft).plan.entries] == ['"四川某公司"']
        other.close()
