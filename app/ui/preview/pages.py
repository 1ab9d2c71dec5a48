"""The pages of the preview: made beside the window from the state of the moment, drawn when they are looked at."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from app.declaration.book.preview import Preview, make_preview
from app.declaration.book.proofs import prepare_proofs
from app.declaration.declaration import Declaration
from app.errors import AppError
from app.evidence.apart.worker import Worker
from app.evidence.prepared import Prepared
from app.ui.tasks import Task

KEPT = 16
"""Pictures that are kept: the open spread, its neighbours, and another size of them."""
PAUSE = 1200
"""Milliseconds without a change after which the book is set again."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One page at one resolution."""

    page: int
    dpi: float


class PreviewPages(QObject):
    """Makes the book of one declaration again and again, and draws its pages.

    `made` brings a new `Preview`, `drawn` the page whose picture is there now, `failed` the AppError that
    kept the book from being made, `working` what is being done ("" when nothing is).
    """

    made = Signal(object)
    drawn = Signal(int)
    failed = Signal(object)
    working = Signal(str)

    def __init__(self, declaration: Declaration, parent: QObject) -> None:
        super().__init__(parent)
        self.preview: Preview | None = None
        self._declaration = declaration
        self._worker = Worker()
        self._proofs: dict[str, Prepared] = {}
        self._pictures: OrderedDict[Wanted, QImage] = OrderedDict()
        self._wishes: list[Wanted] = []
        self._drawing: Wanted | None = None
        self._making: Task | None = None
        self._stale = True
        self._opened: bytes | None = None
        self._closed = False
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.make)

    # -- the book ------------------------------------------------------------------------------

    def changed(self) -> None:
        """The declaration is another now; the book is set again when there is a pause."""
        self._stale = True
        self._pause.start()

    def forget_changes(self) -> None:
        """Nobody looks: set nothing until `make` is called."""
        self._pause.stop()

    def make(self) -> None:
        """Set the book as the declaration stands, unless that is what is shown."""
        if not self._stale or self._making is not None or self._closed:
            return
        self._stale = False
        session, declaration = self._declaration.session.snapshot(), self._declaration

        def work(task: Task) -> Preview | None:
            proofs = prepare_proofs(
                declaration,
                self._worker,
                session=session,
                known=self._proofs,
                progress=task.report,
                cancelled=task.cancelled,
                stand_in=True,
            )
            self._proofs = {name: proof for name, proof in proofs.items() if not proof.failure}
            task.report("正在排版", 1.0)
            return make_preview(session, proofs, task.cancelled)

        self._making = Task(work)
        self._making.progress.connect(self._progress)
        self._making.done.connect(self._made)
        self._making.failed.connect(self.failed)
        self._making.ended.connect(self._ended)
        self.working.emit("正在排版")
        self._making.start()

    def _progress(self, what: str, _share: float) -> None:
        self.working.emit(what)

    def _made(self, preview: Preview | None) -> None:
        if preview is not None:
            self.preview = preview
            self._pictures.clear()
            self._wishes.clear()
            self.made.emit(preview)

    def _ended(self) -> None:
        self._making = None
        self.working.emit("")
        if self._stale and not self._closed:
            self._pause.start()

    # -- its pages -----------------------------------------------------------------------------

    def picture(self, page: int, dpi: float) -> QImage | None:
        """The picture of a page; None while it is being drawn, which `drawn` tells the end of."""
        wanted = Wanted(page, round(dpi, 1))
        found = self._pictures.get(wanted)
        if found is not None:
            self._pictures.move_to_end(wanted)
            return found
        if wanted not in self._wishes and wanted != self._drawing:
            self._wishes.append(wanted)
            self._draw_next()
        return None

    def want_only(self, pages: set[int]) -> None:
        """Forget wishes for pages that are not looked at any more."""
        self._wishes = [one for one in self._wishes if one.page in pages]

    def _draw_next(self) -> None:
        if self._drawing is not None or not self._wishes or self.preview is None or self._closed:
            return
        self._drawing = wanted = self._wishes.pop(0)
        task = Task(partial(self._draw, self.preview, wanted))
        task.done.connect(self._drawn)
        task.failed.connect(self.failed)
        task.ended.connect(self._drawing_ended)
        task.start()

    def _draw(self, preview: Preview, wanted: Wanted, _task: Task) -> tuple[Preview, Wanted, QImage]:
        if self._opened is not preview.pdf:
            self._worker.open_pdf(preview.pdf)
            self._opened = preview.pdf
        raster = self._worker.render(wanted.page, wanted.dpi)
        image = QImage(raster.rgb, raster.width, raster.height, 3 * raster.width, QImage.Format.Format_RGB888)
        return preview, wanted, image.copy()

    def _drawn(self, result: tuple[Preview, Wanted, QImage]) -> None:
        preview, wanted, image = result
        if preview is not self.preview:
            return
        self._pictures[wanted] = image
        while len(self._pictures) > KEPT:
            self._pictures.popitem(last=False)
        self.drawn.emit(wanted.page)

    def _drawing_ended(self) -> None:
        self._drawing = None
        self._draw_next()

    def close(self) -> None:
        """Stop what is being done and end the child process."""
        self._closed = True
        self._pause.stop()
        self._wishes.clear()
        if self._making is not None:
            self._making.cancel()
        self._worker.close()


def failure_words(failure: AppError) -> str:
    """What the preview says in place of the book."""
    return f"预览没有生成：{failure}"
