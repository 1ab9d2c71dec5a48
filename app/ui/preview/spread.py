"""Two facing pages as the bound book shows them, with the fold between them."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QLinearGradient, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.declaration.book.preview import Preview, Spread
from app.ui.preview.pages import PreviewPages
from app.ui.theme import colour

MARGIN = 24
"""Pixels of ground around the book."""
FOLD = 26.0
"""Points of paper that lie in the shadow of the fold, on each side."""


class SpreadView(QWidget):
    """Paints one spread as large as it is told; `pointed` brings the (page, y in points) of a double click."""

    pointed = Signal(int, float)

    def __init__(self, pages: PreviewPages, parent: QWidget) -> None:
        super().__init__(parent)
        self._pages = pages
        self.spread: Spread = (None, None)
        self.scale = 1.0
        self.setAccessibleName("预览的书页")
        pages.drawn.connect(self._drawn)

    def show_spread(self, spread: Spread, scale: float) -> None:
        """Show these pages, `scale` pixels a point."""
        self.spread, self.scale = spread, scale
        preview = self._pages.preview
        if preview is not None:
            width, height = preview.size
            self.resize(QSize(round(2 * width * scale) + 2 * MARGIN, round(height * scale) + 2 * MARGIN))
            self.setAccessibleDescription("、".join(preview.named(page) for page in spread if page is not None))
        self.update()

    @property
    def drawn(self) -> bool:
        """Whether the pictures of both pages are there."""
        return all(page is None or self._picture(page) is not None for page in self.spread)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the pages that are drawn; paper where one is still being drawn."""
        preview = self._pages.preview
        if preview is None:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            for right, page in enumerate(self.spread):
                if page is not None:
                    self._paint_page(painter, self._area(preview, bool(right)), page)
            if None not in self.spread:
                self._paint_fold(painter, preview)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Tell which place of which page was meant."""
        preview = self._pages.preview
        for right, page in enumerate(self.spread):
            if preview is not None and page is not None:
                area = self._area(preview, bool(right))
                if area.contains(event.position()):
                    self.pointed.emit(page, (event.position().y() - area.top()) / self.scale)

    def _paint_page(self, painter: QPainter, area: QRectF, page: int) -> None:
        for step in range(4):
            shadow = area.adjusted(-step, -step + 1, step, step + 1)
            painter.setPen(QPen(QColor(0, 0, 0, 26 - 6 * step)))
            painter.drawRect(shadow)
        painter.fillRect(area, QColor("white"))
        picture = self._picture(page)
        if picture is not None:
            painter.drawImage(area, picture)
            return
        painter.setPen(colour("faint"))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, "正在显示…")

    def _picture(self, page: int) -> QImage | None:
        return self._pages.picture(page, 72 * self.scale * self.devicePixelRatioF())

    def _paint_fold(self, painter: QPainter, preview: Preview) -> None:
        middle = self._area(preview, True)
        reach = FOLD * self.scale
        for side in (-1, 1):
            gradient = QLinearGradient(middle.topLeft(), middle.topLeft() + QPointF(side * reach, 0))
            gradient.setColorAt(0, QColor(0, 0, 0, 54))
            gradient.setColorAt(1, QColor(0, 0, 0, 0))
            left = middle.left() if side > 0 else middle.left() - reach
            painter.fillRect(QRectF(left, middle.top(), reach, middle.height()), gradient)

    def _area(self, preview: Preview, right: bool) -> QRectF:
        width, height = (side * self.scale for side in preview.size)
        middle = self.width() / 2
        return QRectF(middle if right else middle - width, (self.height() - height) / 2, width, height)

    def _drawn(self, page: int) -> None:
        if page in self.spread:
            self.update()
