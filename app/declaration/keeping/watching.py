"""What becomes of a draft that is open only for reading: who writes it, and whether there is something new."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app.declaration.declaration import Declaration
from app.drafts.away.places import why_not_writable, why_not_written_on
from app.drafts.away.prints import Print, print_of
from app.drafts.opening.lock import Holder, holder_of, is_held
from app.settings import Settings


def is_copy_by_day(path: Path) -> bool:
    """Whether one of the copies by day lies there, on which nobody works."""
    return bool(why_not_written_on(path, Settings.load().copies_by_day))


@dataclass(frozen=True, slots=True)
class Look:
    """The draft as it stands: who has it open for writing since when (for reading, perhaps empty), what is new.

    `reason`: why nobody can write at its place, in a few words; `there`: whether the file can be read.
    """

    held: bool
    who: str = ""
    since: str = ""
    changed: bool = False
    reason: str = ""
    there: bool = True


class Watch:
    """Compares the file of one declaration with what it was when it was opened."""

    def __init__(self, declaration: Declaration) -> None:
        self._path = declaration.path
        self._known = self._print()
        copies = Settings.load().copies_by_day
        self._reason = why_not_writable(self._path) or why_not_written_on(self._path, copies)

    def look(self) -> Look:
        """Look at the file and the lock beside it; may wait for a slow disk."""
        found = self._print()
        holder = holder_of(self._path)
        held = holder is not None and (is_held(self._path) or holder.host != Holder.here().host)
        return Look(
            held,
            holder.words() if held and holder else "",
            holder.when() if held and holder else "",
            changed=found is not None and found != self._known,
            reason=self._reason,
            there=found is not None,
        )

    def _print(self) -> Print | None:
        with suppress(OSError):
            return print_of(self._path)
        return None
