"""The pages of the preview, drawn when they are looked at and kept as long as they show the same."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from app.declaration.book.open_book import OpenBook
from app.declaration.book.ready import ReadyProofs
from app.declaration.declaration import Declaration
from app.errors import AppError
from app.evidence.apart.worker import Worker
from app.ui.preview.making import BookMaking, Made
from app.ui.tasks import Task

KEPT = 16
"""Pictures that are kept: the open spread, its neighbours, and another size of them."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One page at one resolution."""

    page: int
    dpi: float


@dataclass(frozen=True, slots=True)
class Drawn:
    """The picture of a page, and the content that it shows."""

    image: QImage
    content: object


class PreviewPages(QObject):
    """Draws the pages of the book that `making` makes again and again.

    `made` brings a new `OpenBook`, `drawn` the page whose picture is there now, `failed` an AppError, `marked` tells
    that what is shown became true, or is not any more.
    """

    made = Signal(object)
    drawn = Signal(int)
    failed = Signal(object)
    marked = Signal()

    def __init__(self, declaration: Declaration, ready: ReadyProofs, parent: QObject) -> None:
        super().__init__(parent)
        self.making = BookMaking(declaration, ready, self)
        self.book: OpenBook | None = None
        self.awaited = 0
        self.stale = False
        self._worker = Worker()
        self._pictures: OrderedDict[Wanted, Drawn] = OrderedDict()
        self._wishes: list[Wanted] = []
        self._drawing: Wanted | None = None
        self._kept_back = self._closed = False
        self.making.made.connect(self._made)
        self.making.stale.connect(self._stale)
        self.making.failed.connect(self._failed)

    @property
    def mark(self) -> str:
        """What is to be said on the pages: that they are not true yet, and why; nothing where they are."""
        if self._kept_back:
            return "不是最新内容"
        if self.stale:
            return "更新中"
        return f"页码待定：还有 {self.awaited} 份证明材料正在编入" if self.awaited else ""

    def true_of(self, page: int, dpi: float) -> bool:
        """Whether the picture of a page that is there shows what is printed on it now."""
        found = self._pictures.get(Wanted(page, round(dpi, 1)))
        return found is not None and found.content == self._content(page)

    def picture(self, page: int, dpi: float) -> QImage | None:
        """The picture of a page, be it the last one; None while there is none.  `drawn` tells when it is there anew."""
        wanted = Wanted(page, round(dpi, 1))
        found = self._pictures.get(wanted)
        if found is not None:
            self._pictures.move_to_end(wanted)
        if not self.true_of(page, dpi) and wanted not in (*self._wishes, self._drawing):
            self._wishes.append(wanted)
            self._draw_next()
        return found.image if found is not None else None

    def want_only(self, pages: set[int]) -> None:
        """Forget wishes for pages that are not looked at any more."""
        self._wishes = [one for one in self._wishes if one.page in pages]

    def _content(self, page: int) -> object:
        return self.book.content(page) if self.book is not None and page < self.book.pages else None

    def _made(self, made: Made) -> None:
        self.book, self.awaited, self.stale, self._kept_back = made.book, made.awaited, False, False
        self._wishes.clear()
        self.made.emit(made.book)
        self.marked.emit()

    def _stale(self) -> None:
        if not self.stale or self._kept_back:
            self.stale, self._kept_back = True, False
            self.marked.emit()

    def _failed(self, failure: AppError) -> None:
        self._kept_back = True
        self.failed.emit(failure)
        self.marked.emit()

    def _draw_next(self) -> None:
        if self._drawing is not None or not self._wishes or self.book is None or self._closed:
            return
        self._drawing = wanted = self._wishes.pop(0)
        task = Task(partial(self._draw, self.book, wanted))
        task.done.connect(self._drawn)
        task.failed.connect(self.failed)
        task.ended.connect(self._drawing_ended)
        task.start()

    def _draw(self, book: OpenBook, wanted: Wanted, _task: Task) -> tuple[Wanted, Drawn]:
        self._worker.open_pdf(book.pdf([wanted.page]))
        raster = self._worker.render(0, wanted.dpi)
        image = QImage(raster.rgb, raster.width, raster.height, 3 * raster.width, QImage.Format.Format_RGB888)
        return wanted, Drawn(image.copy(), book.content(wanted.page))

    def _drawn(self, result: tuple[Wanted, Drawn]) -> None:
        wanted, drawn = result
        self._pictures[wanted] = drawn
        while len(self._pictures) > KEPT:
            self._pictures.popitem(last=False)
        self.drawn.emit(wanted.page)

    def _drawing_ended(self) -> None:
        self._drawing = None
        self._draw_next()

    def close(self) -> None:
        """Stop what is being done and end the child processes."""
        self._closed = True
        self._wishes.clear()
        self.making.close()
        self._worker.close()


def failure_words(failure: AppError) -> str:
    """What the preview says in place of the book."""
    return f"预览没有生成：{failure}"
