"""A draft reached by a link is the draft that the link leads to: one lock, one file, and never a second one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.drafts.model import Change
from app.drafts.store import Draft
from app.errors import DraftError, DraftInUse, WrongPassphrase

PASSPHRASE = "申报 2026"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows lets not everybody make links")


@pytest.fixture
def link(tmp_path: Path) -> Path:
    """A link to a draft in another folder."""
    for name in ("原处", "别处"):
        (tmp_path / name).mkdir()
    Draft.create(tmp_path / "原处" / "申报.qibei", PASSPHRASE, pack="tiny", edition=1).close()
    (tmp_path / "别处" / "链接.qibei").symlink_to(tmp_path / "原处" / "申报.qibei")
    return tmp_path / "别处" / "链接.qibei"


def test_two_programs_meet_at_one_lock(link: Path) -> None:
    with Draft.open(link, PASSPHRASE), pytest.raises(DraftInUse):
        Draft.open(link.resolve(), PASSPHRASE)
    with Draft.open(link.resolve(), PASSPHRASE), pytest.raises(DraftInUse):
        Draft.open(link, PASSPHRASE)


def test_another_passphrase_is_that_of_the_draft_itself(link: Path) -> None:
    with Draft.open(link, PASSPHRASE) as draft:
        draft.change_passphrase("另一句话")
        draft.write([Change("a.name", None, '"甲"')])
    assert link.is_symlink()
    with pytest.raises(WrongPassphrase):
        Draft.open(link.resolve(), PASSPHRASE)
    with Draft.open(link.resolve(), "另一句话") as draft:
        assert dict(draft.values()) == {"a.name": '"甲"'}


def test_nothing_is_made_where_a_link_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "链接.qibei").symlink_to(tmp_path / "没有.qibei")
    with pytest.raises(DraftError, match="已存在，没有覆盖"):
        Draft.create(tmp_path / "链接.qibei", PASSPHRASE, pack="tiny", edition=1)
    assert not (tmp_path / "没有.qibei").exists()
