"""A copy of a declaration for named colleagues: under its own passphrase, in an envelope that their keys open."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from app.declaration.declaration import Declaration
from app.drafts.sealing import envelope, new_file, recipients
from app.errors import DraftError, NotFlushed
from app.files import DRAFT_SUFFIX, ENVELOPE_SUFFIX, cannot_write, working_in

SUFFIX = DRAFT_SUFFIX + ENVELOPE_SUFFIX


def seal_copy(declaration: Declaration, passphrase: str, target: Path, keys: Sequence[str]) -> None:
    """Write a copy under `passphrase`, sealed for these public keys, to the new file `target`.

    The copy in between is a draft like any other, encrypted, in a workplace beside `target` that goes with it.
    AppError: there is no file, and the draft is as it was.
    """
    checked = [recipients.check_recipient(key) for key in keys]
    new_file.require_new(target, DraftError)
    try:
        with working_in(target.parent) as folder:
            copy = folder / f"copy{DRAFT_SUFFIX}"
            with suppress(NotFlushed):  # it is read at once, and goes
                declaration.copy_to(copy, passphrase)
            envelope.seal(copy, target, checked)
    except OSError as failure:
        raise cannot_write(target, failure, DraftError) from failure


def sealed_name(path: Path) -> Path:
    """`path` with the ending of sealed copies."""
    stem = path.name.removesuffix(ENVELOPE_SUFFIX).removesuffix(DRAFT_SUFFIX)
    return path.with_name(f"{stem}{SUFFIX}")
