"""The keyring is a convenience: whatever it does, the user is at worst asked for the passphrase."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import keyring
import keyring.backend
import keyring.backends.fail
import pytest

from app.drafts import keys
from app.drafts.format import header
from app.drafts.store import Draft
from app.errors import DraftDamaged


class Ring(keyring.backend.KeyringBackend):
    """A keyring in memory, which can be told to misbehave."""

    priority = 1  # type: ignore[assignment]  # keyring computes it in a class property

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.failure: BaseException | None = None
        self.wait = threading.Event()
        self.wait.set()

    def _misbehave(self) -> None:
        self.wait.wait(20)
        if self.failure:
            raise self.failure

    def get_password(self, service: str, username: str) -> str | None:
        self._misbehave()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._misbehave()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._misbehave()
        del self.kept[service, username]


@pytest.fixture
def ring() -> Iterator[Ring]:
    before = keyring.get_keyring()
    ring = Ring()
    keyring.set_keyring(ring)
    yield ring
    keyring.set_keyring(before)


def test_a_remembered_draft_opens_without_its_passphrase(closed: Path, draft: Draft, ring: Ring) -> None:
    assert keys.remember(draft.file_id, draft.key)
    assert list(ring.kept.values()) == [draft.key.hex()], "the derived key, never the passphrase"
    with Draft.open_remembered(closed) or pytest.fail("not remembered") as again:
        assert dict(again.values())["equipment.total"] == "12"


def test_a_draft_never_remembered_means_asking(closed: Path, ring: Ring) -> None:
    assert Draft.open_remembered(closed) is None


def test_a_wrong_key_in_the_keyring_means_asking_and_is_forgotten(closed: Path, ring: Ring) -> None:
    keys.remember(header.file_id(closed), bytes(32))
    assert Draft.open_remembered(closed) is None
    assert ring.kept == {}


@pytest.mark.parametrize("kept", ["", "not hex", "ab", "00" * 33])
def test_nonsense_in_the_keyring_means_asking(closed: Path, ring: Ring, kept: str) -> None:
    ring.kept[keys.SERVICE, header.file_id(closed)] = kept
    assert Draft.open_remembered(closed) is None


def test_damage_is_not_mistaken_for_a_wrong_key(closed: Path, draft: Draft, ring: Ring) -> None:
    keys.remember(draft.file_id, draft.key)
    with closed.open("r+b") as stream:
        stream.seek(100)
        stream.write(b"damage")
    with pytest.raises(DraftDamaged):
        Draft.open_remembered(closed)
    assert len(ring.kept) == 1


def test_a_new_passphrase_leaves_nothing_under_the_new_name(draft: Draft, ring: Ring) -> None:
    keys.remember(draft.file_id, draft.key)
    draft.change_passphrase("新密码")
    draft.close()
    assert Draft.open_remembered(draft.path) is None
    Draft.open(draft.path, "新密码").close()


@pytest.mark.parametrize("failure", [RuntimeError("locked"), OSError("no bus"), KeyError("x")])
def test_a_failing_keyring_is_never_an_exception(ring: Ring, failure: BaseException) -> None:
    ring.failure = failure
    assert keys.remember("a", bytes(32)) is False
    assert keys.recall("a") is None
    assert keys.forget("a") is False
    assert keys.clear() is False, "what may still be there is not called forgotten"


def test_no_keyring_at_all_is_never_an_exception() -> None:
    before = keyring.get_keyring()
    keyring.set_keyring(keyring.backends.fail.Keyring())
    try:
        assert keys.remember("a", bytes(32)) is False
        assert keys.recall("a") is None
        assert keys.forget("a") is False
    finally:
        keyring.set_keyring(before)


def test_a_keyring_that_hangs_is_left_alone(ring: Ring, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "TIME_LIMIT", 0.2)
    ring.wait.clear()
    begin = time.monotonic()
    assert keys.recall("a") is None
    assert time.monotonic() - begin < 2
    ring.wait.set()


def test_an_entry_that_vanished_is_forgotten_in_peace(ring: Ring) -> None:
    keys.remember("a", bytes(32))
    ring.kept.clear()
    assert keys.recall("a") is None
    assert keys.forget("a")
    assert keys.remembered() == set()


def test_clear_forgets_every_draft(ring: Ring) -> None:
    for name in ("a", "b", "c"):
        keys.remember(name, name.encode() * 32)
    assert keys.remembered() == {"a", "b", "c"}
    assert keys.clear()
    assert ring.kept == {}
    assert keys.remembered() == set()
    assert keys.clear(), "nothing to forget is fine"


def test_a_spoilt_list_of_names_is_an_empty_one(tmp_path: Path, ring: Ring) -> None:
    (tmp_path / "home").mkdir()
    for content in ("", "{}", "[1, null]", "\x00"):
        (tmp_path / "home" / "remembered-drafts.json").write_text(content)
        assert keys.remembered() == set()
