"""What tells one state of a draft file from every other, without its key."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from app.drafts.format.header import PAGE_SIZE, SALT_SIZE
from app.drafts.opening import journal


@dataclass(frozen=True, slots=True)
class Print:
    """A file in one state: its salt in hex, its length, and the SHA-256 of its first page.

    Each commit writes the first page anew under a random nonce, so two states never share one.
    """

    file_id: str
    size: int
    page: str


def print_of(path: Path) -> Print | None:
    """The print of the file at `path`, or None when there is no file; OSError when it cannot be read."""
    try:
        with path.open("rb") as stream:
            page = stream.read(PAGE_SIZE)
            size = stream.seek(0, 2)
    except (FileNotFoundError, NotADirectoryError):
        return None
    return Print(page[:SALT_SIZE].hex(), size, hashlib.sha256(page).hexdigest())


def is_unchanged(path: Path, *known: Print | None) -> bool:
    """Whether the file at `path` is in one of these states, with no journal that would change it."""
    found = print_of(path)
    return found is not None and found in known and not journal.has_journal(path)
