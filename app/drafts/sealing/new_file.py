"""A file that must be new: whole under its name or not there, and never in the place of another."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from app.drafts.opening import births
from app.errors import AppError
from app.files import cannot_write, is_taken, shown, working_in

_FLAGS = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


@contextmanager
def placing(path: Path, error: type[AppError] = AppError) -> Iterator[IO[bytes]]:
    """A binary file, the user's alone, that becomes `path` when the block succeeds; never over one that exists.

    It grows in a workplace, so that what a killed run left of it is swept by the next.
    """
    require_new(path, error)
    try:
        with working_in(path.parent) as place:
            with os.fdopen(os.open(made := place / "new", _FLAGS, 0o600), "w+b") as stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            births.place_new(made, path)
    except OSError as failure:
        raise cannot_write(path, failure, error) from failure


def require_new(path: Path, error: type[AppError] = AppError) -> None:
    """An `error` when the name is taken."""
    if is_taken(path):
        raise error(f"“{shown(path.name)}”已存在，没有覆盖。", "请换一个文件名。")
