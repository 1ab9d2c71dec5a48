"""Proofs shown in another program: plain copies in a private folder, emptied at exit and at the next start."""

from __future__ import annotations

import os
import secrets
import shutil
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from app.drafts.opening.lock import LockFile, is_held
from app.errors import EvidenceRefused
from app.evidence.kinds import safe_name
from app.evidence.recognition.telling import looks_like
from app.files import cannot_write, data_folder


class OpenedFiles:
    """The copies that one run of the program has handed out; their folder is made with the first."""

    def __init__(self) -> None:
        self._folder: Path | None = None
        self._lock: LockFile | None = None

    def copy(self, name: str, data: bytes) -> Path:
        """A copy of `data` that only this user can read, and nobody write; EvidenceRefused when `name` is no proof's.

        Names are looked at because a stranger's draft may call a program a proof.  AppError when it cannot be written.
        """
        safe = safe_name(name)
        if not looks_like(safe, data):
            message = f"“{safe}”的扩展名与内容不符，没有打开；文件仍在申报书里，没有丢失。"
            raise EvidenceRefused(message, "请双击缩略图在程序里查看。")
        try:
            folder = self._own() / secrets.token_hex(4)
            folder.mkdir(mode=0o700)
            file = folder / safe
            file.write_bytes(data)
            file.chmod(stat.S_IRUSR)
        except OSError as failure:
            raise cannot_write(Path(safe), failure) from failure
        return file

    def empty(self) -> None:
        """Remove the copies; one that another program holds open goes at the next start."""
        if self._folder is not None:
            _remove(self._folder)
            self._folder = None
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def _own(self) -> Path:
        if self._folder is None:
            base = _base()
            base.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder = base / secrets.token_hex(8)
            self._lock = LockFile.acquire(folder)  # before the folder is there to be swept
            folder.mkdir(mode=0o700)
            self._folder = folder
        return self._folder


def sweep() -> None:
    """Remove what an earlier run left behind; copies that a program still running handed out stay."""
    with suppress(OSError):  # what cannot be looked at now is swept at a later start
        for folder in _base().iterdir():
            if folder.is_dir() and not folder.is_symlink() and not is_held(folder):
                _remove(folder)


def _base() -> Path:
    return data_folder() / "opened"


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, onerror=_once_more)


def _once_more(remove: Callable[..., object], name: str, _failure: object) -> None:
    """Windows removes no file that may not be written; what still stays is left for the next start."""
    try:
        os.chmod(name, stat.S_IRWXU)
        remove(name)
    except OSError:
        return
