"""The draft: one encrypted file; a value in is a value on disk, or an error, never half (FORMAT.md)."""

from __future__ import annotations

import hmac
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from threading import RLock
from types import MappingProxyType
from typing import Self, TypeVar

import apsw

from app.drafts import failures, keys, merging
from app.drafts.format import blobs, header, history, ledger, steps
from app.drafts.format.history import Gesture
from app.drafts.format.ledger import LARGEST_COUNT, Edit, State
from app.drafts.keyring import remembered
from app.drafts.model import Change, DraftInfo, Kind, StoredStep, require_bounded
from app.drafts.opening import births, committing, copying, opening
from app.drafts.opening.standing import check_neighbours
from app.errors import DraftError, WrongPassphrase

NO_EVIDENCE: Mapping[str, bytes] = MappingProxyType({})

_Read = TypeVar("_Read")


class Draft:
    """One open draft file.  Made in one thread, it may be used from others: its methods exclude one another."""

    def __init__(self, opened: opening.Opened) -> None:
        self._opened = opened
        self._replica = secrets.token_bytes(16)
        self._lock = RLock()
        self._closed = False

    @classmethod
    def create(cls, path: Path, passphrase: str, *, pack: str, edition: int) -> Self:
        """Make a new draft and open it; see `make`.  A DraftError says so when it was made but could not be opened."""
        key = cls.make(path, passphrase, pack=pack, edition=edition)
        try:
            return cls.open_with_key(path, key)
        except DraftError as failure:
            raise failures.made_not_opened(path) from failure

    @staticmethod
    def make(path: Path, passphrase: str, *, pack: str, edition: int) -> bytes:
        """Make a new draft; its key.

        Refuses an existing file (DraftError) and a blank passphrase, which nobody can recover.
        """
        path = header.check_place(path)
        salt = header.new_salt()
        key = keys.derive_key(passphrase, salt)
        with failures.making_in_words(path), births.new_file(path) as target:
            copying.make(target, key, salt, pack, edition)
        return key

    @classmethod
    def open(cls, path: Path, passphrase: str, *, read_only: bool = False, take_over: bool = False) -> Self:
        """Open a draft; WrongPassphrase, DraftDamaged, DraftTooNew or DraftInUse when that cannot be.

        `take_over` ignores the lock another computer left; only the user can know that it is stale.
        """
        key = keys.derive_key(passphrase, header.read_salt(header.check_place(path)))
        return cls.open_with_key(path, key, read_only=read_only, take_over=take_over)

    @classmethod
    def open_with_key(cls, path: Path, key: bytes, *, read_only: bool = False, take_over: bool = False) -> Self:
        """Open a draft with a key derived before."""
        path = header.check_place(path)
        with failures.in_words(path):
            if read_only:
                return cls(opening.for_reading(path, key))
            return cls(opening.for_writing(path, key, take_over=take_over))

    @classmethod
    def open_remembered(cls, path: Path, *, read_only: bool = False, take_over: bool = False) -> Self | None:
        """Open a draft with the key in the keyring; None means: ask for the passphrase.

        A key that does not open the file is forgotten.
        """
        name = header.file_id(header.check_place(path))
        key = remembered.recall(name)
        if key is None:
            return None
        try:
            return cls.open_with_key(path, key, read_only=read_only, take_over=take_over)
        except WrongPassphrase:
            remembered.forget(name)
            return None

    @property
    def path(self) -> Path:
        """Where the draft lies, absolute."""
        return self._opened.path

    @property
    def info(self) -> DraftInfo:
        """What the draft is, as of the last commit through this object."""
        return self._opened.state.info

    @property
    def key(self) -> bytes:
        """The derived key, for the keyring; belongs to `file_id` and changes with the passphrase."""
        return self._opened.key

    @property
    def file_id(self) -> str:
        """The name under which the key may be remembered; see `app.drafts.format.header.file_id`."""
        return self._opened.salt.hex()

    @property
    def read_only(self) -> bool:
        """Whether this object only reads, because somebody else writes or the caller said so."""
        return self._opened.lock is None

    @property
    def older_than_seen(self) -> bool:
        """Whether this computer had seen a later revision of this copy (这份比您上次打开的旧)."""
        return self._opened.older_than_seen

    @property
    def seen_before(self) -> tuple[int, str]:
        """The revision of this copy that this computer had seen before, and when that was written (ISO 8601 or "")."""
        last = self._opened.last
        return (last.revision, last.at) if last is not None else (0, "")

    def values(self, beginning: str = "") -> Iterator[tuple[str, str]]:
        """The paths that begin so and hold a value, with its JSON text, in the order in which they were first used."""
        if beginning:
            return iter(self._read(lambda db: history.values_below(db, beginning)))
        return iter(self._read(history.values))

    def write(
        self,
        changes: Sequence[Change],
        *,
        kind: Kind = "do",
        by: str = "",
        evidence: Mapping[str, bytes] = NO_EVIDENCE,
        extends: bool = False,
        why: str = "",
    ) -> int:
        """Write changes and new evidence (SHA-256 in hex → bytes) in one transaction; the revision afterwards.

        What is there already is not written again, so a write that failed may simply be repeated.
        `extends`: the changes belong to the newest step (the same burst of typing), not to a new one.  `why` is kept
        with the step, in words.
        NoSpace or another DraftError: nothing was written, and the draft can be used on.
        """
        blobs.check(evidence)
        require_bounded(changes)
        gesture = Gesture.of(changes, kind, by, ledger.now(), why)

        def edit(state: State) -> State:
            state = blobs.put(self._opened.db, state, evidence)
            return history.record(self._opened.db, state, gesture, self._replica, extends=extends)

        return self._commit(edit)

    def steps(self, limit: int = 200) -> list[StoredStep]:
        """The newest `limit` steps, oldest first; DraftDamaged when one is not what was sealed."""
        state = self._opened.state
        first = max(1, state.seal.steps - limit + 1)
        return self._read(lambda db: list(steps.read(db, state, self.path, first, state.seal.steps)))

    def steps_from(self, first: int, count: int) -> list[StoredStep]:
        """At most `count` steps from the one numbered `first` on, oldest first; DraftDamaged as with `steps`."""
        state = self._opened.state
        last = min(first + count - 1, state.seal.steps)
        return self._read(lambda db: list(steps.read(db, state, self.path, first, last)))

    @property
    def step_count(self) -> int:
        """How many steps the history has."""
        return self._opened.state.seal.steps

    def steps_of(self, path: str) -> list[StoredStep]:
        """The steps that changed the field at `path`, oldest first."""
        return self._read(lambda db: list(steps.of_field(db, self._opened.state, self.path, path)))

    def evidence(self, sha256: str) -> bytes:
        """The bytes of one evidence file, checked against its hash; DraftDamaged names it when they are lost."""
        return self._read(lambda db: blobs.get(db, self.path, sha256))

    def evidence_hashes(self) -> dict[str, int]:
        """The size in bytes of every evidence file, by SHA-256, in the order of adding."""
        return self._read(blobs.sizes)

    def remove_evidence(self, hashes: Iterable[str]) -> int:
        """Remove the bytes of evidence files for good, undo included; the revision afterwards."""
        gone = tuple(hashes)
        return self._commit(lambda state: blobs.remove(self._opened.db, state, gone))

    def set_pack(self, pack: str, edition: int) -> None:
        """Note that the draft now answers this edition of this pack."""
        self._commit(lambda state: replace(state, info=replace(state.info, pack=pack, edition=edition)))

    def accepts(self, passphrase: str) -> bool:
        """Whether this is the passphrase of the draft.  Takes about 0.2 s."""
        return bool(passphrase.strip()) and hmac.compare_digest(
            keys.derive_key(passphrase, self._opened.salt), self.key
        )

    def change_passphrase(self, new: str) -> None:
        """Write the draft anew under another passphrase and put it in place of the old file; this object goes on.

        DraftError or NoSpace: the old file and the old passphrase are as they were.
        """
        salt = header.new_salt()
        self._rewrite(keys.derive_key(new, salt), salt)

    def copy_read(self) -> merging.Copy:
        """This copy as it is compared with another of the same draft."""
        found = self.steps(LARGEST_COUNT)
        return self._read(lambda db: merging.read_copy(db, found))

    def take_in(self, unseen: tuple[StoredStep, ...], merged: merging.Merged) -> None:
        """Write the draft anew with the steps of another copy in it, and put it in place of the old file.

        The key stays.  DraftError or NoSpace: the old file is as it was.
        """
        require_bounded(change for step in unseen for change in step.changes)
        replica = secrets.token_bytes(16)
        key, salt = self._opened.key, self._opened.salt
        self._rewrite(key, salt, lambda db, state: merging.take_in(db, state, unseen, merged, replica))
        self._replica = replica

    def copy_to(self, path: Path, passphrase: str, copy_id: str = "") -> None:
        """Write a compact copy under its own passphrase, for somebody else; refuses an existing file.

        `copy_id` is the id it shall have, else a new one.
        """
        path = header.check_place(path)
        salt = header.new_salt()
        key = keys.derive_key(passphrase, salt)
        with self._lock, failures.making_in_words(path), births.new_file(path) as target:
            copying.copy(self._opened.db, target, key, salt, copying.renamed(copy_id or ledger.new_id()))

    def snapshot(self, target: Path) -> int:
        """Copy the file byte for byte to `target`, as of one revision, which is returned; OSError when that fails.

        DraftReplaced when the file is not the one that is open.
        """
        with self._lock:  # between two commits there is no journal, and the file is whole
            committing.confirm(self._opened)
            shutil.copyfile(self.path, target)
            return self.info.revision

    def tell_doubt(self, listener: Callable[[], None]) -> None:
        """Call `listener` while it is read back what a commit that reported an error did; it must not wait."""
        self._opened.in_doubt = listener

    def close(self) -> None:
        """Close the file and give up its lock; harmless when done twice."""
        with self._lock:
            if not self._closed:
                self._closed = True
                opening.close(self._opened)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def _read(self, query: Callable[[apsw.Connection], _Read]) -> _Read:
        with self._lock:
            if not self.read_only:
                check_neighbours(self.path, self._opened.standing)
            if self._opened.standing.is_adrift:
                committing.confirm(self._opened)
            try:
                return query(self._opened.db)
            except (*failures.UNREADABLE, apsw.Error) as error:
                if not self.read_only:
                    committing.confirm_readable(self._opened)
                raise failures.unread(error, self.path) from error

    def _commit(self, edit: Edit) -> int:
        """Make one transaction of `edit`; the revision afterwards, unchanged when nothing was to be written."""
        with self._lock:
            self._writable()
            return committing.commit(self._opened, edit)

    def _rewrite(self, key: bytes, salt: bytes, edit: copying.Edit | None = None) -> None:
        with self._lock:
            self._writable()
            self._opened = committing.rewrite(self._opened, key, salt, edit)

    def _writable(self) -> None:
        if self._closed or self.read_only:
            raise DraftError(f"草稿“{self.path.name}”是以只读方式打开的，没有保存修改。", "请关闭后重新打开再修改。")
