"""Kills, stale journals and half-done rewrites: what was acknowledged is there, and what is foreign is not replayed."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from drafts.one_proof import PASSPHRASE, PROOF_HASH

from app.drafts.model import Change
from app.drafts.opening import births, journal, seen
from app.drafts.store import Draft
from app.errors import DraftDamaged, DraftError, WrongPassphrase

ROOT = Path(__file__).resolve().parents[2]
KILLS = 100 if os.environ.get("QIBEI_LONG") else 10


def kill_while_writing(path: Path, key: bytes, start: int, delay: float) -> int:
    """Let a child write and kill it `delay` seconds after its first word; the last number it acknowledged."""
    command = [sys.executable, Path(__file__).with_name("writing_child.py"), path, key.hex(), str(start)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as child:
        assert child.stdout is not None
        said = child.stdout.readline()
        time.sleep(delay)
        child.kill()
        said += child.stdout.read()
    return int(said.split("\n")[-2])


def leave_a_hot_journal(draft: Draft, aside: Path) -> Path:
    """The draft as a crash in the middle of a commit leaves it: half-written, with its journal; lock and marks too."""
    db = draft._opened.db
    db.execute("PRAGMA cache_size=-16")
    db.execute("BEGIN IMMEDIATE")
    db.execute("UPDATE field SET value = '\"' || hex(zeroblob(3000)) || '\"'")
    db.execute("UPDATE evidence SET bytes = randomblob(60000)")
    db.cache_flush()
    for path in (draft.path, journal.journal_path(draft.path)):
        shutil.copyfile(path, aside / path.name)
    db.execute("ROLLBACK")
    return aside / draft.path.name


@pytest.fixture
def torn(draft: Draft, tmp_path: Path) -> Path:
    """A half-written draft in its own place, and its journal beside it."""
    aside = tmp_path / "aside"
    aside.mkdir()
    copy = leave_a_hot_journal(draft, aside)
    draft.close()
    shutil.copyfile(copy, draft.path)
    shutil.copyfile(journal.journal_path(copy), journal.journal_path(draft.path))
    return draft.path


def is_as_it_was(draft: Draft) -> bool:
    return dict(draft.values())["equipment.total"] == "12" and len(draft.evidence(PROOF_HASH)) > 50_000


def test_a_killed_program_loses_nothing_it_had_acknowledged(draft: Draft) -> None:
    draft.close()
    chance = random.Random(20261121)
    acknowledged = 0
    for _ in range(KILLS):
        acknowledged = kill_while_writing(draft.path, draft.key, acknowledged + 1, chance.uniform(0.0, 0.12))
        with Draft.open_with_key(draft.path, draft.key) as again:
            values = dict(again.values())
            assert int(values["counter"]) in (acknowledged, acknowledged + 1)
            rows = {text.split()[0] for name, text in values.items() if f"[k{int(values['counter']) % 50}]" in name}
            assert rows == {f'"{values["counter"]}'}, "a step is there in full or not at all"
            assert len(again.steps(limit=3)) == 3
        acknowledged = int(values["counter"])


def test_a_draft_torn_by_a_crash_is_damaged_without_its_journal(torn: Path) -> None:
    journal.journal_path(torn).unlink()
    with pytest.raises(DraftDamaged):
        Draft.open(torn, PASSPHRASE)


def test_our_own_journal_is_replayed_after_a_crash(torn: Path, draft: Draft) -> None:
    seen.note_open(draft.file_id, torn)
    with Draft.open(torn, PASSPHRASE) as again:
        assert is_as_it_was(again)
    assert not journal.has_journal(torn)


def test_a_wrong_passphrase_after_a_crash_does_not_touch_the_journal(torn: Path, draft: Draft) -> None:
    seen.note_open(draft.file_id, torn)
    before = torn.read_bytes(), journal.journal_path(torn).read_bytes()
    with pytest.raises(WrongPassphrase):
        Draft.open(torn, "falsch")
    assert (torn.read_bytes(), journal.journal_path(torn).read_bytes()) == before
    with Draft.open(torn, PASSPHRASE) as again:
        assert is_as_it_was(again)


def test_a_journal_without_our_mark_is_tried_on_a_copy_and_taken_when_it_makes_the_draft_whole(torn: Path) -> None:
    with Draft.open(torn, PASSPHRASE) as again:
        assert is_as_it_was(again)
    assert [each.suffix for each in torn.parent.glob("*-journal*")] == [".aside"]


def test_a_reader_puts_a_crashed_draft_in_order_first(torn: Path) -> None:
    with Draft.open(torn, PASSPHRASE, read_only=True) as reader:
        assert is_as_it_was(reader)


def test_a_foreign_journal_is_moved_aside_and_changes_nothing(draft: Draft, tmp_path: Path) -> None:
    aside = tmp_path / "aside"
    aside.mkdir()
    copy = leave_a_hot_journal(draft, aside)
    draft.write([Change("equipment.total", None, "13")])
    draft.close()
    whole = draft.path.read_bytes()
    shutil.copyfile(journal.journal_path(copy), journal.journal_path(draft.path))
    for suffix in ("-wal", "-shm"):
        draft.path.with_name(draft.path.name + suffix).write_bytes(b"x" * 4096)
    with Draft.open(draft.path, PASSPHRASE) as again:
        assert dict(again.values())["equipment.total"] == "13"
    assert draft.path.read_bytes() == whole
    assert len(list(draft.path.parent.glob("*.aside"))) == 3


def test_a_journal_that_names_another_file_is_never_replayed(torn: Path, draft: Draft, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_bytes(b"x")
    name = os.fsencode(precious)
    trailer = len(name).to_bytes(4, "big") + sum(name).to_bytes(4, "big") + journal.SUPER_JOURNAL_MARK
    with journal.journal_path(torn).open("ab") as stream:
        stream.write(b"\0\0\0\1" + name + trailer)
    seen.note_open(draft.file_id, torn)
    with pytest.raises(DraftDamaged):
        Draft.open(torn, PASSPHRASE)
    assert precious.exists()
    assert journal.journal_path(torn).exists() is False


def test_the_mark_of_another_place_does_not_vouch_for_a_journal(torn: Path, draft: Draft) -> None:
    seen.note_open(draft.file_id, torn.with_name("elsewhere.qibei"))
    assert not seen.was_left_open(draft.file_id, torn)


def test_a_new_passphrase_that_fails_half_way_leaves_the_old_file(
    draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(target: Path, path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(births, "move", fail)
    with pytest.raises(DraftError, match="磁盘空间已满"):
        draft.change_passphrase("新密码")
    draft.write([Change("equipment.total", None, "13")])
    draft.close()
    assert list(draft.path.parent.glob(".*.rewrite")) == []
    with Draft.open(draft.path, PASSPHRASE) as again:
        assert dict(again.values())["equipment.total"] == "13"
