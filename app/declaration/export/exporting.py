"""The book with everything that is handed in beside it, written together or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from app.declaration.book.plate_pictures import pictured_plates
from app.declaration.book.print import Print
from app.declaration.book.proof_files import proof_files
from app.declaration.book.proofs import prepare_proofs
from app.declaration.book.ready import ReadyProofs
from app.declaration.book.typesetting import typeset
from app.declaration.declaration import Declaration
from app.declaration.export.companions import bound, require_scores, scores_beside, sheets_beside
from app.declaration.export.differences import differences_of
from app.declaration.export.disc import Streams, Writing, answered_lists, disc_files, left_over, media, remove
from app.declaration.export.edited import kept_beside, kept_notes
from app.declaration.export.notes import (
    list_notes,
    long_cell_notes,
    media_notes,
    proof_notes,
    remark_notes,
    size_notes,
    version_notes,
)
from app.declaration.export.originals import signed_originals
from app.declaration.export.placing import replacing_all
from app.declaration.origin import record_of
from app.declaration.steps import Cancelled, Progress, Steps
from app.declaration.versions.stamping import stamped
from app.errors import ExportError, UsageError
from app.evidence.apart.crew import Crew
from app.evidence.prepared import Prepared
from app.export.binding import BindingPlan
from app.export.fonts.faces import Faces
from app.files import cannot_write, file_name
from app.forms.session import FormSession

FORMATS = ("pdf", "docx")
REDUCED_DPI = 300
_BOOK_WORDS = {"pdf": "申报书（PDF，与纸质书相同）", "docx": "申报书（Word，可编辑；版面以 PDF 为准）"}


@dataclass(frozen=True, slots=True)
class ExportReport:
    """The files that were written, how the book is bound, what to know about it, and where Word differs from PDF.

    `pages` and `sheets` are those of one copy; `missing` names the proofs in whose place a page says why.
    """

    files: tuple[Path, ...]
    pages: int
    notes: tuple[str, ...]
    volumes: int = 1
    sheets: int = 0
    differences: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wishes:
    """What an export is asked for; see `export_book`."""

    formats: tuple[str, ...]
    blank: bool = False
    submission_sheet: bool = True
    score_sheet: bool = False
    companions: bool = True
    reduce_pictures: bool = False
    stand_in: bool = False


def export_book(
    source: Declaration | FormSession,
    folder: Path,
    formats: Sequence[str] = FORMATS,
    *,
    blank: bool = False,
    submission_sheet: bool = True,
    score_sheet: bool = False,
    companions: bool = True,
    reduce_pictures: bool = False,
    stand_in: bool = False,
    ready: ReadyProofs | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> ExportReport:
    """Write the book in each of `formats` into `folder`, and what is handed in with it: all of the files or none.

    The proofs of a declaration are bound in; a session alone has none.  `blank` is the empty form of its pack.
    `companions` are the 报送清单
    (unless `submission_sheet` is off), the 盖章清单, the 印装单 and the folder for the disc, each where the notice
    has a use for it; an empty form has none.  The 自评表 is written only when it is wished; UsageError when there
    is none.  `reduce_pictures` keeps big pictures at 300 dpi.  A proof that cannot be made ready is a ProofsFailed, or
    with `stand_in` a page that says so; what is `ready` of them is not made again.
    """
    kinds = _known_formats(formats)
    wishes = Wishes(kinds, blank, submission_sheet, score_sheet, companions, reduce_pictures, stand_in)
    with Crew() as crew:
        return _Export(source, folder, wishes, Steps(progress, cancelled), ready).run(crew)


class _Export:
    """One export from the first proof to the last file."""

    def __init__(
        self,
        source: Declaration | FormSession,
        folder: Path,
        wishes: Wishes,
        step: Steps,
        ready: ReadyProofs | None,
    ) -> None:
        self._folder, self._wishes, self._step, self._ready = folder, wishes, step, ready
        self._declaration = source if isinstance(source, Declaration) and not wishes.blank else None
        self._session = session = _session_of(source, blank=wishes.blank)
        self._faces = Faces()
        lists = answered_lists(session) if wishes.companions and not wishes.blank else []
        electronic = any(one.electronic for one in lists)
        self._lists, self._media = lists, media(session.pack.submission, electronic=electronic)
        self._kept: dict[Path, Path] = {}

    def run(self, crew: Crew) -> ExportReport:
        """Make everything ready, then write it."""
        if self._wishes.score_sheet:
            require_scores(self._session, blank=self._wishes.blank)
        prepared = self._prepared(crew)
        self._step("排版", 0.35)
        book = self._typeset(prepared)
        plan = bound(book, self._session.pack.submission)
        self._step("排附带的清单", 0.5)
        with self._pictured(book, prepared, crew) as shown:
            files = self._write(self._prints(shown, plan), prepared)
        self._step.say("完成", 1.0)
        faces = (f"字体：{note}" for note in book.face_notes)
        notes = (
            *kept_notes(self._kept),
            *self._notes(prepared, files),
            *size_notes(book.document),
            *long_cell_notes(book),
            *faces,
        )
        told = differences_of(book, prepared, plan) if "docx" in self._wishes.formats else ()
        missing = tuple(self._missing(prepared))
        return ExportReport(files, plan.pages, notes, len(plan.volumes), plan.sheets, told, missing)

    def _prepared(self, crew: Crew) -> dict[str, Prepared]:
        """The proofs to bind, made ready by the crew; none of an empty form."""
        part = self._step.within(0.0, 0.35)
        part("排列内容", 0.0)
        if self._declaration is None:
            return {}
        most = REDUCED_DPI if self._wishes.reduce_pictures else None
        stand_in = self._wishes.stand_in
        told = part.say, part.stopped
        return prepare_proofs(self._declaration, crew, most, *told, ready=self._ready, stand_in=stand_in)

    def _typeset(self, prepared: Mapping[str, Prepared]) -> Print:
        """The laid-out book."""
        book = typeset(self._session, prepared, blank=self._wishes.blank, faces=self._faces)
        if self._declaration is not None and not any(one.failure for one in prepared.values()):
            book = replace(book, document=stamped(book.document, self._declaration))
        return book

    @contextmanager
    def _pictured(self, book: Print, prepared: Mapping[str, Prepared], crew: Crew) -> Iterator[Print]:
        """The book with pictures of its plates, if they are wanted, for Word."""
        if "docx" not in self._kinds:
            yield book
            return
        with pictured_plates(prepared, book.book, crew, self._step.within(0.65, 0.9)) as plates:
            yield replace(book, plates=plates)

    def _prints(self, book: Print, plan: BindingPlan) -> dict[str, Print]:
        """File name → what is printed under it, the book first."""
        name, wishes = file_name("".join(book.document.title.split())), self._wishes
        if wishes.blank:
            return {f"{name}（空白）": book}
        beside = list[tuple[str, Print]]()
        if wishes.companions:
            wanted = wishes.submission_sheet
            beside += sheets_beside(self._session, self._faces, book, plan, f"{name}.pdf", submission_sheet=wanted)
        if wishes.score_sheet:
            beside.append(scores_beside(self._session, self._faces))
        return {name: book, **{f"{name}（{title}）": sheet for title, sheet in beside}}

    def _write(self, prints: Mapping[str, Print], prepared: Mapping[str, Prepared]) -> tuple[Path, ...]:
        """Write every file, or none; those that an earlier export left in the folders for disc and mail go.

        What was edited since is kept under another name.
        """
        files = {self._folder / f"{name}.{kind}": (kind, one) for name, one in prints.items() for kind in self._kinds}
        handed_in = self._media_files(*next(iter(prints.items())), prepared)
        folders = [self._folder / medium.name for medium in self._media] if handed_in else []
        gone = [file for folder in folders for file in left_over(folder, tuple(handed_in))]
        self._kept = kept_beside(self._folder, [*files, *handed_in, *gone])
        with ExitStack() as stack:
            streams = replacing_all(stack, [*files, *handed_in, *self._kept], lambda: remove(gone))
            self._keep_edited(streams)
            self._write_prints(files, streams)
            self._step("写入文件", 0.92)
            for file, writing in handed_in.items():
                writing(streams[file], streams)
                self._step.check()
        return (*files, *handed_in)

    def _keep_edited(self, streams: Streams) -> None:
        for name, file in self._kept.items():
            try:
                with file.open("rb") as edited:
                    shutil.copyfileobj(edited, streams[name])
            except OSError as failure:
                raise cannot_write(file, failure, ExportError) from failure

    def _write_prints(self, files: Mapping[Path, tuple[str, Print]], streams: Streams) -> None:
        _, book = next(iter(files.values()))
        for kind, words, share in (("pdf", "生成 PDF", 0.55), ("docx", "生成 Word 文档", 0.65)):
            if kind in self._kinds:
                self._step(words, share)
            for file, (own, one) in files.items():
                if own == kind:
                    one.write(kind, streams[file], self._origin(one) if one is book and kind == "docx" else {})

    def _origin(self, book: Print) -> dict[str, str]:
        """What the Word file of the book says of its draft, so that it can be read back; nothing of an empty form."""
        if self._declaration is None:
            return {}
        return record_of(self._declaration.info, book.document, pages=book.labels).properties

    def _media_files(self, name: str, book: Print, prepared: Mapping[str, Prepared]) -> dict[Path, Writing]:
        """The files of the folders for disc, e-mail or scan; none of an empty form."""
        if self._wishes.blank or not self._wishes.companions:
            return {}
        books = {self._folder / f"{name}.{kind}": _BOOK_WORDS[kind] for kind in self._kinds}
        files: dict[Path, Writing] = {}
        originals = signed_originals(self._declaration, prepared) if self._declaration is not None else {}
        told = (self._lists, book.document.fingerprint, originals)
        for medium in self._media:
            files |= disc_files(self._session, self._folder, medium, books, *told)
        return files

    def _notes(self, prepared: Mapping[str, Prepared], files: Sequence[Path]) -> Iterator[str]:
        if self._declaration is not None:
            if not self._missing(prepared):
                yield from version_notes(self._declaration, reduced=self._wishes.reduce_pictures)
            yield from proof_notes(self._declaration, prepared)
            yield from remark_notes(self._declaration)
        if self._wishes.companions and not self._wishes.blank:
            yield from list_notes(self._session)
            yield from media_notes(self._folder, self._media, files)

    def _missing(self, prepared: Mapping[str, Prepared]) -> list[str]:
        """The names of the proofs in whose place a page says why they are not there."""
        files = proof_files(self._declaration) if self._declaration is not None else []
        return [file.name for file in files if prepared[file.sha256].failure]

    @property
    def _kinds(self) -> tuple[str, ...]:
        return self._wishes.formats


def _session_of(source: Declaration | FormSession, *, blank: bool) -> FormSession:
    """The answers to print; none of them in an empty form."""
    session = source.session if isinstance(source, Declaration) else source
    return FormSession(session.folded) if blank else session


def _known_formats(formats: Sequence[str]) -> tuple[str, ...]:
    unknown = [name for name in formats if name not in FORMATS]
    if unknown:
        raise UsageError(f"不认识导出格式“{'、'.join(unknown)}”，没有生成文件。", "可用的格式：pdf、docx。")
    if not formats:
        raise UsageError("没有指定导出格式，没有生成文件。", "可用的格式：pdf、docx。")
    return tuple(dict.fromkeys(formats))
