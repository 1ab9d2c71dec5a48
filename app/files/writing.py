"""How files are replaced: all of a file or none of it."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from app.errors import AppError
from app.files.names import shown
from app.files.reasons import why_not
from app.files.workplace import working_in

_UMASK = os.umask(0o077)  # read once: it can only be read by setting it
os.umask(_UMASK)
_CHUNK = 1 << 20
_PATIENCE, _PAUSE = 1.0, 0.05  # seconds
_HELD = frozenset({5, 32, 33})  # of Windows: ACCESS_DENIED, SHARING_VIOLATION, LOCK_VIOLATION


@contextmanager
def replacing(path: Path, error: type[AppError] = AppError, *, shared: bool = False) -> Iterator[IO[bytes]]:
    """A binary file to write (and to read back) that takes the place of `path` only when the block succeeds.

    Only the user may read it, unless it is `shared`: then whoever the system's umask allows.
    OSError becomes `error`, in words.
    """
    try:
        with working_in(_folder_of(path)) as place, taking_place(path, place, shared=shared) as stream:
            yield stream
    except OSError as failure:
        raise cannot_write(path, failure, error) from failure


@contextmanager
def taking_place(path: Path, place: Path, *, shared: bool = False) -> Iterator[IO[bytes]]:
    """As `replacing`, by way of a workplace that is there; OSError when it fails.

    The bytes are flushed to the disk and then moved, so that `path` is the old file or the new one, never half.
    """
    made = place / os.urandom(4).hex()
    with made.open("x+b") as stream:
        yield stream
        stream.flush()
        os.fsync(stream.fileno())
    made.chmod(0o666 & ~_UMASK if shared else 0o600)
    patiently(os.replace, made, path)
    sync_folder(path.parent)


def patiently(move: Callable[[Path, Path], object], source: Path, target: Path) -> None:
    """`move` a file to its name; on Windows again for a moment while a virus scanner or an index holds one of them."""
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            move(source, target)
            return
        except PermissionError as failure:
            if getattr(failure, "winerror", None) not in _HELD or time.monotonic() > end:
                raise
        time.sleep(_PAUSE)


@contextmanager
def made_folders(folders: Iterable[Path], error: type[AppError] = AppError) -> Iterator[None]:
    """Make what is missing of `folders`, and take it away again when the block fails; OSError becomes `error`."""
    made: list[Path] = []
    try:
        for folder in folders:
            try:
                _make(folder, made)
            except OSError as failure:
                raise cannot_write(folder, failure, error) from failure
        yield
    except BaseException:
        for folder in reversed(made):
            with suppress(OSError):
                folder.rmdir()
        raise


def _make(folder: Path, made: list[Path]) -> None:
    """Make one folder and those above it, and note each."""
    for one in reversed([one for one in (folder, *folder.parents) if not one.exists()]):
        one.mkdir(exist_ok=True)
        made.append(one)
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))


def copy_checked(source: Path, target: Path) -> None:
    """Copy a file to another disk, flush, read back from there and compare in full; OSError when it is not the same."""
    import hashlib

    digest = hashlib.sha256()
    with source.open("rb") as reading, target.open("wb") as writing:
        while chunk := reading.read(_CHUNK):
            digest.update(chunk)
            writing.write(chunk)
        writing.flush()
        os.fsync(writing.fileno())
        if sys.platform != "win32" and hasattr(
            os, "posix_fadvise"
        ):  # else the system would answer from its memory, not from the disk
            os.posix_fadvise(writing.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    with target.open("rb") as reading:
        if hashlib.file_digest(reading, "sha256").digest() != digest.digest():
            raise OSError(errno.EBADMSG, "read back other bytes than were written", str(target))


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
    return error(
        f"“{shown(path.name)}”没有写成：{why_not(failure)}；原有文件未改动，填写内容没有丢失。",
        "请换一个位置或腾出空间后重试。",
    )


def _folder_of(path: Path) -> Path:
    if "\0" in str(path):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
    return path.parent
