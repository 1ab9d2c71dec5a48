"""A commit that the power broke off in most pages: the key is known by what is left, and the journal makes it whole."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

import pytest
from drafts.one_proof import PASSPHRASE, PROOF_HASH
from special_files import link, pipe

from app.drafts.format import pages
from app.drafts.format.header import PAGE_SIZE
from app.drafts.model import Change
from app.drafts.opening import journal, seen
from app.drafts.opening.seen import Seen
from app.drafts.store import Draft
from app.errors import DraftDamaged, WrongPassphrase

LARGE = b"%PDF-1.7 " + bytes(800_000)
_EVERY_ROW = """
UPDATE field SET value = '"' || hex(zeroblob(3000)) || '"'; UPDATE evidence SET bytes = randomblob(length(bytes));
UPDATE change SET after = '"1"'; UPDATE step SET by = 'x'; UPDATE seal SET tag = zeroblob(32);
UPDATE draft SET created = 'x'; PRAGMA user_version = 3;
"""


def flip(path: Path, numbers: set[int]) -> None:
    """Break each of these pages in its last sector."""
    with path.open("r+b") as stream:
        for number in numbers:
            stream.seek(number * PAGE_SIZE - 512)
            stream.write(os.urandom(512))


@pytest.fixture
def torn(draft: Draft) -> Path:
    """A closed draft of which every page that the last commit touched is torn, with the journal of that commit."""
    draft.write([], evidence={hashlib.sha256(LARGE).hexdigest(): LARGE})
    kept = draft.path.with_name("kept")
    db = draft._opened.db
    db.execute("BEGIN IMMEDIATE")
    db.execute(_EVERY_ROW)
    db.cache_flush()
    shutil.copyfile(journal.journal_path(draft.path), kept)
    db.execute("ROLLBACK")
    draft.close()
    kept.rename(journal.journal_path(draft.path))
    with journal.journal_path(draft.path).open("rb") as stream:
        flip(draft.path, {number for number, _ in pages._records(stream)})
    return draft.path


def test_the_right_key_is_known_by_the_pages_in_the_journal(torn: Path, draft: Draft) -> None:
    beside = journal.journal_path(torn).rename(torn.with_name("away"))
    assert not pages.key_fits_some_page(torn, draft.key), "the pages of the file alone do not tell"
    beside.rename(journal.journal_path(torn))
    with pytest.raises(WrongPassphrase):
        Draft.open(torn, "falsch")
    seen.note_open(draft.file_id, torn)
    with Draft.open(torn, PASSPHRASE) as again:
        assert dict(again.values())["equipment.total"] == "12"
        assert again.evidence(PROOF_HASH)
    assert list(torn.parent.glob("*-journal*")) == []


def test_one_whole_page_among_many_tells_the_key_when_a_journal_lies_there(closed: Path, draft: Draft) -> None:
    count = closed.stat().st_size // PAGE_SIZE
    flip(closed, set(range(1, count + 1)) - {3})
    journal.journal_path(closed).write_bytes(bytes(9000))
    with pytest.raises(DraftDamaged):
        Draft.open(closed, PASSPHRASE)
    with pytest.raises(WrongPassphrase):
        Draft.open(closed, "falsch")


def test_many_pages_are_tried_for_some_seconds_only(
    closed: Path, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    flip(closed, set(range(1, closed.stat().st_size // PAGE_SIZE + 1)))
    journal.journal_path(closed).write_bytes(bytes(9000))
    tried: list[int] = []
    monkeypatch.setattr(pages, "SECONDS", -1.0)
    monkeypatch.setattr(pages, "authentic", lambda _page, number, _key: tried.append(number) or False)
    assert not pages.key_fits_some_page(closed, draft.key)
    assert len(tried) == 8 + 1 + 1


@pytest.mark.parametrize("kind", ["nothing", "folder", "pipe", "link", "stub"])
@pytest.mark.skipif(os.name == "nt", reason="pipes and links are of other systems")
def test_what_is_no_journal_tells_nothing_of_the_key(closed: Path, kind: str) -> None:
    place = journal.journal_path(closed)
    make = {
        "folder": place.mkdir,
        "pipe": lambda: pipe(place),
        "link": lambda: link(place, closed),
        "stub": lambda: place.write_bytes(b"x"),
        "nothing": lambda: None,
    }
    make[kind]()
    assert not pages.key_fits_some_page(closed, bytes(32))


def test_of_one_journal_only_one_copy_is_kept_aside(closed: Path) -> None:
    for turn in (b"theirs", b"theirs", b"others"):
        journal.journal_path(closed).write_bytes(turn * 2000)
        Draft.open(closed, PASSPHRASE).close()
    assert len(list(closed.parent.glob("*-journal.*.aside"))) == 2


def test_our_own_journal_stays_aside_while_the_draft_is_older_than_the_one_seen_here(torn: Path, draft: Draft) -> None:
    seen.note_open(draft.file_id, torn)
    with Draft.open(torn, PASSPHRASE) as again:
        state = again._opened.state
    seen.note_seen(state.info.copy_id, seen.Seen(state.info.revision + 5, ""))
    journal.journal_path(torn).write_bytes(b"ours" * 3000)
    seen.note_open(draft.file_id, torn)
    Draft.open(torn, PASSPHRASE).close()
    assert len(list(torn.parent.glob("*-journal.*.aside"))) == 1


def test_an_older_file_that_was_opened_knowingly_is_made_whole_too(torn: Path, draft: Draft) -> None:
    copy_id, revision = draft.info.copy_id, draft.info.revision
    seen.note_open(draft.file_id, torn)
    seen.note_seen(copy_id, Seen(revision + 5, ""))
    with pytest.raises(DraftDamaged):
        Draft.open(torn, PASSPHRASE)
    seen.note_seen(copy_id, Seen(revision + 5, "", older=revision))
    with Draft.open(torn, PASSPHRASE) as again:
        assert dict(again.values())["equipment.total"] == "12"
        assert again.older_than_seen


def test_that_an_older_file_is_worked_on_is_noted_until_it_is_written(draft: Draft) -> None:
    copy_id, older = draft.info.copy_id, draft.path.read_bytes()
    revision = draft.info.revision
    for number in range(3):
        draft.write([Change("equipment.total", None, str(number))])
    draft.close()
    draft.path.write_bytes(older)
    with Draft.open(draft.path, PASSPHRASE) as again:
        assert again.older_than_seen
        noted = seen.last_seen(copy_id)
        assert noted is not None
        assert (noted.revision, noted.older) == (revision + 3, revision)
        again.write([Change("equipment.total", None, "9")])
    noted = seen.last_seen(copy_id)
    assert noted is not None
    assert (noted.revision, noted.older) == (revision + 1, -1)
