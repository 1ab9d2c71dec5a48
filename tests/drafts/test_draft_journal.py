"""A journal beside a draft is never replayed in place, and never a dead end."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from drafts.one_proof import PASSPHRASE
from drafts.test_draft_crash import is_as_it_was, leave_a_hot_journal
from special_files import link, pipe

from app.drafts.format.header import PAGE_SIZE
from app.drafts.model import Change
from app.drafts.opening import journal, lock, seen, settling
from app.drafts.store import Draft
from app.errors import DraftDamaged, DraftError, DraftInUse


@pytest.fixture
def torn(draft: Draft, tmp_path: Path) -> Path:
    """A half-written copy of the draft with its journal; the draft itself is whole, and closed."""
    aside = tmp_path / "aside"
    aside.mkdir()
    copy = leave_a_hot_journal(draft, aside)
    draft.close()
    return copy


def with_journal(path: Path, of: Path) -> None:
    shutil.copyfile(journal.journal_path(of), journal.journal_path(path))


@pytest.mark.parametrize("vouched", [True, False])
def test_a_stale_journal_of_the_same_draft_changes_nothing(torn: Path, draft: Draft, vouched: bool) -> None:
    with Draft.open(draft.path, PASSPHRASE) as again:
        again.write([Change("equipment.total", None, "13")])
    whole = draft.path.read_bytes()
    with_journal(draft.path, torn)
    if vouched:
        seen.note_open(draft.file_id, draft.path)
    with Draft.open(draft.path, PASSPHRASE) as again:
        assert dict(again.values())["equipment.total"] == "13"
    assert draft.path.read_bytes() == whole


@pytest.mark.parametrize("vouched", [True, False])
def test_a_journal_that_does_not_help_leaves_the_draft_and_itself_as_they_are(
    torn: Path, draft: Draft, tmp_path: Path, vouched: bool
) -> None:
    with Draft.create(tmp_path / "other.qibei", PASSPHRASE, pack="p", edition=1) as other:
        other.write([Change(f"a.b{number}", None, f'"{"x" * 900}"') for number in range(200)])
        (tmp_path / "theirs").mkdir()
        foreign = leave_a_hot_journal(other, tmp_path / "theirs")
    shutil.copyfile(torn, draft.path)
    with_journal(draft.path, foreign)
    if vouched:
        seen.note_open(draft.file_id, draft.path)
    before = draft.path.read_bytes(), journal.journal_path(draft.path).read_bytes()
    for read_only in (False, True):
        with pytest.raises(DraftDamaged, match="损坏"):
            Draft.open(draft.path, PASSPHRASE, read_only=read_only)
        assert (draft.path.read_bytes(), journal.journal_path(draft.path).read_bytes()) == before


def test_what_an_unvouched_journal_replaced_is_kept(torn: Path, draft: Draft) -> None:
    shutil.copyfile(torn, draft.path)
    with_journal(draft.path, torn)
    half = draft.path.read_bytes()
    with Draft.open(draft.path, PASSPHRASE) as again:
        assert is_as_it_was(again)
    kept = list(draft.path.parent.glob(f"{draft.path.name}.*.aside"))
    assert [each.read_bytes() for each in kept] == [half]


def test_a_journal_does_not_bring_back_a_state_long_past(torn: Path, draft: Draft) -> None:
    with Draft.open(draft.path, PASSPHRASE) as again:
        for total in (13, 14, 15):
            again.write([Change("equipment.total", None, str(total))])
    with draft.path.open("r+b") as stream:
        stream.seek(6 * PAGE_SIZE + 100)
        stream.write(b"damage")
    broken = draft.path.read_bytes()
    with_journal(draft.path, torn)
    seen.note_open(draft.file_id, draft.path)
    with pytest.raises(DraftError):
        Draft.open(draft.path, PASSPHRASE)
    assert draft.path.read_bytes() == broken


@pytest.mark.parametrize("suffix", ["-wal", "-shm"])
@pytest.mark.parametrize("junk", [b"", b"x" * 9000, bytes.fromhex("377f0682") + bytes(4096)])
@pytest.mark.parametrize("movable", [True, False])
def test_a_junk_log_shuts_no_reader_out(
    closed: Path, suffix: str, junk: bytes, movable: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed.with_name(closed.name + suffix).write_bytes(junk)
    if not movable:
        monkeypatch.setattr(journal, "_move_aside", _refuse)
    before = closed.read_bytes()
    with Draft.open(closed, PASSPHRASE, read_only=True) as reader:
        assert is_as_it_was(reader)
    assert closed.read_bytes() == before


def test_a_journal_where_nothing_can_be_moved_shuts_no_reader_out(
    torn: Path, closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_journal(closed, torn)
    monkeypatch.setattr(journal, "_move_aside", _refuse)
    with Draft.open(closed, PASSPHRASE, read_only=True) as reader:
        assert is_as_it_was(reader)
    with pytest.raises(DraftError, match="无法移开"):
        Draft.open(closed, PASSPHRASE)


def test_a_reader_waits_for_no_writer_elsewhere_to_end(torn: Path, closed: Path) -> None:
    with_journal(closed, torn)
    lock.lock_path(closed).write_text('{"user": "王芳", "host": "PC-12", "since": "", "pid": 1}', "utf-8")
    with pytest.raises(DraftInUse, match="PC-12"):
        Draft.open(closed, PASSPHRASE, read_only=True)


@pytest.mark.parametrize("kind", ["folder", "link", "pipe"])
@pytest.mark.skipif(os.name == "nt", reason="pipes and links are of other systems")
def test_a_journal_that_is_no_plain_file_is_moved_aside(closed: Path, kind: str, tmp_path: Path) -> None:
    place = journal.journal_path(closed)
    if kind == "folder":
        place.mkdir()
        (place / "x").touch()
    elif kind == "link":
        (tmp_path / "precious").write_bytes(b"x" * 9000)
        link(place, tmp_path / "precious")
    else:
        pipe(place)
    with Draft.open(closed, PASSPHRASE) as again:
        assert is_as_it_was(again)
        again.write([Change("equipment.total", None, "13")])
    assert not (tmp_path / "precious").exists() or (tmp_path / "precious").stat().st_size == 9000


def test_looking_whether_a_draft_is_whole_changes_nothing(torn: Path, closed: Path, draft: Draft) -> None:
    with_journal(closed, torn)
    before = sorted((each.name, each.stat().st_size) for each in closed.parent.iterdir())
    assert settling.is_whole(closed, draft.key, bytes.fromhex(draft.file_id))
    assert not settling.is_whole(torn, draft.key, bytes.fromhex(draft.file_id))
    assert sorted((each.name, each.stat().st_size) for each in closed.parent.iterdir()) == before


def _refuse(path: Path) -> None:
    if os.path.lexists(path):
        raise PermissionError(13, "Permission denied", str(path))
