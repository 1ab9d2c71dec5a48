"""What was dropped or pasted at once for one proof, on its way: read file by file, then attached all together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog, QWidget

from app.declaration.taking import conversion
from app.errors import AppError, EvidenceBundle, EvidenceConvertible, EvidenceLocked, EvidenceRefused
from app.evidence.apart.worker import Worker
from app.evidence.folders import proofs_in, require_no_link
from app.evidence.intake import (
    MAX_FILES,
    EvidenceFile,
    Member,
    check_count,
    is_mail,
    members_of,
    take_in,
    take_in_bytes,
)
from app.forms.paths import FieldPath
from app.ui.evidence.child import Asked, Child, Request
from app.ui.evidence.taking.conversion import ConversionDialog
from app.ui.evidence.taking.drop import png_of
from app.ui.evidence.taking.long_pictures import LongPicturesDialog
from app.ui.evidence.taking.mail_files import MailDialog
from app.ui.evidence.taking.pdf_password import PdfPasswordDialog
from app.ui.evidence.taking.progress import Progress, short_name
from app.ui.evidence.taking.refused_files import Refused, RefusedDialog
from app.ui.message import show_failure


@dataclass(frozen=True, slots=True)
class Pasted:
    """A picture from the clipboard, and the file name it gets."""

    name: str
    picture: QImage


Source = Path | Member | Pasted


class Batch(QObject):
    """Reads its files one after the other; none is attached before all were read.

    `read` brings the files to attach, `progressed` says that `progress` has changed, `ended` comes last.
    The files in a zip take its place, of a mail those that the user chooses.  A password is asked for, and once
    whether office documents shall be converted; what is refused is listed, and the user decides about the
    others, and about pictures that are long.
    """

    read = Signal(list)
    progressed = Signal()
    ended = Signal()

    def __init__(self, child: Child, item: FieldPath, sources: Sequence[Source], parent: QWidget) -> None:
        super().__init__(parent)
        self.item = item
        self._child, self._window = child, parent
        self._sources = list(sources)
        self._named = frozenset(source for source in sources if isinstance(source, Path))
        self._sound: list[EvidenceFile] = []
        self._refused: list[Refused] = []
        self._place = 0
        self._password = ""
        self._asked: Asked | None = None
        self._stopped = False
        self._conversion = conversion(lambda: self._stopped)
        self._converts: bool | None = None
        self.dialog: QDialog | None = None

    @property
    def progress(self) -> Progress:
        """How far it is: 第 3 / 12 个：name."""
        count = len(self._sources)
        if self._place >= count:
            return Progress("正在加入…", 1.0)
        name = short_name(self._name)
        words = f"第 {self._place + 1} / {count} 个：{name}" if count > 1 else f"正在读取：{name}"
        return Progress(words, self._place / count if count > 1 else -1.0)

    def start(self) -> None:
        """Begin: folders are opened first."""
        paths = [source for source in self._sources if isinstance(source, Path)]
        if paths:
            self._ask(lambda _worker: proofs_in(paths, MAX_FILES), self._listed, self._fail)
        else:
            self._next()

    def stop(self) -> None:
        """Leave everything as it was."""
        self._stopped = True
        if self._asked is not None:
            self._asked.drop()
        self.ended.emit()

    # -- file by file --------------------------------------------------------------------------

    @property
    def _name(self) -> str:
        return self._sources[self._place].name

    def _listed(self, files: list[Path]) -> None:
        self._sources = list(files)
        self._next()

    def _next(self) -> None:
        if self._place < len(self._sources):
            self.progressed.emit()
            self._read()
        else:
            self._finish()

    def _read(self) -> None:
        source, password = self._sources[self._place], self._password

        def take(worker: Worker) -> EvidenceFile:
            if isinstance(source, Pasted):
                return take_in_bytes(source.name, png_of(source.picture), worker)
            if isinstance(source, Path) and source not in self._named:
                require_no_link(source)
            return take_in(source, worker, password, conversion=self._conversion if self._converts else None)

        self._ask(take, self._took, self._missed)

    def _took(self, file: EvidenceFile) -> None:
        self._sound.append(file)
        self._go_on()

    def _missed(self, failure: AppError) -> None:
        assert isinstance(failure, EvidenceRefused), failure
        if isinstance(failure, EvidenceLocked):
            self._ask_password(wrong=isinstance(self.dialog, PdfPasswordDialog))
        elif isinstance(failure, EvidenceBundle):
            self._open(failure)
        elif isinstance(failure, EvidenceConvertible) and self._converts is None and self._conversion is not None:
            self._ask_conversion(failure, self._conversion.word)
        else:
            self._refuse(failure)

    def _refuse(self, failure: EvidenceRefused) -> None:
        self._refused.append(Refused(self._name, failure))
        self._go_on()

    def _go_on(self) -> None:
        self.dialog = None
        self._place += 1
        self._next()

    def _ask_password(self, *, wrong: bool) -> None:
        self.dialog = PdfPasswordDialog(self._name, self._window, wrong=wrong)
        self.dialog.given.connect(self._try)
        self.dialog.skipped.connect(self._go_on)
        self.dialog.open()

    def _try(self, password: str) -> None:
        self._password = password
        self._read()

    def _ask_conversion(self, failure: EvidenceRefused, program: str) -> None:
        def decide(converts: bool) -> None:
            self._converts = converts
            if converts:
                self._read()
            else:
                self._refuse(failure)

        several = len(self._sources) > 1
        self.dialog = ConversionDialog(self._name, failure.reason, program, self._window, several=several)
        self.dialog.answered.connect(decide)
        self.dialog.open()

    def _open(self, found: EvidenceBundle) -> None:
        """Read the files in a zip in its place, those of a mail as far as they are wanted."""
        members = members_of(self._name, found)
        if not is_mail(found):
            self._replace(members)
            return
        self.dialog = MailDialog(self._name, members, self._window)
        self.dialog.chosen.connect(self._replace)
        self.dialog.skipped.connect(self._go_on)
        self.dialog.open()

    def _replace(self, members: list[Member]) -> None:
        self.dialog = None
        self._sources[self._place : self._place + 1] = members
        try:
            check_count(len(self._sources))
        except EvidenceRefused as failure:
            self._fail(failure)
        else:
            self._next()

    # -- the end -------------------------------------------------------------------------------

    def _finish(self) -> None:
        if not self._refused:
            self._attach()
        elif len(self._refused) == 1 and not self._sound:
            self._fail(self._refused[0].failure)
        else:
            self.dialog = RefusedDialog(self._refused, len(self._sound), self._window)
            self.dialog.agreed.connect(self._attach)
            self.dialog.rejected.connect(self.ended)
            self.dialog.open()

    def _attach(self) -> None:
        long = [file for file in self._sound if file.strips]
        if not long:
            self._bring()
            return
        self.dialog = LongPicturesDialog(long, self._child, self._window)
        self.dialog.agreed.connect(self._take_whole)
        self.dialog.rejected.connect(self.ended)
        self.dialog.open()

    def _take_whole(self, whole: list[EvidenceFile]) -> None:
        """Look again into the long pictures that are not to be cut."""

        def take(worker: Worker) -> list[EvidenceFile]:
            return [take_in_bytes(file.name, file.data, worker, file.password, "whole") for file in whole]

        if whole:
            self._ask(take, self._took_whole, self._fail)
        else:
            self._bring()

    def _took_whole(self, whole: list[EvidenceFile]) -> None:
        again = {file.sha256: file for file in whole}
        self._sound = [again.get(file.sha256, file) for file in self._sound]
        self._bring()

    def _bring(self) -> None:
        if self._sound:
            self.read.emit(self._sound)
        self.ended.emit()

    def _fail(self, failure: AppError) -> None:
        self.ended.emit()
        show_failure(self._window, failure)

    def _ask(self, request: Request, done: object, failed: object) -> None:
        self._asked = self._child.ask(request, first=True)
        self._asked.done.connect(done)
        self._asked.failed.connect(failed)
