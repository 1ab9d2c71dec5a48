"""另存: whatever became of the file, the new draft holds what the session holds, and what is missing is named."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from small_desk import AMOUNT, NAME, PASSPHRASE, PROOF, ROWS, create, install, reopened, state
from special_files import open_files_move

from app.declaration import saver
from app.declaration.declaration import Declaration
from app.declaration.keeping.saving_as import HISTORY, save_as
from app.declaration.keeping.unsaved import unsaved_words
from app.drafts.away import leftovers
from app.drafts.opening import births
from app.drafts.store import Draft
from app.errors import DraftDiverged, DraftError, DraftReplaced, NoSpace, NotFlushed

NEW = "另一句话"


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a draft of the tiny pack may be made."""
    monkeypatch.setenv("QIBEI_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(saver, "RETRY", 0.05)
    install(tmp_path)
    return tmp_path / "申报.qibei"


@pytest.fixture
def declaration(path: Path, tmp_path: Path) -> Iterator[Declaration]:
    made = create(path)
    made.session.answer(NAME, "四川某公司")
    made.session.insert_rows(ROWS, 0, [{"name": "甲", "n": 1}, {"name": "乙"}])
    scan = tmp_path / "发票.txt"
    scan.write_text("发票", "utf-8")
    made.attach(PROOF, [scan])
    made.flush()
    yield made
    made.saver.abandon()
    made.close(leave=True)


def same(path: Path, declaration: Declaration, passphrase: str = NEW) -> bool:
    """Whether the draft at `path` holds what the session holds, its proofs too."""
    with Declaration.open(path, passphrase) as found:
        proof = found.evidence(PROOF)[0]
        whole = found.evidence_bytes(proof.sha256).decode() == "发票"
        return whole and state(found.session) == state(declaration.session)


def test_a_copy_holds_everything_and_the_work_stays_where_it_was(declaration: Declaration, tmp_path: Path) -> None:
    done = save_as(declaration, tmp_path / "副本.qibei", NEW, go_on=False)
    assert done.lost == ()
    declaration.session.answer(AMOUNT, "12")
    declaration.flush()
    assert declaration.path.name == "申报.qibei"
    with Declaration.open(tmp_path / "副本.qibei", NEW) as copy:
        assert copy.session.value(AMOUNT) is None
        assert copy.session.history.can_undo


def test_a_copy_whose_name_the_disk_does_not_confirm_is_whole_and_said_to_be_so(
    declaration: Declaration, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(_folder: Path) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(births, "sync_folder", failing)
    with pytest.raises(NotFlushed, match="已经写好"):
        save_as(declaration, tmp_path / "副本.qibei", NEW, go_on=False)
    assert same(tmp_path / "副本.qibei", declaration)


def test_what_could_not_be_opened_while_it_was_made_may_be_saved_once_more_under_the_same_name(
    declaration: Declaration, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_arguments: object, **_options: object) -> Draft:
        raise DraftError("打不开。")

    before = set(tmp_path.iterdir())
    with monkeypatch.context() as patch:
        patch.setattr(Draft, "open", failing)
        with pytest.raises(DraftError, match="打不开"):
            save_as(declaration, tmp_path / "新.qibei", NEW, go_on=True)
    assert set(tmp_path.iterdir()) == before
    save_as(declaration, tmp_path / "新.qibei", NEW, go_on=True)
    assert declaration.path.name == "新.qibei"
    declaration.close()
    assert same(tmp_path / "新.qibei", declaration)


def test_the_work_goes_on_in_the_new_draft(declaration: Declaration, tmp_path: Path) -> None:
    save_as(declaration, tmp_path / "新.qibei", NEW, go_on=True)
    declaration.session.answer(AMOUNT, "12")
    declaration.flush()
    assert declaration.path == tmp_path / "新.qibei"
    with reopened(tmp_path / "申报.qibei") as old:
        assert old.session.value(AMOUNT) is None
    declaration.close()
    assert same(tmp_path / "新.qibei", declaration)


@open_files_move
def test_a_file_that_was_removed_costs_nothing(declaration: Declaration, tmp_path: Path) -> None:
    declaration.path.unlink()
    declaration.session.answer(AMOUNT, "12")
    with pytest.raises(DraftReplaced):
        declaration.flush()
    assert [change.path for change in declaration.saver.unsaved()] == [str(AMOUNT)]
    save_as(declaration, tmp_path / "新.qibei", NEW, go_on=True)
    declaration.close()
    assert same(tmp_path / "新.qibei", declaration)


@open_files_move
def test_a_proof_that_never_reached_the_disk_is_taken_along(declaration: Declaration, tmp_path: Path) -> None:
    declaration.path.unlink()
    scan = tmp_path / "合同.txt"
    scan.write_text("合同", "utf-8")
    declaration.attach(PROOF, [scan])
    with pytest.raises(DraftReplaced):
        declaration.flush()
    assert any("合同.txt" in line for line in unsaved_words(declaration))
    assert save_as(declaration, tmp_path / "新.qibei", NEW, go_on=True).lost == ()
    declaration.close()
    with Declaration.open(tmp_path / "新.qibei", NEW) as found:
        assert [found.evidence_bytes(one.sha256).decode() for one in found.evidence(PROOF)] == ["发票", "合同"]


@open_files_move
def test_anothers_draft_in_its_place_does_not_leak_into_the_new_one(declaration: Declaration, tmp_path: Path) -> None:
    other = Draft.create(tmp_path / "别的.qibei", PASSPHRASE, pack="tiny", edition=1)
    other.close()
    os.replace(tmp_path / "别的.qibei", declaration.path)
    declaration.session.answer(AMOUNT, "12")
    with pytest.raises(DraftReplaced):
        declaration.flush()
    save_as(declaration, tmp_path / "新.qibei", NEW, go_on=True)
    declaration.close()
    assert same(tmp_path / "新.qibei", declaration)


def test_a_file_overwritten_in_its_place_costs_the_history_and_what_was_only_there(
    declaration: Declaration, tmp_path: Path
) -> None:
    declaration.draft._opened.db.execute("PRAGMA shrink_memory")  # as a large draft, of which little is in memory
    with declaration.path.open("r+b") as stream:
        stream.seek(8192)
        stream.write(os.urandom(declaration.path.stat().st_size - 8192))
    declaration.session.answer(AMOUNT, "12")
    with pytest.raises(DraftError):
        declaration.flush()
    done = save_as(declaration, tmp_path / "新.qibei", NEW, go_on=True)
    assert HISTORY in done.lost
    assert "证明材料“发票.txt”" in done.lost
    declaration.close()
    with Declaration.open(tmp_path / "新.qibei", NEW) as found:
        assert state(found.session) == state(declaration.session)


def test_an_older_revision_written_over_it_does_not_bring_old_answers(declaration: Declaration, tmp_path: Path) -> None:
    shutil.copy(declaration.path, tmp_path / "旧.bin")
    declaration.session.answer(NAME, "新名字")
    declaration.flush()
    with declaration.path.open("r+b") as stream:
        stream.write((tmp_path / "旧.bin").read_bytes())
    declaration.session.answer(AMOUNT, "12")
    with pytest.raises(DraftError):
        declaration.flush()
    save_as(declaration, tmp_path / "新.qibei", NEW, go_on=True)
    declaration.close()
    with Declaration.open(tmp_path / "新.qibei", NEW) as found:
        assert found.session.text(NAME) == "新名字"
        assert found.session.text(AMOUNT) == declaration.session.text(AMOUNT)


def test_nothing_is_overwritten(declaration: Declaration, tmp_path: Path) -> None:
    (tmp_path / "有了.qibei").write_bytes(b"x")
    with pytest.raises(DraftError, match="已存在，没有覆盖"):
        save_as(declaration, tmp_path / "有了.qibei", NEW, go_on=True)
    with pytest.raises(DraftError):
        save_as(declaration, tmp_path / "没有这个文件夹" / "a.qibei", NEW, go_on=True)
    assert declaration.path.name == "申报.qibei"
    assert (tmp_path / "有了.qibei").read_bytes() == b"x"


def test_a_draft_whose_place_was_taken_is_saved_elsewhere_and_its_copy_is_done_with(path: Path, tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    away = tmp_path / "Dropbox" / path.name
    declaration = create(away)
    with reopened(Path(shutil.copy(away, path))) as other:
        other.session.answer(NAME, "同事的")
    os.replace(path, away)
    declaration.session.answer(NAME, "我的")
    with pytest.raises(DraftDiverged):
        declaration.close()
    save_as(declaration, tmp_path / "我的.qibei", NEW, go_on=True)
    declaration.close()
    assert leftovers.unpublished() == []
    with reopened(away) as theirs, Declaration.open(tmp_path / "我的.qibei", NEW) as ours:
        assert (theirs.session.text(NAME), ours.session.text(NAME)) == ("同事的", "我的")


def test_a_block_whose_work_cannot_be_saved_says_so_and_gives_the_draft_free(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object, **_options: object) -> int:
        raise NoSpace("磁盘空间已满。")

    declaration = create(path)
    declaration.flush()
    with monkeypatch.context() as patch:
        patch.setattr(Draft, "write", full)
        with pytest.raises(NoSpace), declaration:
            declaration.session.answer(AMOUNT, "12")
    assert [file.name for file in path.parent.iterdir() if file.name.startswith(".")] == []
    with Declaration.open(path, PASSPHRASE) as again:
        assert again.session.value(AMOUNT) is None
        assert again.interrupted is None
