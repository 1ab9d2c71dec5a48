"""What files are called: names that every system takes, and names as people read them."""

from __future__ import annotations

import os
import re
from enum import Enum
from pathlib import Path

from app.errors import UsageError

DRAFT_SUFFIX, ENVELOPE_SUFFIX, PACK_SUFFIX = ".qibei", ".age", ".qibei-pack"
"""Of a draft; behind it, of a sealed copy; and of a pack that is handed on to be installed by a click."""
_NOT_IN_NAMES = frozenset('<>:"/\\|?*')  # on some system or other
_DEVICES = re.compile(r"(con|prn|aux|nul|(com|lpt)[0-9])(\..*)?", re.IGNORECASE)
_EDGES = " .\u3000"
_LONGEST_NAME = 200  # bytes of 255, so that （盖章清单）.docx can stand behind it
_LONGEST_SHOWN = 60  # characters
_HALVES = re.compile("[\ud800-\udfff]")


class Opened(Enum):
    """What the program opens when the icon of a file is clicked."""

    DRAFT = DRAFT_SUFFIX
    SEALED = ENVELOPE_SUFFIX
    PACK = PACK_SUFFIX


def opened_as(path: Path) -> Opened | None:
    """As what `path` is opened, by its ending alone, in capitals too; None: it is no file of this program."""
    ending = path.suffix.lower()
    return next((kind for kind in Opened if kind.value == ending), None)


def file_name(title: str) -> str:
    """`title` as the name of a file on every system, without an ending: never empty, a device's or too long."""
    kept = "".join(char for char in title if char not in _NOT_IN_NAMES and (char.isprintable() or char == "\u3000"))
    name = kept.strip(_EDGES).encode("utf-8", "ignore")[:_LONGEST_NAME].decode("utf-8", "ignore").rstrip(_EDGES)
    return f"_{name}" if _DEVICES.fullmatch(name) else name or "未命名"


def as_draft(path: Path) -> Path:
    """`path` with the ending of drafts; what names no file, such as the root of a disk, stays as it is."""
    return path if path.suffix.lower() == DRAFT_SUFFIX or not path.name else path.with_name(path.name + DRAFT_SUFFIX)


def free_path(path: Path) -> Path:
    """`path`, or the same with a number when there is such a file; before both endings of a sealed draft."""
    number = 2
    free = path
    ending = DRAFT_SUFFIX * (Path(path.stem).suffix == DRAFT_SUFFIX) + path.suffix
    while os.path.lexists(free):
        free = path.with_name(f"{path.name.removesuffix(ending)}（{number}）{ending}")
        number += 1
    return free


def as_text(text: str) -> str:
    """`text` with a replacement mark for what is no character: the bytes of a name that is not UTF-8."""
    return _HALVES.sub("\ufffd", text)


def shown(name: str) -> str:
    """A file's name for a sentence: as text, in one line, its middle left out when it is very long."""
    text = " ".join(as_text(name).split())
    if len(text) <= _LONGEST_SHOWN:
        return text
    return f"{text[: _LONGEST_SHOWN - 20]}…{text[-19:]}"


def require_text_name(path: Path) -> None:
    """UsageError when SQLite, which knows only names in UTF-8, could not open `path`."""
    if _HALVES.search(str(path)) or "\0" in str(path):
        raise UsageError(
            f"“{shown(path.name)}”的文件名或所在文件夹的名称不是有效的 UTF-8 文字，打不开，什么都没有改动。",
            "请改名后重试。",
        )
