"""Drafts of every format that was ever in use open, are brought to this one, and hold what they held."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import independent_reader as reader
import pytest

from app.drafts import keys
from app.drafts.format import container, schema
from app.drafts.format.header import read_salt
from app.drafts.model import Change
from app.drafts.store import Draft

FROZEN = Path(__file__).parent / "frozen"
PROOF = hashlib.sha256(b"%PDF-1.4 a proof").hexdigest()
HELD = {
    "company.name": '"华东机械股份有限公司"',
    "devices.rows[k3f]": '"m"',
    "devices.rows[k3f].name": '"空压机"',
    "/frozen/00000000000000000000000000000000": '{"number": 1}',
}


@pytest.fixture(autouse=True)
def quick_keys() -> None:
    """The frozen files were made at the real cost of a key."""


@pytest.fixture(params=range(schema.OLDEST_VERSION, schema.USER_VERSION + 1))
def older(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return Path(shutil.copy(FROZEN / f"format-{request.param}.qibei", tmp_path / "较早.qibei"))


def passphrase(path: Path) -> str:
    key_version = next(each for each in FROZEN.iterdir() if each.read_bytes()[:16] == path.read_bytes()[:16])
    return f"齐备-{key_version.stem}"


def version(path: Path, key: bytes) -> int:
    db = container.connect(path, key, read_salt(path), "read")
    try:
        return schema.version_of(db)
    finally:
        db.close()


def test_an_older_draft_is_read_as_it_is(older: Path) -> None:
    before = older.read_bytes()
    with Draft.open(older, passphrase(older), read_only=True) as draft:
        assert dict(draft.values()) == HELD
        assert [step.by for step in draft.steps()] == ["王工", "王工", "李工", "王工", "王工"]
        assert draft.evidence(PROOF) == b"%PDF-1.4 a proof"
    assert older.read_bytes() == before


def test_opened_for_writing_it_is_brought_to_this_format(older: Path) -> None:
    words = passphrase(older)
    with Draft.open(older, words) as draft:
        steps = draft.steps()
        draft.write([Change("company.name", None, '"新名"')], why="恢复")
        assert draft.steps()[-1].why == "恢复"
        assert draft.steps()[:-1] == steps
    key = keys.derive_key(words, read_salt(older))
    assert version(older, key) == schema.USER_VERSION
    assert reader.seal_holds(reader.plain_database(older, key))
    with Draft.open(older, words) as draft:
        assert dict(draft.values()) == HELD | {"company.name": '"新名"'}


def test_a_copy_of_an_older_draft_that_is_only_read_opens(older: Path, tmp_path: Path) -> None:
    with Draft.open(older, passphrase(older), read_only=True) as draft:
        draft.copy_to(tmp_path / "副本.qibei", "another passphrase")
    with Draft.open(tmp_path / "副本.qibei", "another passphrase") as copy:
        assert dict(copy.values()) == HELD
