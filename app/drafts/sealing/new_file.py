"""A file that must be new: whole under its name or not there, and never in the place of another."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from app.errors import AppError
from app.files import cannot_write, sync_folder


@contextmanager
def placing(path: Path, error: type[AppError] = AppError) -> Iterator[IO[bytes]]:
    """A binary file, the user's alone, that becomes `path` when the block succeeds; never over one that exists."""
    try:
        if path.exists():
            raise _exists(path, error)
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".part", dir=path.parent)
    except OSError as failure:
        raise cannot_write(path, failure, error) from failure
    try:
        with os.fdopen(handle, "w+b") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        _move_to_new(name, path)
        sync_folder(path.parent)
    except FileExistsError as failure:
        raise _exists(path, error) from failure
    except OSError as failure:
        raise cannot_write(path, failure, error) from failure
    finally:
        with suppress(FileNotFoundError):
            os.unlink(name)


def _move_to_new(name: str, path: Path) -> None:
    """Rename `name` to `path`; FileExistsError when there is such a file, also one made in the meantime."""
    if os.name == "nt":
        os.rename(name, path)  # which overwrites nothing there
        return
    try:
        os.link(name, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links, such as that of a USB stick
        if path.exists():
            raise FileExistsError(path) from None
        os.rename(name, path)


def _exists(path: Path, error: type[AppError]) -> AppError:
    return error(f"“{path.name}”已存在，没有覆盖。", "请换一个文件名。")
