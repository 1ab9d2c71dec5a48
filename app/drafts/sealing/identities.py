"""Identities: the private keys (`AGE-SECRET-KEY-1…`) that open what was sealed for their owner."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyrage

from app.drafts.sealing.key_lines import key_lines
from app.drafts.sealing.new_file import placing
from app.errors import UsageError

UNDONE = "副本没有解开，也没有改动。"
SUFFIX = ".txt"


def identities_in(file: Path) -> list[Any]:
    """The private keys in an identity file, as `age -i` reads it; UsageError when there is none or one is mistyped.

    No sentence ever shows a key.
    """
    found = []
    for number, key in key_lines(file, "密钥文件", UNDONE):
        if key.startswith(("age-encryption.org/", "-----BEGIN AGE")):
            hint = "请先用 age -d 解开密钥文件，再选解开后的文件。"
            raise UsageError(f"密钥文件“{file.name}”本身加了密码，{UNDONE}", hint)
        if key.lower().startswith("age1"):
            hint = "请选择保存私钥的文件，里面有 AGE-SECRET-KEY-1 开头的一行。"
            raise UsageError(f"“{file.name}”里是公钥，不是私钥，{UNDONE}", hint)
        try:
            found.append(pyrage.x25519.Identity.from_str(key))
        except pyrage.IdentityError as failure:
            hint = "私钥以 AGE-SECRET-KEY-1 开头，一行一个；请用原来的密钥文件，不要手抄。"
            raise UsageError(f"密钥文件“{file.name}”第 {number} 行不是正确的私钥，{UNDONE}", hint) from failure
    if not found:
        raise UsageError(f"密钥文件“{file.name}”里没有私钥，{UNDONE}", "私钥是 AGE-SECRET-KEY-1 开头的一行。")
    return found


def public_keys(file: Path) -> list[str]:
    """The public keys that belong to the private keys in an identity file."""
    return [str(identity.to_public()) for identity in identities_in(file)]


def new_identity(file: Path) -> str:
    """Make a private key in a new file that only the user may read; its public key.  AppError when it cannot be."""
    identity = pyrage.x25519.Identity.generate()
    public = str(identity.to_public())
    made = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    with placing(file) as stream:
        stream.write(f"# created: {made}\n# public key: {public}\n{identity}\n".encode("ascii"))
    return public
