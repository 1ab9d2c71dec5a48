"""Saving what is whole in a damaged draft into a new one."""

from __future__ import annotations

from pathlib import Path

from app.declaration.version import FROZEN
from app.drafts.format.header import read_salt
from app.drafts.keys import derive_key
from app.drafts.salvage import salvage
from app.files import require_text_name


def rescue(path: Path, target: Path, passphrase: str) -> tuple[str, ...]:
    """Write what can be read of `path` to the new draft `target`, under the same passphrase; what is lost, by name.

    `path` stays as it is.  WrongPassphrase, or DraftDamaged when nothing can be saved.
    """
    for file in (path, target):
        require_text_name(file)
    found = salvage(path, derive_key(passphrase, read_salt(path)), target, passphrase)
    nameless = (f"{found.nameless} 处名称也已无法读出的内容",) if found.nameless else ()
    lost = ("一份定稿记录" if path.startswith(FROZEN) else path for path in found.lost_paths)
    return (*lost, *(f"证明材料 {sha256[:12]}" for sha256 in found.lost_evidence), *nameless)
