"""The key of a draft: derived from the passphrase, and, when the user likes, kept in the system's keyring.

The keyring is a convenience and never the only way in: every failure of it means "ask for the
passphrase", and what it answers is believed only after it has opened the file.
"""

from __future__ import annotations

import json
import threading
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from argon2.low_level import Type, hash_secret_raw

from app.errors import AppError, DraftError
from app.files import data_folder, replacing

SERVICE = "qibei-draft"
KEY_SIZE = 32
TIME_LIMIT = 4.0
"""Seconds after which a keyring that has not answered is left alone."""

_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess of a passphrase costs; fixed by the format version, never read from a file."""

    memory_kib: int
    passes: int
    lanes: int


COST = Cost(memory_kib=131072, passes=3, lanes=4)


def derive_key(passphrase: str, salt: bytes) -> bytes:
    """The 32-byte key of a draft (FORMAT.md, section 2); DraftError when the passphrase is blank. Takes about 0.2 s."""
    if not passphrase.strip():
        raise DraftError("密码不能为空，草稿没有改动。", "请输入密码；忘记的密码无法找回，请妥善保管。")
    secret = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    return hash_secret_raw(secret, salt, COST.passes, COST.memory_kib, COST.lanes, KEY_SIZE, Type.ID, 0x13)


def remember(name: str, key: bytes) -> bool:
    """Keep `key` in the keyring under `name` (a draft's file id); whether it was kept."""

    def put() -> bool:
        import keyring

        keyring.set_password(SERVICE, name, key.hex())
        return True

    _note(lambda names: names | {name})
    return _within_limit(put, False)


def recall(name: str) -> bytes | None:
    """The key kept under `name`, or None; not to be believed until it has opened the file."""

    def get() -> bytes | None:
        import keyring

        text = keyring.get_password(SERVICE, name)
        key = bytes.fromhex(text) if text else b""
        return key if len(key) == KEY_SIZE else None

    return _within_limit(get, None)


def forget(name: str) -> bool:
    """Remove the key kept under `name`; whether the keyring now holds none."""

    def remove() -> bool:
        import keyring

        if keyring.get_password(SERVICE, name) is not None:
            keyring.delete_password(SERVICE, name)
        return keyring.get_password(SERVICE, name) is None

    gone = _within_limit(remove, False)
    if gone:
        _note(lambda names: names - {name})
    return gone


def clear() -> bool:
    """Remove every key this computer was asked to keep (忘记本机密码); whether all are gone."""
    left = [name for name in sorted(remembered()) if not forget(name)]
    return not left


def remembered() -> set[str]:
    """The file ids whose keys this computer was asked to keep; never the keys."""
    try:
        names = json.loads(_list_file().read_text("utf-8"))
    except (OSError, ValueError):
        return set()
    return {name for name in names if isinstance(name, str)} if isinstance(names, list) else set()


def _note(edit: Callable[[set[str]], set[str]]) -> None:
    names = remembered()
    if edit(names) == names:
        return
    with suppress(AppError, OSError), replacing(_list_file()) as stream:
        stream.write(json.dumps(sorted(edit(names))).encode())


def _list_file() -> Path:
    return data_folder() / "remembered-drafts.json"


def _within_limit(work: Callable[[], _Answer], otherwise: _Answer) -> _Answer:
    """The answer of `work`, or `otherwise` when it fails or takes too long.

    A keyring is foreign code behind a foreign service: it may be absent, locked, broken or
    waiting for a dialog nobody sees, so any failure counts, and a thread that hangs is left behind.
    """
    answers: list[_Answer] = []

    def run() -> None:
        with suppress(Exception):
            answers.append(work())

    worker = threading.Thread(target=run, name="keyring", daemon=True)
    worker.start()
    worker.join(TIME_LIMIT)
    return answers[0] if answers else otherwise
