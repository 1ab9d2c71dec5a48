"""One open declaration: pack, session, draft and evidence; the use cases in the rooms beside it are given one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Self

from app.declaration.adoption import Loaded, load_answers
from app.declaration.attachments import Attached, attached, row_of, rows_in_name, rows_named
from app.declaration.fingerprint import fingerprint
from app.declaration.packs import find_pack
from app.declaration.repertoire import unprintable
from app.declaration.replaying import replay
from app.declaration.saver import Saver, user_name
from app.declaration.version import Version, versions_among, writing
from app.drafts import keys
from app.drafts.model import Change
from app.drafts.store import Draft
from app.errors import DraftError, EvidenceRefused
from app.evidence.intake import Conversion, EvidenceFile, take_in_all
from app.evidence.prepared import Layout
from app.files import require_text_name
from app.forms.empty_form import preset_edits
from app.forms.pack.pack import Pack
from app.forms.paths import FieldPath
from app.forms.session import Changes, FormSession


class Declaration:
    """One open declaration; everything that changes it is saved by itself."""

    def __init__(self, draft: Draft, pack: Pack) -> None:
        loaded = load_answers(pack, draft.values())
        self.session = FormSession(pack, loaded.answers, read_only=draft.read_only, unprintable=unprintable)
        self.not_carried = loaded.unknown
        self._draft = draft
        self._new_evidence: dict[str, bytes] = {}
        if not draft.read_only:
            replay(self.session, draft)
            self._adopt(loaded)
        self.saver = Saver(draft, pack)
        self.session.subscribe(self._changed)

    @classmethod
    def create(cls, pack: Pack, path: Path, passphrase: str) -> Self:
        """Make a draft for `pack` with the rows that its notice prints; DraftError when that cannot be."""
        require_text_name(path)
        made = cls._of(Draft.create(path, passphrase, pack=pack.id, edition=pack.edition), pack)
        made.session.apply(preset_edits(made.session))
        return made

    @classmethod
    def open(cls, path: Path, passphrase: str, *, read_only: bool = False, take_over: bool = False) -> Self:
        """Open a draft with its passphrase; see `Draft.open` for what can go wrong."""
        require_text_name(path)
        return cls._of(Draft.open(path, passphrase, read_only=read_only, take_over=take_over))

    @classmethod
    def open_remembered(cls, path: Path, *, read_only: bool = False) -> Self | None:
        """Open a draft with the key this computer keeps; None means: ask for the passphrase."""
        require_text_name(path)
        draft = Draft.open_remembered(path, read_only=read_only)
        return cls._of(draft) if draft is not None else None

    @classmethod
    def _of(cls, draft: Draft, pack: Pack | None = None) -> Self:
        try:
            return cls(draft, pack or find_pack(draft.info.pack))
        except BaseException:
            draft.close()
            raise

    @property
    def pack(self) -> Pack:
        """The form as it stands, its repeated pages unfolded."""
        return self.session.pack

    @property
    def path(self) -> Path:
        """Where the draft lies."""
        return self._draft.path

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
    def older_than_seen(self) -> bool:
        """Whether this computer had seen a later state of this draft."""
        return self._draft.older_than_seen

    def remember_key(self) -> bool:
        """Keep the key in the system's keyring; whether it was kept."""
        return keys.remember(self._draft.file_id, self._draft.key)

    def forget_key(self) -> None:
        """Take the key out of the system's keyring."""
        keys.forget(self._draft.file_id)

    def change_passphrase(self, new: str) -> None:
        """Write the draft anew under another passphrase."""
        self.flush()
        self._draft.change_passphrase(new)

    def flush(self) -> None:
        """Wait until every change is on disk; DraftError when it cannot be."""
        self.saver.flush()

    def renewed(self) -> Self:
        """A declaration on the draft as it stands in the file, which was changed beside the session; this one ends."""
        self.saver.close()
        return type(self)(self._draft, find_pack(self._draft.info.pack))

    def close(self) -> None:
        """Save and close; DraftError leaves it open."""
        self.saver.close()
        self._draft.close()

    def __enter__(self) -> Self:
        """Itself, to be closed at the end of the block."""
        return self

    def __exit__(self, *exception: object) -> None:
        """Close."""
        self.close()

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
        return versions_among(self._draft.values())

    def keep_version(self, version: Version) -> None:
        """Write a fixed version into the draft, behind all that was answered before; DraftError when it cannot be."""
        self.keep([writing(version)])

    def keep(self, notes: Sequence[Change], why: str = "") -> None:
        """Write the program's own notes into the draft, behind all that was answered before; DraftError as ever."""
        self.flush()
        self.session.history.end_burst()  # else more typing would be saved into the step of the notes
        self._draft.write(notes, by=self.user, why=why)

    def kept(self, beginning: str) -> list[tuple[str, str]]:
        """The program's own notes whose paths begin so, with their JSON texts, in the order in which they were made."""
        return [(path, text) for path, text in self._draft.values() if path.startswith(beginning)]

    def _changed(self, changes: Changes) -> None:
        self.saver.take(changes, self._new_evidence)

    def _adopt(self, loaded: Loaded) -> None:
        """Take up a newer edition of the pack: what was renamed is written under its new name."""
        if self._draft.info.edition >= self.pack.edition:
            return
        if loaded.renames:
            self._draft.write(loaded.renames)
        self._draft.set_pack(self.pack.id, self.pack.edition)
