"""A disk that fails in the midst of a rewrite, pages that do not belong together, marks of files that are gone."""

from __future__ import annotations

from pathlib import Path

import apsw
import pytest
from drafts.one_proof import PASSPHRASE, PROOF_HASH

from app.drafts.format import header
from app.drafts.model import Change
from app.drafts.opening import births, journal, opening, seen
from app.drafts.store import Draft
from app.errors import DraftDamaged, DraftError


def failing_once(monkeypatch: pytest.MonkeyPatch, module: object, name: str, failure: Exception) -> None:
    """Let one call of a function fail."""
    real = getattr(module, name)

    def fail(*arguments: object) -> object:
        monkeypatch.setattr(module, name, real)
        raise failure

    monkeypatch.setattr(module, name, fail)


@pytest.mark.parametrize(
    ("module", "name", "failure"),
    [
        (opening, "reconnected", DraftError("草稿暂时无法打开。")),
        (births, "sync_folder", OSError(5, "Input/output error")),
    ],
)
def test_a_disk_that_fails_right_after_a_new_passphrase_leaves_the_draft_at_work(
    draft: Draft, monkeypatch: pytest.MonkeyPatch, module: object, name: str, failure: Exception
) -> None:
    failing_once(monkeypatch, module, name, failure)
    draft.change_passphrase("新密码")
    assert draft.evidence(PROOF_HASH)
    draft.write([Change("equipment.total", None, "13")])
    draft.close()
    with Draft.open(draft.path, "新密码") as again:
        assert dict(again.values())["equipment.total"] == "13"


def test_an_edit_right_after_that_is_taken_too(draft: Draft, monkeypatch: pytest.MonkeyPatch) -> None:
    failing_once(monkeypatch, opening, "reconnected", DraftError("草稿暂时无法打开。"))
    draft.change_passphrase("新密码")
    assert draft.write([Change("equipment.total", None, "13")]) == 2


def test_a_text_that_is_no_text_is_damage_and_no_traceback(draft: Draft) -> None:
    draft.close()
    db = apsw.Connection(str(draft.path))
    db.execute("PRAGMA cipher='chacha20'")
    db.execute(f"PRAGMA key=\"x'{draft.key.hex()}{header.read_salt(draft.path).hex()}'\"")
    db.execute("UPDATE field SET value = CAST(x'22e4b880e422' AS TEXT) WHERE path = 'company.name'")
    db.close()
    with pytest.raises(DraftDamaged):
        Draft.open(draft.path, PASSPHRASE)


def test_an_empty_journal_goes_with_the_next_opening(closed: Path) -> None:
    journal.journal_path(closed).touch()
    Draft.open(closed, PASSPHRASE).close()
    assert not journal.journal_path(closed).exists()


def test_the_mark_of_a_file_that_was_replaced_goes_with_the_next_opening(closed: Path, tmp_path: Path) -> None:
    seen.note_open("00" * 16, closed)
    seen.note_open("11" * 16, tmp_path / "another.qibei")
    Draft.open(closed, PASSPHRASE).close()
    assert [mark.name for mark in (seen.data_folder() / seen.FOLDER).glob("*.open")] == [f"{'11' * 16}.open"]
