"""A draft that is not whole, not ours, too new or under another passphrase is refused in the right words."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

import apsw
import pytest
from drafts.one_proof import PASSPHRASE, PROOF_HASH

from app.drafts.failures import PartlyDamaged
from app.drafts.format import container, header
from app.drafts.format.header import PAGE_SIZE
from app.drafts.model import Change
from app.drafts.store import Draft
from app.errors import DraftDamaged, DraftError, DraftTooNew, WrongPassphrase

LONG = bool(os.environ.get("QIBEI_LONG"))


def forget_that_we_closed_it(path: Path) -> None:
    """A file that comes from elsewhere is checked in full."""
    shutil.rmtree(path.parent / "home", ignore_errors=True)


def raw(path: Path, key: bytes) -> apsw.Connection:
    """The database as somebody with the key, another tool and bad intentions opens it."""
    db = apsw.Connection(str(path))
    db.execute("PRAGMA cipher='chacha20'")
    db.execute(f"PRAGMA key=\"x'{key.hex()}{header.read_salt(path).hex()}'\"")
    return db


@pytest.mark.parametrize("wrong", ["申报 2025", "申报 2026 ", "申報 2026", "x"])
def test_a_wrong_passphrase_is_called_so(closed: Path, wrong: str) -> None:
    before = closed.read_bytes()
    with pytest.raises(WrongPassphrase, match="密码不正确"):
        Draft.open(closed, wrong)
    assert closed.read_bytes() == before
    Draft.open(closed, PASSPHRASE).close()


def test_a_passphrase_typed_with_combining_marks_is_the_same(path: Path) -> None:
    Draft.create(path, "caf\u00e9", pack="p", edition=1).close()
    Draft.open(path, "cafe\u0301").close()


def test_a_missing_file_is_an_error_in_words(path: Path) -> None:
    with pytest.raises(DraftError, match="无法读取"):
        Draft.open(path, PASSPHRASE)


@pytest.mark.parametrize("content", [b"", b"QBD", b"%PDF-1.7" + bytes(9000), b"SQLite format 3\0" + bytes(9000)])
def test_another_kind_of_file_is_not_taken_for_a_draft(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(DraftDamaged, match="不是齐备草稿"):
        Draft.open(path, PASSPHRASE)
    assert path.read_bytes() == content


def test_a_later_format_is_too_new_rather_than_damaged(closed: Path) -> None:
    data = bytearray(closed.read_bytes())
    data[3] = 2
    closed.write_bytes(data)
    with pytest.raises(DraftTooNew, match="升级"):
        Draft.open(closed, PASSPHRASE)


def test_a_later_schema_version_is_too_new(draft: Draft) -> None:
    draft.close()
    with raw(draft.path, draft.key) as db:
        db.execute("PRAGMA user_version=3")
    db.close()
    with pytest.raises(DraftTooNew):
        Draft.open(draft.path, PASSPHRASE)


@pytest.mark.parametrize("lost", [1, 100, PAGE_SIZE, 3 * PAGE_SIZE])
@pytest.mark.parametrize("ours", [True, False])
def test_a_file_cut_short_is_damaged(closed: Path, lost: int, ours: bool) -> None:
    if not ours:
        forget_that_we_closed_it(closed)
    with closed.open("r+b") as stream:
        stream.truncate(closed.stat().st_size - lost)
    with pytest.raises(DraftDamaged):
        Draft.open(closed, PASSPHRASE)


@pytest.mark.parametrize("extra", [1, PAGE_SIZE])
def test_a_file_with_something_behind_it_is_damaged(closed: Path, extra: int) -> None:
    with closed.open("ab") as stream:
        stream.write(bytes(extra))
    with pytest.raises(DraftDamaged):
        Draft.open(closed, PASSPHRASE)


def test_every_flipped_byte_is_noticed_and_none_is_called_a_success(draft: Draft) -> None:
    draft.close()
    whole = draft.path.read_bytes()
    for offset in range(0, len(whole), 61 if LONG else 4099):
        spoilt = bytearray(whole)
        spoilt[offset] ^= 0x40
        draft.path.write_bytes(spoilt)
        forget_that_we_closed_it(draft.path)
        expected = WrongPassphrase if 4 <= offset < 16 else DraftDamaged
        with pytest.raises(expected):
            Draft.open(draft.path, PASSPHRASE)
    draft.path.write_bytes(whole)
    Draft.open(draft.path, PASSPHRASE).close()


def test_a_damaged_first_page_is_not_called_a_wrong_passphrase(closed: Path) -> None:
    with closed.open("r+b") as stream:
        stream.seek(5000)
        stream.write(b"damage")
    with pytest.raises(DraftDamaged, match="首页"):
        Draft.open(closed, PASSPHRASE)
    with pytest.raises(WrongPassphrase):
        Draft.open(closed, "x")


@pytest.mark.parametrize(
    "planted",
    [
        "CREATE TRIGGER t AFTER UPDATE ON field BEGIN DELETE FROM evidence; END",
        "CREATE VIEW v AS SELECT * FROM field",
        "CREATE TABLE more (x)",
        "CREATE INDEX more ON step (by)",
        "ALTER TABLE field ADD COLUMN more TEXT",
        "DROP INDEX change_of_field",
    ],
)
def test_a_schema_that_is_not_exactly_ours_is_refused(draft: Draft, planted: str) -> None:
    draft.close()
    db = raw(draft.path, draft.key)
    db.execute(planted)
    db.close()
    with pytest.raises(DraftDamaged, match="内部结构"):
        Draft.open(draft.path, PASSPHRASE)


@pytest.mark.parametrize(
    "forged",
    [
        "UPDATE draft SET copy_id = '../../../evil'",
        "UPDATE draft SET draft_id = ''",
        "UPDATE draft SET seal_key = x'00'",
        "UPDATE seal SET revision = -1",
        "UPDATE seal SET steps = 9223372036854775807",
        "DELETE FROM seal",
        "DELETE FROM draft",
    ],
)
def test_ids_and_numbers_in_the_file_are_bounded_before_they_are_used(draft: Draft, forged: str) -> None:
    draft.close()
    db = raw(draft.path, draft.key)
    db.execute(forged)
    db.close()
    with pytest.raises(DraftDamaged, match="基本信息"):
        Draft.open(draft.path, PASSPHRASE)


def test_a_connection_runs_no_triggers_views_or_extensions(draft: Draft) -> None:
    db = container.connect(draft.path, draft.key, header.read_salt(draft.path), "read")
    try:
        for setting in (
            apsw.SQLITE_DBCONFIG_ENABLE_TRIGGER,
            apsw.SQLITE_DBCONFIG_ENABLE_VIEW,
            apsw.SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION,
            apsw.SQLITE_DBCONFIG_TRUSTED_SCHEMA,
            apsw.SQLITE_DBCONFIG_ENABLE_ATTACH_WRITE,
        ):
            assert db.config(setting, -1) == 0
        assert db.config(apsw.SQLITE_DBCONFIG_DEFENSIVE, -1) == 1
        assert db.pragma("synchronous") == 3
        assert db.pragma("journal_mode") == "delete"
    finally:
        db.close()


@pytest.mark.parametrize("key", [b"", bytes(31)])
def test_a_short_key_never_makes_a_plaintext_file(path: Path, key: bytes) -> None:
    with pytest.raises(ValueError, match="32"):
        container.connect(path, key, header.new_salt(), "create")
    assert not path.exists()


def damage_at(path: Path, offset: int) -> None:
    with path.open("r+b") as stream:
        stream.seek(offset)
        stream.write(b"damage")


def with_a_scan_at_the_end(draft: Draft) -> str:
    """The SHA-256 of a file whose bytes fill the last pages of the draft, which is closed."""
    scan = bytes(range(251)) * 400
    draft.write([], evidence={hashlib.sha256(scan).hexdigest(): scan})
    draft.close()
    return hashlib.sha256(scan).hexdigest()


def test_evidence_damaged_while_the_draft_is_open_is_named_when_it_is_read(draft: Draft) -> None:
    name = with_a_scan_at_the_end(draft)
    with Draft.open(draft.path, PASSPHRASE) as again:
        damage_at(draft.path, draft.path.stat().st_size - PAGE_SIZE // 2)
        assert again.evidence(PROOF_HASH)
        with pytest.raises(DraftDamaged, match=name[:12]):
            again.evidence(name)


def test_evidence_damaged_before_is_named_at_opening(draft: Draft) -> None:
    name = with_a_scan_at_the_end(draft)
    damage_at(draft.path, draft.path.stat().st_size - PAGE_SIZE // 2)
    with pytest.raises(PartlyDamaged, match=name[:12]) as refused:
        Draft.open(draft.path, PASSPHRASE)
    assert (refused.value.lost_paths, refused.value.lost_evidence) == ((), (name,))


def test_a_path_too_long_for_the_database_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    folder = tmp_path
    while len(os.fsencode(folder)) < header.PATH_LIMIT:
        folder = folder / ("深" * 20)
    folder.mkdir(parents=True)
    with pytest.raises(DraftError, match="较短的路径"):
        Draft.create(folder / "草稿.qibei", PASSPHRASE, pack="p", edition=1)
    assert list(folder.iterdir()) == []


def test_the_longest_path_that_is_allowed_works(tmp_path: Path) -> None:
    folder = tmp_path
    while len(os.fsencode(folder)) < 400:
        folder = folder / ("d" * 20)
    folder = folder / ("d" * (header.PATH_LIMIT - header.NEIGHBOUR_SIZE - 2 - len(os.fsencode(folder))))
    folder.mkdir(parents=True)
    with Draft.create(folder / "a.qibei", PASSPHRASE, pack="p", edition=1) as draft:
        draft.write([Change("a", None, "1")])
        draft.change_passphrase("y")
        assert dict(draft.values()) == {"a": "1"}
