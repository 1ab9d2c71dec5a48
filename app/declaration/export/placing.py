"""Files and folders that appear together or not at all; what stood there before stays whole until then."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO

from app.errors import ExportError
from app.files import cannot_write, made_folders, patiently, sync_folder, taking_place, working_in

UNFINISHED = "（导出没有完成，请重新导出）.txt"
_UNFINISHED_WORDS = (
    "齐备在写入这个文件夹时被中断（例如断电），这里的文件可能有的是新的、有的还是上一次的，不能一起使用。\r\n"
    "请在齐备中重新导出到同一个位置；导出完成后，这个文件会自动消失。\r\n"
)


def replacing_all(
    stack: ExitStack, files: Iterable[Path], settle: Callable[[], None] = lambda: None
) -> dict[Path, IO[bytes]]:
    """A stream for each of `files`, moved into place when `stack` closes without an error: all or none.

    Folders that are missing are made, and taken away again when nothing comes into them.  `settle` is what else is to
    be done when all are in place.  While several are moved, a note in each folder says that it is not finished: it
    stays when the program is killed between two moves.
    """
    wanted = list(files)
    folders = list(dict.fromkeys(file.parent for file in wanted))
    stack.enter_context(made_folders(folders, ExportError))
    notes = [folder / UNFINISHED for folder in folders] if len(wanted) > 1 else []
    stack.enter_context(_notes_removed(notes, settle))
    places = {folder: stack.enter_context(_place_in(folder)) for folder in folders}
    stack.enter_context(_put_back_on_failure({file: places[file.parent] for file in wanted}))
    streams = {file: stack.enter_context(_taking_place(file, places[file.parent])) for file in wanted}
    stack.enter_context(_notes_made(notes))
    return streams


@contextmanager
def _notes_made(notes: Iterable[Path]) -> Iterator[None]:
    """Leave each note when the block succeeds, before anything is moved; ExportError when that cannot be."""
    yield
    for note in notes:
        try:
            with note.open("wb") as stream:
                stream.write(_UNFINISHED_WORDS.encode("utf-8-sig"))
                stream.flush()
                os.fsync(stream.fileno())
            sync_folder(note.parent)
        except OSError as failure:
            raise cannot_write(note.parent, failure, ExportError) from failure


@contextmanager
def _notes_removed(notes: Iterable[Path], settle: Callable[[], None]) -> Iterator[None]:
    """Take the notes away when all is in place; those of an earlier run stay while nothing has come in its place."""
    old = {note for note in notes if os.path.lexists(note)}
    try:
        yield
        settle()
    except BaseException:
        _remove(note for note in notes if note not in old)
        raise
    _remove(notes)


def _remove(notes: Iterable[Path]) -> None:
    for note in notes:
        with suppress(OSError):
            note.unlink()


@contextmanager
def _place_in(folder: Path) -> Iterator[Path]:
    """A workplace in `folder`; ExportError when none can be made."""
    with ExitStack() as stack:
        try:
            place = stack.enter_context(working_in(folder))
        except OSError as failure:
            raise cannot_write(folder, failure, ExportError) from failure
        yield place


@contextmanager
def _taking_place(file: Path, place: Path) -> Iterator[IO[bytes]]:
    """One stream; ExportError when the system fails it."""
    try:
        with taking_place(file, place, shared=True) as stream:
            yield stream
    except OSError as failure:
        raise cannot_write(file, failure, ExportError) from failure


@contextmanager
def _put_back_on_failure(files: Mapping[Path, Path]) -> Iterator[None]:
    """Keep what stands at `files` in the workplace of each, and put it back when the block fails, be it between two."""
    try:
        aside = {file: _aside(file, place) for file, place in files.items() if file.is_file()}
    except OSError as failure:
        raise cannot_write(next(iter(files)), failure, ExportError) from failure
    try:
        yield
    except BaseException:
        for file in files:
            with suppress(OSError):
                patiently(os.replace, aside[file], file) if file in aside else file.unlink(missing_ok=True)
        raise


def _aside(file: Path, place: Path) -> Path:
    """A second name for `file` in `place`, or a copy where the system knows no second names."""
    second = place / f"{secrets.token_hex(4)}.kept"
    try:
        os.link(file, second)
    except OSError:
        shutil.copy2(file, second)
    return second
