"""Remembering and forgetting the key of a draft; nothing here is called in the window's thread."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from app.drafts.keyring import listing
from app.drafts.keyring.asking import NoAnswer, Silent, ask
from app.drafts.keyring.backend import found
from app.errors import AppError

SERVICE = "qibei-draft"
Outcome = Literal["kept", "no keyring", "silent", "failed", "not kept", "unlisted"]
"""What became of a key that was to be remembered; only the first means that it was."""

WHY_NOT: dict[Outcome, str] = {
    "no keyring": "本机没有可用的密码保管程序",
    "silent": "本机的密码保管程序没有答复，可能正等待解锁",
    "failed": "本机的密码保管程序已锁定或出错",
    "not kept": "本机的密码保管程序没有真正存下来",
    "unlisted": "本程序的数据文件夹无法写入，记住以后将无法清除",
}
NOT_FORGOTTEN = AppError(
    "不能确定这台电脑是否已忘记密码：密码保管程序已锁定、出错或没有答复。申报书没有改动。",
    "请解锁后再试一次，或在系统的密码保管程序中删除名为 qibei-draft 的项目。",
)
_KEY = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Held:
    """A draft, by its file id, whose key is kept; `sure` unless the keyring could not be asked."""

    name: str
    sure: bool


def remember(name: str, key: bytes) -> Outcome:
    """Keep `key` in the keyring under `name` (a draft's file id), read back; what became of it.

    A keyring that keeps it after it was given up is made to drop it again: the user was told otherwise.
    """
    if not listing.note(name):
        return "unlisted"
    try:
        outcome = ask(lambda: _put(name, key.hex()), too_late=lambda: _remove(name))
    except Silent:
        return "silent"
    except NoAnswer:
        return "failed"
    if outcome != "kept":
        listing.strike(name)
    return outcome


def recall(name: str) -> bytes | None:
    """The key kept under `name`, or None; not to be believed until it has opened the file.

    A keyring that was never given this key is not asked: it might want to be unlocked for nothing.
    """
    if not is_noted(name):
        return None

    def get() -> object:
        ring = found()
        return ring.get_password(SERVICE, name) if ring is not None else None

    try:
        text = ask(get)
    except NoAnswer:
        return None
    return bytes.fromhex(text) if isinstance(text, str) and _KEY.fullmatch(text) else None


def forget(name: str) -> bool:
    """Remove the key kept under `name`; whether it is sure that the keyring holds none."""
    try:
        return ask(lambda: _remove(name))
    except NoAnswer:
        return False


def clear() -> bool:
    """Remove every key this computer was asked to keep (忘记所有本机密码); whether all are gone."""
    left = [name for name in sorted(listing.names()) if not forget(name)]
    return not left


def is_noted(name: str) -> bool:
    """Whether this computer was asked to keep the key of this draft, and not to forget it; asks no keyring."""
    return name in listing.names()


def held() -> list[Held]:
    """The drafts whose keys are kept; those the keyring has lost by itself are struck off."""
    names = sorted(listing.names())

    def look() -> dict[str, bool] | None:
        ring = found()
        return None if ring is None else {name: ring.get_password(SERVICE, name) is not None for name in names}

    try:
        there = ask(look) if names else {}
    except NoAnswer:
        there = None
    if there is None:
        return [Held(name, sure=False) for name in names]
    for name in names:
        if not there[name]:
            listing.strike(name)
    return [Held(name, sure=True) for name in names if there[name]]


def _put(name: str, text: str) -> Outcome:
    ring = found()
    if ring is None:
        return "no keyring"
    ring.set_password(SERVICE, name, text)
    if ring.get_password(SERVICE, name) == text:
        return "kept"
    with suppress(Exception):  # what it keeps instead is of no use to anyone
        _remove(name)
    return "not kept"


def _remove(name: str) -> bool:
    """Remove an entry, and strike it off once it is seen to be gone; without a keyring nothing noted is sure to be."""
    ring = found()
    if ring is None:
        return name not in listing.names()
    if ring.get_password(SERVICE, name) is not None:
        ring.delete_password(SERVICE, name)
    gone = ring.get_password(SERVICE, name) is None
    if gone:
        listing.strike(name)
    return gone
