"""One proof at a larger size, page by page, as it will be printed; office files as their words and tables."""

from __future__ import annotations

from functools import partial
from math import sqrt

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QKeySequence, QPixmap, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QTextBrowser,
    QWidget,
)

from app.declaration.attachments import Attached
from app.declaration.declaration import Declaration
from app.errors import AppError
from app.evidence.apart.worker import Worker
from app.evidence.prepared import Prepared, Raster
from app.ui import icons
from app.ui.evidence.child import Asked, Child
from app.ui.evidence.proof_words import document_of, draw_figures
from app.ui.message import restyle
from app.ui.theme import space
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.labels import wrapped

SIZE = (720, 640)
ZOOMS = (1.0, 1.5, 2.25, 3.5)
Opened = tuple[Prepared, dict[int, Raster]]
POINT = 72.0
MOST_PIXELS = 24_000_000
"""Pixels of one drawn page: an A3 page at 300 dpi has 17 million."""
NOT_SHOWN = "这份材料显示不出来；文件仍在申报书里，没有丢失。可以用系统程序打开查看，或换一份完好的文件。"


class ProofDialog(Dialog):
    """Shows one file; arrows and PgUp/PgDn turn its pages, + and − change its size."""

    def __init__(self, declaration: Declaration, child: Child, file: Attached, parent: QWidget) -> None:
        super().__init__(file.name, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.wish(*SIZE)
        self._declaration, self._child, self._file = declaration, child, file
        self._prepared: Prepared | None = None
        self._asked: Asked | None = None
        self._zoom = 0
        self.page = 0
        self.sheet = QLabel(self)
        self.words = wrapped("正在打开…", self, "muted")
        self.office = QTextBrowser(self)
        self._scroll = QScrollArea(self)
        self._middle = QStackedWidget(self)
        self.place = QLabel(self)
        self.before, self.after = self._button("previous", "上一页"), self._button("next", "下一页")
        self.after.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # its arrow points away from its words
        self.smaller, self.larger = QPushButton("缩小", self), QPushButton("放大", self)
        self._arrange()
        self._bind_keys()
        self._open()

    @property
    def busy(self) -> bool:
        """Whether there is nothing to be seen yet."""
        return self._middle.currentWidget() is self.words

    def turn(self, by: int) -> None:
        """Show another page."""
        pages = len(self._prepared.pages) if self._prepared is not None else 0
        if 0 <= self.page + by < pages:
            self.page += by
            self._draw()

    def zoom(self, by: int) -> None:
        """Show the page larger or smaller."""
        if 0 <= self._zoom + by < len(ZOOMS):
            self._zoom += by
            self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the page to the new room."""
        super().resizeEvent(event)
        self._draw()

    def done(self, result: int) -> None:
        """Ask for nothing more, and close."""
        if self._asked is not None:
            self._asked.drop()
        super().done(result)

    # -- asking the child process ------------------------------------------------------------------

    def _open(self) -> None:
        declaration, file = self._declaration, self._file

        def prepare(worker: Worker) -> Opened:
            prepared = worker.prepare(
                file.name, declaration.evidence_bytes(file.sha256), file.password, layout=file.layout
            )
            if prepared.pages:
                worker.open_pdf(prepared.pdf)
            return prepared, draw_figures(worker, prepared)

        self._ask(self._child.ask(prepare, first=True), self._opened)

    def _opened(self, opened: Opened) -> None:
        prepared, figures = opened
        self._prepared = prepared
        if prepared.pages:
            self._draw()
            self._scroll.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.office.setDocument(document_of(prepared, figures, self.office))
        self._middle.setCurrentWidget(self.office)
        for widget in (self.before, self.place, self.after, self.smaller, self.larger):
            widget.hide()
        self.office.setFocus(Qt.FocusReason.OtherFocusReason)

    def _draw(self) -> None:
        if self._prepared is None or not self._prepared.pages:
            return
        page, dpi = self.page, self._dpi()
        if self._asked is not None:
            self._asked.drop()
        self._ask(self._child.ask(lambda worker: worker.render(page, dpi), first=True), self._show)
        self._name_place()

    def _show(self, raster: Raster) -> None:
        line = 3 * raster.width
        image = QImage(raster.rgb, raster.width, raster.height, line, QImage.Format.Format_RGB888)
        pixmap = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(self.devicePixelRatioF())
        self.sheet.setPixmap(pixmap)
        self.sheet.setFixedSize(pixmap.deviceIndependentSize().toSize())
        self.sheet.setAccessibleName(f"{self._file.name} {self.place.text()}")
        self._middle.setCurrentWidget(self._scroll)

    def _failed(self, _failure: AppError) -> None:
        self.words.setText(NOT_SHOWN)
        restyle(self.words, "advice")
        self._middle.setCurrentWidget(self.words)

    def _ask(self, asked: Asked, then: object) -> None:
        self._asked = asked
        asked.done.connect(then)
        asked.failed.connect(self._failed)

    def _dpi(self) -> float:
        """Dots an inch at which the page fills the room, times the zoom."""
        assert self._prepared is not None
        sheet = self._prepared.sheets[self.page]
        room = self._middle.size()  # of what is not shown yet only the stack knows the size
        fit = min((room.width() - 24) / sheet.width, (room.height() - 24) / sheet.height)
        dpi = POINT * max(fit, 0.1) * ZOOMS[self._zoom] * self.devicePixelRatioF()
        area = sheet.width * sheet.height / POINT**2
        return min(dpi, sqrt(MOST_PIXELS / area))

    # -- building ------------------------------------------------------------------------------

    def _name_place(self) -> None:
        pages = len(self._prepared.pages) if self._prepared is not None else 0
        self.place.setText(f"第 {self.page + 1} / {pages} 页" if pages else "")
        self.before.setEnabled(self.page > 0)
        self.after.setEnabled(self.page + 1 < pages)
        self.smaller.setEnabled(bool(pages) and self._zoom > 0)
        self.larger.setEnabled(bool(pages) and self._zoom + 1 < len(ZOOMS))

    def _arrange(self) -> None:
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sheet.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._scroll.setWidget(self.sheet)
        self._scroll.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._scroll.setAccessibleName(self._file.name)
        self.office.setOpenLinks(False)
        self.office.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self.office.setAccessibleName(self._file.name)
        for widget in (self.words, self._scroll, self.office):
            self._middle.addWidget(widget)
        self.column.setContentsMargins(space.APART, space.APART, space.APART, 0)
        self.column.addWidget(self._middle, 1)
        self.set_foot(self._tools())
        self._name_place()

    def _tools(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        close = QPushButton("关闭", self)
        close.clicked.connect(self.accept)
        for widget in (self.before, self.place, self.after):
            foot.addWidget(widget)
        foot.addStretch(1)
        for button in (self.smaller, self.larger, close):
            foot.addWidget(button)
        for button in (self.smaller, self.larger, close):
            button.setAccessibleName(button.text())
            button.setAutoDefault(False)
        self.smaller.clicked.connect(lambda: self.zoom(-1))
        self.larger.clicked.connect(lambda: self.zoom(1))
        self.before.clicked.connect(lambda: self.turn(-1))
        self.after.clicked.connect(lambda: self.turn(1))
        return foot

    def _button(self, icon: str, words: str) -> QPushButton:
        button = QPushButton(words, self)
        icons.give(button, icon)
        button.setAccessibleName(words)
        button.setAutoDefault(False)
        return button

    def _bind_keys(self) -> None:
        keys = {"PgUp": -1, "Left": -1, "PgDown": 1, "Right": 1}
        for key, by in keys.items():
            QShortcut(QKeySequence(key), self, partial(self.turn, by))
        for key, by in {"+": 1, "=": 1, "-": -1}.items():
            QShortcut(QKeySequence(key), self, partial(self.zoom, by))
