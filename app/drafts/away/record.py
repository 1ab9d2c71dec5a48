"""What a working copy knows of its original: a small file beside it, never an answer."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from app.drafts.away.places import LOCAL, Place
from app.drafts.away.prints import Print
from app.errors import DraftError
from app.files import read_bounded, replacing

RECORD, NEWEST = "record.json", "newest"
LARGEST = 1 << 16


@dataclass(frozen=True, slots=True)
class Record:
    """The original of a working copy, and its state when it was taken or last published.

    `revision` is that of `base`; `attempt` is what was about to take the place of the original.
    """

    original: Path
    place: Place
    base: Print
    revision: int = 0
    attempt: Print | None = None

    def save(self, folder: Path) -> None:
        """Write it; DraftError when that cannot be."""
        said = {**asdict(self), "original": str(self.original)}
        with replacing(folder / RECORD, DraftError) as stream:
            stream.write(json.dumps(said).encode())


def load(folder: Path) -> Record | None:
    """The record in `folder`, or None without a readable one."""
    try:
        said = json.loads(read_bounded(folder / RECORD, LARGEST))
        place, attempt = said["place"], said["attempt"]
        return Record(
            Path(said["original"]),
            Place(place["kind"], str(place["name"])) if place["kind"] != "local" else LOCAL,
            _print(said["base"]),
            int(said["revision"]),
            None if attempt is None else _print(attempt),
        )
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None


def note_newest(folder: Path, revision: int) -> None:
    """Note the revision that the working copy holds; for reading, so it may be lost with the power."""
    with suppress(OSError):
        (folder / NEWEST).write_text(str(revision))


def newest(folder: Path) -> int:
    """The revision last noted, 0 when none was."""
    try:
        return int(read_bounded(folder / NEWEST, LARGEST)[:20])
    except (OSError, ValueError):
        return 0


def _print(said: dict[str, object]) -> Print:
    return Print(str(said["file_id"]), int(str(said["size"])), str(said["page"]))
