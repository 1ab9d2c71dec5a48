"""The other copy of a declaration: opened to be read, with a key at hand or its passphrase."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.declaration.declaration import Declaration
from app.declaration.sharing.merging import require_another
from app.drafts.away import placing
from app.drafts.away.placing import Way
from app.drafts.away.prints import Print, print_of
from app.drafts.store import Draft
from app.errors import DraftError
from app.files import is_one_file

_READING = Way(read_only=True)


@dataclass(frozen=True, slots=True)
class OtherCopy:
    """Another copy that is open for reading; `lay` is how its file was when it lies at our own draft's place."""

    draft: Draft
    lay: Print | None = None

    def close(self) -> None:
        """Close it; it was never written."""
        self.draft.close()


def open_other(declaration: Declaration, path: Path, passphrase: str | None = None) -> OtherCopy | None:
    """Open the copy at `path` with our own key, the keyring's or `passphrase`; None means: ask for the passphrase.

    DraftError as ever, and when it is the very file that is open.
    """
    require_another(declaration.draft.path, path)
    lay = _lay(declaration, path)
    draft = _opened(declaration, path, passphrase)
    if draft is None:
        return None
    if lay is not None and _lay(declaration, path) != lay:  # another file was put there meanwhile
        draft.close()
        raise DraftError(f"草稿“{path.name}”正在变动，没有合并，两份草稿都没有改动。", "请稍候片刻再试。")
    return OtherCopy(draft, lay)


def rejoin(declaration: Declaration, other: OtherCopy) -> None:
    """After a merge with what lay at the draft's own place: put the result there.

    NotPublished or DraftInUse: what was merged is in the working copy, and put there later.
    """
    if declaration.publisher is not None and other.lay is not None:
        declaration.publisher.took_in(other.lay)


def _opened(declaration: Declaration, path: Path, passphrase: str | None) -> Draft | None:
    if passphrase is not None:
        return read_with(path, passphrase)
    found = print_of(path)
    if found is not None and found.file_id == declaration.file_id:  # copied as a file, so under the same key
        return placing.open_with_key(path, declaration.draft.key, _READING).draft
    return read_remembered(path)


def read_with(path: Path, passphrase: str) -> Draft:
    """Another copy of a draft, to be read; of one that was worked on away from its place what is not back there yet."""
    return placing.open_with_passphrase(path, passphrase, _READING).draft


def read_remembered(path: Path) -> Draft | None:
    """The same with the key in the keyring; None means: ask for the passphrase."""
    placed = placing.open_remembered(path, _READING)
    return placed.draft if placed is not None else None


def _lay(declaration: Declaration, path: Path) -> Print | None:
    """How the file at `path` is, where that is the place of the draft of which a copy is worked on."""
    if declaration.publisher is None or not is_one_file(path, declaration.path):
        return None
    return print_of(path)
