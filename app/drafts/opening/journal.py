"""The journals found beside a draft: ours after a crash is replayed, any other moved aside (FORMAT.md, section 7)."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from app.drafts.opening import seen

SUPER_JOURNAL_MARK = bytes.fromhex("d9d505f920a163d7")
"""The last eight bytes of a journal that names another journal, which its replay may delete."""


def journal_path(draft: Path) -> Path:
    """Where SQLite puts the journal of `draft`."""
    return draft.with_name(draft.name + "-journal")


def has_journal(draft: Path) -> bool:
    """Whether a journal with content lies beside `draft`."""
    try:
        return journal_path(draft).stat().st_size > 0
    except OSError:
        return False


def is_ours(draft: Path, file_id: str) -> bool:
    """Whether the journal beside `draft` was left by a crash of this computer and is safe to replay."""
    return seen.was_left_open(file_id, draft) and not names_another(journal_path(draft))


def set_aside_foreign(draft: Path, file_id: str) -> Path | None:
    """Move every neighbour aside that SQLite would replay without being ours; where the journal went, if one did."""
    set_aside_logs(draft)
    if not has_journal(draft) or is_ours(draft, file_id):
        return None
    return _move_aside(journal_path(draft))


def set_aside_logs(draft: Path) -> None:
    """Move a `-wal` and a `-shm` aside: a draft never has either."""
    for suffix in ("-wal", "-shm"):
        _move_aside(draft.with_name(draft.name + suffix))


def names_another(journal: Path) -> bool:
    """Whether a journal names a super-journal: a draft's own never does."""
    try:
        with journal.open("rb") as stream:
            stream.seek(-min(journal.stat().st_size, 8), os.SEEK_END)
            return stream.read(8) == SUPER_JOURNAL_MARK
    except OSError:
        return True


def copy_with_journal(draft: Path, journal: Path, target: Path) -> None:
    """Copy `draft` to `target` and `journal` beside it, so that the outcome of a replay can be looked at."""
    shutil.copyfile(draft, target)
    shutil.copyfile(journal, journal_path(target))


def remove_with_journal(draft: Path) -> None:
    """Remove a file made here and its journal, where they exist."""
    for path in (draft, journal_path(draft)):
        with suppress(OSError):
            path.unlink()


def _move_aside(path: Path) -> Path | None:
    if not os.path.lexists(path):
        return None
    stamp = datetime.now(UTC).strftime("%Y%m%d%H%M%S%f")
    aside = path.with_name(f"{path.name}.{stamp}.aside")
    os.replace(path, aside)
    return aside
