"""A draft that is away: worked on here, published back whole, never over another's work, never forgotten."""

from __future__ import annotations

import errno
import hashlib
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from drafts.one_proof import PASSPHRASE, PROOF, PROOF_HASH
from special_files import open_files_move

from app.drafts.away import leftovers, placing, prints, publisher, working_copy
from app.drafts.away.placing import Placed, Way
from app.drafts.away.publisher import Publisher
from app.drafts.model import Change
from app.drafts.opening import lock
from app.drafts.opening.lock import Holder
from app.drafts.store import Draft
from app.errors import DraftDiverged, DraftInUse, DraftReplaced, NoSpace, NotPublished, PlaceAbsent, WrongPassphrase

ROOT = Path(__file__).resolve().parents[3]
KILLS = 150 if os.environ.get("QIBEI_LONG") else 8


def opened(path: Path, **way: bool) -> Placed:
    return placing.open_with_passphrase(path, PASSPHRASE, Way(**way))


def publishing(placed: Placed) -> Publisher:
    assert placed.publisher is not None
    return placed.publisher


def write(draft: Draft, text: str) -> None:
    draft.write([Change("company.name", None, f'"{text}"')])


def name_in(path: Path) -> str | None:
    """What the file itself holds, read in its place."""
    with Draft.open(path, PASSPHRASE, read_only=True) as draft:
        said = dict(draft.values()).get("company.name")
    return said.strip('"') if said is not None else None


def crash(placed: Placed) -> None:
    """End as a killed program does: nothing is published, the system drops the locks, the files stay."""
    copy = publishing(placed).copy
    publishing(placed).stop()
    placed.draft.close()
    for held in (copy._mark, copy._lock):
        if held is not None:
            held.abandon()


def until(condition: Callable[[], bool]) -> None:
    limit = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < limit
        time.sleep(0.01)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The publisher waits for next to nothing."""
    monkeypatch.setattr(publisher, "PAUSE", 0.05)
    monkeypatch.setattr(publisher, "RETRY", 0.05)


def test_what_is_typed_is_here_at_once_and_at_its_place_after_a_pause(original: Path, quick: None) -> None:
    placed = opened(original)
    write(placed.draft, "华东")
    assert placed.draft.path != original
    assert name_in(original) is None
    publishing(placed).written()
    until(lambda: publishing(placed).state.kind == "published")
    assert name_in(original) == "华东"
    placed.close()


def test_closing_leaves_nothing_behind(original: Path) -> None:
    placed = opened(original)
    placed.draft.write([Change("a", None, "1")], evidence={PROOF_HASH: PROOF})
    publishing(placed).publish()
    placed.close()
    assert [file.name for file in original.parent.iterdir()] == [original.name]
    assert list(working_copy.working_folder().iterdir()) == []


def test_the_lock_lies_beside_the_original_too(original: Path) -> None:
    placed = opened(original)
    assert lock.is_held(original)
    with pytest.raises(DraftInUse):
        opened(original)
    with pytest.raises(DraftInUse):
        opened(original, in_place=True)
    reader = opened(original, read_only=True)
    assert reader.draft.path == original
    reader.close()
    placed.close()
    assert not lock.lock_path(original).exists()


def test_a_colleagues_lock_is_respected_until_the_user_knows_better(original: Path) -> None:
    held = lock.LockFile.acquire(original)
    lock._write(held._handle or 0, Holder("李工", "别的电脑", "2026-11-28T01:00:00Z", 7))
    held.abandon()
    with pytest.raises(DraftInUse, match="李工（电脑 别的电脑）"):
        opened(original)
    opened(original, take_over=True).close()


def test_a_draft_in_its_place_is_opened_there_when_the_user_says_so(original: Path) -> None:
    placed = opened(original, in_place=True)
    assert (placed.publisher, placed.draft.path) == (None, original)
    placed.close()


def test_a_wrong_passphrase_copies_nothing(original: Path) -> None:
    with pytest.raises(WrongPassphrase):
        placing.open_with_passphrase(original, "错了", Way())
    assert list(working_copy.working_folder().iterdir()) == []
    assert not lock.lock_path(original).exists()


def test_what_another_put_in_its_place_is_never_overwritten(original: Path) -> None:
    placed = opened(original)
    write(placed.draft, "我的")
    with Draft.open(shutil.copy(original, original.parent / "同事.qibei"), PASSPHRASE) as other:
        write(other, "同事的")
    os.replace(original.parent / "同事.qibei", original)
    with pytest.raises(DraftDiverged) as told:
        publishing(placed).publish()
    assert publishing(placed).state.kind == "diverged"
    assert (told.value.original, told.value.working) == (original, placed.draft.path)
    assert name_in(original) == "同事的"
    placed.close()
    assert name_in(leftovers.unpublished()[0].local) == "我的"


def test_what_another_put_there_may_be_replaced_once_it_is_merged(original: Path) -> None:
    placed = opened(original)
    write(placed.draft, "我的")
    with Draft.open(shutil.copy(original, original.parent / "同事.qibei"), PASSPHRASE) as other:
        write(other, "同事的")
    os.replace(original.parent / "同事.qibei", original)
    theirs = prints.print_of(original)
    assert theirs is not None
    publishing(placed).copy.took_in(theirs)
    publishing(placed).publish()
    assert name_in(original) == "我的"
    placed.close()


def test_without_room_on_this_computer_it_is_not_said_that_the_stick_is_full(
    original: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    placed = opened(original)
    write(placed.draft, "我的")

    second = Path(shutil.copy2(original, original.with_name("二.qibei")))

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as disk:
        disk.setattr("app.drafts.store.shutil.copyfile", full)
        with pytest.raises(NotPublished, match="这台电脑的磁盘空间已满"):
            publishing(placed).publish()
        with pytest.raises(NoSpace, match="在“设置 → 存放位置”里改为直接在原处编辑"):
            opened(second)
    publishing(placed).publish()
    placed.close()


@open_files_move
def test_a_copy_that_was_removed_here_does_not_empty_the_original(original: Path) -> None:
    placed = opened(original)
    write(placed.draft, "我的")
    placed.draft.path.unlink()
    before = original.read_bytes()
    with pytest.raises(DraftReplaced):
        publishing(placed).publish()
    assert original.read_bytes() == before
    placed.close()


def test_another_revision_of_the_same_length_is_noticed(original: Path) -> None:
    placed = opened(original)
    with Draft.open(shutil.copy(original, original.parent / "二.qibei"), PASSPHRASE) as other:
        write(other, "甲")
    assert (original.parent / "二.qibei").stat().st_size == original.stat().st_size
    os.replace(original.parent / "二.qibei", original)
    write(placed.draft, "乙")
    with pytest.raises(DraftDiverged):
        publishing(placed).publish()
    placed.close()


def test_a_disk_that_is_pulled_out_and_comes_back(original: Path, quick: None) -> None:
    placed = opened(original)
    folder = original.parent
    folder.rename(folder.with_name("拔掉"))
    write(placed.draft, "还在写")
    publishing(placed).written()
    until(lambda: publishing(placed).state.kind == "absent")
    write(placed.draft, "一直在写")
    publishing(placed).written()
    folder.with_name("拔掉").rename(folder)
    until(lambda: publishing(placed).state.kind == "published")
    assert name_in(original) == "一直在写"
    placed.close()


def test_with_nothing_new_it_does_not_matter_that_the_disk_is_out(original: Path) -> None:
    placed = opened(original)
    original.parent.rename(original.parent.with_name("拔掉"))
    publishing(placed).publish()
    placed.close()
    assert leftovers.unpublished() == []


def test_a_full_stick_leaves_the_draft_as_it_was(original: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    placed = opened(original)
    write(placed.draft, "我的")
    before = original.read_bytes()

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as disk:
        disk.setattr(working_copy.os, "fsync", full)
        with pytest.raises(NotPublished, match="那里的空间已满；修改已存在本机，没有丢失"):
            publishing(placed).publish()
    assert (original.read_bytes(), [file.name for file in original.parent.glob("*.qibei")]) == (before, [original.name])
    publishing(placed).publish()
    assert name_in(original) == "我的"
    placed.close()


def test_a_file_that_was_taken_away_is_not_made_again_behind_the_users_back(original: Path) -> None:
    placed = opened(original)
    write(placed.draft, "还在写")
    original.rename(original.with_name("改名.qibei"))
    with pytest.raises(DraftDiverged, match="移走、改名或删除"):
        publishing(placed).publish()
    assert not original.exists()
    placed.close()


@open_files_move
def test_while_the_disk_is_out_a_colleague_may_open_the_draft(original: Path) -> None:
    placed = opened(original)
    lock.lock_path(original).unlink()  # the disk is in another computer, which has it open
    held = lock.LockFile.acquire(original)
    write(placed.draft, "我的")
    with pytest.raises(NotPublished, match="正打开着它"):
        publishing(placed).publish()
    held.release()
    publishing(placed).publish()
    assert name_in(original) == "我的"
    placed.close()


def test_bytes_that_came_out_wrong_do_not_take_the_place_of_the_draft(
    original: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    placed = opened(original)
    write(placed.draft, "我的")
    before = original.read_bytes()
    with monkeypatch.context() as disk:
        disk.setattr(working_copy.os, "fsync", lambda handle: os.ftruncate(handle, 8192))
        with pytest.raises(NotPublished, match="没有写成"):
            publishing(placed).publish()
    assert original.read_bytes() == before
    assert not list(original.parent.glob(".*.rewrite"))
    placed.close()


def test_a_crash_leaves_a_copy_that_opening_finds_and_publishes(original: Path) -> None:
    placed = opened(original)
    write(placed.draft, "没来得及写回")
    publishing(placed).written()
    crash(placed)
    (left,) = leftovers.unpublished()
    assert (left.record.original, left.revision, left.fits()) == (original, 1, True)
    reader = opened(original, read_only=True)
    assert dict(reader.draft.values())["company.name"] == '"没来得及写回"'
    reader.close()
    again = opened(original)
    publishing(again).publish()
    again.close()
    assert name_in(original) == "没来得及写回"
    assert leftovers.unpublished() == []


def test_the_copy_is_found_when_the_disk_has_another_letter(original: Path) -> None:
    placed = opened(original)
    write(placed.draft, "没来得及写回")
    crash(placed)
    moved = original.parent.rename(original.parent.with_name("F"))
    again = opened(moved / original.name)
    publishing(again).publish()
    again.close()
    assert name_in(moved / original.name) == "没来得及写回"


def test_the_copy_can_be_worked_on_without_its_disk(original: Path) -> None:
    placed = opened(original)
    write(placed.draft, "一")
    crash(placed)
    original.parent.rename(original.parent.with_name("拔掉"))
    again = opened(original)
    write(again.draft, "二")
    with pytest.raises(PlaceAbsent):
        publishing(again).publish()
    again.close()
    assert name_in(leftovers.unpublished()[0].local) == "二"


def test_a_copy_with_nothing_of_its_own_is_swept(original: Path) -> None:
    crash(opened(original))
    assert leftovers.unpublished() == []
    assert list(working_copy.working_folder().iterdir()) == []


def test_a_copy_whose_record_is_damaged_is_told_all_the_same(original: Path) -> None:
    placed = opened(original)
    write(placed.draft, "我的")
    crash(placed)
    (publishing(placed).copy.folder / "record.json").write_bytes(b"\0" * 50)
    (left,) = leftovers.unpublished()
    assert name_in(left.local) == "我的"


def test_a_new_passphrase_is_published_too(original: Path) -> None:
    placed = opened(original)
    placed.draft.change_passphrase("另一句话")
    publishing(placed).publish()
    placed.close()
    with pytest.raises(WrongPassphrase):
        Draft.open(original, PASSPHRASE)
    Draft.open(original, "另一句话").close()


def test_a_kill_while_publishing_leaves_old_or_new_and_loses_nothing(original: Path) -> None:
    with Draft.open(original, PASSPHRASE) as draft:
        key = draft.key
    chance = random.Random(20261128)
    acknowledged = 0
    for _ in range(KILLS):
        acknowledged = _killed(original, key, acknowledged + 1, chance.uniform(0.0, 0.15))
        with Draft.open_with_key(original, key, read_only=True) as at_its_place:
            published = int(dict(at_its_place.values()).get("counter", "0"))
        again = placing.open_with_key(original, key, Way())
        found = int(dict(again.draft.values())["counter"])
        assert published <= found
        assert found in (acknowledged, acknowledged + 1)
        publishing(again).publish()
        again.close()
        acknowledged = found
        assert [file.name for file in original.parent.iterdir()] == [original.name]
        assert list(working_copy.working_folder().rglob("*")) == []


def _killed(path: Path, key: bytes, start: int, delay: float) -> int:
    command = [sys.executable, Path(__file__).with_name("publishing_child.py"), path, key.hex(), str(start)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as child:
        assert child.stdout is not None
        said = child.stdout.readline()
        time.sleep(delay)
        child.kill()
        said += child.stdout.read()
    return int(said.split("\n")[-2])


@pytest.mark.long
def test_a_real_stick_with_exfat(stick: Path) -> None:
    path = stick / "绿色工厂.qibei"
    Draft.create(path, PASSPHRASE, pack="green-factory", edition=2).close()
    placed = opened(path)
    assert publishing(placed).copy.record.place.kind == "removable"
    write(placed.draft, "在 U 盘上")
    publishing(placed).publish()
    assert name_in(path) == "在 U 盘上"
    subprocess.run(["umount", "-l", os.fspath(stick)], check=True)
    write(placed.draft, "拔掉以后")
    with pytest.raises(PlaceAbsent):
        publishing(placed).publish()
    placed.close()
    assert name_in(leftovers.unpublished()[0].local) == "拔掉以后"


@pytest.mark.long
def test_a_stick_that_is_really_full(stick: Path) -> None:
    path = stick / "绿色工厂.qibei"
    Draft.create(path, PASSPHRASE, pack="green-factory", edition=2).close()
    placed = opened(path)
    proof = os.urandom(8 << 20)
    placed.draft.write([], evidence={hashlib.sha256(proof).hexdigest(): proof})
    filler = stick / "录像.bin"
    with filler.open("wb") as stream, suppress(OSError):
        while True:
            stream.write(os.urandom(1 << 20))
            stream.flush()
    with pytest.raises(NotPublished, match="空间已满"):
        publishing(placed).publish()
    with Draft.open(path, PASSPHRASE, read_only=True) as as_it_was:
        assert as_it_was.evidence_hashes() == {}
    assert not list(stick.glob(".*.rewrite"))
    filler.unlink()
    publishing(placed).publish()
    placed.close()
    with Draft.open(path, PASSPHRASE, read_only=True) as published:
        assert len(published.evidence(hashlib.sha256(proof).hexdigest())) == len(proof)


@pytest.mark.long
def test_a_kill_while_publishing_to_a_real_stick(stick: Path) -> None:
    path = stick / "绿色工厂.qibei"
    Draft.create(path, PASSPHRASE, pack="green-factory", edition=2).close()
    test_a_kill_while_publishing_leaves_old_or_new_and_loses_nothing(path)
