"""A full disk: nothing is half-written, the user is told, and the same write succeeds once there is room."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import apsw
import pytest
from drafts.one_proof import PASSPHRASE, PROOF_HASH

from app.drafts import failures
from app.drafts.model import Change
from app.drafts.store import Draft
from app.errors import DraftError, DraftInUse, NoSpace

ROOT = Path(__file__).resolve().parents[2]
BIG = bytes(range(256)) * 4000
BIG_HASH = hashlib.sha256(BIG).hexdigest()
GOOD = [Change("equipment.total", None, "13")]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real disk of 600 KB; where mounting is not allowed the tests that need it do not run."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = sys.platform == "linux" and _run("mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", str(place))
    if not mounted:
        pytest.skip("mounting a small disk needs a privilege")
    yield place
    _run("umount", "-l", str(place))


def _run(*command: str) -> bool:
    try:
        return subprocess.run(command, capture_output=True, timeout=20).returncode == 0
    except FileNotFoundError:
        return False


def test_evidence_that_does_not_fit_is_refused_and_fits_once_there_is_room(small_disk: Path) -> None:
    ballast = small_disk / "ballast"
    with Draft.create(small_disk / "d.qibei", PASSPHRASE, pack="p", edition=1) as draft:
        draft.write([Change("equipment.total", None, "12")])
        for _ in range(3):
            with pytest.raises(NoSpace, match="磁盘空间已满"):
                draft.write(GOOD, evidence={BIG_HASH: BIG})
            assert dict(draft.values()) == {"equipment.total": "12"}
            assert draft.evidence_hashes() == {}
            assert draft.info.revision == 1
        ballast.write_bytes(bytes(os.statvfs(small_disk).f_bavail * os.statvfs(small_disk).f_frsize))
        with pytest.raises(NoSpace):
            draft.write(GOOD)
        with pytest.raises(NoSpace, match=r"“d\.qibei”没有写成：磁盘空间已满；原有文件未改动.*腾出空间后重试"):
            draft.change_passphrase("新密码")
        with pytest.raises(NoSpace, match=r"“copy\.qibei”没有写成"):
            draft.copy_to(small_disk / "copy.qibei", "副本的密码")
        ballast.unlink()
        assert draft.write(GOOD) == 2
    with Draft.open(small_disk / "d.qibei", PASSPHRASE) as again:
        assert dict(again.values()) == {"equipment.total": "13"}
    assert sorted(each.name for each in small_disk.iterdir()) == ["d.qibei"]


def test_what_was_written_before_the_disk_was_full_is_taken_back_at_once(small_disk: Path) -> None:
    """More than SQLite keeps in memory: its first pages are in the file before the commit."""
    words = Change("a.words", None, json.dumps("长" * 400_000))
    with Draft.create(small_disk / "d.qibei", PASSPHRASE, pack="p", edition=1) as draft:
        before = draft.path.stat().st_size
        with pytest.raises(NoSpace):
            draft.write([words])
        assert draft.path.stat().st_size == before
        assert [each.name for each in small_disk.iterdir() if each.name.endswith("-journal")] == []
    assert [each.name for each in small_disk.iterdir()] == ["d.qibei"]
    Draft.open(small_disk / "d.qibei", PASSPHRASE).close()


def test_a_draft_that_cannot_be_made_on_a_full_disk_leaves_nothing(small_disk: Path) -> None:
    (small_disk / "ballast").write_bytes(bytes(590_000))
    with pytest.raises(NoSpace, match="没有写成"):
        Draft.create(small_disk / "d.qibei", PASSPHRASE, pack="p", edition=1)
    assert [each.name for each in small_disk.iterdir()] == ["ballast"]


def test_a_file_that_may_not_grow_keeps_its_state_and_goes_on_when_it_may(draft: Draft) -> None:
    db = draft._opened.db
    db.execute(f"PRAGMA max_page_count={db.pragma('page_count')}")
    with pytest.raises(NoSpace):
        draft.write(GOOD, evidence={BIG_HASH: BIG})
    assert dict(draft.values())["equipment.total"] == "12"
    assert draft.evidence(PROOF_HASH)
    db.execute("PRAGMA max_page_count=1000000")
    assert draft.write(GOOD, evidence={BIG_HASH: BIG}) == 2
    assert draft.evidence(BIG_HASH) == BIG


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of a file")
def test_a_limit_of_the_system_on_the_size_of_files_is_survived(closed: Path, draft: Draft) -> None:
    program = f"""
import resource, signal
from pathlib import Path
from app.drafts.model import Change
from app.drafts.store import Draft
from app.errors import DraftError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
path = Path({str(closed)!r})
big = bytes(range(256)) * 4000
draft = Draft.open_with_key(path, bytes.fromhex({draft.key.hex()!r}))
hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 8192 * 4, hard))
try:
    draft.write([Change("equipment.total", None, "13")], evidence={{{BIG_HASH!r}: big}})
except DraftError as error:
    print(type(error).__name__, dict(draft.values())["equipment.total"])
resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
print(draft.write([Change("equipment.total", None, "13")], evidence={{{BIG_HASH!r}: big}}))
draft.close()
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.split() == ["NotSaved", "12", "2"], done.stderr
    with Draft.open(closed, PASSPHRASE) as again:
        assert again.evidence(BIG_HASH) == BIG


def test_a_commit_that_reports_an_error_but_reached_the_disk_counts_as_saved(draft: Draft) -> None:
    draft._opened.db = _Lying(draft._opened.db, after=True)  # type: ignore[assignment]
    assert draft.write(GOOD) == 2
    assert dict(draft.values())["equipment.total"] == "13"
    assert draft.info.revision == 2


def test_a_commit_that_failed_is_never_called_saved(draft: Draft) -> None:
    real = draft._opened.db
    draft._opened.db = _Lying(real, after=False)  # type: ignore[assignment]
    with pytest.raises(DraftError, match="没有保存"):
        draft.write(GOOD)
    assert dict(draft.values())["equipment.total"] == "12"
    draft._opened.db = real
    assert draft.write(GOOD) == 2


def test_a_full_disk_is_seen_behind_the_error_of_the_rollback(path: Path) -> None:
    masked = apsw.SQLError("cannot rollback - no transaction is active")
    masked.__context__ = apsw.FullError("database or disk is full")
    assert isinstance(failures.translated(masked, path), NoSpace)
    assert isinstance(failures.translated(apsw.BusyError("locked"), path), DraftInUse)


class _Lying:
    """A connection whose COMMIT reports an error, before or after it was done."""

    def __init__(self, db: apsw.Connection, *, after: bool) -> None:
        self._db = db
        self._after = after

    def __getattr__(self, name: str) -> object:
        return getattr(self._db, name)

    def execute(self, query: str, *values: object) -> object:
        if query != "COMMIT":
            return self._db.execute(query, *values)  # type: ignore[arg-type]
        if self._after:
            self._db.execute(query)
        raise apsw.IOError("disk I/O error")
