"""The failures a user can be told about; anything else that is raised is a bug.

Every message is one Chinese sentence that says what happened and that nothing was lost;
the hint says what to do.  Findings about answers are not failures: see `app.forms.checks.problems`.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class AppError(Exception):
    """A failure with a message for the user and a hint on what to do next."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        """The message and the hint as one line."""
        return f"{self.message}{self.hint}"


class UsageError(AppError):
    """The caller asked for something that does not exist: a command, a path, a pack."""


class PackFault(NamedTuple):
    """One thing wrong with a pack file: line and column from 1, the key it is about ("" if none), and why."""

    line: int
    column: int
    key: str
    reason: str


class PackError(AppError):
    """A pack file that cannot be used: everything that is wrong with it, in the order of the file."""

    def __init__(self, file: str, *faults: PackFault) -> None:
        first, more = faults[0], len(faults) - 1
        at = f"“{first.key}”" if first.key else ""
        others = f"另有 {more} 处有误。" if more else ""
        super().__init__(
            f"申报模板 {file} 第 {first.line} 行{at}有误：{first.reason.rstrip('。')}。{others}",
            "请按提示修改后重试，模板未被使用。",
        )
        self.file, self.faults = file, faults
        self.line, self.key, self.reason = first.line, first.key, first.reason


class DraftError(AppError):
    """A draft file that cannot be created, opened or written."""


class WrongPassphrase(DraftError):
    """The passphrase does not open this draft."""


class DraftDamaged(DraftError):
    """The file is not a whole, unaltered draft."""


class DraftTooNew(DraftError):
    """A newer version of the program made this draft."""


class DraftInUse(DraftError):
    """Another program holds this draft open: `who` since `since`, both for reading and perhaps empty.

    `elsewhere`: the lock is another computer's; whether a program still holds it cannot be seen from here.
    """

    def __init__(self, message: str, hint: str = "", who: str = "", since: str = "", elsewhere: bool = False) -> None:
        super().__init__(message, hint)
        self.who, self.since, self.elsewhere = who, since, elsewhere


class ReadOnlyPlace(DraftError):
    """Nothing can be written where the draft lies; it can be read there.  `reason`: why, in a few words."""

    def __init__(self, message: str, hint: str, reason: str) -> None:
        super().__init__(message, hint)
        self.reason = reason


class NotFlushed(DraftError):
    """A new file stands whole in its place, and only its name was not confirmed by the disk."""


class NotSaved(DraftError):
    """A change is not in the file of the draft, which is as it was; the program keeps it as long as it runs."""


class NoSpace(NotSaved):
    """The disk is full; what was to be written is still in memory."""


class NotPublished(DraftError):
    """What was changed is kept on this computer, but the draft at its own place (a U-disk, a share) is as it was."""


class PlaceAbsent(NotPublished):
    """The U-disk is not there, or the share cannot be reached."""


class DraftDiverged(NotPublished):
    """The draft at its own place is not the one that was taken: `original` lies there, the changes are in `working`."""

    def __init__(self, message: str, hint: str, original: Path, working: Path) -> None:
        super().__init__(message, hint)
        self.original, self.working = original, working


class DraftReplaced(NotSaved):
    """The file of the open draft was changed, replaced or taken away by others; nothing was written into it.

    What is in memory can be saved elsewhere, or here once the file is back as it was.
    """


class EvidenceRefused(AppError):
    """An evidence file that is missing, unreadable, of an unknown kind, or dangerous; `reason`: why, in a few words."""

    def __init__(self, message: str, hint: str = "", reason: str = "") -> None:
        super().__init__(message, hint)
        self.reason = reason or message.rstrip("。")


class EvidenceLocked(EvidenceRefused):
    """A PDF that opens only with a password, which was not given or is wrong."""


class EvidenceConvertible(EvidenceRefused):
    """A document that no reader here takes, but of which an office program on this computer can make a PDF."""


class EvidenceBundle(EvidenceRefused):
    """A zip or a mail: no proof, but the files in it may be; `names` are theirs, `data` the bytes that hold them.

    `words`: the first of them holds a mail's own words.
    """

    def __init__(self, message: str, hint: str, reason: str, names: tuple[str, ...], data: bytes, words: bool) -> None:
        super().__init__(message, hint, reason)
        self.names, self.data, self.words = names, data, words


class ExportError(AppError):
    """A book that cannot be produced or saved."""
