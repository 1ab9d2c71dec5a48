"""What the computer notes of drafts is read within bounds, and losing it loses a warning, never a draft."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from drafts.one_proof import PASSPHRASE
from special_files import link, pipe

from app.drafts.away import leftovers, record
from app.drafts.opening import seen
from app.drafts.store import Draft

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes among its files")
NOTES: dict[str, Callable[[Path], object]] = {
    "a pipe": pipe,
    "endless": lambda file: link(file, "/dev/zero"),
    "a folder": lambda file: file.mkdir(),
    "huge": lambda file: file.write_bytes(b" " * 70_000 + b"{}"),
    "deep": lambda file: file.write_bytes(b"[" * 60_000),
    "infinite": lambda file: file.write_bytes(b'{"revision": Infinity, "closed_as": "", "place": 1}'),
    "no text": lambda file: file.write_bytes(b"\xff\xfe"),
}


@pytest.mark.parametrize("kind", NOTES)
def test_a_note_that_is_none_counts_as_never_written(kind: str, path: Path, closed: Path, tmp_path: Path) -> None:
    notes = tmp_path / "home" / seen.FOLDER
    for name in ("a.json", "b.open", "c.open"):
        NOTES[kind](notes / name)
    assert seen.last_seen("a") is None
    assert not seen.was_left_open("b", path)
    seen.forget_others("c", path)
    with Draft.open(closed, PASSPHRASE) as draft:
        assert dict(draft.values())["equipment.total"] == "12"


@pytest.mark.parametrize("kind", NOTES)
def test_a_record_of_a_working_copy_that_is_none_is_no_error(kind: str, tmp_path: Path) -> None:
    NOTES[kind](tmp_path / record.RECORD)
    NOTES[kind](tmp_path / record.NEWEST)
    assert record.load(tmp_path) is None
    assert record.newest(tmp_path) == 0


def test_where_there_can_be_no_data_folder_drafts_are_made_and_opened(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("QIBEI_HOME", str(tmp_path / "file"))
    Draft.create(path, PASSPHRASE, pack="green-factory", edition=2).close()
    assert leftovers.unpublished() == []
    assert leftovers.of(path) is None
    Draft.open(path, PASSPHRASE).close()


def test_looking_for_working_copies_makes_no_folder(tmp_path: Path) -> None:
    assert leftovers.unpublished() == []
    assert not (tmp_path / "home").exists()
