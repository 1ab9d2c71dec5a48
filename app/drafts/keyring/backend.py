"""Which keyring this computer has, and what it is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.drafts.keyring.asking import NoAnswer, Silent, ask

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

NONE = "本机没有可用的密码保管程序"
SILENT = "密码保管程序没有答复"
FAILED = "密码保管程序无法使用"
_WORDS = {
    "keyring.backends.Windows": "Windows 凭据管理器",
    "keyring.backends.SecretService": "GNOME 密钥环 (Secret Service)",
    "keyring.backends.libsecret": "GNOME 密钥环 (Secret Service)",
    "keyring.backends.kwallet": "KWallet",
    "keyring.backends.macOS": "macOS 钥匙串",
}
_UNSAFE = ("keyring.backends.fail", "keyring.backends.null", "keyrings.alt")
"""What keeps nothing, or keeps it in a plain file."""


def found() -> KeyringBackend | None:
    """The keyring, None when there is none that may be trusted with a key; to be asked for within the limit only."""
    import keyring
    from keyring.backends.chainer import ChainerBackend

    backend = keyring.get_keyring()
    several = list(backend.backends) if isinstance(backend, ChainerBackend) else [backend]
    return next((one for one in several if not type(one).__module__.startswith(_UNSAFE)), None)


def in_words() -> str:
    """What the keyring of this computer is called, or that there is none; waits, so not for the window's thread."""
    try:
        backend = ask(found)
    except Silent:
        return SILENT
    except NoAnswer:
        return FAILED
    return (
        NONE
        if backend is None
        else _WORDS.get(type(backend).__module__, f"其他密码保管程序（{type(backend).__name__}）")
    )
