"""What the 汇总表 is made from: drafts and the small files that applicants hand in."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from app.declaration.declaration import Declaration
from app.declaration.summary.entry import SummaryEntry, entry_of, is_entry, load_entry
from app.errors import WrongPassphrase


def read_source(file: Path, passphrases: Iterable[str] = ()) -> SummaryEntry | None:
    """The row of the declaration in `file`, a draft or an entry; None when none of the `passphrases` opens the draft.

    The key that this computer keeps is tried first.  The draft is only read.  AppError when the file is neither.
    """
    if is_entry(file):
        return load_entry(file)
    draft = _opened(file, passphrases)
    if draft is None:
        return None
    with draft as declaration:
        return entry_of(declaration.session, file.name)


def _opened(file: Path, passphrases: Iterable[str]) -> Declaration | None:
    remembered = Declaration.open_remembered(file, read_only=True)
    if remembered is not None:
        return remembered
    for passphrase in passphrases:
        with suppress(WrongPassphrase):
            return Declaration.open(file, passphrase, read_only=True)
    return None
