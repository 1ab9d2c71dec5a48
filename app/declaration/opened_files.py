"""Proofs shown in another program: plain copies in a private folder, emptied at exit and at the next start."""

from __future__ import annotations

import secrets
import stat
from pathlib import Path

from app.declaration.private_folders import PrivateFolder
from app.errors import EvidenceRefused
from app.evidence.kinds import safe_name
from app.evidence.recognition.telling import looks_like
from app.files import cannot_write

_OPENED, CONVERTING = "opened", "converting"


class OpenedFiles:
    """The copies that one run of the program has handed out; their folder is made with the first."""

    def __init__(self) -> None:
        self._private = PrivateFolder(_OPENED)

    def copy(self, name: str, data: bytes) -> Path:
        """A copy of `data` that only this user can read, and nobody write; EvidenceRefused when `name` is no proof's.

        Names are looked at because a stranger's draft may call a program a proof.  AppError when it cannot be written.
        """
        safe = safe_name(name)
        if not looks_like(safe, data):
            message = f"“{safe}”的扩展名与内容不符，没有打开；文件仍在申报书里，没有丢失。"
            raise EvidenceRefused(message, "请双击缩略图在程序里查看。")
        try:
            folder = self._private.made() / secrets.token_hex(4)
            folder.mkdir(mode=0o700)
            file = folder / safe
            file.write_bytes(data)
            file.chmod(stat.S_IRUSR)
        except OSError as failure:
            raise cannot_write(Path(safe), failure) from failure
        return file

    def empty(self) -> None:
        """Remove the copies; one that another program holds open goes at the next start."""
        self._private.remove()
