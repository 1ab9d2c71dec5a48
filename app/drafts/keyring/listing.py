"""The file ids whose keys this computer was asked to keep: one empty file each, and nothing else about them.

A keyring cannot be asked what it holds.  Single files are noted and struck off whole, by several programs at once too.
"""

from __future__ import annotations

import re
from pathlib import Path

from app.files import data_folder

_NAME = re.compile(r"[0-9a-z]{1,64}")


def names() -> set[str]:
    """Every id that is noted; none when the folder cannot be read."""
    try:
        return {file.name for file in _folder().iterdir() if _NAME.fullmatch(file.name)}
    except OSError:
        return set()


def note(name: str) -> bool:
    """Note `name`; whether that could be done."""
    try:
        _folder().mkdir(exist_ok=True)
        (_folder() / name).touch(0o600)
    except OSError:
        return False
    return True


def strike(name: str) -> None:
    """Take `name` off; what cannot be taken off stays, as if its key might still be kept."""
    try:
        (_folder() / name).unlink(missing_ok=True)
    except OSError:
        return


def _folder() -> Path:
    return data_folder() / "remembered"
