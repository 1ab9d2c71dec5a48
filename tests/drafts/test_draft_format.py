"""FORMAT.md is complete: a reader that knows nothing but that page reads what the program wrote."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import independent_reader as reader
import pytest
from cryptography.exceptions import InvalidSignature
from drafts.one_proof import PASSPHRASE, PROOF, PROOF_HASH
from hypothesis import given, settings
from hypothesis import strategies as st

from app.drafts import keys
from app.drafts.format import pages
from app.drafts.format.seal import Sealer, added
from app.drafts.model import Change
from app.drafts.store import Draft

REAL = keys.COST


def test_the_independent_reader_finds_what_was_written(draft: Draft) -> None:
    draft.write([Change("equipment.total", None, "13"), Change("company.name", None, None)], kind="redo", by="赵")
    draft.write([Change("equipment.total", None, "14")], by="赵", extends=True)
    draft.write([Change("equipment.people", None, "7")], by="赵", why="读回 Word 文件")
    draft.remove_evidence([PROOF_HASH])
    draft.write([], evidence={PROOF_HASH: PROOF})
    draft.close()
    db = reader.plain_database(draft.path, draft.key)
    assert dict(db.execute("SELECT path, value FROM field WHERE value IS NOT NULL")) == {
        "equipment.total": "14",
        "equipment.people": "7",
        "devices.rows[k3f].name": '"空压机"',
    }
    assert db.execute("SELECT bytes FROM evidence WHERE sha256 = ?", (PROOF_HASH,)).fetchone()[0] == PROOF
    assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert [db.execute(f"PRAGMA {each}").fetchone()[0] for each in ("application_id", "user_version")] == [
        0x51424549,
        2,
    ]
    assert reader.seal_holds(db)


@pytest.mark.parametrize(
    "forged",
    [
        "UPDATE field SET value = '99' WHERE path = 'equipment.total'",
        "UPDATE change SET after = '99' WHERE field = 1",
        "UPDATE step SET by = '别人'",
        "INSERT INTO reason VALUES (1, '别的原因', 0)",
        "UPDATE evidence SET size = 1",
        "UPDATE seal SET revision = 7",
        "UPDATE draft SET edition = 7",
    ],
)
def test_the_independent_reader_sees_a_broken_seal(closed: Path, draft: Draft, forged: str) -> None:
    db = reader.plain_database(closed, draft.key)
    db.execute(forged)
    assert not reader.seal_holds(db)


def test_the_key_is_argon2id_with_the_written_cost(monkeypatch: pytest.MonkeyPatch) -> None:
    assert keys.Cost(memory_kib=131072, passes=3, lanes=4) == REAL
    monkeypatch.setattr(keys, "COST", REAL)
    salt = b"QBD\x01" + bytes(range(12))
    assert keys.derive_key("caf\u00e9 密码", salt) == reader.derive("cafe\u0301 密码", salt)


def test_both_readers_agree_on_which_pages_are_authentic(draft: Draft) -> None:
    draft.close()
    data = draft.path.read_bytes()
    for number in (1, 2, 5):
        page = data[(number - 1) * 8192 : number * 8192]
        assert pages.authentic(page, number, draft.key)
        assert not pages.authentic(page, number + 1, draft.key)
        assert not pages.authentic(page[:-1] + bytes([page[-1] ^ 1]), number, draft.key)
        assert not pages.authentic(page, number, bytes(32))
        with pytest.raises(InvalidSignature):
            reader.open_page(page, number + 1, draft.key)


def test_nothing_of_the_contents_is_readable_on_the_disk_at_any_time(draft: Draft) -> None:
    secret = "绝密工艺参数" * 50
    draft._opened.db.execute("BEGIN IMMEDIATE")
    draft._opened.db.execute("PRAGMA cache_size=-64")
    for number in range(400):
        draft._opened.db.execute("INSERT INTO field VALUES (?, ?, ?)", (100 + number, f"绝密工艺参数{number}", secret))
    draft._opened.db.cache_flush()
    names = {each.name for each in draft.path.parent.iterdir() if each.is_file()}
    assert draft.path.name + "-journal" in names
    for each in (draft.path.parent / name for name in names):
        content = each.read_bytes()
        assert b"SQLite format 3" not in content
        for text in ("绝密工艺参数", "华东机械", "company.name", "CREATE TABLE"):
            assert text.encode() not in content, each.name
    draft._opened.db.execute("ROLLBACK")


def test_a_plain_sqlite_library_cannot_read_the_file(closed: Path) -> None:
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(closed).execute("SELECT * FROM field")


@given(st.lists(st.tuples(st.sampled_from("abc"), st.none() | st.text(max_size=3)), max_size=12))
@settings(max_examples=50, deadline=None)
def test_a_sum_kept_edit_by_edit_is_the_sum_over_what_is_there(edits: list[tuple[str, str | None]]) -> None:
    sealer = Sealer(bytes(32))
    values: dict[str, str | None] = {}
    total = 0
    for path, value in edits:
        total = added(total, sealer.field(path, value), -sealer.field(path, values.get(path)))
        values[path] = value
    assert total == added(0, *(sealer.field(path, value) for path, value in values.items()))


def test_parts_that_run_into_one_another_have_different_macs() -> None:
    sealer = Sealer(bytes(32))
    assert sealer.field("ab", "c") != sealer.field("a", "bc")
    assert sealer.step(("x",), [Change("a", None, "")]) != sealer.step(("x",), [Change("a", "", None)])


def test_two_drafts_with_one_passphrase_share_neither_salt_nor_key(tmp_path: Path) -> None:
    made = [Draft.create(tmp_path / f"{n}.qibei", PASSPHRASE, pack="p", edition=1) for n in "ab"]
    assert made[0].key != made[1].key
    assert made[0].file_id != made[1].file_id
    assert made[0].info.draft_id != made[1].info.draft_id
    for each in made:
        each.close()
