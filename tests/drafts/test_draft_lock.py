"""One program writes a draft; the second one learns who and when, and a dead one is no obstacle."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from drafts.one_proof import PASSPHRASE
from special_files import link, pipe

from app.drafts.model import Change
from app.drafts.opening import lock
from app.drafts.opening.lock import LockFile
from app.drafts.store import Draft
from app.errors import DraftError, DraftInUse

ROOT = Path(__file__).resolve().parents[2]


def left_by(draft: Path, host: str) -> None:
    said = {"user": "王\u202e芳", "host": host, "since": "2026-11-21T06:03:00Z", "pid": 4_000_000}
    lock.lock_path(draft).write_text(json.dumps(said), "utf-8")


def test_the_second_opener_is_told_who_has_it_and_may_read(draft: Draft) -> None:
    with pytest.raises(DraftInUse) as refused:
        Draft.open(draft.path, PASSPHRASE)
    assert platform.node() in refused.value.message
    assert "只读" in refused.value.hint
    holder = lock.holder_of(draft.path)
    assert holder is not None
    assert holder.pid == os.getpid()
    assert holder.when().startswith("20")
    with Draft.open(draft.path, PASSPHRASE, read_only=True) as reader:
        assert dict(reader.values()) == dict(draft.values())
    draft.write([Change("equipment.total", None, "13")])


def test_another_process_is_kept_out_too(draft: Draft) -> None:
    said = _run(f"LockFile.acquire(Path({str(draft.path)!r}))")
    assert "DraftInUse" in said


def test_the_lock_is_gone_after_closing(draft: Draft) -> None:
    draft.close()
    assert not lock.lock_path(draft.path).exists()
    LockFile.acquire(draft.path).release()


def test_the_lock_of_a_dead_process_is_taken_over(closed: Path) -> None:
    _run(f"LockFile.acquire(Path({str(closed)!r})); os._exit(0)")
    assert lock.holder_of(closed) is not None
    with Draft.open(closed, PASSPHRASE) as draft:
        assert not draft.read_only


def test_a_lock_from_another_computer_is_taken_over_only_when_the_user_says_so(closed: Path) -> None:
    left_by(closed, "PC-12")
    with pytest.raises(DraftInUse, match="王芳（电脑 PC-12）"):
        Draft.open(closed, PASSPHRASE)
    assert lock.holder_of(closed) is not None
    with Draft.open(closed, PASSPHRASE, take_over=True) as draft:
        draft.write([Change("equipment.total", None, "13")])
    assert not lock.lock_path(closed).exists()


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"{", b"[]", b'{"user": 1}', b"\xff" * 9000, b"[" * 100_000, b'{"user":' * 900),
        b'{"user": "a", "host": "b", "since": "c", "pid": 1e999}',
    ],
)
def test_an_unreadable_lock_that_nobody_holds_is_no_obstacle(closed: Path, content: bytes) -> None:
    lock.lock_path(closed).write_bytes(content)
    Draft.open(closed, PASSPHRASE).close()


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_a_lock_that_is_a_link_is_not_followed(closed: Path, tmp_path: Path) -> None:
    precious = tmp_path / "precious.txt"
    precious.write_text("x")
    link(lock.lock_path(closed), precious)
    with pytest.raises(DraftError):
        Draft.open(closed, PASSPHRASE)
    assert precious.read_text() == "x"


@pytest.mark.parametrize("kind", ["pipe", "folder", "link to itself"])
@pytest.mark.skipif(os.name == "nt", reason="pipes and links are of other systems")
def test_what_is_no_lock_file_is_named_and_keeps_no_reader_out(closed: Path, kind: str) -> None:
    place = lock.lock_path(closed)
    if kind == "pipe":
        pipe(place)
    elif kind == "folder":
        place.mkdir()
    else:
        link(place, place)
    with pytest.raises(DraftError, match="锁文件") as refused:
        Draft.open(closed, PASSPHRASE)
    assert place.name in refused.value.message
    assert "只读" in refused.value.hint
    Draft.open(closed, PASSPHRASE, read_only=True).close()


def test_a_lock_file_of_a_gigabyte_costs_nothing(closed: Path) -> None:
    with lock.lock_path(closed).open("wb") as stream:
        stream.truncate(1 << 30)
    with Draft.open(closed, PASSPHRASE) as draft:
        assert lock.holder_of(closed) is not None
        assert not draft.read_only


def test_a_time_beyond_the_calendar_is_no_time(closed: Path) -> None:
    for since in ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "x"):
        assert lock.Holder("a", "b", since, 1).when() in ("", since[:16].replace("T", " "))


@pytest.mark.skipif(os.name == "nt", reason="Windows removes no file that is open")
def test_the_lock_of_another_who_came_after_is_not_removed(draft: Draft) -> None:
    lock.lock_path(draft.path).unlink()
    with Draft.open(draft.path, PASSPHRASE):
        draft.close()
        assert lock.is_held(draft.path)


@pytest.mark.skipif(os.name == "nt", reason="pipes are of other systems")
def test_a_pipe_with_the_name_of_a_draft_is_no_draft(path: Path) -> None:
    pipe(path)
    with pytest.raises(DraftError, match="不是齐备草稿"):
        Draft.open(path, PASSPHRASE)


def test_a_refused_passphrase_leaves_no_lock(closed: Path) -> None:
    with pytest.raises(DraftError):
        Draft.open(closed, "falsch")
    assert not lock.lock_path(closed).exists()


def _run(statement: str) -> str:
    program = textwrap.dedent("""
        import os
        from pathlib import Path
        from app.drafts.opening.lock import LockFile
    """)
    done = subprocess.run([sys.executable, "-c", program + statement], cwd=ROOT, capture_output=True, text=True)
    return done.stderr
