"""A draft is born under another name: no empty file, nothing overwritten, nothing left by a killed run."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from drafts.one_proof import PASSPHRASE

from app.drafts.model import Change
from app.drafts.opening import births, copying, lock, opening
from app.drafts.store import Draft
from app.errors import DraftError

ROOT = Path(__file__).resolve().parents[2]
KILLS = 60 if os.environ.get("QIBEI_LONG") else 8
_MAKER = """
import sys
from pathlib import Path
from app.drafts import keys
from app.drafts.model import Change
from app.drafts.store import Draft
keys.COST = keys.Cost(64, 1, 1)
folder = Path(sys.argv[1])
print("ready", flush=True)
for number in range(10_000):
    with Draft.create(folder / f"{number}.qibei", "x", pack="p", edition=1) as draft:
        draft.write([Change("a.b", None, '"1"')])
        draft.copy_to(folder / f"{number}-copy.qibei", "x")
        draft.change_passphrase("y")
        draft.change_passphrase("x")
"""


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_killed_makers_leave_whole_drafts_and_the_next_run_sweeps_the_rest(tmp_path: Path) -> None:
    folder = tmp_path / "drafts"
    folder.mkdir()
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    for turn in range(KILLS):
        for each in folder.glob("*.qibei"):
            each.unlink()
        with subprocess.Popen([sys.executable, "-c", _MAKER, folder], stdout=subprocess.PIPE, env=environment) as child:
            assert child.stdout is not None
            child.stdout.readline()
            time.sleep(0.01 + 0.013 * turn)
            child.kill()
        for made in folder.glob("*.qibei"):
            assert made.stat().st_size > 0
            with _opened(made) as draft:
                assert set(dict(draft.values())) <= {"a.b"}
        Draft.create(folder / "next.qibei", PASSPHRASE, pack="p", edition=1).close()
        (folder / "next.qibei").unlink()
        assert [each.name for each in folder.iterdir() if "rewrite" in each.name] == []


def _opened(path: Path) -> Draft:
    try:
        return Draft.open(path, "x")
    except DraftError:
        return Draft.open(path, "y")


@pytest.mark.parametrize("links", [True, False])
@pytest.mark.parametrize("system", [True, False])
def test_a_new_draft_takes_the_place_of_nothing(
    path: Path, links: bool, system: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the disk knows no second names (FAT on a stick), and where the system cannot rename over nothing."""
    if not links:
        monkeypatch.setattr(os, "link", _no_links)
    if not system:
        monkeypatch.setattr(sys, "platform", "other")
    made = path.with_name("made")
    made.write_bytes(b"new")
    births.place_new(made, path)
    assert (path.read_bytes(), made.exists()) == (b"new", False)
    made.write_bytes(b"newer")
    with pytest.raises(DraftError, match="没有覆盖"):
        births.place_new(made, path)
    assert path.read_bytes() == b"new"


def test_of_two_that_make_one_draft_the_second_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make = copying.make

    def overtaken(target: Path, key: bytes, salt: bytes, pack: str, edition: int) -> None:
        make(target, key, salt, pack, edition)
        path.write_bytes(b"theirs")

    monkeypatch.setattr(copying, "make", overtaken)
    with pytest.raises(DraftError, match="没有覆盖"):
        Draft.create(path, PASSPHRASE, pack="p", edition=1)
    assert path.read_bytes() == b"theirs"
    assert [each.name for each in path.parent.iterdir() if each.name != "home"] == [path.name]


def test_a_draft_that_fails_to_be_made_leaves_no_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "check_new", _fail)
    with pytest.raises(DraftError):
        Draft.create(path, PASSPHRASE, pack="p", edition=1)
    assert [each.name for each in path.parent.iterdir() if each.name != "home"] == []


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no such modes")
def test_a_draft_is_its_owners_alone_at_every_moment(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: set[int] = set()

    def watching(work: Callable[..., object]) -> Callable[..., object]:
        def watched(*given: object) -> object:
            seen.update(mode_of(each) for each in path.parent.glob(".*rewrite*"))
            return work(*given)

        return watched

    for module, name in ((copying, "check_new"), (births, "place_new"), (births, "move")):
        monkeypatch.setattr(module, name, watching(getattr(module, name)))
    with Draft.create(path, PASSPHRASE, pack="p", edition=1) as draft:
        draft.copy_to(path.with_name("copy.qibei"), PASSPHRASE)
        draft.change_passphrase("neu")
        assert [mode_of(path), mode_of(path.with_name("copy.qibei"))] == [0o600, 0o600]
        assert seen == {0o600}
        os.chmod(path, 0o660)  # shared with the owner's group on purpose
        draft.write([Change("a", None, "1")])
        draft.change_passphrase("neuer")
    assert mode_of(path) == 0o660


def test_what_is_being_made_is_no_leftover_and_what_was_left_is(closed: Path) -> None:
    other = closed.with_name("other.qibei")
    dead = [births._temporary(closed), births._temporary(other)]
    for each in dead:
        each.write_bytes(b"x")
        each.with_name(each.name + "-journal").write_bytes(b"x")
    lone = births._temporary(closed)
    lone.with_name(f".{lone.name}.lock").write_bytes(b"x")
    kept = closed.with_name(".notes.rewrite")
    kept.write_bytes(b"x")
    with births.neighbour(other) as living:
        Draft.open(closed, PASSPHRASE, read_only=True).close()
        left = {each.name for each in closed.parent.iterdir() if "rewrite" in each.name}
        assert left - {lock.lock_path(living).name} == {living.name, kept.name}


def test_a_draft_that_is_filled_under_another_name_is_no_leftover(path: Path) -> None:
    with births.unborn(path) as target:
        with Draft.create(target, PASSPHRASE, pack="p", edition=1) as draft:
            births.remove_leftovers(path)
            draft.write([Change("a", None, "1")])
        assert not path.exists()
    with Draft.open(path, PASSPHRASE) as made:
        assert dict(made.values()) == {"a": "1"}


def _no_links(*_: object) -> None:
    raise PermissionError(1, "Operation not permitted")


def _fail(*_: object, **__: object) -> None:
    raise OSError(5, "Input/output error")


def test_a_draft_that_was_made_and_not_opened_is_told_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as failing:
        failing.setattr(opening, "for_writing", _fail)
        with pytest.raises(DraftError, match="已经建好"):
            Draft.create(path, PASSPHRASE, pack="p", edition=1)
    with Draft.open(path, PASSPHRASE) as made:
        assert made.info.pack == "p"


def test_a_file_that_stands_in_its_place_is_told_so_when_its_name_was_not_flushed(
    draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = draft.path.with_name("copy.qibei")
    with monkeypatch.context() as failing:
        failing.setattr(births, "sync_folder", _fail)
        with pytest.raises(DraftError, match="已经写好"):
            draft.copy_to(copy, "x")
    with Draft.open(copy, "x") as made:
        assert dict(made.values()) == dict(draft.values())
    assert [each.name for each in copy.parent.iterdir() if "rewrite" in each.name] == []


def test_a_second_name_that_cannot_go_at_once_is_no_failure(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as failing:
        failing.setattr(os, "unlink", _fail)
        failing.setattr(Path, "unlink", _fail)
        key = Draft.make(path, PASSPHRASE, pack="p", edition=1)
    Draft.open_with_key(path, key).close()
    assert [each.name for each in path.parent.iterdir() if "rewrite" in each.name] == []
