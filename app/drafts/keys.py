"""The key of a draft, derived from its passphrase (FORMAT.md, section 2)."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from argon2.low_level import Type, hash_secret_raw

from app.errors import DraftError

KEY_SIZE = 32


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess of a passphrase costs; fixed by the format version, never read from a file."""

    memory_kib: int
    passes: int
    lanes: int


COST = Cost(memory_kib=131072, passes=3, lanes=4)


def derive_key(passphrase: str, salt: bytes) -> bytes:
    """The 32-byte key of a draft; DraftError when the passphrase is blank.  Takes about 0.2 s."""
    if not passphrase.strip():
        raise DraftError("密码不能为空，草稿没有改动。", "请输入密码；忘记的密码无法找回，请妥善保管。")
    secret = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    return hash_secret_raw(secret, salt, COST.passes, COST.memory_kib, COST.lanes, KEY_SIZE, Type.ID, 0x13)
