"""Files and folders that appear together or not at all; what stood there before stays whole until then."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from app.errors import ExportError
from app.files import cannot_write, replacing


def replacing_all(stack: ExitStack, files: Iterable[Path]) -> dict[Path, IO[bytes]]:
    """A stream for each of `files`, moved into place when `stack` closes without an error: all or none.

    Folders that are missing are made, and taken away again when nothing comes into them.
    """
    wanted = list(files)
    stack.enter_context(_made_folders({file.parent: None for file in wanted}))
    stack.enter_context(_put_back_on_failure(wanted))
    return {file: stack.enter_context(replacing(file, ExportError, shared=True)) for file in wanted}


@contextmanager
def _made_folders(folders: Iterable[Path]) -> Iterator[None]:
    """Make what is missing of `folders`; when the block fails, take away what was made."""
    made: list[Path] = []
    try:
        for folder in folders:
            _make(folder, made)
        yield
    except BaseException:
        for folder in reversed(made):
            with suppress(OSError):
                folder.rmdir()
        raise


def _make(folder: Path, made: list[Path]) -> None:
    """Make one folder and those above it; ExportError when that cannot be."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    try:
        for one in reversed(missing):
            one.mkdir(exist_ok=True)
            made.append(one)
        if not folder.is_dir():
            raise NotADirectoryError(20, "not a folder", str(folder))
    except OSError as failure:
        raise cannot_write(folder, failure, ExportError) from failure


@contextmanager
def _put_back_on_failure(files: list[Path]) -> Iterator[None]:
    """Keep what stands at `files`, and put it back when the block fails, be it between two of them."""
    with ExitStack() as kept:
        try:
            aside = {file: kept.enter_context(_aside(file)) for file in files if file.is_file()}
        except OSError as failure:
            raise cannot_write(files[0], failure, ExportError) from failure
        try:
            yield
        except BaseException:
            for file in files:
                with suppress(OSError):
                    os.replace(aside[file], file) if file in aside else file.unlink(missing_ok=True)
            raise


@contextmanager
def _aside(file: Path) -> Iterator[Path]:
    """A second name for `file` in its folder, or a copy where the system knows no second names."""
    with TemporaryDirectory(prefix=".qibei-", dir=file.parent, ignore_cleanup_errors=True) as folder:
        second = Path(folder) / file.name
        try:
            os.link(file, second)
        except OSError:
            shutil.copy2(file, second)
        yield second
