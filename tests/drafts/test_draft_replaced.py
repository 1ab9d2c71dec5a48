"""A file that others change, replace or take away while the draft is open: nothing is written, and it is said."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import apsw
import pytest
from drafts.one_proof import PASSPHRASE, PROOF, PROOF_HASH
from special_files import open_files_move

from app.drafts.model import Change
from app.drafts.opening import journal, lock
from app.drafts.store import Draft
from app.errors import DraftInUse, DraftReplaced, NotSaved

GOOD = [Change("equipment.total", None, "13")]
BETTER = [Change("equipment.total", None, "14")]


def in_place(source: Path, target: Path) -> None:
    """As a sync client writes that keeps the file, its size and its time."""
    times = target.stat()
    with target.open("r+b") as stream:
        stream.write(source.read_bytes())
        stream.truncate()
    os.utime(target, ns=(times.st_atime_ns, times.st_mtime_ns))


def by_rename(source: Path, target: Path) -> None:
    """As a sync client writes that makes a new file first."""
    shutil.copyfile(source, target.with_name("new"))
    os.replace(target.with_name("new"), target)


WAYS = [in_place, pytest.param(by_rename, marks=open_files_move)]


@pytest.fixture
def older(draft: Draft, tmp_path: Path) -> Path:
    """A copy of the file from before the last edit."""
    copy = tmp_path / "older"
    shutil.copyfile(draft.path, copy)
    draft.write(GOOD)
    return copy


@pytest.mark.parametrize("put", WAYS)
def test_an_older_file_put_there_is_not_written_into(
    draft: Draft, older: Path, put: Callable[[Path, Path], None]
) -> None:
    put(older, draft.path)
    for _ in range(2):
        with pytest.raises(DraftReplaced, match="在别处被改动或替换"):
            draft.write(BETTER)
        assert draft.path.read_bytes() == older.read_bytes()
    with pytest.raises(DraftReplaced):
        draft.change_passphrase("新密码")
    draft.close()
    assert draft.path.read_bytes() == older.read_bytes()
    with Draft.open(draft.path, PASSPHRASE) as other:
        assert dict(other.values())["equipment.total"] == "12"


@pytest.mark.parametrize("put", WAYS)
@pytest.mark.parametrize("content", [b"", b"another file", bytes(200_000)])
def test_any_other_file_put_there_stays_as_it_is(
    draft: Draft, tmp_path: Path, put: Callable[[Path, Path], None], content: bytes
) -> None:
    (tmp_path / "other").write_bytes(content)
    put(tmp_path / "other", draft.path)
    with pytest.raises(DraftReplaced) as refused:
        draft.write(GOOD)
    assert isinstance(refused.value, NotSaved)
    assert "另存为" in refused.value.hint
    assert draft.path.read_bytes() == content


@open_files_move
@pytest.mark.parametrize("content", [b"another file" * 20_000, bytes(200_000)])
def test_reading_from_a_file_that_was_overwritten_says_so(draft: Draft, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "other").write_bytes(content)
    in_place(tmp_path / "other", draft.path)
    with pytest.raises(DraftReplaced, match=r"在别处被改动、替换或移走.*另存为"):
        draft.evidence(PROOF_HASH)
    assert draft.path.read_bytes() == content


def test_a_file_taken_away_is_missed_and_welcome_when_it_is_back(draft: Draft) -> None:
    away = draft.path.with_name("away")
    os.replace(draft.path, away)
    with pytest.raises(DraftReplaced, match="不在原处"):
        draft.write(GOOD)
    assert not draft.path.exists()
    os.replace(away, draft.path)
    draft.write(GOOD)
    draft.close()
    with Draft.open(draft.path, PASSPHRASE) as again:
        assert dict(again.values())["equipment.total"] == "13"


@pytest.mark.parametrize("put", WAYS)
def test_the_same_state_put_there_is_written_on(
    draft: Draft, tmp_path: Path, put: Callable[[Path, Path], None]
) -> None:
    shutil.copyfile(draft.path, tmp_path / "same")
    put(tmp_path / "same", draft.path)
    draft.write(GOOD)
    assert draft.evidence(PROOF_HASH) == PROOF
    draft.close()
    with Draft.open(draft.path, PASSPHRASE) as again:
        assert dict(again.values())["equipment.total"] == "13"


def test_a_file_that_was_only_touched_is_written_on(draft: Draft) -> None:
    os.utime(draft.path)
    assert draft.write(GOOD) == 2
    os.chmod(draft.path, 0o640)
    assert draft.write(BETTER) == 3


@pytest.mark.skipif(os.name == "nt", reason="Windows removes no file that is open")
def test_of_two_writers_whose_lock_was_removed_one_is_told(draft: Draft) -> None:
    lock.lock_path(draft.path).unlink()
    with Draft.open(draft.path, PASSPHRASE) as second:
        draft.write(GOOD)
        with pytest.raises(DraftReplaced):
            second.write(BETTER)
        draft.write([Change("company.name", None, '"甲"')])
        assert dict(draft.values())["equipment.total"] == "13"


@pytest.mark.skipif(os.name == "nt", reason="Windows removes no file that is open")
def test_a_lock_that_was_removed_is_there_again_after_the_next_edit(draft: Draft) -> None:
    lock.lock_path(draft.path).unlink()
    draft.write(GOOD)
    with pytest.raises(DraftInUse):
        Draft.open(draft.path, PASSPHRASE)
    draft.close()
    assert not lock.lock_path(draft.path).exists()


def test_a_foreign_journal_that_turns_up_is_not_replayed(draft: Draft, older: Path) -> None:
    before = draft.path.read_bytes()
    journal.journal_path(draft.path).write_bytes(bytes.fromhex("d9d505f920a163d7") + bytes(9000))
    with pytest.raises(DraftReplaced):
        draft.write(BETTER)
    with pytest.raises(DraftReplaced):
        draft.values()
    assert draft.path.read_bytes() == before
    journal.journal_path(draft.path).unlink()
    draft.write(BETTER)


def test_a_log_that_turns_up_is_moved_aside_and_nothing_goes_into_it(draft: Draft) -> None:
    draft.path.with_name(draft.path.name + "-wal").write_bytes(b"x" * 5000)
    draft.write(GOOD)
    assert len(list(draft.path.parent.glob("*-wal.*.aside"))) == 1
    assert list(draft.path.parent.glob("*-wal")) == []
    with Draft.open(draft.path, PASSPHRASE, read_only=True) as reader:
        assert dict(reader.values())["equipment.total"] == "13"


class _Meddled:
    """A connection beside which something happens at COMMIT."""

    def __init__(self, db: apsw.Connection, meddle: Callable[[], object], *, failing: bool = False) -> None:
        self.db, self._meddle, self._failing = db, meddle, failing

    def __getattr__(self, name: str) -> object:
        return getattr(self.db, name)

    def execute(self, query: str, *values: object) -> object:
        if self._failing and "FROM seal" in query:
            raise apsw.IOError("disk I/O error")
        done = self.db.execute(query, *values)  # type: ignore[arg-type]
        if query == "COMMIT":
            self._meddle()
            if self._failing:
                raise apsw.IOError("disk I/O error")
        return done


@open_files_move
def test_what_went_into_a_file_that_was_replaced_at_that_moment_is_not_called_saved(draft: Draft, older: Path) -> None:
    draft._opened.db = _Meddled(draft._opened.db, lambda: by_rename(older, draft.path))  # type: ignore[assignment]
    for _ in range(2):
        with pytest.raises(DraftReplaced):
            draft.write(BETTER)
    assert draft.path.read_bytes() == older.read_bytes()


def test_a_commit_whose_outcome_could_not_be_read_is_recognised_later(draft: Draft) -> None:
    real = draft._opened.db
    meddled = _Meddled(real, lambda: setattr(meddled, "_failing", True))
    draft._opened.db = meddled  # type: ignore[assignment]
    with pytest.raises(NotSaved):
        draft.write(GOOD)
    draft._opened.db = real
    assert draft.write(GOOD) == 2
    assert draft.write(BETTER) == 3
