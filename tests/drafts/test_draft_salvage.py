"""What is whole in a damaged draft is saved into a new file, and what is lost is named."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from drafts.damaging import page
from drafts.one_proof import PASSPHRASE, PROOF, PROOF_HASH
from drafts.test_draft_crash import leave_a_hot_journal

from app.drafts.failures import PartlyDamaged
from app.drafts.format.header import PAGE_SIZE
from app.drafts.model import Change
from app.drafts.opening import journal
from app.drafts.opening.inspection import KEY_LOST, OLDER, PACK_LOST, SEAL_LOST, Survey
from app.drafts.salvage import examined, filling
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


def salvage(path: Path, key: bytes, target: Path, passphrase: str) -> Survey:
    """What can be read of `path`, written to `target` as it is found."""
    with (
        examined(path, key, target) as remains,
        filling(target, passphrase, remains.survey.pack or "p", remains.survey.edition) as draft,
    ):
        found = remains.survey
        files = {sha256: data for sha256 in found.evidence if (data := remains.evidence(sha256)) is not None}
        draft.write([Change(name, None, value) for name, value in found.values.items()], evidence=files)
    return found


def spoil(path: Path, number: int) -> None:
    with path.open("r+b") as stream:
        stream.seek((number - 1) * PAGE_SIZE + 77)
        stream.write(b"damage")


@pytest.mark.long
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


@pytest.fixture
def rooted(large: Path, draft: Draft) -> dict[str, int]:
    """The first page of every table and index of the draft."""
    with Draft.open(large, PASSPHRASE, read_only=True) as reader:
        return dict(reader._opened.db.execute("SELECT name, rootpage FROM sqlite_schema"))


def test_seal_and_fields_lost_together_are_found_in_the_history_and_it_is_said(
    large: Path, draft: Draft, rooted: dict[str, int], tmp_path: Path
) -> None:
    spoil(large, rooted["seal"])
    spoil(large, rooted["field"])
    found = salvage(large, draft.key, tmp_path / "saved.qibei", "新密码")
    assert len(found.values) == 603
    assert found.remarks == (SEAL_LOST,)
    with pytest.raises(DraftDamaged, match="不能确认是否还有遗漏"):
        Draft.open(large, PASSPHRASE)


def test_values_that_stand_nowhere_any_more_are_named_one_by_one(
    large: Path, draft: Draft, rooted: dict[str, int], tmp_path: Path
) -> None:
    for name in ("seal", "field", "change"):
        spoil(large, rooted[name])
    found = salvage(large, draft.key, tmp_path / "saved.qibei", "新密码")
    assert len(found.lost_paths) == 603
    assert found.values == {}
    with pytest.raises(PartlyDamaged, match="等 603 项"):
        Draft.open(large, PASSPHRASE)


def test_without_pack_and_key_everything_is_doubtful_and_said(
    large: Path, draft: Draft, rooted: dict[str, int], tmp_path: Path
) -> None:
    spoil(large, rooted["draft"])
    found = salvage(large, draft.key, tmp_path / "saved.qibei", "新密码")
    assert len(found.values) == 603
    assert (found.pack, found.remarks) == ("", (PACK_LOST, KEY_LOST))


def test_an_old_page_of_values_is_renewed_from_the_history_value_by_value(
    large: Path, draft: Draft, rooted: dict[str, int], tmp_path: Path
) -> None:
    old = large.read_bytes()
    with Draft.open(large, PASSPHRASE) as again:
        again.write([Change("devices.rows[k7].name", None, '"新"')])
    new = large.read_bytes()
    changed = [n for n in range(len(old) // PAGE_SIZE) if page(old, n) != page(new, n)]
    renewed = []
    for number in changed[1:]:
        data = bytearray(new)
        data[number * PAGE_SIZE : (number + 1) * PAGE_SIZE] = page(old, number)
        large.write_bytes(data)
        found = salvage(large, draft.key, tmp_path / f"saved-{number}.qibei", "新密码")
        assert found.values["devices.rows[k7].name"] == '"新"'
        renewed += found.renewed_paths
    assert renewed == ["devices.rows[k7].name"]


def test_old_pages_of_values_and_history_are_called_old_or_doubtful(large: Path, draft: Draft, tmp_path: Path) -> None:
    old = large.read_bytes()
    with Draft.open(large, PASSPHRASE) as again:
        again.write([Change("devices.rows[k7].name", None, '"新"')])
    new = large.read_bytes()
    changed = [n for n in range(1, len(old) // PAGE_SIZE) if page(old, n) != page(new, n)]
    for kept in changed:  # all but one page are old
        data = bytearray(new)
        for number in set(changed) - {kept}:
            data[number * PAGE_SIZE : (number + 1) * PAGE_SIZE] = page(old, number)
        large.write_bytes(data)
        found = salvage(large, draft.key, tmp_path / f"saved-{kept}.qibei", "新密码")
        assert found.losses


def test_a_file_that_was_cut_short_gives_what_is_left(large: Path, draft: Draft, tmp_path: Path) -> None:
    with large.open("r+b") as stream:
        stream.truncate(large.stat().st_size - 3 * PAGE_SIZE - 100)
    with examined(large, draft.key, tmp_path / "saved.qibei") as remains:
        assert (remains.cut, len(remains.survey.values)) == (4, 603)
    assert [each.name for each in tmp_path.iterdir() if "rewrite" in each.name] == []


def test_a_journal_that_makes_more_of_it_is_used_on_a_copy(draft: Draft, tmp_path: Path) -> None:
    (tmp_path / "aside").mkdir()
    torn = leave_a_hot_journal(draft, tmp_path / "aside")
    draft.close()
    before = torn.read_bytes(), journal.journal_path(torn).read_bytes()
    found = salvage(torn, draft.key, tmp_path / "saved.qibei", "新密码")
    assert (found.losses, found.values["equipment.total"]) == (0, "12")
    assert (torn.read_bytes(), journal.journal_path(torn).read_bytes()) == before
    journal.journal_path(torn).write_bytes(b"of another draft" * 999)
    with pytest.raises(DraftDamaged, match="salvage"):
        Draft.open(torn, PASSPHRASE)
    assert salvage(torn, draft.key, tmp_path / "saved-2.qibei", "新密码").losses, "no dead end"


def test_a_salvage_that_fails_half_way_leaves_no_new_draft(large: Path, draft: Draft, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="SHA-256"), filling(tmp_path / "saved.qibei", "新密码", "p", 1) as made:
        made.write([Change("a.b", None, "1")], evidence={"no hash": b""})
    assert sorted(each.name for each in tmp_path.iterdir()) == ["home", large.name]


def test_a_damaged_draft_that_is_older_than_what_was_seen_is_called_so(
    large: Path, draft: Draft, rooted: dict[str, int], tmp_path: Path
) -> None:
    old = large.read_bytes()
    with Draft.open(large, PASSPHRASE) as again:
        again.write([Change("equipment.total", None, "13")])
    large.write_bytes(old)
    spoil(large, rooted["change_of_field"])
    assert salvage(large, draft.key, tmp_path / "saved.qibei", "新密码").remarks == (OLDER,)
    with pytest.raises(PartlyDamaged, match=f"有一页内容无法读出，{OLDER}"):
        Draft.open(large, PASSPHRASE)
