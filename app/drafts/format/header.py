"""The first sixteen bytes of a draft, its length, and where it may lie (FORMAT.md, section 1)."""

from __future__ import annotations

import os
import secrets
import stat
from pathlib import Path

from app.drafts import failures
from app.errors import DraftError
from app.files import is_there, require_text_name

MAGIC = b"QBD"
VERSION = 1
SALT_SIZE = 16
PAGE_SIZE = 8192
PATH_LIMIT = 512 - len("-journal")
"""SQLite opens no path of more than 512 bytes, and a journal lies beside each file."""
NAME_LIMIT = 200
"""A file name has at most 255 bytes nearly everywhere; neighbours of the draft carry its name and more."""
NEIGHBOUR_SIZE = 48
"""No file that a rewrite makes beside the draft has a longer name."""


def new_salt() -> bytes:
    """Sixteen bytes that begin a new file: magic, format version, twelve at random."""
    return MAGIC + bytes([VERSION]) + secrets.token_bytes(SALT_SIZE - len(MAGIC) - 1)


def read_salt(path: Path) -> bytes:
    """The salt of an existing draft; DraftDamaged, DraftTooNew or DraftError when there is none to use."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise failures.not_a_draft(path)  # a pipe would keep us waiting
        with path.open("rb") as stream:
            salt = stream.read(SALT_SIZE)
    except OSError as failure:
        raise DraftError(
            f"草稿“{path.name}”无法读取，文件没有被改动。", "请确认文件仍在原处，且有读取权限。"
        ) from failure
    if len(salt) < SALT_SIZE or not salt.startswith(MAGIC) or salt[3] == 0:
        raise failures.not_a_draft(path)
    if salt[3] > VERSION:
        raise failures.too_new(path)
    return salt


def file_id(path: Path) -> str:
    """The name under which this file's key may be remembered: readable without a key, new for each file made."""
    return read_salt(path).hex()


def check_whole_pages(path: Path) -> None:
    """Refuse a file that ends inside a page: it was cut off."""
    size = path.stat().st_size
    if size == 0 or size % PAGE_SIZE:
        raise failures.damaged(path, "文件不完整，末尾缺少内容")


def check_place(path: Path) -> Path:
    """Where the draft called `path` lies, absolute; an AppError when SQLite could not open it there, or it is no text.

    A link is followed to its draft: lock and journal lie beside that, and a rewrite takes its place, not the link's.
    """
    require_text_name(path)
    place = Path(os.path.abspath(path))
    if place.is_symlink() and is_there(place):
        place = Path(os.path.realpath(place))
        require_text_name(place)
    folder, name = len(os.fsencode(place.parent)), len(os.fsencode(place.name))
    if name > NAME_LIMIT or folder + 1 + max(name, NEIGHBOUR_SIZE) > PATH_LIMIT:
        raise DraftError(
            "草稿所在的文件夹层级太深或名称太长，文件没有打开，原有内容没有丢失。",
            "请把草稿移到较短的路径（例如桌面）后再打开。",
        )
    return place
