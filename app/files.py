"""Where files live, what they are called, and how they are replaced: all of a file or none of it."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from app.errors import AppError

APP_FOLDER = "qibei"
DRAFT_SUFFIX = ".qibei"
_NOT_IN_NAMES = frozenset('<>:"/\\|?*')  # on some system or other
_DEVICES = re.compile(r"(con|prn|aux|nul|(com|lpt)[0-9])(\..*)?", re.IGNORECASE)
_EDGES = " .\u3000"
_LONGEST_NAME = 200  # bytes of 255, so that （盖章清单）.docx can stand behind it

_UMASK = os.umask(0o077)  # read once: it can only be read by setting it
os.umask(_UMASK)


def resource(*parts: str) -> Path:
    """A file that comes with the program, below `resources/`; frozen or from a checkout."""
    base = Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parent.parent))
    return base.joinpath("resources", *parts)


def data_folder() -> Path:
    """The user's own folder for installed packs, settings and caches; made when absent.

    `QIBEI_HOME` overrides it; else `%LOCALAPPDATA%` on Windows and `$XDG_DATA_HOME` elsewhere.
    """
    base = os.environ.get("QIBEI_HOME")
    folder = Path(base) if base else _user_data() / APP_FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _user_data() -> Path:
    name, default = ("LOCALAPPDATA", "AppData/Local") if os.name == "nt" else ("XDG_DATA_HOME", ".local/share")
    return Path(os.environ.get(name) or Path.home() / default)


def file_name(title: str) -> str:
    """`title` as the name of a file on every system, without an ending: never empty, a device's or too long."""
    kept = "".join(char for char in title if char not in _NOT_IN_NAMES and (char.isprintable() or char == "\u3000"))
    name = kept.strip(_EDGES).encode("utf-8", "ignore")[:_LONGEST_NAME].decode("utf-8", "ignore").rstrip(_EDGES)
    return f"_{name}" if _DEVICES.fullmatch(name) else name or "未命名"


def as_draft(path: Path) -> Path:
    """`path` with the ending of drafts."""
    return path if path.suffix == DRAFT_SUFFIX else path.with_name(path.name + DRAFT_SUFFIX)


def free_path(path: Path) -> Path:
    """`path`, or the same with a number when there is such a file."""
    number = 2
    free = path
    while free.exists():
        free = path.with_name(f"{path.stem}（{number}）{path.suffix}")
        number += 1
    return free


@contextmanager
def replacing(path: Path, error: type[AppError] = AppError, *, shared: bool = False) -> Iterator[IO[bytes]]:
    """A binary file to write (and to read back) that takes the place of `path` only when the block succeeds.

    The bytes go to a neighbour that is flushed to the disk and then moved into place, so that
    `path` is the old file or the new one, never half.  Only the user may read it, unless it is
    `shared`: then whoever the system's umask allows.  OSError becomes `error`, in words.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".part", dir=path.parent)
    except OSError as failure:
        raise cannot_write(path, failure, error) from failure
    try:
        with os.fdopen(handle, "w+b") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        if shared:
            os.chmod(name, 0o666 & ~_UMASK)
        os.replace(name, path)
        sync_folder(path.parent)
    except OSError as failure:
        raise cannot_write(path, failure, error) from failure
    finally:
        with suppress(FileNotFoundError):
            os.unlink(name)


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` survive a power loss, where the system allows it."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def cannot_write(path: Path, failure: OSError, error: type[AppError] = AppError) -> AppError:
    """The failure to write `path`, as an error with one clear sentence."""
    reason = {
        28: "磁盘空间已满",
        13: "没有写入权限",
        30: "该位置为只读",
        2: "文件夹不存在",
        20: "路径中有一段不是文件夹",
    }
    why = reason.get(failure.errno or 0, "系统无法写入")
    return error(f"“{path.name}”没有写成：{why}；原有文件未改动，填写内容没有丢失。", "请换一个位置或腾出空间后重试。")
