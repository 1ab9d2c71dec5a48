"""Folders for plain copies of what a draft holds: the user's alone, and swept when a run left one behind."""

from __future__ import annotations

import os
import secrets
import shutil
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from app.drafts.opening.lock import LockFile, is_held
from app.files import data_folder


class PrivateFolder:
    """One folder below `kind`, made when it is asked for; a lock beside it says that its program still runs."""

    def __init__(self, kind: str) -> None:
        self._base = data_folder() / kind
        self._folder: Path | None = None
        self._lock: LockFile | None = None

    def made(self) -> Path:
        """The folder, made when it is not there; OSError or DraftError when it cannot be."""
        if self._folder is None:
            self._base.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder = self._base / secrets.token_hex(8)
            self._lock = LockFile.acquire(folder)  # before the folder is there to be swept
            folder.mkdir(mode=0o700)
            self._folder = folder
        return self._folder

    def remove(self) -> None:
        """Remove it; a file that another program holds open goes with the next sweep."""
        if self._folder is not None:
            _remove(self._folder)
            self._folder = None
        if self._lock is not None:
            self._lock.release()
            self._lock = None


def sweep(kind: str) -> None:
    """Remove what an earlier run left below `kind`; folders of a program still running stay."""
    with suppress(OSError):  # what cannot be looked at now is swept another time
        for folder in (data_folder() / kind).iterdir():
            if folder.is_dir() and not folder.is_symlink() and not is_held(folder):
                _remove(folder)


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, onerror=_once_more)


def _once_more(remove: Callable[..., object], name: str, _failure: object) -> None:
    """Windows removes no file that may not be written; what still stays is left for the next sweep."""
    try:
        os.chmod(name, stat.S_IRWXU)
        remove(name)
    except OSError:
        return
