"""Autosave: bursts are one step, what cannot be written stays visibly unsaved and is written later."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import apsw
import pytest
from small_desk import NAME, PASSPHRASE, PROOF, TOTAL, create, install, reopened

from app.declaration import saver as saving
from app.declaration.declaration import Declaration
from app.declaration.saver import SaveState
from app.drafts.store import Draft
from app.errors import DraftError, NoSpace

FULL = NoSpace("磁盘空间已满。", "请腾出空间。")


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("QIBEI_HOME", str(tmp_path / "home"))
    install(tmp_path)
    return tmp_path / "d.qibei"


@pytest.fixture
def declaration(path: Path) -> Iterator[Declaration]:
    made = create(path)
    yield made
    made.close()


@pytest.fixture
def told(declaration: Declaration) -> list[SaveState]:
    states: list[SaveState] = []
    declaration.saver.subscribe(states.append)
    return states


def until(holds: Callable[[], bool]) -> None:
    """Wait for the worker, at most five seconds."""
    end = time.monotonic() + 5
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


def failing(monkeypatch: pytest.MonkeyPatch, declaration: Declaration, *failures: Exception) -> list[Exception]:
    """Let the next writes of a declaration fail so, one after the other; the failures still to come."""
    write, left = Draft.write, list(failures)

    def once(self: Draft, *args: object, **more: object) -> int:
        if left and self is declaration._draft:
            raise left.pop(0)
        return write(self, *args, **more)  # type: ignore[arg-type]  # passed on as it came

    monkeypatch.setattr(Draft, "write", once)
    return left


def stored(path: Path) -> tuple[dict[str, str], list[int]]:
    """The values of the closed draft, and how many changes each step has."""
    with Draft.open(path, PASSPHRASE, read_only=True) as draft:
        return dict(draft.values()), [len(step.changes) for step in draft.steps()]


def test_a_change_is_saved_by_itself_and_said_to_be(declaration: Declaration, told: list[SaveState]) -> None:
    declaration.session.answer(NAME, "四川某公司")
    assert declaration.saver.state.kind == "saving"
    until(lambda: declaration.saver.state.kind == "saved")
    assert [state.kind for state in told] == ["saving", "saved"]
    assert told[-1].at is not None
    with reopened(declaration.path, read_only=True) as reader:
        assert reader.session.text(NAME) == "四川某公司"


def test_a_burst_is_one_step_on_disk_even_when_it_was_written_in_between(declaration: Declaration) -> None:
    session = declaration.session
    for text in ("四", "四川"):
        session.answer(NAME, text)
    declaration.flush()
    for text in ("四川某", "四川某公司"):
        session.answer(NAME, text)
    declaration.flush()
    session.answer(TOTAL, "3")
    declaration.close()
    assert stored(declaration.path) == ({"a.name": '"四川某公司"', "a.total": "3"}, [1, 1])


def test_long_typing_is_written_before_the_user_pauses(declaration: Declaration) -> None:
    written = declaration._draft.info.revision
    begun = time.monotonic()
    while declaration._draft.info.revision == written:
        assert time.monotonic() < begun + 5
        declaration.session.answer(NAME, f"{time.monotonic()}")
        time.sleep(0.05)
    assert time.monotonic() - begun < saving.LATEST + 1


def test_what_cannot_be_written_stays_visibly_unsaved_and_is_tried_again(
    declaration: Declaration, told: list[SaveState], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "RETRY", 0.05)
    left = failing(monkeypatch, declaration, FULL, FULL)
    declaration.session.answer(NAME, "四川某公司")
    until(lambda: not left and declaration.saver.state.kind == "saved")
    assert [state.kind for state in told] == ["saving", "unsaved", "unsaved", "saved"]
    assert told[1].reason == "磁盘空间已满。请腾出空间。"
    assert stored_text(declaration) == "四川某公司"


def stored_text(declaration: Declaration) -> str:
    with reopened(declaration.path, read_only=True) as reader:
        return reader.session.text(NAME)


def test_closing_tells_what_could_not_be_written_and_can_be_repeated(
    declaration: Declaration, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, declaration, FULL)
    declaration.session.answer(NAME, "四川某公司")
    with pytest.raises(NoSpace):
        declaration.close()
    assert declaration.saver.state.kind == "unsaved"
    declaration.close()
    assert stored(declaration.path)[0] == {"a.name": '"四川某公司"'}


def test_typing_goes_on_while_nothing_can_be_written_and_keeps_its_steps(
    declaration: Declaration, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, declaration, FULL)
    session = declaration.session
    session.answer(NAME, "四")
    with pytest.raises(NoSpace):
        declaration.flush()
    session.answer(NAME, "四川")
    session.answer(TOTAL, "3")
    session.undo()
    session.undo()
    session.redo()
    declaration.close()
    assert stored(declaration.path) == ({"a.name": '"四川"'}, [1, 1, 1, 1, 1])
    with reopened(declaration.path) as again:
        again.session.redo()
        assert again.session.value(TOTAL) == 3


def test_a_fault_of_the_program_neither_hangs_nor_loses_anything(
    declaration: Declaration, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, declaration, RuntimeError("四川某公司"))
    declaration.session.answer(NAME, "四川某公司")
    with pytest.raises(DraftError, match="没有保存") as refused:
        declaration.flush()
    assert "四川" not in str(refused.value)
    assert isinstance(refused.value.__cause__, RuntimeError)
    declaration.flush()
    assert stored_text(declaration) == "四川某公司"


def test_a_full_disk_keeps_the_work_in_memory_until_there_is_room(tmp_path: Path, path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if not _run("mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(disk)):
        pytest.skip("mounting a small disk needs a privilege")
    try:
        declaration = create(disk / "d.qibei")
        proof = tmp_path / "大.bmp"
        _picture(proof)
        declaration.attach(PROOF, [proof])
        with pytest.raises(NoSpace):
            declaration.close()
        (kept,) = declaration.evidence(PROOF)
        assert declaration.evidence_bytes(kept.sha256) == proof.read_bytes()
        assert _run("mount", "-o", "remount,size=8m", str(disk))
        declaration.close()
        with reopened(disk / "d.qibei", read_only=True) as reader:
            assert reader.evidence_bytes(kept.sha256) == proof.read_bytes()
    finally:
        _run("umount", "-l", str(disk))


def _picture(file: Path) -> None:
    from PIL import Image

    Image.new("RGB", (600, 600)).save(file)


def _run(*command: str) -> bool:
    try:
        return sys.platform == "linux" and subprocess.run(command, capture_output=True, timeout=20).returncode == 0
    except FileNotFoundError:
        return False


@pytest.mark.parametrize(("lands", "last"), [(True, "saved"), (False, "unsaved")])
def test_after_an_error_of_the_commit_it_is_read_back_before_anything_is_said(
    declaration: Declaration, told: list[SaveState], monkeypatch: pytest.MonkeyPatch, lands: bool, last: str
) -> None:
    declaration.flush()
    told.clear()
    with monkeypatch.context() as disk:
        disk.setattr(saving, "RETRY", 0.05)
        disk.setattr(declaration.draft._opened, "db", FailingCommit(declaration.draft._opened.db, lands))
        declaration.session.answer(NAME, "四川某公司")
        until(lambda: bool(told) and told[-1].kind == last)
    assert [state.kind for state in told][:3] == ["saving", "checking", last]
    until(lambda: told[-1].kind == "saved")


class FailingCommit:
    """A connection whose first COMMIT reports an error, whether its work has landed or not."""

    def __init__(self, db: apsw.Connection, lands: bool) -> None:
        self._db, self._lands, self._failed = db, lands, False

    def execute(self, statement: str, *values: object) -> object:
        """What the connection says, but for the first COMMIT."""
        if statement != "COMMIT" or self._failed:
            return self._db.execute(statement, *values)  # type: ignore[arg-type]  # passed on as it came
        self._failed = True
        if self._lands:
            self._db.execute("COMMIT")
        raise apsw.IOError("the answer was lost")

    def __getattr__(self, name: str) -> object:
        return getattr(self._db, name)
