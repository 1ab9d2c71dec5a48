"""The folder for the disc, the e-mail or the scan: the book, the lists as workbooks, sums to verify, and a 说明."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import IO

from app.declaration.export.disc_words import Held, Medium, explanation
from app.export.compose.tables.lists import list_file_name
from app.export.xlsx.lists import write_list
from app.files import read_bounded
from app.forms.pack.asked import ELECTRONIC
from app.forms.pack.blocks import ListTable
from app.forms.pack.pack import Submission
from app.forms.pack.section import Section
from app.forms.paths import FieldPath
from app.forms.session import FormSession

Streams = Mapping[Path, IO[bytes]]
Writing = Callable[[IO[bytes], Streams], None]
"""Writes one file to its stream; the streams of the files before it can be read back."""

DISC, FILES, SCAN, LISTS = "光盘（电子版）", "电子版", "扫描版", "清单"
SUMS, EXPLANATION = "SHA256SUMS.txt", "说明.txt"
_MAX_SUMS = 1_000_000  # bytes


@dataclass(frozen=True, slots=True)
class ListFile:
    """One answered list: its file below `清单`, its label, and whether it stands in the book only as a mention."""

    path: FieldPath
    name: str
    label: str
    rows: int
    electronic: bool


def media(submission: Submission, *, electronic: bool) -> list[Medium]:
    """The folders to make: for disc and e-mail one, for the scan another; `electronic`: a list stands in files only.

    A notice that says nothing about media gets a plain 电子版.
    """
    by = {kind: [one for one in submission.deliveries if one.carrier == kind] for kind in ("disc", "mail", "scan")}
    files = (*by["disc"], *by["mail"])
    found = [Medium(DISC if by["disc"] else FILES, files)] if files else []
    if by["scan"]:
        found.append(Medium(SCAN, tuple(by["scan"]), scan=True))
    silent = not any(one.carrier for one in submission.deliveries)
    if not found and (silent or electronic):
        found.append(Medium(FILES, ()))
    return found


def answered_lists(session: FormSession) -> list[ListFile]:
    """Every list that has rows, in reading order; no two have the same file name."""
    found: list[ListFile] = []
    names: set[str] = set()
    for section in session.pack.sections:
        for field, table in section.lists.items():
            path = FieldPath(section.id, field)
            rows = session.answers.row_count(path) if session.asked(path) else 0
            if rows:
                electronic = _electronic(session, section, table)
                name = _unused(list_file_name(section, table), names)
                names.add(name)
                found.append(ListFile(path, name, table.label, rows, electronic))
    return found


def missing_lists(session: FormSession) -> list[str]:
    """The labels of lists that the book says are handed in as files, but of which no row is answered."""
    return [
        table.label
        for section in session.pack.sections
        for field, table in section.lists.items()
        if session.asked(path := FieldPath(section.id, field))
        and _electronic(session, section, table)
        and not session.answers.row_count(path)
    ]


def disc_files(
    session: FormSession,
    folder: Path,
    medium: Medium,
    books: Mapping[Path, str],
    lists: Sequence[ListFile],
    fingerprint: str = "",
    originals: Mapping[Held, Callable[[], bytes]] = MappingProxyType({}),
) -> dict[Path, Writing]:
    """What goes into the folder of one medium below `folder`, in the order of writing.

    `books` are the files of the book, which are written before, and what each is; `originals` are proofs, and how
    to come by their bytes.
    """
    own = folder / medium.name
    copied = {} if medium.scan else {own / book.name: (book, words) for book, words in books.items()}
    files: dict[Path, Writing] = {target: partial(_copied, source) for target, (source, _) in copied.items()}
    held = [Held(target.name, words) for target, (_, words) in copied.items()]
    for one in lists:
        files[own / LISTS / one.name] = partial(_list, session, one.path)
        held.append(Held(f"{LISTS}/{one.name}", _list_words(one)))
    for original, bytes_of in ({} if medium.scan else originals).items():
        files[own / original.name] = partial(_fetched, bytes_of)
        held.append(original)
    stem = next(iter(books)).stem
    files[own / EXPLANATION] = partial(_bytes, explanation(session, medium, held, stem, fingerprint))
    files[own / SUMS] = partial(_sums, own, tuple(files))
    return files


def left_over(folder: Path, kept: Sequence[Path]) -> list[Path]:
    """Files that an earlier export put into `folder` and this one does not; told by its sums, unchanged since."""
    return [
        file
        for file, digest in _summed(folder)
        if file not in kept and os.path.isfile(file) and _digest(file) == digest
    ]


def strangers(folder: Path, known: Sequence[Path]) -> list[Path]:
    """Files in `folder` that no export has put there."""
    return sorted(file for file in folder.rglob("*") if file.is_file() and file not in known)


def remove(files: Sequence[Path]) -> None:
    """Take files away, and folders that they leave empty; what cannot go stays."""
    for file in files:
        with suppress(OSError):
            file.unlink()
    for folder in {file.parent for file in files}:
        with suppress(OSError):
            folder.rmdir()


def _electronic(session: FormSession, section: Section, table: ListTable) -> bool:
    """Whether the list is said to be handed in as a file, and stands in the book only as a mention."""
    return table.electronic and session.value(FieldPath(section.id, table.field + ELECTRONIC)) is True


def _unused(name: str, taken: set[str]) -> str:
    stem, _, ending = name.rpartition(".")
    names = (name, *(f"{stem}（{number}）.{ending}" for number in range(2, len(taken) + 3)))
    return next(one for one in names if one not in taken)


def _list_words(one: ListFile) -> str:
    return f"{one.label}，{one.rows} 行" + ("；书中不印，以本文件为准" if one.electronic else "")


def _copied(source: Path, stream: IO[bytes], streams: Streams) -> None:
    streams[source].seek(0)
    shutil.copyfileobj(streams[source], stream)


def _list(session: FormSession, path: FieldPath, stream: IO[bytes], streams: Streams) -> None:
    write_list(session, path, stream)


def _bytes(data: bytes, stream: IO[bytes], streams: Streams) -> None:
    stream.write(data)


def _fetched(bytes_of: Callable[[], bytes], stream: IO[bytes], streams: Streams) -> None:
    stream.write(bytes_of())


def _sums(folder: Path, files: Sequence[Path], stream: IO[bytes], streams: Streams) -> None:
    """The sums in the format of `sha256sum -c`."""
    for file in files:
        streams[file].seek(0)
        digest = hashlib.file_digest(streams[file], "sha256").hexdigest()  # type: ignore[arg-type]  # a real file
        stream.write(f"{digest}  {file.relative_to(folder).as_posix()}\n".encode())


def _summed(folder: Path) -> Iterator[tuple[Path, str]]:
    """The files below `folder` that its sums name, with their digests; none when they cannot be read."""
    with suppress(OSError, UnicodeDecodeError):
        text = read_bounded(folder / SUMS, _MAX_SUMS).decode()
        for line in text.splitlines():
            digest, _, name = line.partition("  ")
            if name and not Path(name).is_absolute() and ".." not in Path(name).parts:
                yield folder / name, digest


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
