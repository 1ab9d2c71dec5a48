"""One open declaration: pack, session, draft and evidence; the use cases in the rooms beside it are given one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Self

from app.declaration.adoption import adopt, load_answers
from app.declaration.attachments import Attached, attached, row_of, rows_in_name, rows_named
from app.declaration.fingerprint import fingerprint
from app.declaration.packs import find_pack
from app.declaration.repertoire import unprintable
from app.declaration.replaying import replay
from app.declaration.saver import Saver, SaveState, user_name
from app.declaration.version import FROZEN, Version, versions_among, writing
from app.drafts.away import placing
from app.drafts.away.publisher import Publisher
from app.drafts.keyring import remembered
from app.drafts.model import Change, DraftInfo
from app.drafts.store import Draft
from app.errors import AppError, DraftError, EvidenceRefused
from app.evidence.intake import Conversion, EvidenceFile, take_in_all
from app.evidence.prepared import Layout
from app.forms.empty_form import preset_edits
from app.forms.pack.pack import Pack
from app.forms.paths import FieldPath
from app.forms.session import Changes, FormSession
from app.settings import Settings


class Declaration:
    """One open declaration; everything that changes it is saved by itself."""

    interrupted: datetime | None = None
    """When it was last saved by a program of this computer that ended without closing it."""

    def __init__(self, draft: Draft, pack: Pack, publisher: Publisher | None = None) -> None:
        loaded = load_answers(pack, draft.values())
        self.session = FormSession(pack, loaded.answers, read_only=draft.read_only, unprintable=unprintable)
        self.not_carried = loaded.unknown
        self._draft = draft
        self.publisher = publisher
        self._key_outcome: remembered.Outcome = "kept"
        self._new_evidence: dict[str, bytes] = {}
        if not draft.read_only:
            replay(self.session, draft)
            adopt(draft, self.pack, loaded)
        self.saver = Saver(draft, pack)
        self.saver.subscribe(self._saved)
        self.session.subscribe(self._changed)

    @classmethod
    def create(cls, pack: Pack, path: Path, passphrase: str) -> Self:
        """Make a draft for `pack` with the rows that its notice prints; DraftError when that cannot be."""
        draft = Draft.create(path, passphrase, pack=pack.id, edition=pack.edition)
        made = cls._of(placing.settle(draft, _way()), pack)
        made.session.apply(preset_edits(made.session))
        return made

    @classmethod
    def open(cls, path: Path, passphrase: str, *, read_only: bool = False, take_over: bool = False) -> Self:
        """Open a draft, from a U-disk or share as a copy that is published back; see `Draft.open` for the errors."""
        return cls._of(placing.open_with_passphrase(path, passphrase, _way(read_only, take_over)))

    @classmethod
    def open_remembered(cls, path: Path, *, read_only: bool = False, take_over: bool = False) -> Self | None:
        """Open a draft with the key this computer keeps; None means: ask for the passphrase."""
        placed = placing.open_remembered(path, _way(read_only, take_over))
        return cls._of(placed) if placed is not None else None

    def reopened(self, *, read_only: bool = False) -> Self:
        """The same draft opened once more, as it is by then; this one must be closed first."""
        return type(self)._of(placing.open_with_key(self.path, self._draft.key, _way(read_only)))

    @classmethod
    def _of(cls, placed: placing.Placed, pack: Pack | None = None) -> Self:
        try:
            made = cls(placed.draft, pack or find_pack(placed.draft.info.pack), placed.publisher)
        except BaseException:
            placed.close()
            raise
        made.interrupted = placed.interrupted
        return made

    @property
    def pack(self) -> Pack:
        """The form as it stands, its repeated pages unfolded."""
        return self.session.pack

    @property
    def info(self) -> DraftInfo:
        """What the draft is, as of its last commit."""
        return self._draft.info

    @property
    def path(self) -> Path:
        """Where the draft lies, also when a copy of it is worked on."""
        return self.publisher.copy.original if self.publisher is not None else self._draft.path

    @property
    def draft(self) -> Draft:
        """The file behind it; what is answered goes through the session and is saved by itself."""
        return self._draft

    @property
    def user(self) -> str:
        """Who works here, as the history shall say."""
        return user_name()

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed."""
        return self._draft.read_only

    @property
    def file_id(self) -> str:
        """The name of the file as it stands, readable without a key; another one under another passphrase."""
        return self._draft.file_id

    def accepts(self, passphrase: str) -> bool:
        """Whether this is the passphrase of the draft."""
        return self._draft.accepts(passphrase)

    @property
    def not_remembered(self) -> str:
        """Why the key that was last to be remembered is not kept; "" when it is, or none was to be."""
        return remembered.WHY_NOT.get(self._key_outcome, "")

    def remember_key(self) -> bool:
        """Keep the key in the system's keyring; whether it was kept, else `not_remembered` says why not."""
        self._key_outcome = remembered.remember(self._draft.file_id, self._draft.key)
        return self._key_outcome == "kept"

    def key_is_remembered(self) -> bool:
        """Whether the system's keyring opens this draft, as it stands."""
        return remembered.recall(self._draft.file_id) == self._draft.key

    @property
    def key_is_noted(self) -> bool:
        """Whether this computer was asked to remember the key; asks no keyring."""
        return remembered.is_noted(self._draft.file_id)

    def forget_key(self) -> bool:
        """Take the key out of the system's keyring; whether it is sure that it is gone."""
        return remembered.forget(self._draft.file_id)

    def change_passphrase(self, new: str) -> bool:
        """Write the draft anew under another passphrase; a key that was remembered is replaced by the new one.

        False when that one could not be remembered.  DraftError: the draft and its passphrase are as they were.
        """
        self.flush()
        old = self._draft.file_id
        was_remembered = remembered.is_noted(old)
        self._draft.change_passphrase(new)
        self._saved(self.saver.state)
        if not was_remembered:
            return True
        remembered.forget(old)
        return self.remember_key()

    def copy_to(self, path: Path, passphrase: str) -> None:
        """Write a copy under its own passphrase, for somebody else; DraftError when it cannot be, or `path` exists."""
        self.flush()
        self._draft.copy_to(path, passphrase)

    def flush(self) -> None:
        """Wait until every change is on disk; DraftError when it cannot be."""
        self.saver.flush()

    def renewed(self) -> Self:
        """A declaration on the draft as the file has it, changed beside the session; this one ends with it."""
        self.flush()
        new = type(self)(self._draft, find_pack(self._draft.info.pack), self.publisher)
        self.saver.close()
        new._saved(new.saver.state)
        return new

    def close(self, *, leave: bool = False) -> None:
        """Save and close; DraftError leaves it open, NotPublished too, unless it may `leave` that for later."""
        self.flush()
        if self.publisher is not None and not leave:
            self.publisher.publish()
        self.saver.close()
        placing.Placed(self._draft, self.publisher).close()

    def move_to(self, draft: Draft, *, whole: bool) -> None:
        """Go on in another draft; a copy that was worked on is removed when the other holds the `whole` of it."""
        old = placing.Placed(self._draft, self.publisher)
        placed = placing.settle(draft, _way())
        self.saver.move_to(placed.draft)
        self._draft, self.publisher = placed.draft, placed.publisher
        with suppress(AppError, OSError):  # it may be gone, which is why its user went elsewhere
            old.close(discard=whole)

    def __enter__(self) -> Self:
        """Itself, to be closed at the end of the block."""
        return self

    def __exit__(self, *exception: object) -> None:
        """Close; what cannot be published stays in its copy, what cannot be saved is given up, and an error says so."""
        try:
            self.close()
        except DraftError:
            self.saver.abandon()  # nobody is left who could try again
            self.close(leave=True)
            raise

    def attach(
        self,
        item: FieldPath,
        files: Sequence[Path],
        proves: str = "",
        password: str = "",
        rows: Sequence[str] = (),
        layout: Layout = "",
        missed: Callable[[EvidenceRefused], None] | None = None,
        conversion: Conversion | None = None,
    ) -> list[str]:
        """Add files, and all that lies in folders, zips and mails, to the end of `item`; the new rows.

        They are for these `rows` of its list.  `password` opens the PDFs among them that are locked, `layout` is that
        of long pictures; `missed` and `conversion` as in `take_in_all`.  EvidenceRefused: nothing was added.
        """
        proved = rows_named(self.session, item, rows)
        taken = take_in_all(files, password, layout=layout, missed=missed, conversion=conversion)
        return self.add_evidence(item, taken, proves, proved)

    def add_evidence(
        self, item: FieldPath, taken: Sequence[EvidenceFile], proves: str = "", proved: Sequence[str] = ()
    ) -> list[str]:
        """Add files that were taken in before, in another thread perhaps, to the end of `item`; the new rows.

        They are for the rows `proved` of a list; where none is given, for that which a file's own name names.
        """
        if self.read_only:
            raise DraftError(f"草稿“{self.path.name}”是以只读方式打开的，证明材料没有加入。", "请重新打开后再加入。")
        if not taken:
            return []
        rows = [row_of(file, proves, proved or rows_in_name(self.session, item, file.name)) for file in taken]
        self._new_evidence = {file.sha256: file.data for file in taken}
        try:
            return self.session.insert_rows(item, self.session.answers.row_count(item), rows)
        finally:
            self._new_evidence = {}

    def evidence(self, item: FieldPath) -> list[Attached]:
        """The files attached to `item`, in order."""
        return attached(self.session.answers, item)

    def evidence_items(self) -> Iterator[FieldPath]:
        """Every place that evidence can be attached to, in reading order."""
        for section in self.pack.sections:
            for name in section.evidence_items:
                yield FieldPath(section.id, name)

    def evidence_bytes(self, sha256: str) -> bytes:
        """The bytes of an attached file; DraftDamaged when they are lost."""
        waiting = self.saver.waiting_evidence(sha256)
        return waiting if waiting is not None else self._draft.evidence(sha256)

    def fingerprint(self) -> str:
        """The fingerprint of pack, answers and evidence as they are now."""
        return fingerprint(self.session.folded, self.session.answers)

    def versions(self) -> list[Version]:
        """The versions fixed by 定稿, in order; DraftError when one cannot be read."""
        return versions_among(self._draft.values(FROZEN))

    def keep_version(self, version: Version) -> None:
        """Write a fixed version into the draft, behind all that was answered before; DraftError when it cannot be."""
        self.keep([writing(version)])

    def keep(self, notes: Sequence[Change], why: str = "") -> None:
        """Write the program's own notes into the draft, behind all that was answered before; DraftError as ever."""
        self.flush()
        self.session.history.end_burst()  # else more typing would be saved into the step of the notes
        self._draft.write(notes, by=self.user, why=why)
        self._saved(self.saver.state)

    def kept(self, beginning: str) -> list[tuple[str, str]]:
        """The program's own notes whose paths begin so, with their JSON texts, in the order in which they were made."""
        return list(self._draft.values(beginning))

    def _saved(self, state: SaveState) -> None:
        if state.kind == "saved" and self.publisher is not None:
            self.publisher.written()

    def _changed(self, changes: Changes) -> None:
        self.saver.take(changes, self._new_evidence)


def _way(read_only: bool = False, take_over: bool = False) -> placing.Way:
    wished = Settings.load()
    return placing.Way(read_only=read_only, take_over=take_over, in_place=wished.in_place, copies=wished.copies_by_day)
