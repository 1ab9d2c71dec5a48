"""An older page or an older file put back is noticed, although every page of it is authentic."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from drafts.one_proof import PASSPHRASE, PROOF_HASH

from app.drafts.format.header import PAGE_SIZE
from app.drafts.model import Change
from app.drafts.store import Draft
from app.errors import DraftDamaged


def pages_of(path: Path) -> list[bytes]:
    data = path.read_bytes()
    return [data[at : at + PAGE_SIZE] for at in range(0, len(data), PAGE_SIZE)]


@pytest.mark.parametrize("ours", [True, False])
def test_any_older_page_put_back_is_noticed(closed: Path, ours: bool) -> None:
    old = pages_of(closed)
    with Draft.open(closed, PASSPHRASE) as draft:
        draft.write([Change("equipment.total", None, "13")])
        after = dict(draft.values())
    new = pages_of(closed)
    changed = [number for number, page in enumerate(new[: len(old)]) if page != old[number]]
    assert len(changed) >= 5
    for number in changed:
        closed.write_bytes(b"".join([*new[:number], old[number], *new[number + 1 :]]))
        if not ours:
            shutil.rmtree(closed.parent / "home")
        noticed = False
        try:
            with Draft.open(closed, PASSPHRASE) as draft:
                # Page 1 holds SQLite's own counters only: an old one changes no content.
                noticed = _reading_everything_fails(draft) or (number == 0 and dict(draft.values()) == after)
        except DraftDamaged:
            noticed = True
        assert noticed, f"page {number + 1}"


def _reading_everything_fails(draft: Draft) -> bool:
    try:
        draft.steps()
        draft.evidence(PROOF_HASH)
    except DraftDamaged:
        return True
    return False


def test_an_older_copy_put_back_is_called_older(closed: Path, tmp_path: Path) -> None:
    backup = tmp_path / "backup"
    shutil.copyfile(closed, backup)
    with Draft.open(closed, PASSPHRASE) as draft:
        assert not draft.older_than_seen
        draft.write([Change("equipment.total", None, "13")])
    shutil.copyfile(backup, closed)
    for _ in range(2):
        with Draft.open(closed, PASSPHRASE) as old:
            assert old.older_than_seen, "looking at it does not make it the newest"
            assert dict(old.values())["equipment.total"] == "12"
    with Draft.open(closed, PASSPHRASE) as old:
        old.write([Change("equipment.total", None, "11")])
    with Draft.open(closed, PASSPHRASE) as again:
        assert not again.older_than_seen, "its user went on with it"


def test_an_older_copy_from_before_a_new_passphrase_is_called_older(closed: Path, tmp_path: Path) -> None:
    backup = tmp_path / "backup"
    shutil.copyfile(closed, backup)
    with Draft.open(closed, PASSPHRASE) as draft:
        draft.change_passphrase("新密码")
        draft.write([Change("equipment.total", None, "13")])
    shutil.copyfile(backup, closed)
    with Draft.open(closed, PASSPHRASE, read_only=True) as old:
        assert old.older_than_seen


def test_a_reader_sees_one_state_while_a_writer_goes_on(draft: Draft) -> None:
    with Draft.open(draft.path, PASSPHRASE, read_only=True) as reader:
        draft.write([Change("equipment.total", None, "13")])
        assert dict(reader.values())["equipment.total"] == "13"
        assert len(reader.steps()) in (1, 2)


def test_a_step_that_was_altered_is_not_given_for_undo(draft: Draft) -> None:
    draft._opened.db.execute("UPDATE change SET after = '99' WHERE after = '12'")
    with pytest.raises(DraftDamaged, match="第 1 步"):
        draft.steps()
