"""What is whole in a damaged draft is saved into a new file, and what is lost is named."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from drafts.one_proof import PASSPHRASE, PROOF, PROOF_HASH

from app.drafts.format.header import PAGE_SIZE
from app.drafts.model import Change
from app.drafts.salvage import salvage
from app.drafts.store import Draft
from app.errors import DraftDamaged, WrongPassphrase

SCAN = bytes(range(241)) * 500
SCAN_HASH = hashlib.sha256(SCAN).hexdigest()


@pytest.fixture
def large(draft: Draft) -> Path:
    """A closed draft of some hundred values and two files."""
    rows = [Change(f"devices.rows[k{row}].name", None, f'"设备 {row} {"长" * 40}"') for row in range(600)]
    draft.write(rows, evidence={SCAN_HASH: SCAN})
    draft.close()
    return draft.path


def spoil(path: Path, number: int) -> None:
    with path.open("r+b") as stream:
        stream.seek((number - 1) * PAGE_SIZE + 77)
        stream.write(b"damage")


def test_every_single_page_may_be_lost_and_the_rest_is_saved(large: Path, draft: Draft, tmp_path: Path) -> None:
    whole = large.read_bytes()
    costs = []
    for number in range(2, len(whole) // PAGE_SIZE + 1):
        large.write_bytes(whole)
        spoil(large, number)
        target = tmp_path / f"saved-{number}.qibei"
        found = salvage(large, draft.key, target, "新密码")
        with Draft.open(target, "新密码") as saved:
            assert dict(saved.values()) == found.values
            assert len(found.values) == 603, "values are stored twice, in fields and in the history"
            for sha256 in found.evidence:
                assert saved.evidence(sha256) == {PROOF_HASH: PROOF, SCAN_HASH: SCAN}[sha256]
        assert {*found.evidence, *found.lost_evidence} == {PROOF_HASH, SCAN_HASH}
        costs.append(len(found.lost_evidence))
    assert costs.count(2) == 1, "only the page with the heads of both files costs both"
    assert costs.count(1) >= (len(PROOF) + len(SCAN)) // PAGE_SIZE - 2


def test_a_whole_draft_is_saved_whole(large: Path, draft: Draft, tmp_path: Path) -> None:
    before = large.read_bytes()
    found = salvage(large, draft.key, tmp_path / "saved.qibei", "新密码")
    assert (len(found.values), found.lost_paths, found.nameless, found.lost_evidence) == (603, (), 0, ())
    assert (found.pack, found.edition) == ("green-factory", 2)
    assert large.read_bytes() == before


def test_removed_evidence_is_not_called_lost(large: Path, draft: Draft, tmp_path: Path) -> None:
    with Draft.open(large, PASSPHRASE) as again:
        again.remove_evidence([SCAN_HASH])
    found = salvage(large, draft.key, tmp_path / "saved.qibei", "新密码")
    assert ([*found.evidence], found.lost_evidence) == ([PROOF_HASH], ())


def test_without_its_first_page_a_draft_cannot_be_saved(large: Path, draft: Draft, tmp_path: Path) -> None:
    spoil(large, 1)
    with pytest.raises(DraftDamaged, match="无法抢救"):
        salvage(large, draft.key, tmp_path / "saved.qibei", "新密码")
    with pytest.raises(WrongPassphrase):
        salvage(large, bytes(32), tmp_path / "saved.qibei", "新密码")
    assert not (tmp_path / "saved.qibei").exists()
