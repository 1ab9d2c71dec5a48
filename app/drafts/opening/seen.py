"""What this computer remembers of drafts: the last revision it saw, and which it has open now.

Small files in the user's own data folder, never beside the draft.  Losing them loses a warning,
not an answer, so a folder that cannot be written is passed over in silence.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.errors import AppError
from app.files import changed, data_folder, read_bounded, replacing

FOLDER = "drafts"
LARGEST = 1 << 16
"""Bytes of a note; a path is shorter everywhere."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The state in which a copy was seen here; `closed_as` is the `print_of` the file as we closed it, else empty.

    `at`: when the file was written then, ISO 8601 in UTC, or empty; for reading.  `older` is the revision of an older
    file of this copy that was opened for writing since, -1 when there was none.
    """

    revision: int
    closed_as: str
    at: str = ""
    older: int = -1

    def is_later_than(self, revision: int) -> bool:
        """Whether a file of this revision is older than what was seen, and than the older one that was opened since."""
        return revision < self.revision and not 0 <= self.older <= revision


def print_of(path: Path, tag: bytes) -> str:
    """What must be unchanged for a file to be as we closed it: the seal's tag, and the system's size and times."""
    found = path.stat()
    return f"{tag.hex()} {found.st_size} {found.st_mtime_ns} {changed(path, found)}"


def written_at(path: Path) -> str:
    """When the file was written last, ISO 8601 in UTC; empty when it cannot be told."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (OSError, ValueError, OverflowError):
        return ""


def last_seen(copy_id: str) -> Seen | None:
    """What was last seen of this copy, or None when it was never open here."""
    try:
        said = json.loads(_read(f"{copy_id}.json"))
        return Seen(int(said["revision"]), str(said["closed_as"]), str(said.get("at", "")), int(said.get("older", -1)))
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None


def note_seen(copy_id: str, seen: Seen) -> None:
    """Remember the state of this copy."""
    with suppress(AppError, OSError), replacing(_made(f"{copy_id}.json")) as stream:
        stream.write(json.dumps(asdict(seen)).encode())


def note_open(file_id: str, path: Path) -> None:
    """Leave the mark that `path` is open here; it survives a crash and vouches for the journal then found."""
    with suppress(AppError, OSError), replacing(_made(f"{file_id}.open")) as stream:
        stream.write(os.fsencode(path))


def note_closed(file_id: str) -> None:
    """Remove the mark: the file was closed in order."""
    with suppress(OSError):
        _file(f"{file_id}.open").unlink()


def forget_others(file_id: str, path: Path) -> None:
    """Remove the marks of files that stood at `path` before, and were replaced by a run that was killed then."""
    own = _file(f"{file_id}.open")
    with suppress(OSError):
        for name in os.listdir(own.parent):
            mark = own.with_name(name)
            with suppress(OSError):
                if name.endswith(".open") and mark != own and _read(name) == os.fsencode(path):
                    mark.unlink()


def was_left_open(file_id: str, path: Path) -> bool:
    """Whether this computer had the file open at this very place and never closed it."""
    try:
        return _read(f"{file_id}.open") == os.fsencode(path)
    except OSError:
        return False


def _read(name: str) -> bytes:
    return read_bounded(_file(name), LARGEST)


def _file(name: str) -> Path:
    return data_folder(made=False) / FOLDER / name


def _made(name: str) -> Path:
    """The file, its folder made where it is absent; OSError when that cannot be."""
    folder = data_folder() / FOLDER
    folder.mkdir(exist_ok=True)
    return folder / name
