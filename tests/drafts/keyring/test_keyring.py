"""The keyring is a convenience: whatever it does, the user is at worst asked for the passphrase."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import keyring
import keyring.backends.fail
import keyring.backends.null
import pytest
from drafts.keyring.rings import Forgetful, Lying, Narrow, Ring, in_place
from house import HOUSE
from keyring.backends.chainer import ChainerBackend

from app.drafts.format import header
from app.drafts.keyring import asking, backend, listing, remembered
from app.drafts.store import Draft
from app.errors import DraftDamaged

NAME, KEY = "5142440112", bytes(range(32))


@pytest.fixture
def ring() -> Iterator[Ring]:
    """A keyring that behaves until it is told otherwise."""
    with in_place(ring := Ring()):
        yield ring


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for a keyring no longer than a test wants to."""
    monkeypatch.setattr(asking, "TIME_LIMIT", 0.2)


def test_a_remembered_draft_opens_without_its_passphrase(closed: Path, draft: Draft, ring: Ring) -> None:
    assert remembered.remember(draft.file_id, draft.key) == "kept"
    assert list(ring.kept.values()) == [draft.key.hex()], "the derived key, never the passphrase"
    with Draft.open_remembered(closed) or pytest.fail("not remembered") as again:
        assert dict(again.values())["equipment.total"] == "12"


def test_a_draft_never_remembered_means_asking(closed: Path, ring: Ring) -> None:
    assert Draft.open_remembered(closed) is None
    assert ring.calls == 0, "a keyring that knows nothing of it is not asked, which might ask the user to unlock it"


def test_the_calling_thread_never_touches_the_keyring(closed: Path, draft: Draft, ring: Ring) -> None:
    remembered.remember(draft.file_id, draft.key)
    remembered.recall(draft.file_id)
    remembered.held()
    remembered.forget(draft.file_id)
    assert ring.askers == {"keyring"}
    assert threading.current_thread().name != "keyring"


def test_a_wrong_key_in_the_keyring_means_asking_and_is_forgotten(closed: Path, ring: Ring) -> None:
    remembered.remember(header.file_id(closed), bytes(32))
    assert Draft.open_remembered(closed) is None
    assert ring.kept == {}


LIES = [
    "",
    "not hex",
    "ab",
    "00" * 33,
    "AB" * 32,
    "锁" * 64,
    "a" * 1_000_000,
    b"\x00" * 32,
    b"ab" * 32,
    7,
    ["a"],
    "ab" * 32,
]


@pytest.mark.parametrize("lie", LIES, ids=lambda lie: str(lie)[:8])
def test_a_lying_keyring_means_asking(closed: Path, draft: Draft, lie: object) -> None:
    with in_place(Lying(lie)):
        listing.note(draft.file_id)
        assert Draft.open_remembered(closed) is None
        assert remembered.remember(draft.file_id, draft.key) == "not kept"


def test_a_keyring_that_stores_nothing_is_found_out(draft: Draft) -> None:
    with in_place(Forgetful()):
        assert remembered.remember(draft.file_id, draft.key) == "not kept"
        assert remembered.held() == [], "and nothing is listed as kept"
    with in_place(keyring.backends.null.Keyring()):
        assert remembered.remember(draft.file_id, draft.key) == "no keyring"


def test_a_key_is_small_enough_for_windows(draft: Draft) -> None:
    with in_place(Narrow()):
        assert remembered.remember(draft.file_id, draft.key) == "kept"


def test_damage_is_not_mistaken_for_a_wrong_key(closed: Path, draft: Draft, ring: Ring) -> None:
    remembered.remember(draft.file_id, draft.key)
    with closed.open("r+b") as stream:
        stream.seek(100)
        stream.write(b"damage")
    with pytest.raises(DraftDamaged):
        Draft.open_remembered(closed)
    assert len(ring.kept) == 1


def test_a_new_passphrase_leaves_nothing_under_the_new_name(draft: Draft, ring: Ring) -> None:
    remembered.remember(draft.file_id, draft.key)
    draft.change_passphrase("新密码")
    draft.close()
    assert Draft.open_remembered(draft.path) is None
    Draft.open(draft.path, "新密码").close()


FAILURES = [RuntimeError("locked"), OSError("no bus"), KeyError("x"), SystemExit(3), KeyboardInterrupt(), MemoryError()]


@pytest.mark.parametrize("failure", FAILURES, ids=lambda failure: type(failure).__name__)
def test_a_failing_keyring_is_never_an_exception(
    ring: Ring, failure: BaseException, capfd: pytest.CaptureFixture[str]
) -> None:
    ring.failure = failure
    assert remembered.remember(NAME, KEY) == "failed"
    assert remembered.recall(NAME) is None
    assert remembered.forget(NAME) is False
    assert remembered.held() == [remembered.Held(NAME, sure=False)]
    assert remembered.clear() is False, "what may still be there is not called forgotten"
    assert capfd.readouterr() == ("", "")


def test_no_keyring_at_all_is_never_an_exception() -> None:
    with in_place(keyring.backends.fail.Keyring()):
        assert backend.in_words() == "本机没有可用的密码保管程序"
        assert remembered.remember(NAME, KEY) == "no keyring"
        assert remembered.recall(NAME) is None
        assert remembered.forget(NAME), "nothing was ever kept"
        assert remembered.clear()


NAMES = {
    "keyring.backends.Windows": "Windows 凭据管理器",
    "keyring.backends.SecretService": "GNOME 密钥环 (Secret Service)",
    "keyring.backends.kwallet": "KWallet",
    "somewhere.else": "其他密码保管程序（Named）",
    "keyrings.alt.file": backend.NONE,
}


@pytest.mark.parametrize(("module", "words"), NAMES.items(), ids=NAMES)
def test_the_keyring_is_called_what_the_user_knows_it_by(module: str, words: str) -> None:
    named = type("Named", (Ring,), {"__module__": module})()
    with in_place(named):
        assert backend.in_words() == words
        kept = remembered.remember(NAME, KEY)
    assert kept == ("no keyring" if words == backend.NONE else "kept"), "nothing is kept in a plain file"
    assert bool(named.kept) == (kept == "kept")


def test_of_several_keyrings_the_first_that_is_safe_is_used() -> None:
    plain = type("Plain", (Ring,), {"__module__": "keyrings.alt.file"})()
    wallet = type("Wallet", (Ring,), {"__module__": "keyring.backends.kwallet"})()
    several = type("Several", (ChainerBackend,), {"backends": [plain, wallet], "priority": 10})()
    with in_place(several):
        assert backend.in_words() == "KWallet"
        assert remembered.remember(NAME, KEY) == "kept"
    assert (plain.kept, list(wallet.kept.values())) == ({}, [KEY.hex()])


def test_a_keyring_that_is_gone_may_still_hold_what_it_held(ring: Ring) -> None:
    remembered.remember(NAME, KEY)
    with in_place(keyring.backends.fail.Keyring()):
        assert remembered.forget(NAME) is False
        assert remembered.held() == [remembered.Held(NAME, sure=False)]
    assert remembered.held() == [remembered.Held(NAME, sure=True)]


def test_a_keyring_library_that_cannot_be_imported_is_never_an_exception(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    assert remembered.remember(NAME, KEY) == "failed"
    assert listing.names() == {NAME}
    assert remembered.recall(NAME) is None
    assert backend.in_words() == backend.FAILED


@pytest.mark.usefixtures("impatient")
def test_a_keyring_that_hangs_is_waited_for_once(ring: Ring) -> None:
    listing.note(NAME)
    ring.wait.clear()
    begin = time.monotonic()
    for _ in range(50):
        assert remembered.recall(NAME) is None
    assert remembered.remember(NAME, KEY) == "silent"
    assert remembered.clear() is False
    assert time.monotonic() - begin < 0.6
    assert ring.calls == 1
    ring.wait.set()


@pytest.mark.usefixtures("impatient")
def test_what_is_kept_after_it_was_given_up_is_dropped_again(ring: Ring) -> None:
    ring.wait.clear()
    assert remembered.remember(NAME, KEY) == "silent"
    ring.wait.set()
    until = time.monotonic() + 5
    while listing.names() and time.monotonic() < until:
        time.sleep(0.01)
    assert ring.kept == {}, "the user was told that it is not remembered"
    assert listing.names() == set()
    assert remembered.remember(NAME, KEY) == "kept", "it is asked again once it answers"


def test_a_keyring_that_hangs_does_not_hold_up_the_end_of_the_program(tmp_path: Path) -> None:
    story = (
        "import sys, time\nsys.path.insert(0, 'tests')\nfrom drafts.keyring.rings import Ring, in_place\n"
        "from app.drafts.keyring import asking, listing, remembered\n"
        "listing.note('a')\nasking.TIME_LIMIT = 0.1\nring = Ring()\nring.wait.clear()\n"
        "with in_place(ring):\n    assert remembered.recall('a') is None\n"
    )
    begin = time.monotonic()
    own = {**os.environ, "QIBEI_HOME": str(tmp_path)}
    subprocess.run([sys.executable, "-c", story], cwd=HOUSE, env=own, check=True, timeout=15)
    assert time.monotonic() - begin < 10


def test_an_entry_that_vanished_is_forgotten_in_peace(ring: Ring) -> None:
    remembered.remember(NAME, KEY)
    ring.kept.clear()
    assert remembered.recall(NAME) is None
    assert remembered.held() == []
    assert remembered.forget(NAME)
    assert listing.names() == set()


def test_clear_forgets_every_draft(ring: Ring) -> None:
    for name in ("a", "b", "c"):
        remembered.remember(name, name.encode() * 32)
    assert [one.name for one in remembered.held()] == ["a", "b", "c"]
    assert remembered.clear()
    assert ring.kept == {}
    assert remembered.held() == []
    assert remembered.clear(), "nothing to forget is fine"


def test_nothing_but_ids_is_in_the_list(ring: Ring, tmp_path: Path) -> None:
    remembered.remember(NAME, KEY)
    (file,) = (tmp_path / "home" / "remembered").iterdir()
    assert (file.name, file.read_bytes()) == (NAME, b"")


def test_a_key_that_could_not_be_found_again_is_not_kept(ring: Ring, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "remembered").write_text("in the way")
    assert remembered.remember(NAME, KEY) == "unlisted"
    assert ring.kept == {}
    assert listing.names() == set()
